"""The skills, domains and resources of a whole vault, from the records of its notes.

The contract's sections 4 and 5: each skill an id for ever, each domain a slug and a code, each
note that a skill or a domain refers to a resource, written or not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from vademecum.core.names import NotePath, fold, note_name, printed, slug
from vademecum.core.records import DomainSection, Finding, Note, Skill
from vademecum.core.skills.notation import (
    DomainSpec,
    SkillId,
    domain_code,
    domain_slug,
    match_domain,
    provisional_id,
    skill_id,
)
from vademecum.core.vault.resolve import Resolution

Resolutions = Mapping[NotePath, Sequence[Resolution]]


@dataclass(frozen=True, slots=True)
class Resource:
    """A note that a skill or a domain refers to; ``path`` is None while it is unwritten."""

    id: str
    name: str
    path: NotePath | None
    skills: tuple[SkillId, ...] = ()
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedSkill:
    """A skill in its domain, with its id and the ids of its resources."""

    id: SkillId
    permanent: bool
    domain: str
    note: NotePath
    heading: str
    anchor: str
    skill: Skill
    see: tuple[str, ...] = ()


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
    """All skills by id, all domains by slug, all resources by id, and what is wrong with them."""

    skills: dict[SkillId, PlacedSkill] = field(default_factory=dict)
    domains: dict[str, Domain] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    by_place: dict[tuple[NotePath, int], SkillId] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def skill_catalogue(
    notes: Mapping[NotePath, Note],
    resolutions: Resolutions,
    specs: Sequence[DomainSpec],
    hidden: Collection[NotePath] = (),
) -> SkillCatalogue:
    """Gather the skills of ``notes``, which come sorted by path; ``hidden`` are no resources."""
    builder = _Builder(resolutions, specs, hidden)
    for note in notes.values():
        for section in note.domain_sections:
            builder.add(note, section)
    return builder.finish()


class _Builder:
    def __init__(
        self, resolutions: Resolutions, specs: Sequence[DomainSpec], hidden: Collection[NotePath]
    ) -> None:
        self.resolutions = resolutions
        self.hidden = hidden
        self.registry = {spec.slug: spec for spec in specs}
        self.ranks = {slug: rank for rank, slug in enumerate(self.registry)}
        self.first_lines: dict[tuple[NotePath, str], int] = {}
        self.parts: dict[str, list[tuple[Note, DomainSection]]] = {}
        self.skills: dict[SkillId, PlacedSkill] = {}
        self.unmarked: list[tuple[Note, DomainSection, Skill, str]] = []
        self.resources: dict[str, Resource] = {}
        self.keys: dict[str, str] = {}
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
        see = self._see(note, skill.references)
        return PlacedSkill(
            identifier,
            permanent,
            domain,
            note.path,
            section.name,
            section.anchor,
            skill,
            see,
        )

    def _see(self, note: Note, references: Sequence[int]) -> tuple[str, ...]:
        found = (
            self._resource(note, index)
            for index in references
            if self.resolutions[note.path][index].path not in self.hidden
        )
        return tuple(dict.fromkeys(found))

    def _resource(self, note: Note, index: int) -> str:
        """Return the id of the resource that a link refers to, made at its first mention."""
        path = self.resolutions[note.path][index].path
        target = note.links[index].wikilink.target
        name = note_name(path if path is not None else target)
        key = path or "?" + fold(name)
        known = self.keys.get(key)
        if known is None:
            known = self._free_id("RES-" + slug(name).upper())
            self.keys[key] = known
            self.resources[known] = Resource(known, name, path)
        return known

    def _free_id(self, wanted: str) -> str:
        identifier, turn = wanted, 1
        while identifier in self.resources:
            turn += 1
            identifier = f"{wanted}-{turn}"
        return identifier

    def finish(self) -> SkillCatalogue:
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
        self._tell_provisional()
        return SkillCatalogue(
            ordered,
            domains,
            {r.id: r for r in self._linked_resources(ordered, domains)},
            by_place,
            tuple(self.findings),
        )

    def _domain(self, slug: str, by_place: Mapping[tuple[NotePath, int], SkillId]) -> Domain:
        parts, spec = self.parts[slug], self.registry[slug]
        return Domain(
            slug,
            spec.code,
            spec.name,
            tuple(dict.fromkeys(d.theme for _, d in parts if d.theme)),
            tuple((note.path, d.anchor, d.line) for note, d in parts),
            tuple(by_place[note.path, s.ordinal] for note, d in parts for s in d.skills),
            tuple(dict.fromkeys(i for note, d in parts for i in self._see(note, d.references))),
        )

    def _linked_resources(
        self, skills: Mapping[SkillId, PlacedSkill], domains: Mapping[str, Domain]
    ) -> Iterator[Resource]:
        users: dict[str, list[SkillId]] = {}
        for placed in skills.values():
            for identifier in placed.see:
                users.setdefault(identifier, []).append(placed.id)
        named: dict[str, list[str]] = {}
        for domain in domains.values():
            for identifier in domain.see:
                named.setdefault(identifier, []).append(domain.slug)
        for resource in self.resources.values():
            yield Resource(
                resource.id,
                resource.name,
                resource.path,
                tuple(users.get(resource.id, ())),
                tuple(named.get(resource.id, ())),
            )

    def _tell_provisional(self) -> None:
        without: dict[NotePath, list[Skill]] = {}
        for note, _, skill, _ in self.unmarked:
            if skill.block is None:
                without.setdefault(note.path, []).append(skill)
        for path, skills in without.items():
            args = (("count", str(len(skills))), ("title", skills[0].title))
            self.findings.append(Finding("skill-provisional", path, skills[0].line, args))

    def _tell(self, code: str, note: Note, line: int, **args: object) -> None:
        values = tuple((name, str(value)) for name, value in args.items())
        self.findings.append(Finding(code, note.path, line, values))
