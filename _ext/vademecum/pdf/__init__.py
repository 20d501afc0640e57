"""The PDF: a plan, nodes translated to Typst, a compiler in a process of its own."""

from __future__ import annotations

from sphinx.application import Sphinx

from vademecum.pdf import builder

PARTS = (builder,)


def setup(app: Sphinx) -> None:
    """Register the parts of this room."""
    for part in PARTS:
        part.setup(app)
