"""Inline nodes: emphasis, footnotes, pictures, links with their page or address."""

from __future__ import annotations

import re
from typing import Final

from docutils import nodes
from sphinx import addnodes

from vademecum import nodes as vn
from vademecum.i18n import _
from vademecum.pdf.mathematics import formula, host_formula
from vademecum.pdf.places import INTERNAL
from vademecum.pdf.problems import Problem
from vademecum.pdf.syntax import NOTHING, call, joined, points, string
from vademecum.pdf.translator import Handler, Handlers, TypstTranslator
from vademecum.presentation.words import task_state


def wrapped(function: str, node: nodes.Element, translator: TypstTranslator) -> str:
    """Return a node's children inside a call; nothing stays nothing."""
    inner = translator.inside(node)
    return call(function, inner) if inner != NOTHING else NOTHING


def _in(function: str) -> Handler:
    """Return the handler of words that a function of the look sets."""
    return lambda node, translator: wrapped(function, node, translator)


def show_text(node: nodes.Text, translator: TypstTranslator) -> str:
    """Print words."""
    return translator.text(node.astext())


def show_inline(node: nodes.Element, translator: TypstTranslator) -> str:
    """Print words that look like their neighbours."""
    return translator.inside(node)


def show_literal(node: nodes.Element, translator: TypstTranslator) -> str:
    """Print inline code."""
    return joined([translator.anchors(node), call("mono", translator.exact(node.astext()))])


def show_tag(node: vn.tag, translator: TypstTranslator) -> str:
    """Print ``#tag``."""
    return call("small", translator.exact(node.astext()))


def show_line_break(node: vn.line_break, translator: TypstTranslator) -> str:
    """Print a line break."""
    translator.last = ""
    return "linebreak()"


def show_task_mark(node: vn.task_mark, translator: TypstTranslator) -> str:
    """Print the box of a task; a state that few know is said in a word too."""
    state = task_state(node["sign"])
    box = translator.exact(state.glyph + " ")
    if state.usual:
        return box
    return joined([box, call("small", translator.exact(state.name + _(":") + " "))])


def show_inline_field(node: vn.inline_field, translator: TypstTranslator) -> str:
    """Print the name and the value of a field in a sentence."""
    name = call("strong", translator.exact(node["key"] + _(":") + " "))
    return joined([name, translator.inside(node)])


def show_ghost(node: vn.ghost, translator: TypstTranslator) -> str:
    """Print a link whose note is not written: dashed, and said in words."""
    return joined(
        [
            call("ghost", translator.inside(node)),
            call("small", string(" (" + _("note to write") + ")")),
        ]
    )


# --- footnotes, pictures ---------------------------------------------------------------


def show_call(node: nodes.Element, translator: TypstTranslator) -> str:
    """Print the call of a footnote: the footnote at the first call, its number at later ones."""
    name = str(node.get("refid", ""))
    footnote = translator.footnotes.get(name)
    if footnote is None or translator.plain:
        return call("super", translator.exact(node.astext()))
    label = f"{translator.docname}#note:{name}"
    if translator.places.placed(label):
        return call("footnote-again", string(label))
    translator.places.place(label)
    translator.plain, last = True, translator.last  # a footnote has no footnotes
    shown = _note_text(footnote, translator)
    translator.plain, translator.last = False, last
    return call("noted", string(label), shown)


def _note_text(footnote: nodes.Element, translator: TypstTranslator) -> str:
    """Return a footnote's words; its first paragraph stands beside its number."""
    parts: list[str] = []
    for block in footnote.children:
        if isinstance(block, nodes.paragraph):
            translator.last = ""
            parts += ["parbreak()", translator.all(block.children)]
        elif not isinstance(block, nodes.label):
            parts += ["parbreak()", translator.show(block)]
    return joined(parts[1:])


def show_image(node: nodes.image, translator: TypstTranslator) -> str:
    """Print a picture in its size; one without a description says so (PDF/UA wants words)."""
    candidates: dict[str, str] = node.get("candidates", {})
    uri = str(candidates.get("*", node["uri"])).lstrip("/")
    alternative = " ".join(str(node.get("alt", "")).split())
    name = _("embedded picture") if uri.startswith("data:") else uri.rpartition("/")[2]
    file = translator.pictures.file(uri)
    if file is None:
        translator.warn(Problem.PICTURE, node, file=name)
        return call("missing-picture", translator.text(alternative or name))
    if not alternative:
        translator.pictures.without_words.append(f"{translator.docname}: {name}")
        alternative = _("Picture without a description: %(file)s") % {"file": name}
    width = _points(node.get("width")) or translator.pictures.natural_width(file)
    alone = isinstance(node.parent, nodes.figure) or (
        isinstance(node.parent, nodes.paragraph) and len(node.parent) == 1
    )
    return call(
        "picture" if alone else "small-picture",
        string(file),
        alt=string(translator.glyphs.shown(alternative)),
        width=points(width) if width else None,
        height=points(height) if (height := _points(node.get("height"))) else None,
    )


