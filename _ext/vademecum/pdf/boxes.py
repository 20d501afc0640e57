"""What stands in a box or by itself: callouts, quotations, embeds, code, formulas, diagrams."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from vademecum import nodes as vn
from vademecum.i18n import _
from vademecum.pdf.blocks import headline
from vademecum.pdf.inline import wrapped
from vademecum.pdf.mathematics import formula
from vademecum.pdf.problems import Problem
from vademecum.pdf.syntax import NOTHING, boolean, call, joined, string
from vademecum.pdf.translator import Writer, show
from vademecum.presentation.callouts import callout_name

_STICKY = 7
"""Levels of boxes inside one another whose titles stay with what follows."""
LONGEST = 60_000
"""Signs of one block of code that are printed: about twenty pages."""


@show.register
def show_quote(node: nodes.block_quote, writer: Writer) -> str:
    """A quotation."""
    return wrapped("quotation", node, writer)


@show.register
def show_callout(node: vn.callout, writer: Writer) -> str:
    """A callout, always open."""
    title = next((c for c in node.children if isinstance(c, vn.callout_title)), None)
    named = headline(title, writer) if title is not None else NOTHING
    if named == NOTHING:
        named = string(callout_name(node["kind"]))
    body = writer.all([c for c in node.children if c is not title])
    return box(named, joined([writer.anchors(node), body]), writer)


def box(title: str, body: str, writer: Writer) -> str:
    """Return a box with a title, which stays with the text below unless far too many do so."""
    return call("callout", title, body, sticky=boolean(writer.depth < _STICKY))


def show_admonition(node: nodes.Element, writer: Writer) -> str:
    """An admonition of docutils: as a callout."""
    title = next((c for c in node.children if isinstance(c, nodes.title)), None)
    kind = type(node).__name__
    named = headline(title, writer) if title is not None else string(callout_name(kind))
    body = writer.all([c for c in node.children if c is not title])
    return box(named, joined([writer.anchors(node), body]), writer)


for _kind in (nodes.Admonition, addnodes.seealso):
    show.register(_kind, show_admonition)


@show.register(nodes.topic)
@show.register(nodes.sidebar)
def show_topic(node: nodes.Element, writer: Writer) -> str:
    """A box beside the text; a table of contents is not repeated."""
    if "contents" in node["classes"]:
        return NOTHING
    title = node[0] if len(node) and isinstance(node[0], nodes.title) else None
    named = headline(title, writer) if title is not None else NOTHING
    body = writer.all([c for c in node.children if c is not title])
    return box(named, joined([writer.anchors(node), body]), writer)


@show.register
def show_embedded(node: vn.embedded, writer: Writer) -> str:
    """What stands in another note, with where it comes from."""
    source = nodes.reference("", node["title"], internal=True, refuri=node["refuri"])
    link = writer.show(source)
    words = string(_("Taken from:") + " ")
    return joined(
        [writer.anchors(node), call("taken", joined([words, link]), writer.all(node.children))]
    )


# --- code, formulas, diagrams ---------------------------------------------------------------


@show.register(nodes.literal_block)
@show.register(nodes.doctest_block)
def show_code(node: nodes.Element, writer: Writer) -> str:
    """Code."""
    return joined([writer.anchors(node), code(node.astext(), node, writer)])


def code(source: str, node: nodes.Element, writer: Writer) -> str:
    """Return source text; of far too much of it, the beginning."""
    if len(source) > LONGEST:
        writer.warn(Problem.LONG, node, size=len(source), limit=LONGEST)
        source = source[:LONGEST].rpartition("\n")[0] + "\n[…]"
    lines = (writer.glyphs.shown(line).expandtabs(4) for line in source.rstrip("\n").split("\n"))
    return call("code-block", string("\n".join(lines)))


@show.register
def show_math_block(node: nodes.math_block, writer: Writer) -> str:
    """A formula by itself."""
    return joined([writer.anchors(node), formula(node, writer, block=True)])


@show.register
def show_mermaid(node: vn.mermaid, writer: Writer) -> str:
    """A diagram: its source, for drawing it takes a browser."""
    writer.warn(Problem.DIAGRAM, node)
    title = string(_("Diagram, as text (Mermaid)"))
    return joined([writer.anchors(node), box(title, code(node["source"], node, writer), writer)])
