"""What the site and the PDF say alike: names, dates, versions, addresses."""

from __future__ import annotations

from sphinx.application import Sphinx

from vademecum.presentation import revision

PARTS = (revision,)


def setup(app: Sphinx) -> None:
    """Register the parts of this room."""
    for part in PARTS:
        part.setup(app)