def _points(size: object) -> float | None:
    match = re.fullmatch(r"(\d{1,5}(?:\.\d+)?)(px|pt|cm|mm|in|em)?", str(size or "").strip())
    if not match or float(match[1]) == 0:
        return None
    units = {"px": 0.75, "pt": 1, "cm": 28.35, "mm": 2.835, "in": 72, "em": 10.5}
    return float(match[1]) * units[match[2] or "px"]


# --- links ---------------------------------------------------------------


def show_reference(node: nodes.reference, translator: TypstTranslator) -> str:
    """Print a link: inside the PDF with its page, out of it with its address."""
    address = str(node.get("refuri", ""))
    if address.startswith("#"):
        return internal(f"{translator.docname}{address}", node, translator)
    if node.get("internal") and address.startswith(INTERNAL):
        return internal(address[1:], node, translator)
    if "refid" in node:
        return internal(f"{translator.docname}#{node['refid']}", node, translator)
    return external(address, node, translator) if address else translator.inside(node)


def internal(name: str, node: nodes.Element, translator: TypstTranslator) -> str:
    """Return a link to a note: with its page, or its address if the PDF does not hold it."""
    shown = translator.inside(node)
    if shown == NOTHING:
        return NOTHING
    if translator.places.known(name):
        return translator.places.link(name, shown, paged=not translator.plain)
    address = translator.places.address(name)
    if not address:
        return joined([shown, call("small", string(" (" + _("in the whole handbook") + ")"))])
    return joined([shown, printed_address(address, translator)])


def external(address: str, node: nodes.Element, translator: TypstTranslator) -> str:
    """Return a link out of the PDF; its address is printed unless it is the text itself."""
    shown = translator.inside(node)
    if shown == NOTHING:
        return NOTHING
    link = call("outward", string(address), shown)
    text = node.astext().strip()
    if text in {address, address.partition(":")[2].removeprefix("//")}:
        return link
    return joined([link, printed_address(address, translator)])


def printed_address(address: str, translator: TypstTranslator) -> str:
    """Return the address at the foot of the page, once in a note; in a heading beside the text."""
    if address in translator.addresses:
        return NOTHING
    shown = call("address", string(address), string(translator.glyphs.shown(address)))
    if translator.plain:
        return joined([string(" "), call("small", shown)])
    translator.addresses.add(address)
    return call("footnote", shown)


def show_download(node: addnodes.download_reference, translator: TypstTranslator) -> str:
    """Print a link to an attachment: it is on the site."""
    address = translator.places.base + "_downloads/" + str(node.get("filename", ""))
    if not translator.places.base or "filename" not in node:
        return translator.inside(node)
    return external(address, node, translator)


def show_media(node: vn.media, translator: TypstTranslator) -> str:
    """Print what stands for a sound, a film or a document: where to find it."""
    kinds = {"audio": _("sound"), "video": _("film"), "pdf": _("PDF document")}
    kind = kinds.get(node["kind"], node["kind"])
    return joined(
        [
            translator.inside(node),
            call("small", string(" (" + kind + ", " + _("in the online handbook") + ")")),
        ]
    )


HANDLERS: Final[Handlers] = {
    nodes.Text: show_text,
    nodes.strong: _in("strong"),
    addnodes.literal_strong: _in("strong"),
    nodes.emphasis: _in("emph"),
    nodes.title_reference: _in("emph"),
    addnodes.literal_emphasis: _in("emph"),
    vn.highlight: _in("marked"),
    vn.strike: _in("strike"),
    nodes.superscript: _in("super"),
    nodes.subscript: _in("sub"),
    nodes.inline: show_inline,
    nodes.generated: show_inline,
    nodes.abbreviation: show_inline,
    nodes.acronym: show_inline,
    nodes.problematic: show_inline,
    addnodes.pending_xref: show_inline,
    vn.wikilink: show_inline,
    vn.embed: show_inline,
    nodes.literal: show_literal,
    vn.tag: show_tag,
    vn.line_break: show_line_break,
    vn.task_mark: show_task_mark,
    vn.inline_field: show_inline_field,
    vn.ghost: show_ghost,
    nodes.footnote_reference: show_call,
    nodes.citation_reference: show_call,
    nodes.image: show_image,
    vn.formula: formula,
    nodes.math: host_formula,
    nodes.reference: show_reference,
    addnodes.number_reference: show_reference,
    addnodes.download_reference: show_download,
    vn.frame: show_inline,  # a film of another site: its title and its address
    vn.media: show_media,
}
