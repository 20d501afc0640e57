"""From a note's text to a document: Obsidian's grammar on MyST, and what a note may hold."""

from __future__ import annotations

from sphinx.application import Sphinx

from vademecum.markdown import parser, renderer_directives

PARTS = (parser, renderer_directives)


def setup(app: Sphinx) -> None:
    """Register the parts of this room."""
    for part in PARTS:
        part.setup(app)
