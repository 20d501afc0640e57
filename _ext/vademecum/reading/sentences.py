"""The sentence around each link, for the page that the link leads to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docutils import nodes

from vademecum import nodes as vn
from vademecum.core.records import Link, Sentence
from vademecum.core.text import one_line, sentence_around

_ROOM = 160
_WINDOW = 3 * _ROOM
"""How far from a link its sentence is looked for: a paragraph may hold thousands of links."""


def with_sentences(doctree: nodes.document, links: Sequence[Link]) -> list[Link]:
    """Return ``links`` with the sentence of each that stands in a text of ``doctree``."""
    with_sentence = list(links)
    for block in _blocks_with_links(doctree):
        text, places = _text(block)
        above = _item_above(block)
        for index, start, end in places:
            first, last = max(0, start - _WINDOW), end + _WINDOW
            before, after = sentence_around(text[first:last], start - first, end - first)
            if above and not before.startswith(above):
                before = f"{above} › {before}"
            sentence = Sentence(_tail(before), one_line(text[start:end]), _head(after))
            with_sentence[index] = replace(with_sentence[index], sentence=sentence)
    return with_sentence


def _blocks_with_links(doctree: nodes.document) -> list[nodes.Element]:
    blocks: dict[int, nodes.Element] = {}
    for node in doctree.findall(lambda n: isinstance(n, nodes.Element) and "link" in n):
        block: nodes.Element = node.parent
        while isinstance(block, nodes.Inline) and block.parent is not None:
            block = block.parent
        blocks.setdefault(id(block), block)
    return list(blocks.values())


def _text(block: nodes.Element) -> tuple[str, list[tuple[int, int, int]]]:
    """Return the text of ``block`` and, for each link in it, its index and place there."""
    parts: list[str] = []
    places: list[tuple[int, int, int]] = []
    length = 0

    def visit(node: nodes.Node) -> None:
        nonlocal length
        if not node.children:
            text = "\n" if isinstance(node, vn.line_break) else vn.without_markup(node)
            parts.append(text)
            length += len(text)
        start = length
        for child in node.children:
            visit(child)
        if isinstance(node, nodes.Element) and "link" in node:
            places.append((node["link"], start, length))

    visit(block)
    return "".join(parts), places


def _item_above(block: nodes.Element) -> str:
    """Return the text of the list item above a nested one: it says what « Voir » is about."""
    item = block.parent
    if not isinstance(item, nodes.list_item) or item.parent is None:
        return ""
    above = item.parent.parent
    if not isinstance(above, nodes.list_item) or not isinstance(above[0], nodes.paragraph):
        return ""
    return one_line(vn.without_markup(above[0]))


def _tail(text: str) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= _ROOM else "… " + text[-_ROOM:].partition(" ")[2]


def _head(text: str) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= _ROOM else text[:_ROOM].rpartition(" ")[0] + " …"
