"""Links: inside the PDF with the page, out of it with the address."""

from __future__ import annotations

import html
import re
from typing import Final

from docutils import nodes
from sphinx import addnodes

from vademecum import nodes as vn
from vademecum.i18n import _
from vademecum.pdf.inline import wrapped
from vademecum.pdf.places import INTERNAL
from vademecum.pdf.syntax import NOTHING, call, joined, string
from vademecum.pdf.translator import Handlers, TypstTranslator

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


def show_frame(node: vn.frame, translator: TypstTranslator) -> str:
    """Print what stands for a film of another site: its title and its address."""
    return translator.inside(node)


def show_html_tag(node: vn.html_tag, translator: TypstTranslator) -> str:
    """Print what stands between a start and an end tag of HTML."""
    match = _TAG.search(node["start"])
    name = match[1] if match else ""
    href = _HREF.search(node["start"])
    if name == "a" and href:
        return external(html.unescape(href[1]), node, translator)
    return wrapped(_TAGS[name], node, translator) if name in _TAGS else translator.inside(node)


HANDLERS: Final[Handlers] = {
    nodes.reference: show_reference,
    addnodes.number_reference: show_reference,
    addnodes.download_reference: show_download,
    vn.frame: show_frame,
    vn.media: show_media,
    vn.html_tag: show_html_tag,
}
