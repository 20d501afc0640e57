"""From skills, resources and roles to the records that the templates show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from sphinx.environment import BuildEnvironment

from vademecum.environment.domain import VaultDomain, declared
from vademecum.handbook import Handbook
from vademecum.html.views import (
    AskingRole,
    DomainCard,
    LevelStep,
    MatchLine,
    MatrixLine,
    RequirementLine,
    ResourceLine,
    RolePart,
    Site,
    SkillLine,
    Target,
)
from vademecum.presentation.skill_words import (
    Wanted,
    dots,
    job_offer,
    level_words,
    match_words,
    record_line,
    value_label,
)
from vademecum.settings import Settings
from vademecum.skills.catalogue import Domain, PlacedSkill, Resource, Role
from vademecum.skills.role_matrix import entrusted, first_needed, role_matrix
from vademecum.skills.roles import Requirement
from vademecum.vault.names import NotePath
from vademecum.vault.records import SkillMatch
from vademecum.vault.urls import is_web_address

TOGETHER = 6
"""Skills shown that the same roles need."""


class SkillContexts:
    """Makes the records of skills, resources and roles."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.vault = VaultDomain.of(env)
        self.settings = Settings.of(env.config)
        self.language = str(env.config.language)
        self.addresses = self.vault.addresses
        self.declared = declared(env.config)
        self.site = Site(str(env.config.project), str(env.config.html_baseurl))
        self._targets: dict[NotePath, Target] = {}
        domains = self.handbook.catalogue.domains.values()
        self.cards = {domain.slug: self._card(domain) for domain in domains}
        self.rows = {d.slug: {i: n for n, i in enumerate(d.skills)} for d in domains}

    @property
    def handbook(self) -> Handbook:
        """The handbook."""
        return self.vault.handbook

    def _card(self, domain: Domain) -> DomainCard:
        skills = [self.handbook.catalogue.skills[i] for i in domain.skills]
        return DomainCard(
            domain.name,
            domain.slug,
            self.addresses.domain(domain.slug),
            " / ".join(domain.themes),
            len(skills),
            sum(not skill.see for skill in skills),
        )

    def target(self, path: NotePath, *, current: NotePath | None = None) -> Target:
        """Return a note as something to link to; each page links to many that others do."""
        if path not in self._targets:
            note, language = self.handbook.notes[path], self.handbook.title_language(path)
            self._targets[path] = Target(note.title, note.docname, language=language)
        target = self._targets[path]
        return replace(target, current=True) if path == current else target

    def targets(
        self, paths: Iterable[NotePath], current: NotePath | None = None
    ) -> tuple[Target, ...]:
        """Return notes as things to link to."""
        return tuple(self.target(path, current=current) for path in paths)

    def skill_line(self, placed: PlacedSkill) -> SkillLine:
        """Return a skill in one line."""
        return SkillLine(
            placed.id,
            placed.name,
            self.addresses.skill(placed.id),
            self.cards[placed.domain],
            len(placed.see),
            not placed.permanent,
            placed.skill.title if placed.name != placed.skill.title else "",
        )

    def skill_lines(self, identifiers: Iterable[str]) -> tuple[SkillLine, ...]:
        """Return skills in one line each."""
        skills = self.handbook.catalogue.skills
        return tuple(self.skill_line(skills[i]) for i in identifiers)  # type: ignore[index]

    def around_skill(
        self, placed: PlacedSkill
    ) -> dict[str, SkillLine | tuple[SkillLine, ...] | None]:
        """Return the skills beside one in its domain, and those that the same roles need."""
        row = self.handbook.catalogue.domains[placed.domain].skills
        place = self.rows[placed.domain][placed.id]
        before, after = row[place - 1 : place] if place else (), row[place + 1 : place + 2]
        return {
            "skill_before": next(iter(self.skill_lines(before)), None),
            "skill_after": next(iter(self.skill_lines(after)), None),
            "together": self.skill_lines(self._together(placed)),
        }

    def _together(self, placed: PlacedSkill) -> list[str]:
        """Return the skills that most of a skill's roles need as well, at most ``TOGETHER``."""
        shared = Counter(
            requirement.skill
            for role, _own in self.handbook.catalogue.asked.get(placed.id, ())
            for requirement in role.needed
            if requirement.skill != placed.id
        )
        order = sorted(shared, key=lambda identifier: (-shared[identifier], identifier))
        return list(order[:TOGETHER])

    def resource_line(self, resource: Resource) -> ResourceLine:
        """Return a resource in one line, with the skills and domains that rest on it."""
        record = resource.record
        return ResourceLine(
            resource.name,
            self.target(resource.path) if resource.path in self.handbook.notes else None,
            self.skill_lines(resource.skills),
            tuple(self.cards[slug] for slug in resource.domains),
            self.role_targets(resource.roles),
            record.url,
            record_line(record, self.declared.language),
            record.rank(self.language),
            resource.id,
        )

    def role_targets(self, identifiers: Iterable[str]) -> tuple[Target, ...]:
        """Return roles as things to link to."""
        roles = self.handbook.catalogue.roles
        return tuple(self.target(roles[i].note) for i in identifiers)

    def level(self, number: int, sentence: str = "") -> LevelStep:
        """Return a level as a rung."""
        words = level_words(number, self.declared)
        return LevelStep(number, words, dots(number, self.declared), sentence)

    def ladder(self, placed: PlacedSkill) -> tuple[LevelStep, ...]:
        """Return the levels of which a skill says what can be observed."""
        return tuple(self.level(number, text) for number, text in placed.skill.levels)

    def matches(self, placed: PlacedSkill) -> tuple[MatchLine, ...]:
        """Return the concepts of frameworks that a skill matches."""
        return tuple(map(self._match, placed.skill.matches))

    def _match(self, match: SkillMatch) -> MatchLine:
        framework, relation, url = match_words(match, self.declared)
        if is_web_address(match.identifier):
            return MatchLine(framework, relation, match.identifier.rpartition("/")[2], url)
        return MatchLine(f"{framework} {match.identifier}", relation, "", url)

    def asking(self, placed: PlacedSkill) -> tuple[AskingRole, ...]:
        """Return the roles that need a skill, those that need it most first."""
        asked = self.handbook.catalogue.asked.get(placed.id, [])
        return tuple(
            AskingRole(
                role.id,
                self.target(role.note),
                self.level(requirement.level),
                self._acquisition(requirement),
                requirement.reason,
            )
            for role, requirement in sorted(asked, key=lambda pair: -pair[1].level)
        )

    def _acquisition(self, requirement: Requirement) -> str:
        values = requirement.acquisition
        return ", ".join(value_label("acquisition", v, self.declared) for v in values)

    def learning(self, identifiers: Iterable[str]) -> tuple[ResourceLine, ...]:
        """Return resources in lines, free ones and those in the handbook's language first."""
        resources = self.handbook.catalogue.resources
        lines = (self.resource_line(resources[i]) for i in identifiers)
        return tuple(sorted(lines, key=lambda line: line.rank))

    def role_part(self, role: Role) -> RolePart:
        """Return what a role needs, by domain in their order, the highest levels first."""
        skills = self.handbook.catalogue.skills
        by_domain: dict[str, list[Requirement]] = {slug: [] for slug in self.cards}
        for requirement in sorted(role.needed, key=lambda r: -r.level):
            by_domain[skills[requirement.skill].domain].append(requirement)
        needed = tuple(
            (self.cards[slug], tuple(map(self._requirement_line, requirements)))
            for slug, requirements in by_domain.items()
            if requirements
        )
        others = (r.skill for r in role.requirements if r.level == 0)
        first = tuple(map(self._requirement_line, first_needed(role)))
        return RolePart(role.id, needed, self.skill_lines(others), first, self._job_offer(role))

    def _job_offer(self, role: Role) -> str:
        """Return what a job offer may say of a role."""
        skills = self.handbook.catalogue.skills
        wanted = (
            Wanted(
                skills[need.skill].name,
                need.level,
                level_words(need.level, self.declared),
                entrusted(need),
            )
            for need in role.needed
        )
        top = max(self.declared.numbers, default=0)
        lead = self.handbook.notes[role.note].lead
        return job_offer(role.name, lead, wanted, top, self.site.title) if role.needed else ""

    def matrix(self) -> tuple[tuple[DomainCard, tuple[MatrixLine, ...]], ...]:
        """Return skills against roles, by domain."""
        catalogue = self.handbook.catalogue
        return tuple(
            (
                self.cards[part.domain],
                tuple(
                    MatrixLine(
                        self.skill_line(catalogue.skills[row.skill]),
                        tuple(None if n is None else self.level(n) for n in row.levels),
                    )
                    for row in part.rows
                ),
            )
            for part in role_matrix(catalogue.domains.values(), tuple(catalogue.roles.values()))
        )

    def _requirement_line(self, requirement: Requirement) -> RequirementLine:
        placed = self.handbook.catalogue.skills[requirement.skill]
        return RequirementLine(
            self.skill_line(placed),
            self.level(requirement.level),
            self._acquisition(requirement),
            requirement.reason,
            self.learning(placed.see),
            entrusted(requirement),
        )
