"""What takes a page apart: conflicts of a merge, code and comments never closed, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from vademecum.findings import shown
from vademecum.lint.rules import Fix, On, Rule, found_by
from vademecum.lint.sources import Source, at
from vademecum.vault.records import Finding

_OURS: Final = re.compile(r"<{7}(?: .*)?$")
_BETWEEN: Final = re.compile(r"={7}$")
_THEIRS: Final = re.compile(r">{7}(?: .*)?$")
_DETAILS: Final = re.compile(r" {0,3}<details\b(?!.*</details)", re.IGNORECASE)
_ODD_FENCE: Final = re.compile(r"[ \t]*([´'’‘‛′ˋ])\1\1(?:[a-z]{0,20})[ \t]*")
_ROW: Final = re.compile(r"\s*\|.*\|\s*$")
_DASHES: Final = re.compile(r"(?=[\s|:]*+[\-–—−_])[\s|:\-–—−_]*+$")


def page_findings(source: Source) -> Iterator[Finding]:
    """Yield what takes a page apart."""
    yield from _conflicts(source)
    for line in source.layout.fences:
        yield at("fence-open", line, mark=_fence(source.lines[line - 1]))
    for line in (*source.layout.comments, *_open_comments(source)):
        yield at("html-open", line)
    yield from _open_blocks(source)
    yield from _odd_fences(source)
    yield from _tables(source)


def _fence(line: str) -> str:
    match = re.search(r"`{3,}|~{3,}|:{3,}", line)
    return match[0] if match is not None else "```"


def _open_comments(source: Source) -> Iterator[int]:
    """Yield the lines in which a comment of HTML begins in a sentence, and never ends."""
    last = max((n for n, line in enumerate(source.lines, 1) if "-->" in line), default=0)
    for number, line in source.seen:
        if "<!--" in line and number > last:
            yield number


def _open_blocks(source: Source) -> Iterator[Finding]:
    """Yield the first formula, and the first ``<details>``, that nothing closes."""
    for number, line in source.seen:
        if line.lstrip().startswith("$$") and line.count("$$") == 1:
            yield at("fence-open", number, mark="$$")
            break
    if any("```" in line for line in source.lines):  # its code may show how to write HTML
        return
    opened: list[int] = []
    for number, line in enumerate(source.lines, 1):
        if number > source.body_line and _DETAILS.match(line):
            opened.append(number)
        elif "</details" in line.lower() and opened:
            opened.pop()
    if opened:
        yield at("fence-open", opened[0], mark="</details>")


def _odd_fences(source: Source) -> Iterator[Finding]:
    """Yield code between marks that look like backquotes: they come in pairs."""
    odd = [(n, line) for n, line in source.seen if _ODD_FENCE.fullmatch(line)]
    for number, line in odd if len(odd) > 1 else ():
        instead = re.sub(r"\S{3}", "```", line.strip(), count=1)
        args = {"written": shown(line.strip()), "suggestion": instead}
        yield at("fence-form", number, line.strip(), instead, **args)


def _conflicts(source: Source) -> Iterator[Finding]:
    """Yield each conflict that git has left, unless all of it stands in one block of code."""
    # All three signs in one block of code are an example; an opening sign alone is none, for git
    # writes it with a name behind it, and a quotation of seven levels has none.
    opened, parted = 0, False
    alone: list[int] = []
    for number, line in enumerate(source.lines, 1):
        if _OURS.match(line):
            alone += [opened] if opened else []
            opened, parted = number, False
        elif opened and _BETWEEN.match(line):
            parted = True
        elif opened and parted and _THEIRS.match(line):
            if not set(range(opened, number + 1)) <= source.layout.hidden:
                yield at("merge-conflict", opened, end=number)
            opened = 0
        elif _THEIRS.match(line):
            alone.append(number)
    for number in (*alone, *([opened] if opened else [])):
        if number not in source.layout.hidden and " " in source.lines[number - 1]:
            yield at("merge-conflict", number, end=number)


def _tables(source: Source) -> Iterator[Finding]:
    rows = [n for n, line in source.seen if _ROW.match(line) and n not in source.layout.tables]
    for _, group in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in group]
        if len(numbers) > 1 and numbers[0] - 1 not in source.layout.tables:
            yield _table(source, numbers)


def _table(source: Source, numbers: list[int]) -> Finding:
    first, second = (source.lines[number - 1] for number in numbers[:2])
    cells = len(re.split(r"(?<!\\)\|", first.strip().strip("|")))
    row = "|" + "---|" * cells
    if _DASHES.match(second):
        args = {"row": shown(row), "written": shown(second.strip())}
        return at("table-form", numbers[1], second, row, **args)
    return at("table-form", numbers[0], row=shown(row), written="")


_BAR: Final = re.compile(r"(?<!\\)\|")
_LIST: Final = re.compile(r"\s|[-*+>|#]|\d+[.)]\s|\[")

_BULLETS: Final = frozenset("·o•§-–—*")


def sheet_findings(source: Source) -> Iterator[Finding]:
    """Yield what a table leaves out, and tables that are none."""
    yield from _pasted(source)
    yield from _long_rows(source)


def _pasted(source: Source) -> Iterator[Finding]:
    """Yield lines in a row that hold as many cells between tabs, two at least."""
    rows = [(n, _cells(line)) for n, line in source.seen]
    for _, group in groupby(enumerate(rows), key=lambda pair: (pair[1][0] - pair[0], pair[1][1])):
        numbers = [number for _, (number, cells) in group if cells > 1]
        if len(numbers) > 1:
            cells = [cell.strip() for cell in source.lines[numbers[0] - 1].strip().split("\t")]
            row = "| " + " | ".join(filter(None, cells)) + " |"
            dashes = "|" + "---|" * len(list(filter(None, cells)))
            args = {"row": shown(row), "dashes": dashes[:80]}
            yield at("table-pasted", numbers[0], **args)


def _cells(line: str) -> int:
    """Return how many cells stand between tabs; 0 for what begins as another block does."""
    if "\t" not in line.strip() or _LIST.match(line):
        return 0
    cells = [cell.strip() for cell in line.split("\t")]
    return 0 if cells[0] in _BULLETS else sum(map(bool, cells))


def _long_rows(source: Source) -> Iterator[Finding]:
    """Yield the rows of tables with more cells than the first: what is beyond is not shown."""
    lines = {n: line for n, line in source.seen if n in source.layout.tables}
    for _, group in groupby(enumerate(sorted(lines)), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in group]
        yield from _rows_of_one(numbers, [lines[number] for number in numbers])


def _rows_of_one(numbers: Sequence[int], rows: Sequence[str]) -> Iterator[Finding]:
    width = len(_parts(rows[0]))
    for number, row in list(zip(numbers, rows, strict=True))[2:]:
        parts = _parts(row)
        if len(parts) > width and "".join(parts[width:]).strip() and "[[" not in row:
            beyond = shown(parts[width].strip())
            args = {"count": len(parts), "columns": width, "text": beyond}
            yield at("table-cells", number, **args)


def _parts(row: str) -> list[str]:
    return _BAR.split(row.strip().removeprefix("|").removesuffix("|"))


RULES: Final = (
    *found_by(
        page_findings,
        On.SOURCE,
        Rule(
            "merge-conflict",
            "Git has left a conflict here (<<<<<<<, =======, >>>>>>>, up to line %(end)s). Keep "
            "the right lines and delete these three.",
        ),
        Rule(
            "fence-open",
            "What begins here is never closed: all that follows would belong to it. Write "
            "“%(mark)s” alone on a line where it ends.",
        ),
        Rule(
            "html-open",
            "The comment that begins here (<!--) is never closed: readers see it, or nothing of "
            "what follows. Write --> where it ends.",
        ),
        Rule(
            "fence-form",
            "“%(written)s” begins no code: these signs only look like backquotes. Write "
            "“%(suggestion)s”.",
            fix=Fix.REVEALING,
        ),
        Rule(
            "table-form",
            "These lines are no table: the second one must be made of dashes. Below the first "
            "line, write “%(row)s”.",
            fix=Fix.REVEALING,
        ),
    ),
    *found_by(
        sheet_findings,
        On.SOURCE,
        Rule(
            "table-pasted",
            "These lines look like cells of a spreadsheet: without bars they run into each other. "
            "Write “%(row)s”, below it “%(dashes)s”, and so on.",
        ),
        Rule(
            "table-cells",
            "This row has %(count)s cells, the table %(columns)s columns: “%(text)s” and what "
            "follows is not shown. Add a column to the first two lines, or take a bar away.",
        ),
    ),
)
