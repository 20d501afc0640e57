"""Another extension: nodes of its own in every note, two of them with a handler for Typst."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from vademecum.pdf.syntax import call, joined, string
from vademecum.pdf.translator import TypstTranslator


class strange(nodes.General, nodes.Element):  # noqa: N801
    """A node without a handler."""


class framed(nodes.General, nodes.Element):  # noqa: N801
    """A node with a handler."""


class framed_twice(framed):  # noqa: N801
    """A node whose base class has a handler."""


class faulty(nodes.General, nodes.Element):  # noqa: N801
    """A node whose handler fails."""


class unprinted(nodes.General, nodes.Element):  # noqa: N801
    """A node whose handler skips it."""


def show_framed(translator: TypstTranslator, node: framed) -> str:
    """Print the text between two words."""
    return joined([call("par", string("Cadre ouvert.")), translator.inside(node)])


def show_faulty(_translator: TypstTranslator, _node: faulty) -> str:
    """Fail."""
    raise ValueError("faulty")


def show_unprinted(_translator: TypstTranslator, _node: unprinted) -> str:
    """Skip the node, as visitors of docutils do."""
    raise nodes.SkipNode


def _add(_app: Sphinx, doctree: nodes.document) -> None:
    for kind in (strange, framed, framed_twice, faulty, unprinted):
        doctree[0].append(kind("", nodes.paragraph("", f"Texte {kind.__name__}.")))


def setup(app: Sphinx) -> None:
    """Put the nodes at the end of every note."""
    app.add_node(framed, typst=(show_framed, None))
    app.add_node(faulty, typst=(show_faulty, None))
    app.add_node(unprinted, typst=(show_unprinted, None))
    app.connect("doctree-read", _add, priority=900)
