"""What other programs have left in a note: placeholders of templates, sentences made headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vademecum.core.slips.source import Slip, Source, shown

_PLACEHOLDER: Final = re.compile(
    r"\{\{\s*(?:title|date|time)(?:\s*:[^{}]{0,40})?\s*\}\}|<%[-_*+~=]*\s*(?:await\s+)?tp\.[^%]{1,200}%>"
)
_UNDERLINE: Final = re.compile(r" {0,3}(?:-{2,}|={2,})[ \t]*")
_SENTENCE: Final = re.compile(r"[^\s#>|\-*+].*[.!?…»)]\s*")
_WORDS: Final = 2


def leftover_slips(source: Source) -> Iterator[Slip]:
    """Yield placeholders that nothing has filled, and sentences that a line of dashes enlarges."""
    for number, line in enumerate(source.lines[: source.body_line], 1):
        yield from _placeholders(number, line)
    before = (0, "")
    for number, line in source.seen:
        yield from _placeholders(number, line)
        if before[0] == number - 1 and _UNDERLINE.fullmatch(line) and _is_sentence(before[1]):
            yield Slip("heading-underlined", number, "", "", (("text", shown(before[1].strip())),))
        before = (number, line)


def _placeholders(number: int, line: str) -> Iterator[Slip]:
    for match in _PLACEHOLDER.finditer(line):
        yield Slip("template-left", number, "", "", (("text", shown(match[0])),))


def _is_sentence(line: str) -> bool:
    return bool(_SENTENCE.fullmatch(line)) and len(line.split()) >= _WORDS
