"""The tables of the handbook: the same columns and rows for CSV and for the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from vademecum.core.skills.declared import Declared
from vademecum.data.publication import Publication
from vademecum.data.rows import RECORD, Dataset, ResourceRow, RoleRow, SkillRow
from vademecum.i18n import _, later

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
