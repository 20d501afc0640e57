"""Properties that mean something to Obsidian: tags, aliases, and links among the values."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ruamel.yaml.nodes import Node, ScalarNode, SequenceNode

from vademecum.core.names import fold
from vademecum.core.properties.yaml_nodes import is_plain, scalar_value, source_text

_TAG_KEYS: Final = frozenset({"tag", "tags"})
_ALIAS_KEYS: Final = frozenset({"alias", "aliases"})
_QUOTES: Final = "\"'“”„«»‘’"
"""A word processor's quotation marks are part of no tag."""
_BETWEEN_TAGS: Final = re.compile(r"[,\s]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A top-level key: its line in the file, its node, and the text that the node's marks count in.

    ``first_line`` is the line of the file in which that text begins, ``after_key`` the index in
    it where the key ends.
    """

    key: str
    line: int
    node: Node
    source: str
    first_line: int
    after_key: int = 0


@dataclass(frozen=True, slots=True)
class PropertyLink:
    """A property, or an item of one, that is one wikilink: ``raw`` with brackets, ``inner`` not.

    ``key`` is the top-level key under which it stands.
    """

    line: int
    raw: str
    inner: str
    key: str


def property_link(entry: Entry, node: Node, raw: str) -> PropertyLink:
    """Say where under *entry* the wikilink *raw*, read from *node*, stands."""
    mark = node.start_mark
    line = entry.line if mark is None else entry.first_line + mark.line
    return PropertyLink(line, raw, raw[2:-2], entry.key)


def is_tag_key(key: str) -> bool:
    """Return whether *key* holds tags; case does not count, as in Obsidian."""
    return key.casefold() in _TAG_KEYS


def is_alias_key(key: str) -> bool:
    """Return whether *key* holds aliases; case does not count, as in Obsidian."""
    return key.casefold() in _ALIAS_KEYS


def tags_of(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the tags without ``#``, in order, each once.

    They are a list, or text between commas or blanks, with or without ``#``; what YAML takes for
    a comment (``tags: #question``) is read as tags.
    """
    names: list[str] = []
    for entry in entries:
        if is_tag_key(entry.key):
            for node in _items(entry.node):
                names += _tags_of_node(node, entry)
    return _each_once(names)


def aliases_of(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the aliases in order, each once: a list, or text between commas, blanks kept."""
    names: list[str] = []
    for entry in entries:
        if is_alias_key(entry.key):
            if isinstance(entry.node, SequenceNode):
                names += [_alias_text(node, entry) for node in _items(entry.node)]
            else:
                names += _alias_text(entry.node, entry).split(",")
    return _each_once(alias.strip() for alias in names)


def _items(node: Node) -> Sequence[Node]:
    return node.value if isinstance(node, SequenceNode) else (node,)


def _tags_of_node(node: Node, entry: Entry) -> Iterator[str]:
    if not isinstance(node, ScalarNode):
        return
    text = "" if scalar_value(node) is None else node.value
    words = _BETWEEN_TAGS.split(text)
    comment = _comment_after(node, entry) if is_plain(node) else ""
    if comment:
        more = _BETWEEN_TAGS.split(comment)
        # After a word, « # see the list » is prose; where there is no word, nobody writes prose.
        words += [word for word in more if word.startswith("#") or not text]
    for word in words:
        yield word.strip(_QUOTES).lstrip("#")


def _comment_after(node: Node, entry: Entry) -> str:
    """Return what follows a scalar on its line if it is ``#`` and a letter: a tag."""
    start = node.end_mark.index
    if node is entry.node and not node.value:
        # An empty value has no place of its own: ruamel puts it past the comment.
        start = entry.after_key
    rest = entry.source[start : _end_of_line(entry.source, start)].lstrip(" :").rstrip()
    return rest if rest[:1] == "#" and rest[1:2].strip() else ""


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _alias_text(node: Node, entry: Entry) -> str:
    """Return an alias as typed: ``1.0`` stays so, and ``Lieu : musée`` in a list is no mapping."""
    if isinstance(node, ScalarNode):
        return "" if scalar_value(node) is None else str(node.value)
    if isinstance(node, SequenceNode):  # « [[RS]] » is a list in a list to YAML
        items = [item for item in _items(node) if isinstance(item, ScalarNode)]
        return str(items[0].value) if len(items) == len(node.value) == 1 else ""
    return source_text(node, entry.source)


def _each_once(texts: Iterable[str]) -> tuple[str, ...]:
    by_fold: dict[str, str] = {}
    for text in texts:
        if text:
            by_fold.setdefault(fold(text), text)
    return tuple(by_fold.values())
