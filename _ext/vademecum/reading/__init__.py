"""From a note's document to its record, at the end of its reading."""

from __future__ import annotations

from sphinx.application import Sphinx

from vademecum.reading import builder, record

PARTS = (record, builder)


def setup(app: Sphinx) -> None:
    """Register the parts of this room."""
    for part in PARTS:
        part.setup(app)
