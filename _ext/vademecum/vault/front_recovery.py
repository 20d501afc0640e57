"""The keys of a front matter, whatever its state: read as a whole, else key by key.

One slip costs one key, not all of them: a note without its tags would lose its place in the
handbook as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from vademecum.vault.names import fold
from vademecum.vault.yaml_nodes import (
    ProblemKind,
    UnreadableError,
    compose,
    is_plain,
    key_text,
    scalar_value,
    source_text,
)

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


# ruamel reads some 200 characters in a millisecond: much more than this is an attempt to stall.
MAX_LENGTH: Final = 32_768
MAX_CHUNKS: Final = 256
# The block begins below the fence.
FIRST_LINE: Final = 2

_SHOWN: Final = 80
_TEXT: Final = "tag:yaml.org,2002:str"
_LIST: Final = "tag:yaml.org,2002:seq"
_CONTROL = re.compile(r"[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# To ruamel these end a line, to an editor they do not: lines would be counted wrongly.
_ODD_BREAKS = str.maketrans("\x85\u2028\u2029", "   ")
_BLANK_LINE = re.compile(r"^[ \t]+$", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)
_KEY = re.compile(r"(.*?):(?: ++(.*+))?$")
_ITEM = re.compile(r" *- +(.*)")
# What stands in column 0 and starts no key goes on with the chunk above.
_GOES_ON = (" ", "#", "- ", "]", "}")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, in which line of the file, with the key or the text concerned."""

    line: int
    kind: ProblemKind
    detail: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """The lines of one top-level key; ``line`` is the first one's number in the file."""

    line: int
    text: str


def read_entries(block: str) -> tuple[list[Entry], list[Problem]]:
    """Read the keys of *block*, what stands between the fences, and what is wrong with it.

    Nothing is raised. Of a block beyond any sensible length the beginning is read.
    """
    text, problems = _cleaned(block)
    if len(text) > MAX_LENGTH:
        problems.append(Problem(FIRST_LINE, ProblemKind.TOO_MUCH, ""))
        text = text[:MAX_LENGTH].rpartition("\n")[0]
    try:
        return _parsed(Chunk(FIRST_LINE, text)), problems
    except UnreadableError as error:
        failure = error
    if "\t" in text:
        tab = _TAB_INDENT.search(_BLANK_LINE.sub("", text))
        # Inside a line a tab is a blank to YAML, and to Obsidian: ruamel alone refuses it.
        if tab is not None:
            problems.append(_problem_at(text, tab.start(), ProblemKind.TAB))
        text = _without_tabs(text)
        try:
            return _parsed(Chunk(FIRST_LINE, text)), problems
        except UnreadableError as error:
            failure = error
    entries, broken = _by_chunks(text)
    problems.append(broken or Problem(FIRST_LINE + failure.line, failure.kind, ""))
    return entries, problems


def _cleaned(block: str) -> tuple[str, list[Problem]]:
    """Return a block without the invisible characters that YAML forbids, and a problem if any."""
    bad = _CONTROL.search(block)
    if bad is None:
        return block.translate(_ODD_BREAKS), []
    line = FIRST_LINE + block.count("\n", 0, bad.start())
    problem = Problem(line, ProblemKind.CONTROL_CHARACTER, f"U+{ord(bad.group()):04X}")
    return _CONTROL.sub("", block).translate(_ODD_BREAKS), [problem]


def _problem_at(text: str, index: int, kind: ProblemKind) -> Problem:
    line = text.count("\n", 0, index)
    return Problem(FIRST_LINE + line, kind, text.split("\n")[line].strip()[:_SHOWN])


def _without_tabs(text: str) -> str:
    indented = _INDENT.sub(lambda match: match.group().replace("\t", "  "), text)
    return indented.replace("\t", " ")


def _parsed(chunk: Chunk) -> list[Entry]:
    node = compose(chunk.text)
    if node is None:
        return []
    if not isinstance(node, MappingNode):
        raise UnreadableError(ProblemKind.NOT_KEYS)
    return [
        Entry(
            key=key_text(key, chunk.text),
            line=chunk.line + key.start_mark.line,
            node=value,
            source=chunk.text,
            first_line=chunk.line,
            after_key=key.end_mark.index,
        )
        for key, value in node.value
    ]


def _by_chunks(text: str) -> tuple[list[Entry], Problem | None]:
    """Read each top-level key by itself; return a problem for the first that can't be read."""
    entries: list[Entry] = []
    broken: Problem | None = None
    for number, chunk in enumerate(_chunks(text)):
        if number == MAX_CHUNKS:
            return entries, broken or Problem(chunk.line, ProblemKind.TOO_MUCH, "")
        try:
            entries += _parsed(chunk)
        except UnreadableError as error:
            shown = chunk.text.partition("\n")[0].strip()[:_SHOWN]
            broken = broken or Problem(chunk.line, error.kind, shown)
            entries += _recovered(chunk)
    return entries, broken


def _chunks(text: str) -> Iterator[Chunk]:
    lines = text.split("\n")
    start = 0
    for number, line in enumerate(lines):
        if number > start and line and line != "-" and not line.startswith(_GOES_ON):
            yield Chunk(FIRST_LINE + start, "\n".join(lines[start:number]))
            start = number
    yield Chunk(FIRST_LINE + start, "\n".join(lines[start:]))


def _recovered(chunk: Chunk) -> list[Entry]:
    """Return from an unreadable chunk what was plainly meant.

    That is:  ``titre: Musée : un lieu``, for tags and for aliases, and for a value on the
    line of its key with something unreadable below.
    """
    lines = [line for line in chunk.text.split("\n") if line.strip()[:1] not in ("", "#")]
    match = _KEY.fullmatch(lines[0]) if lines else None
    if match is None:
        return []
    key, rest = match[1].strip(" \"'"), (match[2] or "").strip()
    node: Node | None = None
    if is_tag_key(key) or is_alias_key(key):
        items = [item[1] for line in lines[1:] if (item := _ITEM.match(line))]
        node = _text_list(items or rest.strip("[]").split(","))
    elif rest and rest[0] not in "[{|>":
        node = _one_line(lines[0]) or ScalarNode(_TEXT, rest)
    return [] if node is None else [Entry(key, chunk.line, node, "", chunk.line)]


def _one_line(line: str) -> Node | None:
    try:
        entries = _parsed(Chunk(FIRST_LINE, line))
    except UnreadableError:
        return None
    node = entries[0].node
    return node if isinstance(node, ScalarNode) else None


def _text_list(items: list[str]) -> Node:
    texts = [ScalarNode(_TEXT, item.strip(" \"'")) for item in items]
    return SequenceNode(_LIST, texts, None, None, flow_style=True)
