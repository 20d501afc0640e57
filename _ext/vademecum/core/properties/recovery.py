"""The keys of a front matter, whatever its state: read as a whole, else key by key.

One slip costs one key, not all of them: a note without its tags would lose its place in the
handbook as well.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from vademecum.core.properties.known import Entry, is_alias_key, is_tag_key
from vademecum.core.properties.yaml_nodes import ProblemKind, UnreadableError, compose, key_text

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
