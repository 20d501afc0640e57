"""The PDF files that the site offers: those that were made of the same vault before the site is.

The builder of PDFs keeps a list beside its files; the site's builder looks for it in the folder
``pdf`` next to its own, copies the files to ``pdf/`` and gives templates ``downloads``: by domain
(``""``: the whole handbook) the ``file`` below the site's root and its ``size`` in words.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path
from shutil import copyfile
from typing import TypedDict

from sphinx.application import Sphinx
from sphinx.config import Config

from vademecum.environment.domain import VaultDomain
from vademecum.i18n import _
from vademecum.languages import words

FOLDER = "pdf"
LIST = "downloads.json"
_NAMES = tuple(
    name + end
    for key, end in (
        ("handbook", ".pdf"),
        ("contributors", ".pdf"),
        ("booklet", "-"),
        ("role", "-"),
    )
    for name in words("files", key)
)
"""Beginnings of the names of our PDF files: others beside them may be somebody else's."""


class Download(TypedDict):
    """A file that the site offers."""

    file: str
    size: str


def record(folder: Path, vault: Path, domain: str, file: str) -> None:
    """Put a file on the list: the PDF of ``domain``, or of several, or (``""``) of the whole."""
    known = _read(folder, vault)
    known[domain] = file
    data = {"vault": _fingerprint(vault), "downloads": known}
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
    aside = folder / f".{LIST}"  # a site may be built meanwhile
    aside.write_text(text + "\n", encoding="utf-8")
    aside.replace(folder / LIST)


def downloads_of(folder: Path, vault: Path) -> dict[str, Download]:
    """Return the files made of a vault that stand in ``folder``."""
    return {
        domain: Download(file=f"{FOLDER}/{file}", size=megabytes((folder / file).stat().st_size))
        for domain, file in _read(folder, vault).items()
        if (folder / file).is_file()
    }


def megabytes(size: int) -> str:
    """Return a size in megabytes, as French writes numbers."""
    return f"{max(size, 50_000) / 1_000_000:.1f}".replace(".", ",")


def _fingerprint(vault: Path) -> str:
    return hashlib.sha256(str(vault.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _read(folder: Path, vault: Path) -> dict[str, str]:
    """Return the list as far as it is of this vault; file names only, never a path."""
    try:
        data = json.loads((folder / LIST).read_text(encoding="utf-8"))
        if data["vault"] != _fingerprint(vault):
            return {}
        return {str(k): Path(str(v)).name for k, v in data["downloads"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _folder(app: Sphinx) -> Path:
    return Path(app.outdir).parent / FOLDER


def _is_damaged(folder: Path) -> bool:
    """Say whether there is a list of which nothing can be known, not even for which vault it is."""
    path = folder / LIST
    if not os.path.lexists(path):
        return False
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return not isinstance(data["vault"], str) or not isinstance(data["downloads"], dict)
    except (OSError, ValueError, KeyError, TypeError):
        return True


def _tell_templates(app: Sphinx, config: Config) -> None:
    """A change of ``html_context`` has Sphinx write every page again, as it should."""
    if _is_damaged(_folder(app)):
        text = _("%(file)s is damaged: the site offers no PDF. Make it again: make pdf")
        print(text % {"file": _folder(app) / LIST}, file=sys.stderr)
    config.html_context = {
        **config.html_context,
        "downloads": downloads_of(_folder(app), Path(app.srcdir)),
    }


def _copy(app: Sphinx, error: Exception | None) -> None:
    """Copy the files that pages offer; one that was made meanwhile waits for the next build."""
    if error is not None or app.builder.format != "html":
        return
    offered = {Path(d["file"]).name for d in app.config.html_context["downloads"].values()}
    folder = Path(app.outdir) / FOLDER
    for path in folder.glob("*.pdf") if VaultDomain.of(app.env).whole else ():
        if path.name not in offered and path.name.startswith(_NAMES):
            path.unlink()
    for name in offered:
        folder.mkdir(exist_ok=True)
        copyfile(_folder(app) / name, folder / name)


def setup(app: Sphinx) -> None:
    """Listen to builds of the site."""
    app.connect("config-inited", _tell_templates)
    app.connect("build-finished", _copy)
