"""What a folder of notes says, read by the same parser, records and settings as the site."""

from __future__ import annotations

import io
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from sphinx import locale
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from vademecum.environment.domain import VaultDomain
from vademecum.i18n import CATALOG, LOCALE

LANGUAGE = "fr"
CONF = Path(__file__).resolve().parents[3]
"""The folder of ``conf.py``: the maintainers' settings hold for every vault."""


def parser(told: str) -> ArgumentParser:
    """Return a command line that names a vault."""
    locale.init([str(LOCALE)], LANGUAGE, CATALOG)  # for what is said before a vault is read
    made = ArgumentParser(description=told)
    made.add_argument("--vault", type=Path, default=Path("docs"), help="folder of the notes")
    made.add_argument("--conf", type=Path, default=CONF, help="folder of conf.py")
    return made


def read_vault(vault: Path, conf: Path = CONF) -> VaultDomain:
    """Read a vault anew; what is wrong with its notes is in the records, not on the screen."""
    with tempfile.TemporaryDirectory(prefix="vademecum-") as work:
        with docutils_namespace(), patch_docutils(conf):
            app = Sphinx(
                vault,
                conf,
                Path(work) / "out",
                Path(work) / "doctrees",
                "reading",
                status=None,
                warning=io.StringIO(),
                freshenv=True,
            )
            app.build()
        domain = VaultDomain.of(app.env)
        assert domain.handbook is not None  # computed while the files are still there
    return domain
