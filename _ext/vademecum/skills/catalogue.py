"""The skills, domains, resources and roles of a vault, as records.

NOTATION.md, « Skills »: each skill an id for ever, each domain a slug and a code, each note that a
skill, a domain or a role refers to a resource, written or not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from vademecum.skills.declared import Declared
from vademecum.skills.notation import (
    DomainSpec,
    SkillId,
    domain_code,
    domain_slug,
    match_domain,
    provisional_id,
    skill_id,
)
from vademecum.skills.register import Register
from vademecum.skills.resources import NeedIds, Resolutions, Resource, Resources
from vademecum.skills.roles import KnownSkills, Requirement, Role, asking, read_requirements
from vademecum.vault.front_matter import Value
from vademecum.vault.names import NotePath, note_name, printed, slug
from vademecum.vault.records import DomainSection, Finding, Kind, Note, Skill
from vademecum.vault.vocabulary import ORIGINS, PROPERTIES, key_of

__all__ = ["Domain", "PlacedSkill", "Resource", "Role", "SkillCatalogue"]


@dataclass(frozen=True, slots=True)
class PlacedSkill:
    """A skill in its domain, with its id and the ids of its resources.

    ``origin``: what its note says of where it comes from; empty for the handbook's own.
    """

    id: SkillId
    permanent: bool
    domain: str
    note: NotePath
    heading: str
    anchor: str
    skill: Skill
    see: tuple[str, ...] = ()
    origin: str = ""

    @property
    def name(self) -> str:
        """The title under which lists show it: the short one, if it has one."""
        return self.skill.short_title or self.skill.title


@dataclass(frozen=True, slots=True)
class Domain:
    """A department: its skills in the order of the notes, the resources that it refers to."""

    slug: str
    code: str
    name: str
    themes: tuple[str, ...] = ()
    places: tuple[tuple[NotePath, str, int], ...] = ()
    skills: tuple[SkillId, ...] = ()
    see: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of the domain as a need."""
        return "DOMAINE-" + self.slug.upper()


@dataclass(frozen=True, slots=True)
class SkillCatalogue:
    """Skills, resources and roles by id, domains by slug, and what is wrong with them.

    ``asked``: by skill, the roles that need it; ``by_link`` and ``by_address``: the resource that
    a link of a note, or an address, refers to; ``by_item``: the skill that an item of a role names.
    """

    skills: dict[SkillId, PlacedSkill] = field(default_factory=dict)
    domains: dict[str, Domain] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    asked: dict[SkillId, list[tuple[Role, Requirement]]] = field(default_factory=dict)
    by_place: dict[tuple[NotePath, int], SkillId] = field(default_factory=dict)
    by_link: dict[tuple[NotePath, int], str] = field(default_factory=dict)
    by_address: dict[str, str] = field(default_factory=dict)
    by_item: dict[tuple[NotePath, int], SkillId] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


T = TypeVar("T")


def skill_catalogue(
    notes: Mapping[NotePath, Note],
    resolutions: Resolutions,
    specs: Sequence[DomainSpec],
    register: Register,
    declared: Declared,
    hidden: Collection[NotePath] = (),
) -> SkillCatalogue:
    """Gather the skills and roles of ``notes``, sorted by path; ``hidden`` are no resources."""
    builder = _Gathering(notes, resolutions, specs, declared, hidden)
    for note in notes.values():
        for section in note.domain_sections:
            builder.add(note, section)
    return builder.finish(register)


