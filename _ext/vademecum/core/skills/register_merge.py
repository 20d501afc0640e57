"""A register after a merge: git keeps the lines of both branches, each number gets one again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from vademecum.core.names import NotePath, fold
from vademecum.core.records import Note
from vademecum.core.skills.notation import skill_id
from vademecum.core.skills.register import Entry, read_entry, register_lines

_MARKER: Final = re.compile(r"(<{7}|={7}|>{7}|\|{7})(\s|$)")


@dataclass(frozen=True, slots=True)
class Doubled:
    """A skill that bears the number of another: its note, the line of its mark, both titles."""

    path: NotePath
    line: int
    block: str
    title: str
    keeper: str


def merged_register(text: str, held: Collection[str]) -> str:
    """Return a register with one line a number and without git's marks; other lines stay.

    ``held``: the numbers that notes hold. Of several lines the first that agrees with them stays.
    """
    lines = list(_without_conflict(register_lines(text)))
    entries = [read_entry(line) for line in lines]
    kept: dict[str, Entry] = {}
    for entry in filter(None, entries):
        first = kept.setdefault(entry.id, entry)
        if first.retired == (entry.id in held) and entry.retired != first.retired:
            kept[entry.id] = entry
    pairs = zip(lines, entries, strict=True)
    return "".join(line for line, entry in pairs if entry is None or entry is kept[entry.id])


def _without_conflict(lines: list[str]) -> Iterator[str]:
    base = False
    for line in lines:
        marker = _MARKER.match(line)
        if marker is not None:
            base = marker[1].startswith("|")
        elif not base:
            yield line


def doubled(notes: Mapping[NotePath, Note], text: str) -> list[Doubled]:
    """Return the skills that bear another's number.

    The one whose title stands first in the register keeps it, else the first in the notes.
    """
    titles: dict[str, str] = {}
    for line in _without_conflict(register_lines(text)):
        entry = read_entry(line)
        if entry is not None:
            titles.setdefault(entry.id, fold(entry.title))
    uses: dict[str, list[Doubled]] = {}
    for note in notes.values():
        marks = [(fold(block.block), block.line) for block in note.blocks]
        for skill in (s for section in note.domain_sections for s in section.skills if s.block):
            block = str(skill.block)
            place = next((n for b, n in marks if b == fold(block) and n >= skill.line), skill.line)
            one = Doubled(note.path, place, block, skill.title, "")
            uses.setdefault(skill_id(block), []).append(one)
    losers: list[Doubled] = []
    for identifier, several in uses.items():
        wanted = titles.get(identifier)
        keeper = next((d for d in several if fold(d.title) == wanted), several[0])
        losers += [
            Doubled(d.path, d.line, d.block, d.title, keeper.title)
            for d in several
            if d is not keeper
        ]
    return losers
