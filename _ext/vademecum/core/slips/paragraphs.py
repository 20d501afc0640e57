"""Paragraphs that are read as something else: code by their indent, headings by bold letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from vademecum.core.slips.source import Slip, Source, shown

_PROSE: Final = re.compile(r"[ \t]*[^\W\d_a-z].*[.!?…»:,;]?\s*")
_CODE: Final = re.compile(r"[{}<>=;|\\$`]|^\s*(?:#|//|--|\w+\(|[\w.]+:\s*\S+$)|\)\s*[:;]\s*$|::")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_ITEM: Final = re.compile(r"[ \t]*(?:[-*+•–]|\d{1,3}[.)])[ \t]+\S.*")
_WORDS: Final = 6
_BOLD: Final = re.compile(r"(?P<mark>\*\*|__)(?P<text>[^*_\n]{2,80}[^*_\s.!?…»;:,])(?P=mark)[ \t]*")
_EMPTY: Final = re.compile(r" {0,3}#{1,6}(?:[ \t]+#*)?[ \t]*")
_APART: Final = re.compile(
    r"(?<!\S)(?P<mark>\*\*)[ \t\u00a0]++(?P<text>[^*\n\ufffc]*?[^\s*\ufffc])"
    r"[ \t\u00a0]*+(?P=mark)(?![\w*])"
)
"""Of ``a == b and c == d`` nobody knows whether it is a highlight."""


def paragraph_slips(source: Source) -> Iterator[Slip]:
    """Yield paragraphs that are not read as what they are."""
    for first, last in source.layout.indented:
        yield from _indented(source, first, last)
    lines = source.seen
    yield from _bold_headings(source, lines)
    for number, line in lines:
        if _EMPTY.fullmatch(line):
            yield Slip("heading-empty", number, "", "", (("written", line.strip()),))
        for match in _APART.finditer(line):
            even = line[: match.start()].count(match["mark"]) % 2 == 0  # else it closes
            if even and _WORD.search(match["text"]):  # else it may be arithmetic
                yield _emphasis(number, match)


def _indented(source: Source, first: int, last: int) -> Iterator[Slip]:
    """Yield prose, or a list, that four blanks have made code of."""
    lines = [
        (n, source.lines[n - 1]) for n in range(first, last + 1) if source.lines[n - 1].strip()
    ]
    if source.lists and all(_ITEM.fullmatch(line) for _, line in lines):
        cut = min(len(line) - len(line.lstrip(" \t")) for _, line in lines)
        for number, line in lines:
            args = (("written", shown(line.strip())), ("suggestion", shown(line[cut:])))
            yield Slip("list-form", number, line, line[cut:], args)
        return
    if lines and all(_is_prose(line) for _, line in lines) and _PROSE.fullmatch(lines[0][1]):
        number, line = lines[0]
        yield Slip("code-indented", number, line, line.lstrip(), (("text", shown(line.strip())),))


def _is_prose(line: str) -> bool:
    words = len(_WORD.findall(line))
    return len(line) < 2_000 and words >= _WORDS and _CODE.search(line) is None


def _bold_headings(source: Source, lines: Sequence[tuple[int, str]]) -> Iterator[Slip]:
    """Yield the lines in bold letters that stand for headings, in a note that has no other."""
    texts = dict(lines)
    if any(re.match(r" {0,3}#{2,6}\s", line) for line in texts.values()):
        return
    bold = [
        (number, match)
        for number, line in lines
        if (match := _BOLD.fullmatch(line)) is not None
        and not texts.get(number - 1, "").strip()
        and not texts.get(number + 1, "").strip()
    ]
    if len(bold) > 1:
        number, match = bold[0]
        args = (("text", shown(match["text"])), ("suggestion", shown(f"## {match['text']}")))
        yield Slip("heading-bold", number, "", "", args)


def _emphasis(number: int, match: re.Match[str]) -> Slip:
    instead = f"{match['mark']}{match['text']}{match['mark']}"
    args = (("text", shown(match[0])), ("mark", match["mark"]))
    return Slip("emphasis-open", number, match[0], instead, args)
