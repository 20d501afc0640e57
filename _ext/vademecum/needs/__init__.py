"""sphinx-needs: skills become needs, and its directives are made safe for notes."""

from __future__ import annotations

from sphinx.application import Sphinx

from vademecum.needs import adapter, declaration, guards, view_links, views

PARTS = (declaration, adapter, guards, view_links, views)


def setup(app: Sphinx) -> None:
    """Register the parts of this room."""
    for part in PARTS:
        part.setup(app)
