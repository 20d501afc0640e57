"""Block marks become anchors: `` ^id`` at the end of a block, or a line ``^id`` after it."""

from __future__ import annotations

from docutils import nodes

from vademecum import nodes as vn
from vademecum.core.records import Block


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
