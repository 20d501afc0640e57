"""The table of the notes that a ``.base`` asks for, filled when a page is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from docutils import nodes

from vademecum.core.names import NotePath
from vademecum.core.records import Note
from vademecum.core.vault.base_rows import Row, rows
from vademecum.core.vault.bases import Base
from vademecum.i18n import _

MOST_CELLS: Final = 10_000
"""How many cells the tables of one page may have."""


def base_table(
    base: Base,
    notes: Iterable[Note],
    link: Callable[[NotePath, str], nodes.reference],
    most: int = MOST_CELLS,
) -> nodes.Element:
    """Return the table of the notes that a base asks for; its first column leads to them.

    ``link`` makes a link to a note with these words, from the page that shows the table. ``most``:
    the cells that are left to the page; a table is whole, but the one after the last of them is
    not drawn.
    """
    if most <= 0:
        return nodes.paragraph("", _("There are too many tables on this page to show this one."))
    selected = rows(base, notes)
    if not selected:
        return nodes.paragraph("", _("No note answers to this table."))
    head = [_column(key, label) for key, label in base.columns]
    lines = [_cells(row, base, link) for row in selected]
    group = nodes.tgroup("", cols=len(head))
    group += [nodes.colspec(colwidth=1) for _name in head]
    group += nodes.thead("", _row([nodes.Text(name)] for name in head))
    group += nodes.tbody("", *map(_row, lines))
    return nodes.table("", group)


def _cells(
    row: Row, base: Base, link: Callable[[NotePath, str], nodes.reference]
) -> list[list[nodes.Node]]:
    leading = next((i for i, (key, _l) in enumerate(base.columns) if key == "file.name"), 0)
    cells: list[list[nodes.Node]] = []
    for index, text in enumerate(row.cells):
        words = nodes.Text(row.title if base.columns[index][0] == "file.name" else text)
        if index == leading:
            cells.append([link(row.path, words.astext() or row.title)])
        else:
            cells.append([words])
    return cells


def _column(key: str, label: str) -> str:
    """Return the head of a column: what the author calls it, else what readers call it."""
    if label != key:
        return label
    names = {
        "file.name": _("Note"),
        "file.folder": _("Folder"),
        "file.path": _("Path"),
        "file.tags": _("Tags"),
    }
    return names.get(key, key[:1].upper() + key[1:])


def _row(cells: Iterable[list[nodes.Node]]) -> nodes.row:
    entries = (nodes.entry("", nodes.paragraph("", "", *cell)) for cell in cells)
    return nodes.row("", *entries)
