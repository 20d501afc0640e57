"""sphinx-needs: skills become needs, and its directives are made safe for notes."""

from __future__ import annotations

from sphinx.application import Sphinx

from vademecum.needs import adapter, declaration, guards, kept, view_links, views

PARTS = (declaration, adapter, guards, view_links, views, kept)


def setup(app: Sphinx) -> None:
    """Register the parts of this room."""
    for part in PARTS:
        part.setup(app)
