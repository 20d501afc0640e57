"""Blocks of HTML that a note holds, already sanitised: their words, in paragraphs and lists."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

from docutils import nodes

from vademecum import nodes as vn
from vademecum.pdf.syntax import NOTHING
from vademecum.pdf.translator import Handlers, TypstTranslator

_BLOCKS = frozenset(
    "p div li dt dd tr table ul ol dl details summary blockquote pre figure figcaption section "
    "h1 h2 h3 h4 h5 h6 hr caption".split()
)
_BOLD = frozenset("summary th dt caption b strong".split())


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


HANDLERS: Final[Handlers] = {
    nodes.raw: show_raw,
}
