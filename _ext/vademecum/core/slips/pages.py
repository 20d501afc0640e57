"""What takes a page apart: conflicts of a merge, code and comments never closed, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from vademecum.core.slips.source import Slip, Source, shown

_OURS: Final = re.compile(r"<{7}(?: .*)?$")
_BETWEEN: Final = re.compile(r"={7}$")
_THEIRS: Final = re.compile(r">{7}(?: .*)?$")
_ROW: Final = re.compile(r"\s*\|.*\|\s*$")
_DASHES: Final = re.compile(r"\s*\|?[\s|:\-–—−_]*[\-–—−_][\s|:\-–—−_]*\|?\s*$")


def page_slips(source: Source) -> Iterator[Slip]:
    """Yield what takes a page apart."""
    yield from _conflicts(source)
    for line in source.layout.fences:
        yield Slip("fence-open", line, "", "", (("mark", _fence(source.lines[line - 1])),))
    for line in source.layout.comments:
        yield Slip("html-open", line)
    yield from _tables(source)


def _fence(line: str) -> str:
    match = re.search(r"`{3,}|~{3,}|:{3,}", line)
    return match[0] if match is not None else "```"


def _conflicts(source: Source) -> Iterator[Slip]:
    """Yield each conflict that git has left, unless all of it stands in one block of code."""
    opened, parted = 0, False
    for number, line in enumerate(source.lines, 1):
        if _OURS.match(line):
            opened, parted = number, False
        elif opened and _BETWEEN.match(line):
            parted = True
        elif opened and parted and _THEIRS.match(line):
            if not set(range(opened, number + 1)) <= source.layout.hidden:
                yield Slip("merge-conflict", opened, "", "", (("end", str(number)),))
            opened = 0


def _tables(source: Source) -> Iterator[Slip]:
    rows = [n for n, line in source.seen() if _ROW.match(line) and n not in source.layout.tables]
    for _, group in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in group]
        if len(numbers) > 1 and numbers[0] - 1 not in source.layout.tables:
            yield _table(source, numbers)


def _table(source: Source, numbers: list[int]) -> Slip:
    first, second = (source.lines[number - 1] for number in numbers[:2])
    cells = len(re.split(r"(?<!\\)\|", first.strip().strip("|")))
    row = "|" + "---|" * cells
    if _DASHES.match(second):
        args = (("row", shown(row)), ("written", shown(second.strip())))
        return Slip("table-form", numbers[1], second, row, args)
    return Slip("table-form", numbers[0], "", "", (("row", shown(row)), ("written", "")))
