"""Words inside a paragraph: emphasis, links with their page or address, footnotes, pictures."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx import addnodes

from vademecum import nodes as vn
from vademecum.book.mathematics import formula
from vademecum.book.syntax import NOTHING, call, joined, points, string
from vademecum.book.telling import Said
from vademecum.book.writer import Writer, show
from vademecum.messages import _


def wrapped(function: str, node: nodes.Element, book: Writer) -> str:
    """Return a node's children inside a call; nothing stays nothing."""
    inner = book.inside(node)
    return call(function, inner) if inner != NOTHING else NOTHING


@show.register
def show_text(node: nodes.Text, book: Writer) -> str:
    """Words."""
    return book.text(node.astext())


@show.register(nodes.strong)
@show.register(addnodes.literal_strong)
def show_strong(node: nodes.Element, book: Writer) -> str:
    """Bold."""
    return wrapped("strong", node, book)


@show.register(nodes.emphasis)
@show.register(nodes.title_reference)
@show.register(addnodes.literal_emphasis)
def show_emphasis(node: nodes.Element, book: Writer) -> str:
    """Italics."""
    return wrapped("emph", node, book)


@show.register(vn.highlight)
def show_highlight(node: nodes.Element, book: Writer) -> str:
    """``==text==``."""
    return wrapped("marked", node, book)


@show.register(vn.strike)
def show_strike(node: nodes.Element, book: Writer) -> str:
    """``~~text~~``."""
    return wrapped("strike", node, book)


@show.register(nodes.superscript)
def show_superscript(node: nodes.Element, book: Writer) -> str:
    """Above the line."""
    return wrapped("super", node, book)


@show.register(nodes.subscript)
def show_subscript(node: nodes.Element, book: Writer) -> str:
    """Below the line."""
    return wrapped("sub", node, book)


@show.register(nodes.inline)
@show.register(nodes.generated)
@show.register(nodes.abbreviation)
@show.register(nodes.acronym)
@show.register(nodes.problematic)
@show.register(addnodes.pending_xref)
@show.register(vn.wikilink)
@show.register(vn.embed)
def show_inline(node: nodes.Element, book: Writer) -> str:
    """Words that look like their neighbours."""
    return book.inside(node)


@show.register(nodes.literal)
def show_literal(node: nodes.Element, book: Writer) -> str:
    """Code in a line."""
    return joined([book.anchors(node), call("mono", book.exact(node.astext()))])


@show.register(vn.tag)
def show_tag(node: vn.tag, book: Writer) -> str:
    """``#tag``."""
    return call("small", book.exact(node.astext()))


@show.register(vn.line_break)
def show_line_break(node: vn.line_break, book: Writer) -> str:
    """A line break."""
    book.last = ""
    return "linebreak()"


@show.register(vn.task_mark)
def show_task_mark(node: vn.task_mark, book: Writer) -> str:
    """The box of a task."""
    return string("☑ " if node["checked"] else "☐ ")


@show.register(vn.ghost)
def show_ghost(node: vn.ghost, book: Writer) -> str:
    """A link whose note is not written: dashed, and said in words."""
    return joined(
        [call("ghost", book.inside(node)), call("small", string(" (" + _("note to write") + ")"))]
    )


# --- footnotes, pictures, formulas ---------------------------------------------------------------


@show.register(nodes.footnote_reference)
@show.register(nodes.citation_reference)
def show_call(node: nodes.Element, book: Writer) -> str:
    """The call of a footnote: the note itself at the first, its number again later."""
    name = str(node.get("refid", ""))
    footnote = book.footnotes.get(name)
    if footnote is None or book.plain:
        return call("super", book.exact(node.astext()))
    label = f"{book.docname}#note:{name}"
    if book.labels.placed(label):
        return call("noted-again", string(label))
    book.labels.place(label)
    book.plain, last = True, book.last  # a footnote has no footnotes
    shown = _note_text(footnote, book)
    book.plain, book.last = False, last
    return call("noted", string(label), shown)


def _note_text(footnote: nodes.Element, book: Writer) -> str:
    """Return a footnote's words; its first paragraph stands beside its number."""
    parts: list[str] = []
    for block in footnote.children:
        if isinstance(block, nodes.paragraph):
            book.last = ""
            parts += ["parbreak()", book.all(block.children)]
        elif not isinstance(block, nodes.label):
            parts += ["parbreak()", book.show(block)]
    return joined(parts[1:])


@show.register(nodes.image)
def show_image(node: nodes.image, book: Writer) -> str:
    """A picture in its size; without a description it says so, for PDF/UA wants words."""
    candidates: dict[str, str] = node.get("candidates", {})
    uri = str(candidates.get("*", node["uri"])).lstrip("/")
    alternative = " ".join(str(node.get("alt", "")).split())
    name = _("embedded picture") if uri.startswith("data:") else uri.rpartition("/")[2]
    file = book.pictures.file(uri)
    if file is None:
        book.tell(Said.PICTURE, node, file=name)
        return call("lost-picture", book.text(alternative or name))
    if not alternative:
        book.pictures.without_words.append(f"{book.docname}: {name}")
        alternative = _("Picture without a description: %(file)s") % {"file": name}
    width = _points(node.get("width")) or book.pictures.natural_width(file)
    alone = isinstance(node.parent, nodes.figure) or (
        isinstance(node.parent, nodes.paragraph) and len(node.parent) == 1
    )
    return call(
        "picture" if alone else "small-picture",
        string(file),
        alt=string(book.glyphs.shown(alternative)),
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
def show_math(node: nodes.math, book: Writer) -> str:
    """A formula in a line."""
    return formula(node, book, block=False)
