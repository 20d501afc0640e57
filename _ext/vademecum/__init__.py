"""Vade-mecum: an Obsidian vault becomes a handbook of skills, as a site and as a book."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.i18n import CatalogInfo
from sphinx.util.typing import ExtensionMetadata

from vademecum import config
from vademecum.book import builder as book
from vademecum.bridge import directives, domain, needs, parser
from vademecum.messages import CATALOG, LOCALE
from vademecum.site import (
    cards,
    check,
    html,
    leftovers,
    links,
    pages,
    reader,
    reading,
    revision,
    search,
    update,
    writer,
)

__version__ = "0.1.0"

PARTS = (
    config,
    domain,
    parser,
    directives,
    needs,
    reading,
    links,
    html,
    cards,
    writer,
    update,
    pages,
    leftovers,
    revision,
    search,
    check,
    book,
    reader,
)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register every part; each says by itself what it is."""
    _compile_catalog("fr")
    app.add_message_catalog(CATALOG, str(LOCALE))
    for part in PARTS:
        part.setup(app)
    return {
        "version": __version__,
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _compile_catalog(language: str) -> None:
    """Bring the compiled catalogue up to date: only its source is under version control."""
    catalog = CatalogInfo(str(LOCALE), f"{language}/LC_MESSAGES/{CATALOG}", "utf-8")
    if catalog.is_outdated():
        catalog.write_mo(language)
