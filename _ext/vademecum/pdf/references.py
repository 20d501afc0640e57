"""Links: into the book with the page, out of it with the address."""

from __future__ import annotations

import html
import re

from docutils import nodes
from sphinx import addnodes

from vademecum import nodes as vn
from vademecum.i18n import _
from vademecum.pdf.inline import wrapped
from vademecum.pdf.places import INTERNAL
from vademecum.pdf.syntax import NOTHING, call, joined, string
from vademecum.pdf.translator import Writer, show

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
def show_reference(node: nodes.reference, writer: Writer) -> str:
    """A link: into the book with its page, out of it with its address."""
    address = str(node.get("refuri", ""))
    if address.startswith("#"):
        return internal(f"{writer.docname}{address}", node, writer)
    if node.get("internal") and address.startswith(INTERNAL):
        return internal(address[1:], node, writer)
    if "refid" in node:
        return internal(f"{writer.docname}#{node['refid']}", node, writer)
    return external(address, node, writer) if address else writer.inside(node)


def internal(name: str, node: nodes.Element, writer: Writer) -> str:
    """Return a link to a note: its page, or the handbook's address if the book has it not."""
    shown = writer.inside(node)
    if shown == NOTHING:
        return NOTHING
    if writer.places.known(name):
        return writer.places.link(name, shown, paged=not writer.plain)
    address = writer.places.address(name)
    if not address:
        return joined([shown, call("small", string(" (" + _("in the whole handbook") + ")"))])
    return joined([shown, printed_address(address, writer)])


def external(address: str, node: nodes.Element, writer: Writer) -> str:
    """Return a link out of the book; its address is printed unless it is the text itself."""
    shown = writer.inside(node)
    if shown == NOTHING:
        return NOTHING
    link = call("outward", string(address), shown)
    text = node.astext().strip()
    if text in {address, address.partition(":")[2].removeprefix("//")}:
        return link
    return joined([link, printed_address(address, writer)])


def printed_address(address: str, writer: Writer) -> str:
    """Return the address at the foot of the page, once in a note; in a heading beside the text."""
    if address in writer.addresses:
        return NOTHING
    shown = call("address", string(address), string(writer.glyphs.shown(address)))
    if writer.plain:
        return joined([string(" "), call("small", shown)])
    writer.addresses.add(address)
    return call("footnote", shown)


@show.register(addnodes.download_reference)
def show_download(node: addnodes.download_reference, writer: Writer) -> str:
    """A file beside the notes: on the site."""
    address = writer.places.base + "_downloads/" + str(node.get("filename", ""))
    if not writer.places.base or "filename" not in node:
        return writer.inside(node)
    return external(address, node, writer)


@show.register(vn.media)
def show_media(node: vn.media, writer: Writer) -> str:
    """A sound or a film, which paper has not."""
    kinds = {"audio": _("sound"), "video": _("film"), "pdf": _("PDF document")}
    kind = kinds.get(node["kind"], node["kind"])
    return joined(
        [
            writer.inside(node),
            call("small", string(" (" + kind + ", " + _("in the online handbook") + ")")),
        ]
    )


@show.register(vn.html_tag)
def show_html_tag(node: vn.html_tag, writer: Writer) -> str:
    """HTML between a start and an end tag."""
    match = _TAG.search(node["start"])
    name = match[1] if match else ""
    href = _HREF.search(node["start"])
    if name == "a" and href:
        return external(html.unescape(href[1]), node, writer)
    return wrapped(_TAGS[name], node, writer) if name in _TAGS else writer.inside(node)
