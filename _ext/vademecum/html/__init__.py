"""The site: how nodes look, what surrounds a note, the pages that no note has."""

from __future__ import annotations

from sphinx.application import Sphinx

from vademecum.html import (
    catalogue_pieces,
    colours,
    fingerprints,
    host_layout,
    made_pages,
    notebook,
    offline,
    page_context,
    previews,
    prune,
    search,
    security,
    sharing,
    site_files,
    skill_visitors,
    summary,
    theme,
    translator,
    visitors,
)

PARTS = (
    catalogue_pieces,
    colours,
    theme,
    visitors,
    skill_visitors,
    translator,
    fingerprints,
    host_layout,
    made_pages,
    notebook,
    offline,
    page_context,
    previews,
    prune,
    search,
    security,
    sharing,
    site_files,
    summary,
)


def setup(app: Sphinx) -> None:
    """Register the theme and the parts of this room."""
    app.setup_extension("vademecum.theme")
    for part in PARTS:
        part.setup(app)
