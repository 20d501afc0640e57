"""A folder of notes, built or read by the same parser, records and settings for every command."""

from __future__ import annotations

import io
import logging
import os
import shutil
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.logging import NAMESPACE

from vademecum.commands.kept_output import KeptOutput
from vademecum.commands.places import BUILD, VAULT_FILE, Places, default_vault, vault_language
from vademecum.commands.terminal import speak_plainly
from vademecum.environment import one_build
from vademecum.environment.domain import VaultDomain
from vademecum.i18n import _


def vault_arguments(line: ArgumentParser) -> None:
    """Declare what every command on a vault takes: its folder, the settings, where to build."""
    notes, built = (
        _("folder of the notes (%(default)s)"),
        _("folder of what is built (%(default)s)"),
    )
    conf = _("folder of conf.py (the current one, if it has one)")
    line.add_argument(
        "--vault", type=Path, default=default_vault(), metavar=_("FOLDER"), help=notes
    )
    line.add_argument("--build", type=Path, default=Path(BUILD), metavar=_("FOLDER"), help=built)
    line.add_argument("--conf", type=Path, metavar=_("FOLDER"), help=conf)


def places_of(options: Namespace) -> Places:
    """Return the places that a command line names."""
    return Places(options.vault, options.build, options.conf)


def conf_folder(options: Namespace) -> Path:
    """Return the folder of the settings."""
    return places_of(options).conf_folder


@contextmanager
def application(
    builder: str,
    vault: Path,
    conf: Path,
    out: Path,
    doctrees: Path,
    *,
    settings: Mapping[str, object] | None = None,
    warnings: IO[str] | None = None,
    captured: KeptOutput | None = None,
    fresh: bool = False,
    jobs: int = 1,
) -> Iterator[Sphinx]:
    """Give a Sphinx application on a vault, in the vault's language.

    Warnings go to stderr, by way of ``told`` if it is given, or to ``warnings`` as Sphinx has them.
    """
    language = vault_language(vault)
    overrides = {**({"language": language} if language else {}), **(settings or {})}
    with docutils_namespace(), patch_docutils(conf):
        app = Sphinx(
            vault,
            conf,
            out,
            doctrees,
            builder,
            confoverrides=overrides,
            status=None,
            warning=cast("IO[str]", warnings or captured or sys.stderr),
            freshenv=fresh,
            parallel=jobs,
        )
        progress = speak_plainly(vault, sys.stderr) if warnings is None else None
        try:
            yield app
        finally:
            one_build.give_back(app, None)  # an application that builds nothing held it as well
            if progress is not None:
                progress.close()
                logging.getLogger(NAMESPACE).removeHandler(progress)


def build(
    builder: str,
    options: Namespace,
    *,
    doctrees: str,
    settings: Mapping[str, object] | None = None,
    fresh: bool = False,
) -> int:
    """Build ``<build>/<builder>`` with all processors; return the exit status."""
    folder = Path(options.build)
    with application(
        builder,
        options.vault,
        conf_folder(options),
        folder / builder,
        folder / doctrees,
        settings=settings,
        fresh=fresh,
        jobs=os.cpu_count() or 1,
    ) as app:
        app.build()
    return app.statuscode


def copy_settings(vault: Path, copy: Path) -> None:
    """Have a copy of some notes read as the vault is: with the vault's own settings."""
    path = vault / VAULT_FILE
    if path.is_file() and not path.is_symlink():
        shutil.copyfile(path, copy / VAULT_FILE)


def read_vault(vault: Path, conf: Path) -> VaultDomain:
    """Read a vault anew; what is wrong with its notes is in the records, not on the screen."""
    with tempfile.TemporaryDirectory(prefix="vademecum-") as work:
        out, doctrees = Path(work) / "out", Path(work) / "doctrees"
        silent = io.StringIO()
        with application("reading", vault, conf, out, doctrees, warnings=silent, fresh=True) as app:
            app.build()
        domain = VaultDomain.of(app.env)
        assert domain.handbook is not None  # computed while the files are still there
    return domain
