"""What the handbook publishes as data, computed once: every format writes these rows.

Pure: from the handbook and its notation to plain records, in the order of the handbook. Texts
hold no character that a format or a spreadsheet could not take.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Final
from urllib.parse import quote

from vademecum.handbook import Handbook
from vademecum.skills.catalogue import Domain, PlacedSkill, Resource, Role
from vademecum.skills.declared import Declared
from vademecum.skills.resource_record import ResourceRecord
from vademecum.skills.retired import RetiredSkill
from vademecum.skills.statements import concepts
from vademecum.vault.addresses import Addresses
from vademecum.vault.names import printed
from vademecum.vault.urls import is_web_address

_UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A match with a concept of a framework; ``address`` empty if the framework gives none."""

    relation: str
    framework: str
    identifier: str
    address: str


@dataclass(frozen=True, slots=True)
class DomainRow:
    """A domain; ``page``: the docname at which it answers."""

    id: str
    slug: str
    name: str
    page: str
    themes: tuple[str, ...]
    skills: tuple[str, ...]
    see: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A skill. ``levels``: number and what can be observed; ``domain``: the slug of its domain."""

    id: str
    title: str
    short_title: str
    page: str
    domain: str
    domain_name: str
    definition: str
    levels: tuple[tuple[int, str], ...]
    synonyms: tuple[str, ...]
    acquisition: tuple[str, ...]
    status: str
    matches: tuple[MatchRow, ...]
    see: tuple[str, ...]
    origin: str
    permanent: bool


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """That a role says something of a skill; level 0: it does not need it."""

    skill: str
    level: int
    acquisition: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role, with what it says of skills."""

    id: str
    name: str
    page: str
    lead: str
    requirements: tuple[RequirementRow, ...]
    see: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResourceRow:
    """A resource. ``status``: written, external or missing; ``anchor``: its place on ``page``."""

    id: str
    name: str
    page: str
    anchor: str
    status: str
    record: ResourceRecord
    skills: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RetiredRow:
    """A number that no skill holds any more; ``successors``: those that replace it."""

    id: str
    title: str
    page: str
    successors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level of the scale."""

    number: int
    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """All that is published."""

    domains: tuple[DomainRow, ...]
    skills: tuple[SkillRow, ...]
    roles: tuple[RoleRow, ...]
    resources: tuple[ResourceRow, ...]
    retired: tuple[RetiredRow, ...]
    levels: tuple[LevelRow, ...]


def dataset(handbook: Handbook, declared: Declared, addresses: Addresses) -> Dataset:
    """Return the rows of a handbook."""
    rows = _Rows(handbook, declared, addresses)
    catalogue = handbook.catalogue
    return Dataset(
        tuple(map(rows.domain, catalogue.domains.values())),
        tuple(map(rows.skill, catalogue.skills.values())),
        tuple(map(rows.role, catalogue.roles.values())),
        tuple(map(rows.resource, catalogue.resources.values())),
        tuple(map(rows.retired, handbook.retired.values())),
        tuple(LevelRow(s.number, plain(s.name), plain(s.sentence)) for s in declared.levels),
    )


def plain(text: str) -> str:
    """Return a text without controls, half characters and the like; lines and tabs stay."""
    if not text:
        return text
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", printed(text)).strip()


class _Rows:
    def __init__(self, handbook: Handbook, declared: Declared, addresses: Addresses) -> None:
        self.handbook = handbook
        self.addresses = addresses
        self.declared = declared

    def domain(self, domain: Domain) -> DomainRow:
        return DomainRow(
            domain.id,
            domain.slug,
            plain(domain.name),
            self.addresses.domain(domain.slug),
            tuple(map(plain, domain.themes)),
            domain.skills,
            domain.see,
        )

    def skill(self, placed: PlacedSkill) -> SkillRow:
        skill = placed.skill
        return SkillRow(
            placed.id,
            plain(skill.title),
            plain(skill.short_title),
            self.addresses.skill(placed.id),
            placed.domain,
            plain(self.handbook.catalogue.domains[placed.domain].name),
            plain(skill.description),
            tuple((number, plain(sentence)) for number, sentence in skill.levels),
            tuple(map(plain, skill.synonyms)),
            tuple(map(plain, skill.values("acquisition"))),
            plain(dict(skill.fields).get("status", "")),
            tuple(self._matches(placed)),
            placed.see,
            plain(placed.origin),
            placed.permanent,
        )

    def _matches(self, placed: PlacedSkill) -> Iterator[MatchRow]:
        for match, address, first in concepts(placed.skill, self.declared):
            if first is None:
                known = address if is_web_address(address) else ""
                yield MatchRow(match.relation, match.framework, plain(match.identifier), known)

    def role(self, role: Role) -> RoleRow:
        note = self.handbook.notes[role.note]
        return RoleRow(
            role.id,
            plain(role.name),
            note.docname,
            plain(note.lead),
            tuple(
                RequirementRow(r.skill, r.level, tuple(map(plain, r.acquisition)), plain(r.reason))
                for r in role.requirements
            ),
            role.see,
        )

    def resource(self, resource: Resource) -> ResourceRow:
        note = self.handbook.note_of(resource)
        texts = {name: plain(getattr(resource.record, name)) for name in RECORD}
        return ResourceRow(
            resource.id,
            plain(note.title if note is not None else resource.name),
            note.docname if note is not None else self.addresses.resources,
            "" if note is not None else resource.id,
            resource.status if note is not None or resource.path is None else "missing",
            ResourceRecord(**texts),
            resource.skills,
            resource.roles,
        )

    def retired(self, gone: RetiredSkill) -> RetiredRow:
        successors = self.handbook.successors(gone)
        return RetiredRow(gone.id, plain(gone.title), self.addresses.skill(gone.id), successors)


RECORD: Final = tuple(field.name for field in fields(ResourceRecord))
"""The names of what is known of a resource, in the order of the contract."""


_IN_ADDRESS: Final = "/:?#[]@!$&'()*+,;=%~"


@dataclass(frozen=True, slots=True)
class Publication:
    """Title, language, author and licence of a handbook, and where its site stands.

    ``scheme_page`` and ``data_page``: docnames of the catalogue, whose address is that of the
    concept scheme, and of the page that explains the data, on which the levels have their places.

    ``site``: the address of the site with a final slash. Empty: addresses count from the folder of
    the files, so that they lead to the right pages wherever the site is put. ``suffix``: how the
    file of a page ends.
    """

    title: str
    language: str
    scheme_page: str
    data_page: str
    author: str = ""
    licence: str = ""
    site: str = ""
    suffix: str = ".html"

    def address(self, page: str, place: str = "") -> str:
        """Return the address of a page, or of a place on it; no sign in it needs escaping."""
        address = (self.site or "../") + quote(page + self.suffix)
        return f"{address}#{quote(place)}" if place else address


def site_address(written: str) -> str:
    """Return the address of a site as data need it: final slash, nothing to escape; else empty."""
    address = quote(written.strip(), safe=_IN_ADDRESS)
    return address.rstrip("/") + "/" if is_web_address(address) else ""


def level_place(number: int) -> str:
    """Return the place of a level on the page of data, and of a sentence on a skill's page."""
    return f"niveau-{number}"
