"""The tables of the handbook: the same columns and rows for CSV and for the workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from vademecum.data.rows import RECORD, Dataset, Publication, ResourceRow, RoleRow, SkillRow
from vademecum.i18n import _, later
from vademecum.skills.declared import Declared

Cell = str | int | None
"""None: nothing is said, which is not 0."""

_SEPARATOR: Final = ", "
_STATUS: Final = {
    "written": later("a note"),
    "external": later("on the web"),
    "missing": later("to be written"),
}
_RECORD: Final = {
    "author": later("Author"),
    "provider": later("Provider"),
    "url": later("Web address"),
    "language": later("Language"),
    "form": later("Form"),
    "extent": later("Length"),
    "price": later("Price"),
    "year": later("Year"),
    "verified": later("Address verified on"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``name`` of its file, ``title`` of its sheet, headers, rows.

    ``fixed``: how many columns stay in sight.
    """

    name: str
    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    fixed: int = 2


def tables(data: Dataset, publication: Publication, declared: Declared) -> tuple[Table, ...]:
    """Return the tables of skills, roles, resources, and of roles by skills."""
    maker = _Tables(data, publication, declared)
    return maker.skills(), maker.roles(), maker.resources(), maker.matrix()


class _Tables:
    def __init__(self, data: Dataset, publication: Publication, declared: Declared) -> None:
        self.data = data
        self.publication = publication
        self.levels = declared.levels
        self.names = {r.id: r.name for r in data.resources}

    def skills(self) -> Table:
        levels = (f"{level.number} {level.name}".strip() for level in self.levels)
        headers = (
            *(_("Number"), _("Title"), _("Short title"), _("Domain"), _("Description"), *levels),
            *(_("Synonyms"), _("How to acquire it"), _("Status"), _("Resources"), _("Matches")),
            *(_("Origin"), _("Permanent number"), _("Address")),
        )
        rows = tuple(tuple(self._skill(skill)) for skill in self.data.skills)
        return Table("competences", _("Skills"), headers, rows)

    def _skill(self, skill: SkillRow) -> Iterator[Cell]:
        yield from (skill.id, skill.title, skill.short_title, skill.domain_name, skill.definition)
        sentences = dict(skill.levels)
        yield from (sentences.get(level.number, "") for level in self.levels)
        yield _SEPARATOR.join(skill.synonyms)
        yield _SEPARATOR.join(skill.acquisition)
        yield skill.status
        yield self._named(skill.see)
        yield _SEPARATOR.join(f"{m.relation} {m.framework} {m.identifier}" for m in skill.matches)
        yield skill.origin
        yield _("yes") if skill.permanent else _("no")
        yield self.publication.address(skill.page)

    def _named(self, identifiers: Sequence[str]) -> str:
        return "\n".join(self.names[i] for i in identifiers)

    def roles(self) -> Table:
        headers = (_("Id"), _("Role"), _("Description"), _("Skills"), _("Resources"), _("Address"))
        rows = tuple(tuple(self._role(role)) for role in self.data.roles)
        return Table("profils", _("Roles"), headers, rows)

    def _role(self, role: RoleRow) -> Iterator[Cell]:
        yield from (role.id, role.name, role.lead)
        yield _SEPARATOR.join(f"{r.skill} ({r.level})" for r in role.requirements if r.level)
        yield self._named(role.see)
        yield self.publication.address(role.page)

    def resources(self) -> Table:
        record = (_(_RECORD[name]) for name in RECORD)
        headers = (
            *(_("Id"), _("Title"), _("State"), *record),
            *(_("Skills"), _("Roles"), _("Address in the handbook")),
        )
        rows = tuple(tuple(self._resource(resource)) for resource in self.data.resources)
        return Table("ressources", _("Resources"), headers, rows)

    def _resource(self, resource: ResourceRow) -> Iterator[Cell]:
        yield from (resource.id, resource.name, _(_STATUS[resource.status]))
        yield from (getattr(resource.record, name) for name in RECORD)
        yield _SEPARATOR.join(resource.skills)
        yield _SEPARATOR.join(resource.roles)
        yield self.publication.address(resource.page, resource.anchor)

    def matrix(self) -> Table:
        """Return what each role asks of each skill: a level, 0, or nothing if it says nothing."""
        asked = [{r.skill: r.level for r in role.requirements} for role in self.data.roles]
        headers = (_("Number"), _("Skill"), _("Domain"), *(role.name for role in self.data.roles))
        rows = tuple(
            (
                *(skill.id, skill.short_title or skill.title, skill.domain_name),
                *(levels.get(skill.id) for levels in asked),
            )
            for skill in self.data.skills
        )
        return Table("profils-competences", _("Roles and skills"), headers, rows, fixed=3)


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
