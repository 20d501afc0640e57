"""Vade-mecum: an Obsidian vault becomes a handbook of skills, as a site and as a PDF."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.i18n import CatalogInfo
from sphinx.util.typing import ExtensionMetadata

from vademecum import (
    check,
    config,
    data,
    environment,
    html,
    markdown,
    needs,
    pdf,
    presentation,
    reading,
)
from vademecum.i18n import CATALOG, LOCALE

__version__ = "0.1.0"

ROOMS = (config, environment, markdown, needs, reading, presentation, html, data, check, pdf)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Have every room register what is its own."""
    _compile_catalog("fr")
    app.add_message_catalog(CATALOG, str(LOCALE))
    for room in ROOMS:
        room.setup(app)
    return {
        "version": __version__,
        "env_version": 2,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _compile_catalog(language: str) -> None:
    """Bring the compiled catalogue up to date: only its source is under version control."""
    catalog = CatalogInfo(str(LOCALE), f"{language}/LC_MESSAGES/{CATALOG}", "utf-8")
    if catalog.is_outdated():
        catalog.write_mo(language)
