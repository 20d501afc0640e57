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
from traceback import walk_tb
from types import FrameType
from typing import IO, Any, Final

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.errors import ExtensionError, SphinxError, SphinxParallelError
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.logging import NAMESPACE

from vademecum.commands.reader_language import vault_language
from vademecum.commands.terminal import speak_plainly
from vademecum.environment import build_folder
from vademecum.environment.domain import VaultDomain
from vademecum.i18n import _
from vademecum.settings.vault_file import FILE_NAME

DEFAULTS: Final = Path(__file__).resolve().parents[1] / "defaults"
"""The folder of the ``conf.py`` that holds where a project has none."""


def vault_arguments(line: ArgumentParser) -> None:
    """Declare what every command on a vault takes: its folder, the settings, where to build."""
    notes, built = (
        _("folder of the notes (%(default)s)"),
        _("folder of what is built (%(default)s)"),
    )
    conf = _("folder of conf.py (the current one, if it has one)")
    vault = Path() if Path(FILE_NAME).is_file() else Path("docs")
    line.add_argument("--vault", type=Path, default=vault, metavar=_("FOLDER"), help=notes)
    line.add_argument("--build", type=Path, default=Path("_build"), metavar=_("FOLDER"), help=built)
    line.add_argument("--conf", type=Path, metavar=_("FOLDER"), help=conf)


def conf_folder(options: Namespace) -> Path:
    """Return the folder of the settings: the one named, the current one, else the package's own.

    A ``conf.py`` is code. One that lies among the notes is not trusted and is never run unasked.
    """
    if options.conf is not None:
        return Path(options.conf)
    here, vault = Path.cwd().resolve(), options.vault.resolve()
    own = (here / "conf.py").is_file() and not here.is_relative_to(vault)
    return here if own else DEFAULTS


def _started(*folders: Any, **options: Any) -> Sphinx:
    """Start Sphinx.

    :raises ExtensionError: if an extension that is not ours fails in its setup; it names it.
    """
    try:
        return Sphinx(*folders, **options)
    except Exception as error:
        frames = (frame for frame, _line in walk_tb(error.__traceback__))
        # conf.py is no module and has no name
        setups = [
            str(f.f_globals.get("__name__", "conf.py"))
            for f in frames
            if f.f_code.co_name == "setup"
        ]
        own = not setups or setups[-1].partition(".")[0] == "vademecum"
        if own or isinstance(error, SphinxError):
            raise
        raise ExtensionError(_("its setup has failed"), error, modname=setups[-1]) from error


def _module(frame: FrameType) -> str:
    """Return the name of a frame's module; ``conf.py`` is run, not imported, and has none."""
    return str(frame.f_globals.get("__name__", "conf.py"))


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
    fresh: bool = False,
    jobs: int = 1,
) -> Iterator[Sphinx]:
    """Give a Sphinx application on a vault, in the vault's language.

    Warnings go to stderr, or to ``warnings`` as Sphinx has them.
    """
    language = vault_language(vault)
    overrides = {**({"language": language} if language else {}), **(settings or {})}
    with docutils_namespace(), patch_docutils(conf):
        app = _started(
            vault,
            conf,
            out,
            doctrees,
            builder,
            confoverrides=overrides,
            status=None,
            warning=warnings or sys.stderr,
            freshenv=fresh,
            parallel=jobs,
        )
        progress = speak_plainly(vault, sys.stderr) if warnings is None else None
        try:
            yield app
        finally:
            build_folder.give_back(app)  # an application that builds nothing held it as well
            if progress is not None:
                progress.close()
                logging.getLogger(NAMESPACE).removeHandler(progress)


def build(
    builder: str,
    options: Namespace,
    *,
    doctrees: str,
    out: str = "",
    settings: Mapping[str, object] | None = None,
    fresh: bool = False,
) -> int:
    """Build ``<build>/<out or builder>`` with all processors; return the exit status.

    Once more from nothing if the first time fails at what an earlier build has left.
    """
    folder = Path(options.build)
    was_built = (folder / doctrees / ENV_PICKLE_FILENAME).is_file()

    def once() -> int:
        with application(
            builder,
            options.vault,
            conf_folder(options),
            folder / (out or builder),
            folder / doctrees,
            settings=settings,
            fresh=fresh,
            jobs=os.cpu_count() or 1,
        ) as app:
            app.build()
        return app.statuscode

    try:
        return once()
    except Exception as error:
        if not was_built or not _may_be_of_files(error):
            raise
    return once()  # the first was not finished, so this one starts clean, and says so


def _may_be_of_files(error: Exception) -> bool:
    """Say whether an error may come of a damaged file: then it is none that Sphinx expects."""
    if isinstance(error, SphinxParallelError):
        return True
    if isinstance(error, ExtensionError):
        return not isinstance(error.__cause__, OSError)
    return not isinstance(error, SphinxError | OSError)


def copy_settings(vault: Path, copy: Path) -> None:
    """Have a copy of some notes read as the vault is: with the vault's own settings."""
    path = vault / FILE_NAME
    if path.is_file() and not path.is_symlink():
        shutil.copyfile(path, copy / FILE_NAME)


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
