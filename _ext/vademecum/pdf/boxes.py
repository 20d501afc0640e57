"""What stands in a box or by itself: callouts, quotations, embeds, code, formulas, diagrams."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes

from vademecum import nodes as vn
from vademecum.diagrams.drawing import drawing, printed_picture
from vademecum.i18n import _
from vademecum.pdf.blocks import headline
from vademecum.pdf.inline import wrapped
from vademecum.pdf.mathematics import formula, host_formula
from vademecum.pdf.problems import Problem
from vademecum.pdf.syntax import NOTHING, boolean, call, joined, points, string
from vademecum.pdf.translator import Handlers, TypstTranslator
from vademecum.presentation.canvas_map import canvas_svg
from vademecum.presentation.words import callout_name, diagram_name

_STICKY = 7
"""Levels of boxes inside one another whose titles stay with what follows."""
_POINTS_A_PIXEL = 0.6
_DESCRIPTION = 2000
"""Signs of a diagram's source that its picture has as its description."""
LONGEST = 60_000
"""Signs of one block of code that are printed: about twenty pages."""


def show_quote(node: nodes.block_quote, translator: TypstTranslator) -> str:
    """Print a quotation."""
    return wrapped("quotation", node, translator)


def show_callout(node: vn.callout, translator: TypstTranslator) -> str:
    """Print a callout, always open."""
    title = next((c for c in node.children if isinstance(c, vn.callout_title)), None)
    named = headline(title, translator) if title is not None else NOTHING
    if named == NOTHING:
        named = string(callout_name(node["kind"]))
    body = translator.all([c for c in node.children if c is not title])
    return box(named, joined([translator.anchors(node), body]), translator)


def box(title: str, body: str, translator: TypstTranslator) -> str:
    """Return a box with a title, which stays with the text below unless far too many do so."""
    return call("callout", title, body, sticky=boolean(translator.depth < _STICKY))


def show_admonition(node: nodes.Element, translator: TypstTranslator) -> str:
    """Print an admonition of docutils as a callout."""
    title = next((c for c in node.children if isinstance(c, nodes.title)), None)
    kind = type(node).__name__
    named = headline(title, translator) if title is not None else string(callout_name(kind))
    body = translator.all([c for c in node.children if c is not title])
    return box(named, joined([translator.anchors(node), body]), translator)


def show_topic(node: nodes.Element, translator: TypstTranslator) -> str:
    """Print a box beside the text; a table of contents is not repeated."""
    if "contents" in node["classes"]:
        return NOTHING
    title = node[0] if len(node) and isinstance(node[0], nodes.title) else None
    named = headline(title, translator) if title is not None else NOTHING
    body = translator.all([c for c in node.children if c is not title])
    return box(named, joined([translator.anchors(node), body]), translator)


def show_embedded(node: vn.embedded, translator: TypstTranslator) -> str:
    """Print what is embedded from another note, with a link to it."""
    source = nodes.reference("", node["title"], internal=True, refuri=node["refuri"])
    link = translator.show(source)
    words = string(_("Taken from:") + " ")
    return joined(
        [
            translator.anchors(node),
            call("taken", joined([words, link]), translator.all(node.children)),
        ]
    )


# --- code, formulas, diagrams ---------------------------------------------------------------


def show_code(node: nodes.Element, translator: TypstTranslator) -> str:
    """Print code."""
    return joined([translator.anchors(node), code(node.astext(), node, translator)])


def code(source: str, node: nodes.Element, translator: TypstTranslator) -> str:
    """Return source text; of far too much of it, the beginning."""
    if len(source) > LONGEST:
        translator.warn(Problem.LONG, node, size=len(source), limit=LONGEST)
        source = source[:LONGEST].rpartition("\n")[0] + "\n[…]"
    lines = (
        translator.glyphs.shown(line).expandtabs(4) for line in source.rstrip("\n").split("\n")
    )
    return call("code-block", string("\n".join(lines)))


def show_formula_block(node: vn.formula_block, translator: TypstTranslator) -> str:
    """Print a displayed formula."""
    return joined([translator.anchors(node), formula(node, translator)])


def show_math_block(node: nodes.math_block, translator: TypstTranslator) -> str:
    """Print a displayed formula of a page of the host's."""
    return joined([translator.anchors(node), host_formula(node, translator)])


def show_mermaid(node: vn.mermaid, translator: TypstTranslator) -> str:
    """Print a diagram, its source being its description; its source alone if it is broken."""
    source = node["source"]
    drawn = drawing(translator.env, source)
    picture = None if drawn.problem else printed_picture(translator.env, drawn)
    file = translator.pictures.file(str(picture)) if picture is not None else None
    if file is not None:
        words = f"{diagram_name(source)}{_(':')} {' '.join(source.split())}"[:_DESCRIPTION]
        shown = call(
            "picture",
            string(file),
            alt=string(translator.glyphs.shown(words)),
            width=points(drawn.width * _POINTS_A_PIXEL),
        )
        return joined([translator.anchors(node), shown])
    title = string(_("Diagram, as text (Mermaid)"))
    return joined(
        [translator.anchors(node), box(title, code(node["source"], node, translator), translator)]
    )


def show_canvas(node: vn.canvas, translator: TypstTranslator) -> str:
    """Print a map, and below it the list of its cards."""
    name = _("Map: %(name)s") % {"name": node["name"]}
    labels = [translator.glyphs.shown(label) for label in node["labels"]]
    drawn = canvas_svg(node["canvas"], labels, [""] * len(labels), name, alone=True)
    file = translator.pictures.file("data:image/svg+xml," + quote(drawn))
    picture = call("picture", string(file), alt=string(name)) if file is not None else NOTHING
    title = call("block-title", string(name))
    return joined([translator.anchors(node), title, picture, translator.all(node.children)])


def show_query(node: vn.query, translator: TypstTranslator) -> str:
    """Print that a query stands here; what it asks is of no use on paper."""
    words = _("query that only Obsidian runs (%(plugin)s)") % {"plugin": node["plugin"]}
    if node.get("inline"):
        return call("small", translator.text(f"[{words}]"))
    words = words[:1].upper() + words[1:]
    return joined([translator.anchors(node), call("par", call("small", translator.text(words)))])


HANDLERS: Final[Handlers] = {
    nodes.block_quote: show_quote,
    vn.callout: show_callout,
    nodes.topic: show_topic,
    nodes.sidebar: show_topic,
    vn.embedded: show_embedded,
    nodes.literal_block: show_code,
    nodes.doctest_block: show_code,
    vn.formula_block: show_formula_block,
    nodes.math_block: show_math_block,
    vn.mermaid: show_mermaid,
    vn.query: show_query,
    vn.canvas: show_canvas,
    nodes.Admonition: show_admonition,
    addnodes.seealso: show_admonition,
}
