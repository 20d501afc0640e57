"""Records of notes for the tests of the core, written without parsing anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vademecum.handbook import Handbook, handbook
from vademecum.skills.declared import Declared
from vademecum.skills.notation import DomainSpec
from vademecum.vault.index import NoteEntry, VaultIndex
from vademecum.vault.names import DocName, NotePath, docnames, note_name
from vademecum.vault.outline import Heading
from vademecum.vault.records import DomainSection, Link, Note, Origin, Skill
from vademecum.vault.resolve import Resolution, resolve
from vademecum.vault.schema import FIELDS, FRAMEWORKS, REFERENCE_WORDS, LevelSpec
from vademecum.vault.wikilink import parse_wikilink

CURATION = DomainSpec("curation", "CUR", "Curation")
COLLECTION = DomainSpec("collection", "COL", "Collection")
SPECS = (COLLECTION, CURATION)
LEVELS = tuple(LevelSpec(number, f"Niveau {number}") for number in range(1, 5))
DECLARED = Declared(LEVELS, FIELDS, FRAMEWORKS, REFERENCE_WORDS, "fr")


def link(raw: str, line: int = 1, origin: Origin = Origin.WIKI) -> Link:
    """Return the record of ``[[…]]`` or ``![[…]]``."""
    wikilink = parse_wikilink(raw.strip("!")[2:-2])
    assert wikilink is not None, raw
    return Link(line, raw, wikilink, embed=raw.startswith("!"), origin=origin)


def links(*raws: str) -> tuple[Link, ...]:
    """Return the records of links, one a line."""
    return tuple(link(raw, line) for line, raw in enumerate(raws, 1))


def note(path: str, *raws: str, **fields: Any) -> Note:
    """Return the record of a note that holds the links ``raws``, one a line from 1."""
    docname = docnames([NotePath(path)])[NotePath(path)]
    fields = {"title": note_name(path), "links": links(*raws), **fields}
    return Note(path=NotePath(path), docname=DocName(docname), **fields)


def heading(text: str, level: int, line: int) -> Heading:
    """Return the record of a heading; its anchor is its text."""
    return Heading(text, level, text, line)


def skill(title: str, block: str | None = None, **fields: Any) -> Skill:
    """Return the record of a skill."""
    return Skill(**{"title": title, "block": block, "line": 1, "ordinal": 0, **fields})


def section(name: str, *skills: Skill, line: int = 1, references: Sequence[int] = ()) -> Any:
    """Return the record of a domain heading."""
    return DomainSection(name, "", line, name.lower(), skills, tuple(references))


def index_of(*notes: Note, attachments: Sequence[str] = ()) -> VaultIndex:
    """Return the index of a vault."""
    entries = [NoteEntry(n.path, n.aliases) for n in notes]
    return VaultIndex(entries, [NotePath(path) for path in attachments])


def resolutions_of(*notes: Note) -> Mapping[NotePath, tuple[Resolution, ...]]:
    """Return where each link of each note leads."""
    index, by_path = index_of(*notes), {n.path: n for n in notes}
    return {
        n.path: tuple(resolve(one, n.path, index, by_path, {}) for one in n.links) for n in notes
    }


def handbook_of(*notes: Note, attachments: Sequence[str] = ()) -> Handbook:
    """Return the handbook of some notes."""
    index = index_of(*notes, attachments=attachments)
    return handbook({n.path: n for n in notes}, index, SPECS, {}, DECLARED)
