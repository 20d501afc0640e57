"""The PDF: a plan, Typst written from nodes, a compiler in a process of its own."""

from __future__ import annotations

from sphinx.application import Sphinx

from vademecum.pdf import builder

PARTS = (builder,)


def setup(app: Sphinx) -> None:
    """Register the parts of this room."""
    for part in PARTS:
        part.setup(app)
