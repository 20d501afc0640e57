"""A rule of a museum's own: every question says who answers for it.

In ``conf.py``::

    extensions = ["vademecum", "museum_rule"]

A note tagged ``question`` without a property ``responsible`` is then an error of the check.
"""

from __future__ import annotations

from collections.abc import Iterator

from sphinx.application import Sphinx

from vademecum.api import Finding, Handbook, Rule, add_rule

CODE = "museum-no-responsible"


def unanswered(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each question that nobody answers for."""
    for note in handbook.in_order():
        if "question" in note.tags and not note.properties.get("responsible"):
            yield Finding.of(CODE, note.path, 1, title=note.title)


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the rule."""
    add_rule(
        app,
        Rule(
            code=CODE,
            message="Nobody answers for “%(title)s”. Add “responsible: a name” to its properties.",
            find=unanswered,
        ),
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}
