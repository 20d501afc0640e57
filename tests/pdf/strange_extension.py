"""An extension that puts a node into notes which the book has never heard of."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx


class strange(nodes.General, nodes.Element):  # noqa: N801
    """A stranger."""


def _add(_app: Sphinx, doctree: nodes.document) -> None:
    doctree[0].append(strange("", nodes.paragraph("", "Texte étrange.")))


def setup(app: Sphinx) -> None:
    """Put it at the end of every note."""
    app.connect("doctree-read", _add, priority=900)
