"""Skills that are gone, whose addresses go on answering; whether register and notes agree."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from vademecum.skills.catalogue import PlacedSkill, SkillCatalogue
from vademecum.skills.notation import SkillId
from vademecum.skills.register import Entry, Register
from vademecum.vault.names import NotePath
from vademecum.vault.records import Finding

_CODES = {
    "conflict": "register-conflict",
    "unreadable": "register-line",
    "twice": "register-twice",
    "too-long": "register-too-long",
    "second": "register-second",
}


MANY: Final = 4
"""More numbers than this that are gone at once are told in one finding."""


@dataclass(frozen=True, slots=True)
class RetiredSkill:
    """A number that no note holds any more; ``successors``: the numbers that replace it."""

    id: str
    title: str
    successors: tuple[str, ...]


def retired_skills(
    register: Register, catalogue: SkillCatalogue, unpublished: Collection[str] = ()
) -> dict[str, RetiredSkill]:
    """Return the numbers once given that are in no note, whether the register says so or not.

    Those in *unpublished* notes are still in use.
    """
    return {
        entry.id: RetiredSkill(entry.id, entry.title, entry.successors)
        for entry in register.entries.values()
        if entry.id not in {*catalogue.skills, *catalogue.roles, *unpublished}
    }


def register_findings(
    register: Register, catalogue: SkillCatalogue, unpublished: Collection[str] = ()
) -> Iterator[Finding]:
    """Yield what is wrong with the register, or with the notes in its light."""
    for problem in register.problems:
        args = {"text": problem.text[:80], "other": problem.detail}
        yield _finding(_CODES[problem.kind], register.path, problem.line, args)
    if register.exists:
        known = {*catalogue.skills, *catalogue.roles, *unpublished}
        yield from _of_entries(register, known)
        yield from _lost(register, known)
        yield from _of_skills(register, catalogue.skills)


def _of_entries(register: Register, known: Collection[str]) -> Iterator[Finding]:
    for entry in register.entries.values():
        for successor in entry.successors:
            if successor not in known and successor not in register.entries:
                args = {"id": entry.id, "successor": successor}
                yield _finding("register-successor", register.path, entry.line, args)
        if not entry.retired and entry.id not in known and not _many(register, known):
            args = {"id": entry.id, "title": entry.title, "block": entry.id.lower()}
            yield _finding("skill-gone", register.path, entry.line, args)


def _gone(register: Register, known: Collection[str]) -> list[Entry]:
    return [e for e in register.entries.values() if not e.retired and e.id not in known]


def _many(register: Register, known: Collection[str]) -> bool:
    """Say whether so many numbers are gone that a note must be: one finding tells them all."""
    return len(_gone(register, known)) > MANY


def _lost(register: Register, known: Collection[str]) -> Iterator[Finding]:
    gone = _gone(register, known)
    if len(gone) > MANY:
        shown = ", ".join(entry.id for entry in gone[:MANY])
        args = {"count": str(len(gone)), "ids": shown}
        yield _finding("skills-lost", register.path, gone[0].line, args)


def _of_skills(register: Register, skills: Mapping[SkillId, PlacedSkill]) -> Iterator[Finding]:
    unknown: dict[NotePath, list[PlacedSkill]] = {}
    for placed in skills.values():
        entry = register.entries.get(placed.id)
        if entry is not None and entry.retired:
            args = {"id": placed.id, "block": placed.skill.block or "", "line": str(entry.line)}
            yield _finding("skill-retired", placed.note, placed.skill.line, args)
        elif entry is None and placed.permanent:
            unknown.setdefault(placed.note, []).append(placed)
    for path, unregistered in unknown.items():
        args = {"count": str(len(unregistered)), "id": unregistered[0].id}
        yield _finding("skill-unregistered", path, unregistered[0].skill.line, args)


def _finding(code: str, path: str, line: int, args: Mapping[str, str]) -> Finding:
    return Finding(code, path, line, tuple(args.items()))
