"""Tables: a head that is repeated, columns by what they hold, wide ones in several parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from docutils import nodes

from vademecum.i18n import _
from vademecum.pdf.syntax import NOTHING, array, call, joined, string
from vademecum.pdf.translator import Handlers, TypstTranslator

WIDEST = 7
"""Columns that fit a page; a wider table is cut into parts that repeat its first column."""
_SMALL = 4
_SIDES = frozenset({"text-center", "text-right"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its content as Typst, the columns and rows that it spans, the length of its text.

    ``whole``: it stands on one page.
    """

    shown: str
    columns: int = 1
    rows: int = 1
    weight: int = 0
    whole: bool = False

    def code(self) -> str:
        """Return the cell as an argument of a table."""
        if self.columns == self.rows == 1:
            return call("table.cell", self.shown, breakable="false") if self.whole else self.shown
        return call("table.cell", self.shown, colspan=str(self.columns), rowspan=str(self.rows))


def show_table(node: nodes.table, translator: TypstTranslator) -> str:
    """Print a table, its caption above."""
    captions = [c for c in node.children if isinstance(c, nodes.title)]
    groups = [c for c in node.children if isinstance(c, nodes.tgroup)]
    parts = [part for group in groups for part in _parts(group, translator)]
    return joined([translator.anchors(node), *map(translator.show, captions), *parts])


def _parts(group: nodes.tgroup, translator: TypstTranslator) -> Iterator[str]:
    width = max(1, sum(isinstance(c, nodes.colspec) for c in group.children))
    head = [
        row for part in group.findall(nodes.thead) for row in _rows(part, translator, head=True)
    ]
    body = [
        row for part in group.findall(nodes.tbody) for row in _rows(part, translator, head=False)
    ]
    spanned = any(cell.columns > 1 or cell.rows > 1 for row in (*head, *body) for cell in row)
    if width <= WIDEST or spanned:
        yield table(head, body, width)
        return
    step = WIDEST - 1
    for first in range(1, width, step):
        kept = [0, *range(first, min(first + step, width))]
        words = _("Columns %(first)s to %(last)s of %(all)s")
        title = words % {"first": kept[1] + 1, "last": kept[-1] + 1, "all": width}
        yield call("block-title", string(title))
        yield table(_columns(head, kept), _columns(body, kept), len(kept))


def _columns(rows: list[list[Cell]], kept: list[int]) -> list[list[Cell]]:
    return [[row[i] if i < len(row) else Cell(NOTHING) for i in kept] for row in rows]


def _rows(part: nodes.Element, translator: TypstTranslator, *, head: bool) -> Iterator[list[Cell]]:
    for row in part.children:
        if isinstance(row, nodes.row):
            yield [_cell(entry, translator, head=head) for entry in row.children]


def _cell(entry: nodes.Node, translator: TypstTranslator, *, head: bool) -> Cell:
    assert isinstance(entry, nodes.Element)
    before = translator.plain
    translator.plain = head or before
    translator.last = ""
    paragraphs = [c for c in entry.children if not isinstance(c, nodes.comment)]
    single = len(paragraphs) == 1 and isinstance(paragraphs[0], nodes.paragraph)
    inner = paragraphs[0].children if single else paragraphs
    shown = joined([translator.anchors(entry), translator.all(inner)])
    translator.plain = before
    side = next((c.removeprefix("text-") for c in entry["classes"] if c in _SIDES), None)
    shown = call("align", side, shown) if side is not None else shown
    length = len(entry.astext())
    return Cell(shown, 1 + entry.get("morecols", 0), 1 + entry.get("morerows", 0), length)


def table(head: list[list[Cell]], body: list[list[Cell]], width: int) -> str:
    """Return a table; the last cells of a short row are blank."""
    columns = array(f"{share}fr" for share in _shares([*head, *body], width))
    header = [call("table.header", *_cells(head, width), repeat="true")] if head else []
    return call(
        "data-table",
        call("table", *header, *_cells(body, width), columns=columns),
        small="true" if width > _SMALL else None,
    )


def _cells(rows: list[list[Cell]], width: int) -> Iterator[str]:
    """Yield the cells; a row without spans is filled up or cut to the table's width."""
    spanned = any(cell.columns > 1 or cell.rows > 1 for row in rows for cell in row)
    for row in rows:
        yield from (cell.code() for cell in (row if spanned else row[:width]))
        if not spanned:
            yield from [NOTHING] * (width - len(row))


def _shares(rows: list[list[Cell]], width: int) -> list[int]:
    """Return how wide each column should be: by its longest text, within limits."""
    longest = [6] * width
    for row in rows:
        for column, cell in enumerate(row[:width]):
            if cell.columns == 1:
                longest[column] = max(longest[column], min(cell.weight, 60))
    return longest


HANDLERS: Final[Handlers] = {
    nodes.table: show_table,
}
