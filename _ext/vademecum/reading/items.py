"""The items of lists that mean something, as records; their text as the notation reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docutils import nodes

from vademecum import nodes as vn
from vademecum.markdown.read_context import ListHead, ReadContext
from vademecum.skills.declared import Declared
from vademecum.skills.items import Item, ItemKind, kind_of
from vademecum.vault.records import ExternalReference
from vademecum.vault.text import one_line
from vademecum.vault.urls import is_web_address


def read_item(
    node: nodes.Node, read: ReadContext, declared: Declared, *, below: bool = False
) -> Item:
    """Return the record of an item and of those below it."""
    assert isinstance(node, nodes.list_item)
    head = head_of(node)
    line, first = line_of(node, head), node.parent[0]
    assert isinstance(first, nodes.list_item)
    item = Item(
        line=line,
        end=max(line, read.ends.get(line, line)),
        first_line=line_of(first, head_of(first)),
        block=node.get("block"),
        has_head=head is not None,
    )
    if head is not None:
        item.text, item.shown = vn.without_markup(head), visible(head)
        item.before = _before_link(head) if links(head) or externals(head) else None
        if len(head.children) == 1 and isinstance(head[0], vn.wikilink):
            item.lone_link = read.links[head[0]["link"]].raw
    item.kind = kind_of(item, declared, below=below)
    if not below and item.kind is ItemKind.TEXT:
        item.below = [read_item(n, read, declared, below=True) for n in items_below(node)]
    return item


def items_of(plain: nodes.Node) -> list[nodes.list_item]:
    """Return the items of a list."""
    return [item for item in plain.children if isinstance(item, nodes.list_item)]


def items_below(node: nodes.Element) -> Iterator[nodes.list_item]:
    """Yield the items of the lists inside an item, after what it begins with."""
    for block in node.children[1:]:
        if is_list(block):
            yield from items_of(block)


def _before_link(head: nodes.paragraph) -> str:
    parts: list[str] = []
    for node in head.children:
        if isinstance(node, vn.wikilink | nodes.reference):
            break
        parts.append(node.astext())
    return "".join(parts)


def list_heads(doctree: nodes.document) -> Iterator[ListHead]:
    """Yield the headings and the paragraphs of one line right above a list, and their level."""
    for section in doctree.findall(nodes.section):
        level = section.get("source_level")
        if level and len(section) > 1 and is_list(section[1]):
            yield ListHead(section.line or 1, vn.without_markup(section[0]).strip(), level)
    for paragraph in doctree.findall(nodes.paragraph):
        parent = paragraph.parent
        if isinstance(parent, nodes.section | nodes.document):
            after = parent.index(paragraph) + 1
            text = vn.without_markup(paragraph).strip()
            if after < len(parent) and is_list(parent[after]) and "\n" not in text:
                yield ListHead(paragraph.line or 1, text)


_HIDDEN = "\ufffc"

Spans = Sequence[tuple[int, int, Sequence[nodes.Node]]]
"""Parts of a text, in order: where they begin and end, and what takes their place."""


def visible(paragraph: nodes.Element) -> str:
    """Return the text of ``vn.without_markup``, its code and formulas hidden, letter for letter.

    What stands in code is no notation: ``[niveau:: 3]`` between backquotes is an example.
    """
    return "".join(text if plain else _HIDDEN * len(text) for _, text, plain in _pieces(paragraph))


def replace_spans(paragraph: nodes.Element, spans: Spans) -> None:
    """Take ``spans`` of the text out of a paragraph, or put nodes in their place."""
    start = 0
    for node, text, _ in list(_pieces(paragraph)):
        end = start + len(text)
        inside = [(a - start, b - start, new) for a, b, new in spans if a < end and b > start]
        if node is not None and inside:
            _replace(node, text, inside)
        start = end
    _tidy(paragraph)


def _replace(node: nodes.Text, text: str, spans: Spans) -> None:
    parts: list[nodes.Node] = []
    at = 0
    for start, end, new in spans:
        if start > at:
            parts.append(nodes.Text(text[at:start]))
        if start >= 0:  # a span that began in another node has been replaced there
            parts.extend(new)
        at = end
    if at < len(text):
        parts.append(nodes.Text(text[at:]))
    parent = node.parent
    place = parent.index(node)
    parent.remove(node)
    parent.insert(place, parts)


def _tidy(paragraph: nodes.Element) -> None:
    """Drop what has been emptied, and the blanks at the end."""
    for element in list(paragraph.findall(nodes.TextElement)):
        emptied = not element.children and element is not paragraph
        if emptied and isinstance(element, nodes.reference | nodes.strong | nodes.emphasis):
            element.parent.remove(element)
    while paragraph.children and isinstance(paragraph[-1], nodes.Text | vn.line_break):
        last = paragraph.pop()
        text = last.astext().rstrip() if isinstance(last, nodes.Text) else ""
        if text:
            paragraph += nodes.Text(text)
            return


def _pieces(node: nodes.Node, plain: bool = True) -> Iterator[tuple[nodes.Text | None, str, bool]]:
    """Yield what ``vn.without_markup`` joins: node of a text, text, whether it may be read."""
    if isinstance(node, nodes.Text):
        yield node, node.astext(), plain
    elif isinstance(node, vn.line_break | nodes.image):
        yield None, vn.without_markup(node), True
    elif not isinstance(node, nodes.footnote_reference | nodes.system_message | nodes.raw):
        plain = plain and not isinstance(node, nodes.literal | vn.formula)
        for child in node.children:
            yield from _pieces(child, plain)


def links(paragraph: nodes.Element) -> list[int]:
    """Return the indexes of the links to notes in a paragraph."""
    return [node["link"] for node in paragraph.findall(vn.wikilink)]


def externals(paragraph: nodes.Element) -> list[ExternalReference]:
    """Return the links of a paragraph that lead to the web, with the words that they show."""
    return [
        ExternalReference(_shown(node), str(node["refuri"]), paragraph.line or 1)
        for node in paragraph.findall(nodes.reference)
        if is_web_address(str(node.get("refuri", "")))
    ]


def _shown(reference: nodes.reference) -> str:
    return one_line(vn.without_markup(reference)) or str(reference["refuri"])


def first_link(paragraph: nodes.Element) -> int | None:
    """Return the index of the first link of a paragraph, None if it leads to no note."""
    for node in paragraph.findall(nodes.Element):
        if isinstance(node, vn.wikilink):
            return int(node["link"])
        if isinstance(node, nodes.reference):
            return None
    return None


def head_of(item: nodes.Node) -> nodes.paragraph | None:
    """Return the paragraph with which a list item begins, None if it begins with another block."""
    assert isinstance(item, nodes.list_item)
    return item[0] if len(item) and isinstance(item[0], nodes.paragraph) else None


def contents(item: nodes.list_item) -> list[nodes.Node]:
    """Return what a list item holds; its anchor goes to the first block, for links to find."""
    if len(item) and isinstance(item[0], nodes.Element):
        item[0]["ids"].extend(item["ids"])
    return list(item.children)


def line_of(item: nodes.list_item, head: nodes.paragraph | None) -> int:
    """Return the line in which an item begins, from 1."""
    return (head.line if head is not None else None) or item.line or 1


def is_list(node: nodes.Node) -> bool:
    """Say whether a node is a list of items."""
    return isinstance(node, nodes.bullet_list | nodes.enumerated_list)