class _Gathering:
    def __init__(
        self,
        notes: Mapping[NotePath, Note],
        resolutions: Resolutions,
        specs: Sequence[DomainSpec],
        declared: Declared,
        hidden: Collection[NotePath],
    ) -> None:
        self.notes = notes
        self.resolutions = resolutions
        self.declared = declared
        self.registry = {spec.slug: spec for spec in specs}
        self.ranks = {slug: rank for rank, slug in enumerate(self.registry)}
        self.first_lines: dict[tuple[NotePath, str], int] = {}
        self.parts: dict[str, list[tuple[Note, DomainSection]]] = {}
        marked = {
            skill_id(skill.block)
            for note in notes.values()
            for section in note.domain_sections
            for skill in section.skills
            if skill.block is not None
        }
        self.ids = NeedIds(notes, marked)
        self.resources = Resources(notes, resolutions, self.ids, declared.language, hidden)
        self.skills: dict[SkillId, PlacedSkill] = {}
        self.unmarked: list[tuple[Note, DomainSection, Skill, str]] = []
        self.ambiguous: set[SkillId] = set()
        self.by_item: dict[tuple[NotePath, int], SkillId] = {}
        self.findings: list[Finding] = []

    def add(self, note: Note, section: DomainSection) -> None:
        spec = self._spec(section.name)
        first = self.first_lines.setdefault((note.path, spec.slug), section.line)
        if first != section.line:
            self._tell("domain-twice", note, section.line, name=spec.name, other=first)
        self.parts.setdefault(spec.slug, []).append((note, section))
        for skill in section.skills:
            self._place(note, section, skill, spec.slug)

    def _spec(self, name: str) -> DomainSpec:
        known = match_domain(name, self.registry)
        if known is not None and known.as_written:
            aliases = (*known.aliases, known.name)
            known = replace(known, name=name, aliases=aliases, as_written=False)
            self.registry[known.slug] = known
        if known is not None:
            return known
        taken = {spec.code for spec in self.registry.values()}
        spec = DomainSpec(domain_slug(name), domain_code(name, taken), name)
        self.registry[spec.slug] = spec
        self.ranks[spec.slug] = len(self.ranks)
        return spec

    def _place(self, note: Note, section: DomainSection, skill: Skill, domain: str) -> None:
        if skill.block is None:
            self.unmarked.append((note, section, skill, domain))
            return
        identifier = skill_id(skill.block)
        first = self.skills.get(identifier)
        if first is not None:
            place = f"{printed(first.note)}:{first.skill.line}"
            args = {"id": identifier, "block": skill.block, "other": place}
            self._tell("skill-id-twice", note, skill.line, **args)
            self.ambiguous.add(identifier)
            self.unmarked.append((note, section, skill, domain))
            return
        self.skills[identifier] = self._placed(identifier, True, note, section, skill, domain)

    def _placed(
        self,
        identifier: SkillId,
        permanent: bool,
        note: Note,
        section: DomainSection,
        skill: Skill,
        domain: str,
    ) -> PlacedSkill:
        return PlacedSkill(
            identifier,
            permanent,
            domain,
            note.path,
            section.name,
            section.anchor,
            skill,
            self.resources.see(note, skill.references, skill.externals),
            _origin(note.properties),
        )

    def finish(self, register: Register) -> SkillCatalogue:
        taken = set(self.skills)
        for note, section, skill, domain in self.unmarked:
            identifier = provisional_id(self.registry[domain].code, skill.title, taken)
            taken.add(identifier)
            self.skills[identifier] = self._placed(identifier, False, note, section, skill, domain)
        by_place = {(s.note, s.skill.ordinal): i for i, s in self.skills.items()}
        domains = {
            slug: self._domain(slug, by_place)
            for slug in sorted(self.parts, key=self.ranks.__getitem__)
        }
        ordered = {i: self.skills[i] for domain in domains.values() for i in domain.skills}
        roles = self._roles(ordered, register)
        self.resources.add_tagged()
        self._tell_provisional()
        resources = self.resources.finish(
            _users((s.id, s.see) for s in ordered.values()),
            _users((d.slug, d.see) for d in domains.values()),
            _users((r.id, r.see) for r in roles.values()),
        )
        findings = (*self.findings, *self.ids.findings, *self.resources.all_findings())
        return SkillCatalogue(
            ordered,
            domains,
            resources,
            roles,
            asking(roles),
            by_place,
            self.resources.by_link,
            self.resources.by_address,
            self.by_item,
            findings,
        )

    def _domain(self, slug: str, by_place: Mapping[tuple[NotePath, int], SkillId]) -> Domain:
        # What is proposed comes after what the list itself names, whatever the notes are called.
        parts = sorted(self.parts[slug], key=lambda part: _origin(part[0].properties) != "")
        spec = self.registry[slug]
        see = (self.resources.see(note, d.references, d.externals) for note, d in parts)
        return Domain(
            slug,
            spec.code,
            spec.name,
            tuple(dict.fromkeys(d.theme for _, d in parts if d.theme)),
            tuple((note.path, d.anchor, d.line) for note, d in parts),
            tuple(by_place[note.path, s.ordinal] for note, d in parts for s in d.skills),
            tuple(dict.fromkeys(i for several in see for i in several)),
        )

    def _roles(self, skills: Mapping[SkillId, PlacedSkill], register: Register) -> dict[str, Role]:
        by_block: dict[tuple[NotePath, str], SkillId] = {}
        for identifier, placed in skills.items():
            if placed.skill.block is not None:
                key = KnownSkills.block_key(placed.note, placed.skill)
                by_block.setdefault(key, identifier)
        known = KnownSkills(by_block, skills, self.ambiguous, register)
        roles = (self._role(n, known) for n in self.notes.values() if n.kind is Kind.ROLE)
        return {role.id: role for role in roles}

    def _role(self, note: Note, known: KnownSkills) -> Role:
        read = read_requirements(note, self.resolutions[note.path], known)
        self.findings += read.findings
        self.by_item.update({(note.path, n): skill for n, skill in read.items.items()})
        see = note.role and self.resources.see(note, note.role.references, note.role.externals)
        return Role(
            self.ids.take("ROLE-" + slug(note_name(note.path)).upper(), note.path),
            note.title,
            note.path,
            note.path in self.ids.given,
            read.requirements,
            see or (),
        )

    def _tell_provisional(self) -> None:
        without: dict[NotePath, list[Skill]] = {}
        for note, _, skill, _ in self.unmarked:
            if skill.block is None:
                without.setdefault(note.path, []).append(skill)
        for path, skills in without.items():
            args = {"count": len(skills), "title": skills[0].title}
            self.findings.append(Finding.of("skill-provisional", path, skills[0].line, **args))

    def _tell(self, code: str, note: Note, line: int, **args: object) -> None:
        self.findings.append(Finding.of(code, note.path, line, **args))


def _origin(properties: Mapping[str, Value]) -> str:
    """Return where the skills of a note come from: a key of ``ORIGINS``, or the note's word."""
    for name, value in properties.items():
        if key_of(name, PROPERTIES) == "origin" and isinstance(value, str):
            return key_of(value, ORIGINS) or value.strip()
    return ""


def _users(sources: Iterable[tuple[T, Iterable[str]]]) -> dict[str, list[T]]:
    """Return, by resource, who refers to it."""
    users: dict[str, list[T]] = {}
    for source, see in sources:
        for identifier in see:
            users.setdefault(identifier, []).append(source)
    return users
