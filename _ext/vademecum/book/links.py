"""Links: into the book with the page, out of it with the address."""

from __future__ import annotations

import html
import re

from docutils import nodes
from sphinx import addnodes

from vademecum import nodes as vn
from vademecum.book.inline import wrapped
from vademecum.book.labels import INTERNAL
from vademecum.book.syntax import NOTHING, call, joined, string
from vademecum.book.writer import Writer, show
from vademecum.messages import _

_HREF = re.compile(r'href="([^"]*)"')
_TAG = re.compile(r"<\s*([a-z0-9]+)")
_TAGS = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "emph"),
    **dict.fromkeys(("s", "del"), "strike"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("kbd", "code", "samp", "tt"), "strong"),
    "mark": "marked",
    "small": "small",
    "sub": "sub",
    "sup": "super",
}


@show.register(nodes.reference)
@show.register(addnodes.number_reference)
def show_reference(node: nodes.reference, book: Writer) -> str:
    """A link: into the book with its page, out of it with its address."""
    address = str(node.get("refuri", ""))
    if address.startswith("#"):
        return internal(f"{book.docname}{address}", node, book)
    if node.get("internal") and address.startswith(INTERNAL):
        return internal(address[1:], node, book)
    if "refid" in node:
        return internal(f"{book.docname}#{node['refid']}", node, book)
    return external(address, node, book) if address else book.inside(node)


def internal(name: str, node: nodes.Element, book: Writer) -> str:
    """Return a link to a note: its page, or the handbook's address if the book has it not."""
    shown = book.inside(node)
    if shown == NOTHING:
        return NOTHING
    if book.labels.known(name):
        return book.labels.link(name, shown, paged=not book.plain)
    address = book.labels.address(name)
    if not address:
        return joined([shown, call("small", string(" (" + _("in the whole handbook") + ")"))])
    return joined([shown, printed_address(address, book)])


def external(address: str, node: nodes.Element, book: Writer) -> str:
    """Return a link out of the book; its address is printed unless it is the text itself."""
    shown = book.inside(node)
    if shown == NOTHING:
        return NOTHING
    link = call("outward", string(address), shown)
    text = node.astext().strip()
    if text in {address, address.partition(":")[2].removeprefix("//")}:
        return link
    return joined([link, printed_address(address, book)])


def printed_address(address: str, book: Writer) -> str:
    """Return the address at the foot of the page, once in a note; in a heading beside the text."""
    if address in book.addresses:
        return NOTHING
    shown = call("address", string(address), string(book.glyphs.shown(address)))
    if book.plain:
        return joined([string(" "), call("small", shown)])
    book.addresses.add(address)
    return call("footnote", shown)


@show.register(addnodes.download_reference)
def show_download(node: addnodes.download_reference, book: Writer) -> str:
    """A file beside the notes: on the site."""
    address = book.labels.base + "_downloads/" + str(node.get("filename", ""))
    if not book.labels.base or "filename" not in node:
        return book.inside(node)
    return external(address, node, book)


@show.register(vn.media)
def show_media(node: vn.media, book: Writer) -> str:
    """A sound or a film, which paper has not."""
    kinds = {"audio": _("sound"), "video": _("film"), "pdf": _("PDF document")}
    kind = kinds.get(node["kind"], node["kind"])
    return joined(
        [
            book.inside(node),
            call("small", string(" (" + kind + ", " + _("in the online handbook") + ")")),
        ]
    )


@show.register(vn.html_tag)
def show_html_tag(node: vn.html_tag, book: Writer) -> str:
    """HTML between a start and an end tag."""
    match = _TAG.search(node["start"])
    name = match[1] if match else ""
    href = _HREF.search(node["start"])
    if name == "a" and href:
        return external(html.unescape(href[1]), node, book)
    return wrapped(_TAGS[name], node, book) if name in _TAGS else book.inside(node)
