"""``make links``: every public address of the notes is asked once, and told like a finding."""

from __future__ import annotations

from sphinx.application import Sphinx

from vademecum.linkcheck import builder, collect

PARTS = (builder, collect)


def setup(app: Sphinx) -> None:
    """Register the parts of this room."""
    for part in PARTS:
        part.setup(app)
