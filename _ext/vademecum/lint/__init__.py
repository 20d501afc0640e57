"""What may be wrong with a vault: rules, what they look at, the report, what is fixed."""

from __future__ import annotations

from sphinx.application import Sphinx

from vademecum.lint import builder, rules, run

PARTS = (rules, run, builder)


def setup(app: Sphinx) -> None:
    """Register the parts of this room."""
    for part in PARTS:
        part.setup(app)
