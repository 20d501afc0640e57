"""Permanent numbers for skills that have none: which, and in which lines they go.

Rules: the contract's section 4. The next free number of the domain's code, never one that was
given before: to a skill in use, to a retired one in the register, or to any block of a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from vademecum.handbook import Handbook
from vademecum.skills.notation import SkillId, skill_id
from vademecum.skills.register import Register
from vademecum.vault.names import NotePath, fold
from vademecum.vault.records import Note

REFUSED: Final = frozenset(
    {
        "skill-id-twice",
        "skill-retired",
        "register-conflict",
        "register-line",
        "register-twice",
        "register-too-long",
        "register-second",
        "mark-form",
        "merge-conflict",
    }
)
"""Findings that must be mended before any number is given."""

UNREADABLE: Final = frozenset({"note-failed", "note-too-long", "note-encoding"})
"""Findings under which a skill may be in a note and not be seen: none is retired then."""

_NUMBERED: Final = re.compile(r"([A-Z0-9-]*[A-Z0-9])-([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class NewNumber:
    """A mark to write at the end of a line of a note."""

    path: NotePath
    line: int
    ordinal: int
    block: str
    title: str

    @property
    def id(self) -> SkillId:
        """The id that the mark gives."""
        return skill_id(self.block)


def new_numbers(handbook: Handbook, register: Register) -> tuple[NewNumber, ...]:
    """Give every skill without a mark the next number of its domain, note by note.

    A skill that bears the very title of one that the register calls active and no note holds has
    lost its mark: it gets it back.
    """
    taken = {*register.entries, *_successors(register), *_blocks(handbook.notes)}
    highest = _highest(taken)
    missing = _lost(handbook, register)
    domains = {place[:2]: d for d in handbook.catalogue.domains.values() for place in d.places}
    numbers = []
    for note in handbook.notes.values():
        for section in note.domain_sections:
            code = domains[note.path, section.anchor].code.upper()
            for skill in section.skills:
                if skill.block is None:
                    old = missing.pop((code, fold(skill.title)), None)
                    block = old or _next(code, highest, taken)
                    place = (note.path, skill.end or skill.line, skill.ordinal)
                    numbers.append(NewNumber(*place, block, skill.title))
    return tuple(numbers)


def _lost(handbook: Handbook, register: Register) -> dict[tuple[str, str], str]:
    """Give the block ids that have gone from the notes, by code and title, if only one has it."""
    blocks_by_title: dict[tuple[str, str], list[str]] = {}
    for identifier in to_retire(handbook, register):
        entry = register.entries[identifier]
        key = (identifier.rpartition("-")[0], fold(entry.title))
        blocks_by_title.setdefault(key, []).append(identifier.lower())
    return {
        key: blocks[0] for key, blocks in blocks_by_title.items() if key[1] and len(blocks) == 1
    }


def _next(code: str, highest: dict[str, int], taken: set[str]) -> str:
    """Give the next block id of a code; it is taken from now on."""
    while True:
        highest[code] = highest.get(code, 0) + 1
        block = f"{code.lower()}-{highest[code]:02}"
        if block.upper() not in taken:
            return block


def _highest(taken: Iterable[str]) -> dict[str, int]:
    """Give the highest number of each code."""
    highest: dict[str, int] = {}
    for identifier in taken:
        match = _NUMBERED.fullmatch(identifier)
        if match:
            highest[match[1]] = max(highest.get(match[1], 0), int(match[2]))
    return highest


def _successors(register: Register) -> Iterator[str]:
    for entry in register.entries.values():
        yield from entry.successors


def _blocks(notes: Mapping[NotePath, Note]) -> Iterator[str]:
    for note in notes.values():
        yield from (block.block.upper() for block in note.blocks)


def to_register(
    handbook: Handbook, register: Register, numbers: tuple[NewNumber, ...]
) -> dict[str, str]:
    """Give the ids that the register lacks, with titles: of skills, and of roles that have one."""
    catalogue = handbook.catalogue
    known = {str(i): s.skill.title for i, s in catalogue.skills.items() if s.permanent}
    known.update((role.id, role.name) for role in catalogue.roles.values() if role.named)
    known.update((number.id, number.title) for number in numbers)
    return {i: title for i, title in known.items() if i not in register.entries}


def to_retire(
    handbook: Handbook, register: Register, numbers: Iterable[NewNumber] = ()
) -> tuple[str, ...]:
    """Give the ids that the register calls active and no note holds any more."""
    if any(f.code in UNREADABLE for note in handbook.notes.values() for f in note.findings):
        return ()
    present = {*handbook.catalogue.skills, *handbook.catalogue.roles}
    back = {number.id for number in numbers}
    return tuple(
        entry.id
        for entry in register.entries.values()
        if not entry.retired and entry.id not in {*present, *back}
    )
