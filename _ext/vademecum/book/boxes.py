"""What stands in a box or by itself: callouts, quotations, embeds, code, formulas, diagrams."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from vademecum import nodes as vn
from vademecum.book.blocks import headline
from vademecum.book.inline import wrapped
from vademecum.book.mathematics import formula
from vademecum.book.syntax import NOTHING, boolean, call, joined, string
from vademecum.book.telling import Said
from vademecum.book.writer import Writer, show
from vademecum.messages import _
from vademecum.site.html import callout_name

_STICKY = 7
"""Levels of boxes inside one another whose titles stay with what follows."""
LONGEST = 60_000
"""Signs of one block of code that are printed: about twenty pages."""


@show.register
def show_quote(node: nodes.block_quote, book: Writer) -> str:
    """A quotation."""
    return wrapped("quotation", node, book)


@show.register
def show_callout(node: vn.callout, book: Writer) -> str:
    """A callout, always open."""
    title = next((c for c in node.children if isinstance(c, vn.callout_title)), None)
    named = headline(title, book) if title is not None else NOTHING
    if named == NOTHING:
        named = string(callout_name(node["kind"]))
    body = book.all([c for c in node.children if c is not title])
    return box(named, joined([book.anchors(node), body]), book)


def box(title: str, body: str, book: Writer) -> str:
    """Return a box with a title, which stays with the text below unless far too many do so."""
    return call("callout", title, body, sticky=boolean(book.depth < _STICKY))


def show_admonition(node: nodes.Element, book: Writer) -> str:
    """An admonition of docutils: as a callout."""
    title = next((c for c in node.children if isinstance(c, nodes.title)), None)
    kind = type(node).__name__
    named = headline(title, book) if title is not None else string(callout_name(kind))
    body = book.all([c for c in node.children if c is not title])
    return box(named, joined([book.anchors(node), body]), book)


for _kind in (nodes.Admonition, addnodes.seealso):
    show.register(_kind, show_admonition)


@show.register(nodes.topic)
@show.register(nodes.sidebar)
def show_topic(node: nodes.Element, book: Writer) -> str:
    """A box beside the text; a table of contents is not repeated."""
    if "contents" in node["classes"]:
        return NOTHING
    title = node[0] if len(node) and isinstance(node[0], nodes.title) else None
    named = headline(title, book) if title is not None else NOTHING
    body = book.all([c for c in node.children if c is not title])
    return box(named, joined([book.anchors(node), body]), book)


@show.register
def show_embedded(node: vn.embedded, book: Writer) -> str:
    """What stands in another note, with where it comes from."""
    source = nodes.reference("", node["title"], internal=True, refuri=node["refuri"])
    link = book.show(source)
    words = string(_("Taken from:") + " ")
    return joined(
        [book.anchors(node), call("taken", joined([words, link]), book.all(node.children))]
    )


# --- code, formulas, diagrams ---------------------------------------------------------------


@show.register(nodes.literal_block)
@show.register(nodes.doctest_block)
def show_code(node: nodes.Element, book: Writer) -> str:
    """Code."""
    return joined([book.anchors(node), code(node.astext(), node, book)])


def code(source: str, node: nodes.Element, book: Writer) -> str:
    """Return source text; of far too much of it, the beginning."""
    if len(source) > LONGEST:
        book.tell(Said.LONG, node, size=len(source), limit=LONGEST)
        source = source[:LONGEST].rpartition("\n")[0] + "\n[…]"
    lines = (book.glyphs.shown(line).expandtabs(4) for line in source.splitlines())
    return call("code-block", string("\n".join(lines)))


@show.register
def show_math_block(node: nodes.math_block, book: Writer) -> str:
    """A formula by itself."""
    return joined([book.anchors(node), formula(node, book, block=True)])


@show.register
def show_mermaid(node: vn.mermaid, book: Writer) -> str:
    """A diagram: its source, for drawing it takes a browser."""
    book.tell(Said.DIAGRAM, node)
    title = string(_("Diagram, as text (Mermaid)"))
    return joined([book.anchors(node), box(title, code(node["source"], node, book), book)])
