"""The site: how nodes look, what surrounds a note, the pages that no note has."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from vademecum.html import (
    fingerprints,
    made_pages,
    page_context,
    prune,
    search,
    skill_visitors,
    translator,
    visitors,
)

PARTS = (
    visitors,
    skill_visitors,
    translator,
    fingerprints,
    made_pages,
    page_context,
    prune,
    search,
)

THEME = Path(__file__).resolve().parents[1] / "theme" / "vademecum"


def setup(app: Sphinx) -> None:
    """Register the theme and the parts of this room."""
    app.add_html_theme(THEME.name, str(THEME))
    for part in PARTS:
        part.setup(app)
