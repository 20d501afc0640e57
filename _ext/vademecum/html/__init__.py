"""The site: how nodes look, what surrounds a note, the pages that no note has."""

from __future__ import annotations

from sphinx.application import Sphinx

from vademecum.html import (
    added_pages,
    assets,
    catalogue_pieces,
    fingerprints,
    graph,
    home,
    host_layout,
    left_out,
    made_pages,
    open_graph,
    page_context,
    previews,
    prune,
    security,
    site_files,
    skill_visitors,
    summary,
    translator,
    visitors,
)
from vademecum.html.search import pages

PARTS = (
    catalogue_pieces,
    assets,
    visitors,
    skill_visitors,
    translator,
    added_pages,
    fingerprints,
    graph,
    host_layout,
    made_pages,
    home,
    open_graph,
    page_context,
    previews,
    prune,
    pages,
    security,
    site_files,
    left_out,
    summary,
)


def setup(app: Sphinx) -> None:
    """Register the theme and the parts of this room."""
    app.setup_extension("vademecum.theme")
    for part in PARTS:
        part.setup(app)
