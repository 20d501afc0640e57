"""The report for contributors: a builder, its rows and its formats."""

from __future__ import annotations

from sphinx.application import Sphinx

from vademecum.check import builder

PARTS = (builder,)


def setup(app: Sphinx) -> None:
    """Register the parts of this room."""
    for part in PARTS:
        part.setup(app)
