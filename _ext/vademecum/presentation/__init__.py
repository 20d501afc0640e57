"""What the site and the PDF say alike: names, dates, versions, addresses."""

from __future__ import annotations

from sphinx.application import Sphinx

from vademecum.environment import history

PARTS = (history,)


def setup(app: Sphinx) -> None:
    """Register the parts of this room."""
    for part in PARTS:
        part.setup(app)
