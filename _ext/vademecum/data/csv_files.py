"""Tables as CSV that a French Excel opens by a double click: UTF-8 with its mark, semicolons.

A field that a spreadsheet could take for a formula gets an apostrophe before it: what notes say
must never run on the computer of whoever opens the file.
"""

from __future__ import annotations

import csv
import io
from typing import Final

from vademecum.data.tables import Cell, Table

_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")
"""The wide ones are read like the others."""
_MARK: Final = "\ufeff"


def csv_bytes(table: Table) -> bytes:
    """Write a table."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(map(harmless, table.headers))
    writer.writerows(map(harmless, row) for row in table.rows)
    return (_MARK + file.getvalue()).encode()


def harmless(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula; numbers are none."""
    if isinstance(cell, str) and cell.lstrip(" \u00a0\u202f").startswith(_FORMULA):
        return "'" + cell
    return cell
