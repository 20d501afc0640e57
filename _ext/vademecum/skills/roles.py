"""Roles: the skills that a note tagged as one asks for, each with how well and why."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vademecum.skills.notation import SkillId
from vademecum.skills.register import Register
from vademecum.vault.names import NotePath, fold
from vademecum.vault.records import Finding, Note, RoleItem, Skill
from vademecum.vault.resolve import Resolution

_ID: Final = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*-[0-9]+")


@dataclass(frozen=True, slots=True)
class Requirement:
    """That a role needs a skill: at which level, whether others may do it, and why.

    Level 0 records that the skill is *not* required. ``ordinal``: which item of the note says so.
    """

    skill: SkillId
    level: int
    acquisition: tuple[str, ...] = ()
    reason: str = ""
    line: int = 0
    ordinal: int = 0


@dataclass(frozen=True, slots=True)
class Role:
    """A job or a function; ``named``: its note gives the id, so that it stays."""

    id: str
    name: str
    note: NotePath
    named: bool = False
    requirements: tuple[Requirement, ...] = ()
    see: tuple[str, ...] = ()

    @property
    def needed(self) -> tuple[Requirement, ...]:
        """What the role does need."""
        return tuple(r for r in self.requirements if r.level > 0)

    def level_of(self, skill: str) -> int | None:
        """Return the level of a skill; None if the role says nothing of it, which is not 0."""
        return next((r.level for r in self.requirements if r.skill == skill), None)


@dataclass(frozen=True, slots=True)
class KnownSkills:
    """How an item may name a skill: by note and block, or by id; and what became of old ids."""

    by_block: Mapping[tuple[NotePath, str], SkillId]
    ids: Collection[str]
    ambiguous: Collection[str]
    register: Register

    @staticmethod
    def block_key(note: NotePath, skill: Skill) -> tuple[NotePath, str]:
        """Give the key of a marked skill in ``by_block``."""
        return note, fold(skill.block or "")


@dataclass(frozen=True, slots=True)
class RoleReading:
    """What a role asks for, in the order of its note; the skill of each item; what is wrong."""

    requirements: tuple[Requirement, ...]
    items: dict[int, SkillId]
    findings: list[Finding]


def read_requirements(
    note: Note, resolutions: Sequence[Resolution], known: KnownSkills
) -> RoleReading:
    """Return what a role asks for."""
    reader = _Reader(note, resolutions, known)
    for item in note.role.items if note.role is not None else ():
        reader.read(item)
    if not reader.items:
        reader.tell("role-empty", 1)
    return RoleReading(tuple(reader.found.values()), reader.skills, reader.findings)


class _Reader:
    def __init__(self, note: Note, resolutions: Sequence[Resolution], known: KnownSkills) -> None:
        self.note = note
        self.resolutions = resolutions
        self.known = known
        self.items = 0
        self.found: dict[SkillId, Requirement] = {}
        self.skills: dict[int, SkillId] = {}
        self.findings: list[Finding] = []

    def read(self, item: RoleItem) -> None:
        """Take one item; one that names no skill at all is mere text."""
        skill = self._linked(item) if item.link is not None else None
        wanted = skill or self._wanted(item)
        if not wanted:
            return
        self.items += 1
        if skill is None:
            skill = self._by_id(wanted, item)
        if skill is not None:
            self.skills[item.ordinal] = skill
            self._add(skill, item)

    def _linked(self, item: RoleItem) -> SkillId | None:
        """Return the skill that an item's first link leads to."""
        assert item.link is not None
        path = self.resolutions[item.link].path
        block = self.note.links[item.link].wikilink.block
        return self.known.by_block.get((path, fold(block))) if path and block else None

    def _wanted(self, item: RoleItem) -> str:
        """Return the id that an item names, known or not; empty if it names none."""
        if item.link is not None:
            block = (self.note.links[item.link].wikilink.block or "").upper()
            if block in self.known.ids or _ID.fullmatch(block):
                return block
        return item.identifier

    def _by_id(self, wanted: str, item: RoleItem) -> SkillId | None:
        entry = self.known.register.entries.get(wanted)
        if wanted in self.known.ambiguous:
            self.tell("role-skill-ambiguous", item.line, id=wanted)
        elif wanted in self.known.ids:
            return SkillId(wanted)
        elif entry is not None:
            successors = ", ".join(entry.successors)
            args = {"id": wanted, "title": entry.title, "hint": successors}
            self.tell("role-skill-retired", item.line, **args)
        else:
            self.tell("role-skill-unknown", item.line, id=wanted)
        return None

    def _add(self, skill: SkillId, item: RoleItem) -> None:
        new = Requirement(skill, item.level, item.acquisition, item.reason, item.line, item.ordinal)
        old = self.found.get(skill)
        if old is not None:
            higher = max(old.level, new.level)
            self.tell("role-skill-twice", item.line, id=skill, other=old.line, level=higher)
        if old is None or new.level > old.level:
            self.found[skill] = new

    def tell(self, code: str, line: int, **args: object) -> None:
        """Add a finding about the role's note."""
        self.findings.append(Finding.of(code, self.note.path, line, **args))


def asking(roles: Mapping[str, Role]) -> dict[SkillId, list[tuple[Role, Requirement]]]:
    """Return, by skill, the roles that need it."""
    asked: dict[SkillId, list[tuple[Role, Requirement]]] = {}
    for role in roles.values():
        for requirement in role.needed:
            asked.setdefault(requirement.skill, []).append((role, requirement))
    return asked
