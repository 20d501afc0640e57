"""HTML that a note holds, already sanitised: its words, in paragraphs and lists, and their look."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import Final

from docutils import nodes

from vademecum import nodes as vn
from vademecum.pdf.inline import external, wrapped
from vademecum.pdf.syntax import NOTHING
from vademecum.pdf.translator import Handlers, TypstTranslator

_BLOCKS = frozenset(
    "p div li dt dd tr table ul ol dl details summary blockquote pre figure figcaption section "
    "h1 h2 h3 h4 h5 h6 hr caption".split()
)
_BOLD = frozenset("summary th dt caption b strong".split())
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


class _Words(HTMLParser):
    """Collects paragraphs; keeps bold, cells and list marks."""

    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: list[nodes.paragraph] = [nodes.paragraph()]
        self._bold = 0
        self._address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS and len(self.paragraphs[-1]):
            self.paragraphs.append(nodes.paragraph())
        if tag == "li":
            self._add(nodes.Text("• "))
        elif tag == "br":
            self._add(vn.line_break())
        elif tag in {"td", "th"} and len(self.paragraphs[-1]):
            self._add(nodes.Text(" | "))
        if tag == "a":
            self._address = dict(attrs).get("href") or ""
        self._bold += tag in _BOLD

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS and len(self.paragraphs[-1]):
            self.paragraphs.append(nodes.paragraph())
        if tag == "a":
            self._address = ""
        self._bold -= tag in _BOLD and self._bold > 0

    def handle_data(self, data: str) -> None:
        if not data.strip() and not len(self.paragraphs[-1]):
            return
        node: nodes.Node = nodes.Text(data)
        if self._bold:
            node = nodes.strong("", "", node)
        if self._address and data.strip():
            node = nodes.reference("", "", node, refuri=self._address)
        self._add(node)

    def _add(self, node: nodes.Node) -> None:
        self.paragraphs[-1] += node


def show_raw(node: nodes.raw, translator: TypstTranslator) -> str:
    """Print the words of HTML; raw text of another format is not printed."""
    if node.get("format") != "html":
        return NOTHING
    words = _Words()
    words.feed(node.astext())
    words.close()
    return translator.all(p for p in words.paragraphs if len(p))


def show_html_tag(node: vn.html_tag, translator: TypstTranslator) -> str:
    """Print what stands between a start and an end tag of HTML."""
    match = _TAG.search(node["start"])
    name = match[1] if match else ""
    href = _HREF.search(node["start"])
    if name == "a" and href:
        return external(html.unescape(href[1]), node, translator)
    return wrapped(_TAGS[name], node, translator) if name in _TAGS else translator.inside(node)


HANDLERS: Final[Handlers] = {
    nodes.raw: show_raw,
    vn.html_tag: show_html_tag,
}
