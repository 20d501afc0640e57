"""Block marks become anchors: `` ^id`` at the end of a block, or a line ``^id`` after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docutils import nodes

from vademecum import nodes as vn
from vademecum.vault.records import Block, Link, Sentence
from vademecum.vault.text import one_line, sentence_around


def anchor_blocks(doctree: nodes.document) -> tuple[Block, ...]:
    """Give each marked block an anchor, unique on its page, and take the mark out."""
    taken, turns = set(doctree.ids), dict[str, int]()
    blocks = []
    for mark in list(doctree.findall(vn.block_mark)):
        target = _marked(mark)
        anchor = _anchor(target, mark["block"], taken, turns)
        target["block"] = mark["block"]
        start = min(target.line or mark["lineno"], mark["lineno"])
        blocks.append(Block(mark["block"], anchor, mark["lineno"], start))
    return tuple(blocks)


def _anchor(target: nodes.Element, block: str, taken: set[str], turns: dict[str, int]) -> str:
    """Return the id of a block; alike ones are counted on."""
    if isinstance(target, nodes.section):
        return str(target["ids"][0])
    wanted = anchor = f"bloc-{block.lower()}"
    while anchor in taken:
        turns[wanted] = turns.get(wanted, 1) + 1
        anchor = f"{wanted}-{turns[wanted]}"
    taken.add(anchor)
    target["ids"].append(anchor)
    return anchor


def _marked(mark: vn.block_mark) -> nodes.Element:
    """Take ``mark`` out of its paragraph and return the block that it marks."""
    holder = mark.parent
    holder.remove(mark)
    while holder.children and _blank(holder[-1]):
        del holder[-1]
    if holder.children and isinstance(holder[-1], nodes.Text):
        holder[-1] = nodes.Text(holder[-1].rstrip())
    if isinstance(holder, nodes.title):
        return holder.parent
    if holder.children:
        return _outer(holder)
    return _before(holder)


def _blank(node: nodes.Node) -> bool:
    return isinstance(node, vn.line_break) or (
        isinstance(node, nodes.Text) and not node.astext().strip()
    )


def _outer(paragraph: nodes.Element) -> nodes.Element:
    """The first paragraph of a list item stands for the whole item."""
    parent = paragraph.parent
    if isinstance(parent, nodes.list_item) and parent[0] is paragraph:
        return parent
    return paragraph


def _before(paragraph: nodes.Element) -> nodes.Element:
    """A mark that stands alone belongs to the block before it."""
    parent = paragraph.parent
    if isinstance(parent, nodes.entry):
        return _table(parent)
    place = parent.index(paragraph)
    if place == 0:
        return parent if isinstance(parent, nodes.list_item) else paragraph
    parent.remove(paragraph)
    before = parent[place - 1]
    return before if isinstance(before, nodes.Element) else parent


def _table(entry: nodes.entry) -> nodes.Element:
    """A line ``^id`` right below a table is read as its last row: it marks the table."""
    row = entry.parent
    table = row.parent.parent.parent
    if not vn.without_markup(row).strip():
        row.parent.remove(row)
    return table if isinstance(table, nodes.Element) else entry


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
