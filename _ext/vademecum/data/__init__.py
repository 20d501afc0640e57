"""Open data: the handbook as SKOS, CSV, a workbook, and in the inventory of Sphinx."""

from __future__ import annotations

from sphinx.application import Sphinx

from vademecum.data import builder, inventory

PARTS = (builder, inventory)


def setup(app: Sphinx) -> None:
    """Register the parts of this room."""
    for part in PARTS:
        part.setup(app)
