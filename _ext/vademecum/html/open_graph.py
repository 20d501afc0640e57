"""What other sites show of a page that somebody shares: Open Graph, with one picture if there is.

The picture that the settings name stands in the site under a name that never changes. It has a
whole address or none.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from babel.core import get_global
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from vademecum.environment.domain import VaultDomain
from vademecum.environment.social_picture import social_picture
from vademecum.html.host_layout import has_own_theme
from vademecum.html.public_address import site_address

_PICTURE: Final = "_static/social-picture"


def open_graph(vault: VaultDomain) -> dict[str, str]:
    """Return what the head of every page says to other sites beside its title and description."""
    config, file = vault.env.config, social_picture(vault)
    shared = {"locale": _locale(str(config.language or "en"))}
    if file is not None:
        shared["picture"] = site_address(config) + _address(file)
    return shared


def _address(file: Path) -> str:
    return _PICTURE + file.suffix.lower()


def _locale(language: str) -> str:
    """Return a language with its territory, as Open Graph has it: the likeliest if none is said."""
    if "_" in language:
        return language
    territory = get_global("likely_subtags").get(language, "").rpartition("_")[2]
    return f"{language}_{territory}" if territory else ""


def write_picture(app: Sphinx, error: Exception | None) -> None:
    """Copy the picture into the site, and take away that of an earlier build."""
    builder = app.builder
    own = has_own_theme(app.config)
    if error is not None or not isinstance(builder, StandaloneHTMLBuilder) or not own:
        return
    file, root = social_picture(VaultDomain.of(app.env)), Path(builder.outdir)
    target = root / _address(file) if file is not None else None
    for path in root.glob(f"{_PICTURE}.*"):
        if path != target:
            path.unlink()
    if file is not None and target is not None:
        shutil.copyfile(file, target)


def setup(app: Sphinx) -> None:
    """Write when all pages are written."""
    app.connect("build-finished", write_picture)
