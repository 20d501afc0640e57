"""Tables that lose something: cells pasted from a spreadsheet, rows longer than the first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from vademecum.core.slips.source import Slip, Source, shown

_BAR: Final = re.compile(r"(?<!\\)\|")
_LIST: Final = re.compile(r"\s|[-*+>|#]|\d+[.)]\s|\[")

_BULLETS: Final = frozenset("·o•§-–—*")


def sheet_slips(source: Source) -> Iterator[Slip]:
    """Yield what a table leaves out, and tables that are none."""
    yield from _pasted(source)
    yield from _long_rows(source)


def _pasted(source: Source) -> Iterator[Slip]:
    """Yield lines in a row that hold as many cells between tabs, two at least."""
    rows = [(n, _cells(line)) for n, line in source.seen]
    for _, group in groupby(enumerate(rows), key=lambda pair: (pair[1][0] - pair[0], pair[1][1])):
        numbers = [number for _, (number, cells) in group if cells > 1]
        if len(numbers) > 1:
            cells = [cell.strip() for cell in source.lines[numbers[0] - 1].strip().split("\t")]
            row = "| " + " | ".join(filter(None, cells)) + " |"
            dashes = "|" + "---|" * len(list(filter(None, cells)))
            args = (("row", shown(row)), ("dashes", dashes[:80]))
            yield Slip("table-pasted", numbers[0], "", "", args)


def _cells(line: str) -> int:
    """Return how many cells stand between tabs; 0 for what begins as another block does."""
    if "\t" not in line.strip() or _LIST.match(line):
        return 0
    cells = [cell.strip() for cell in line.split("\t")]
    return 0 if cells[0] in _BULLETS else sum(map(bool, cells))


def _long_rows(source: Source) -> Iterator[Slip]:
    """Yield the rows of tables with more cells than the first: what is beyond is not shown."""
    lines = {n: line for n, line in source.seen if n in source.layout.tables}
    for _, group in groupby(enumerate(sorted(lines)), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in group]
        yield from _rows_of_one(numbers, [lines[number] for number in numbers])


def _rows_of_one(numbers: Sequence[int], rows: Sequence[str]) -> Iterator[Slip]:
    width = len(_parts(rows[0]))
    for number, row in list(zip(numbers, rows, strict=True))[2:]:
        parts = _parts(row)
        if len(parts) > width and "".join(parts[width:]).strip() and "[[" not in row:
            beyond = shown(parts[width].strip())
            args = (("count", str(len(parts))), ("columns", str(width)), ("text", beyond))
            yield Slip("table-cells", number, "", "", args)


def _parts(row: str) -> list[str]:
    return _BAR.split(row.strip().removeprefix("|").removesuffix("|"))
