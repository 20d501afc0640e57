"""Words inside a paragraph: emphasis, links with their page or address, footnotes, pictures."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx import addnodes

from vademecum import nodes as vn
from vademecum.i18n import _
from vademecum.pdf.mathematics import formula
from vademecum.pdf.problems import Problem
from vademecum.pdf.syntax import NOTHING, call, joined, points, string
from vademecum.pdf.translator import Writer, show


def wrapped(function: str, node: nodes.Element, writer: Writer) -> str:
    """Return a node's children inside a call; nothing stays nothing."""
    inner = writer.inside(node)
    return call(function, inner) if inner != NOTHING else NOTHING


@show.register
def show_text(node: nodes.Text, writer: Writer) -> str:
    """Words."""
    return writer.text(node.astext())


@show.register(nodes.strong)
@show.register(addnodes.literal_strong)
def show_strong(node: nodes.Element, writer: Writer) -> str:
    """Bold."""
    return wrapped("strong", node, writer)


@show.register(nodes.emphasis)
@show.register(nodes.title_reference)
@show.register(addnodes.literal_emphasis)
def show_emphasis(node: nodes.Element, writer: Writer) -> str:
    """Italics."""
    return wrapped("emph", node, writer)


@show.register(vn.highlight)
def show_highlight(node: nodes.Element, writer: Writer) -> str:
    """``==text==``."""
    return wrapped("marked", node, writer)


@show.register(vn.strike)
def show_strike(node: nodes.Element, writer: Writer) -> str:
    """``~~text~~``."""
    return wrapped("strike", node, writer)


@show.register(nodes.superscript)
def show_superscript(node: nodes.Element, writer: Writer) -> str:
    """Above the line."""
    return wrapped("super", node, writer)


@show.register(nodes.subscript)
def show_subscript(node: nodes.Element, writer: Writer) -> str:
    """Below the line."""
    return wrapped("sub", node, writer)


@show.register(nodes.inline)
@show.register(nodes.generated)
@show.register(nodes.abbreviation)
@show.register(nodes.acronym)
@show.register(nodes.problematic)
@show.register(addnodes.pending_xref)
@show.register(vn.wikilink)
@show.register(vn.embed)
def show_inline(node: nodes.Element, writer: Writer) -> str:
    """Words that look like their neighbours."""
    return writer.inside(node)


@show.register(nodes.literal)
def show_literal(node: nodes.Element, writer: Writer) -> str:
    """Code in a line."""
    return joined([writer.anchors(node), call("mono", writer.exact(node.astext()))])


@show.register(vn.tag)
def show_tag(node: vn.tag, writer: Writer) -> str:
    """``#tag``."""
    return call("small", writer.exact(node.astext()))


@show.register(vn.line_break)
def show_line_break(node: vn.line_break, writer: Writer) -> str:
    """A line break."""
    writer.last = ""
    return "linebreak()"


@show.register(vn.task_mark)
def show_task_mark(node: vn.task_mark, writer: Writer) -> str:
    """The box of a task."""
    return string("☑ " if node["checked"] else "☐ ")


@show.register(vn.ghost)
def show_ghost(node: vn.ghost, writer: Writer) -> str:
    """A link whose note is not written: dashed, and said in words."""
    return joined(
        [call("ghost", writer.inside(node)), call("small", string(" (" + _("note to write") + ")"))]
    )


# --- footnotes, pictures, formulas ---------------------------------------------------------------


@show.register(nodes.footnote_reference)
@show.register(nodes.citation_reference)
def show_call(node: nodes.Element, writer: Writer) -> str:
    """The call of a footnote: the note itself at the first, its number again later."""
    name = str(node.get("refid", ""))
    footnote = writer.footnotes.get(name)
    if footnote is None or writer.plain:
        return call("super", writer.exact(node.astext()))
    label = f"{writer.docname}#note:{name}"
    if writer.places.placed(label):
        return call("noted-again", string(label))
    writer.places.place(label)
    writer.plain, last = True, writer.last  # a footnote has no footnotes
    shown = _note_text(footnote, writer)
    writer.plain, writer.last = False, last
    return call("noted", string(label), shown)


def _note_text(footnote: nodes.Element, writer: Writer) -> str:
    """Return a footnote's words; its first paragraph stands beside its number."""
    parts: list[str] = []
    for block in footnote.children:
        if isinstance(block, nodes.paragraph):
            writer.last = ""
            parts += ["parbreak()", writer.all(block.children)]
        elif not isinstance(block, nodes.label):
            parts += ["parbreak()", writer.show(block)]
    return joined(parts[1:])


@show.register(nodes.image)
def show_image(node: nodes.image, writer: Writer) -> str:
    """A picture in its size; without a description it says so, for PDF/UA wants words."""
    candidates: dict[str, str] = node.get("candidates", {})
    uri = str(candidates.get("*", node["uri"])).lstrip("/")
    alternative = " ".join(str(node.get("alt", "")).split())
    name = _("embedded picture") if uri.startswith("data:") else uri.rpartition("/")[2]
    file = writer.pictures.file(uri)
    if file is None:
        writer.warn(Problem.PICTURE, node, file=name)
        return call("lost-picture", writer.text(alternative or name))
    if not alternative:
        writer.pictures.without_words.append(f"{writer.docname}: {name}")
        alternative = _("Picture without a description: %(file)s") % {"file": name}
    width = _points(node.get("width")) or writer.pictures.natural_width(file)
    alone = isinstance(node.parent, nodes.figure) or (
        isinstance(node.parent, nodes.paragraph) and len(node.parent) == 1
    )
    return call(
        "picture" if alone else "small-picture",
        string(file),
        alt=string(writer.glyphs.shown(alternative)),
        width=points(width) if width else None,
        height=points(height) if (height := _points(node.get("height"))) else None,
    )


def _points(size: object) -> float | None:
    match = re.fullmatch(r"(\d{1,5}(?:\.\d+)?)(px|pt|cm|mm|in|em)?", str(size or "").strip())
    if not match or float(match[1]) == 0:
        return None
    units = {"px": 0.75, "pt": 1, "cm": 28.35, "mm": 2.835, "in": 72, "em": 10.5}
    return float(match[1]) * units[match[2] or "px"]


@show.register(nodes.math)
def show_math(node: nodes.math, writer: Writer) -> str:
    """A formula in a line."""
    return formula(node, writer, block=False)
