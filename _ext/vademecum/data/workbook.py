"""All tables as one workbook: a sheet each, with filters, headers that stay, widths to read by.

Cells are written by their type: a text is never looked at for a formula, a number or an address.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from vademecum.data.publication import Publication
from vademecum.data.tables import Cell, Table

LONGEST: Final = 32_000
"""Characters of a cell; Excel takes 32,767."""

_CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""No date of the build: the same notes give the same bytes."""

_NARROW, _WIDE = 8, 60
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def workbook_bytes(tables: tuple[Table, ...], publication: Publication) -> bytes:
    """Write the tables as a file for Excel and LibreOffice."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as workbook:
        workbook.set_properties(
            {
                "title": publication.title,
                "author": publication.author,
                "comments": publication.licence,
                "created": _CREATED,
            }
        )
        head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        text = workbook.add_format({"text_wrap": True, "valign": "top"})
        for table in tables:
            _fill(workbook.add_worksheet(table.title[:31]), table, head, text)
    return file.getvalue()


def _fill(sheet: Worksheet, table: Table, head: Format, text: Format) -> None:
    for column, name in enumerate(table.headers):
        sheet.write_string(0, column, name[:LONGEST], head)
        sheet.set_column(column, column, _width([row[column] for row in table.rows], name))
    for number, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, text)
    sheet.freeze_panes(1, table.fixed)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.headers) - 1)


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, text: Format) -> None:
    if isinstance(cell, int):
        sheet.write_number(row, column, cell, text)
    elif cell:
        sheet.write_string(row, column, cell[:LONGEST], text)


def _width(cells: list[Cell], head: str) -> int:
    """Return the width, in characters, of a column: that of its longest line, within reason."""
    lines = (line for cell in cells for line in str(cell or "").split("\n"))
    longest = max((len(line) for line in lines), default=0)
    return max(_NARROW, min(_WIDE, max(longest, min(len(head), 20)) + 2))
