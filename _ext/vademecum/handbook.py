"""The handbook: all that follows from the notes, computed once when all are read.

A pure function of the notes' records, the files of the vault and the registry of domains; every
output (pages, report, PDF) reads it and none computes it again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from vademecum.skills.catalogue import Resource, SkillCatalogue, skill_catalogue
from vademecum.skills.declared import Declared
from vademecum.skills.notation import DomainSpec
from vademecum.skills.register import Register
from vademecum.skills.resource_record import language_code, resource_record
from vademecum.skills.retired import RetiredSkill, retired_skills
from vademecum.vault.citations import Citation, Ghost, citations, ghosts
from vademecum.vault.embeds import Embeds, embeds
from vademecum.vault.index import VaultIndex
from vademecum.vault.names import HOME, NotePath, fold, printed
from vademecum.vault.other_handbooks import NONE, OtherHandbooks
from vademecum.vault.reading_order import Order, reading_order
from vademecum.vault.records import Kind, Note, text_property
from vademecum.vault.resolve import ExplicitTargets, Resolution, resolve
from vademecum.vault.tags import Shelf, shelf_of
from vademecum.vault.text import normalised
from vademecum.vault.vocabulary import NOTE_PROPERTIES, key_of

_TAG: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")
"""A language as HTML and PDF name it: ``en``, ``de-CH``."""


def title_language(note: Note, own: str) -> str:
    """Return the language of a title; empty if it is ``own``, or if nothing says."""
    return _foreign(_said(note, "title_language") or _lang(note) or _of_record(note), own)


def quotes_language(note: Note, own: str) -> str:
    """Return the language of a note's quotes; empty if it is ``own``, or if nothing says."""
    return _foreign(_said(note, "quotes_language"), own)


def body_language(note: Note, own: str) -> str:
    """Return the language of a note's own text; empty if it is ``own``, or if nothing says."""
    return _foreign(_lang(note), own)


def shows_title(text: str, title: str) -> bool:
    """Return whether a link shows a title, who made it perhaps after it, and not other words."""
    return f"{normalised(text)} ".startswith(f"{normalised(title)} ")


def _lang(note: Note) -> str:
    return text_property(note, "lang")


def _of_record(note: Note) -> str:
    return resource_record(note.properties).language if note.properties else ""


def _said(note: Note, key: str) -> str:
    for name, value in note.properties.items():
        if isinstance(value, str) and key_of(name, NOTE_PROPERTIES) == key:
            return value
    return ""


def _foreign(written: str, own: str) -> str:
    """Return the first of several languages, unless the handbook's own is among them."""
    codes = [language_code(part) for part in written.split(",") if part.strip()]
    known = [code for code in codes if _TAG.fullmatch(code)]
    if not known or own[:2] in {code[:2] for code in known}:
        return ""
    return known[0]


@dataclass(frozen=True, slots=True)
class Handbook:
    """The notes by path, and what follows from them."""

    notes: dict[NotePath, Note] = field(default_factory=dict)
    resolutions: dict[NotePath, tuple[Resolution, ...]] = field(default_factory=dict)
    citations: dict[NotePath, tuple[Citation, ...]] = field(default_factory=dict)
    ghosts: tuple[Ghost, ...] = ()
    embeds: Embeds = field(default_factory=Embeds)
    catalogue: SkillCatalogue = field(default_factory=SkillCatalogue)
    order: Order = field(default_factory=Order)
    retired: dict[str, RetiredSkill] = field(default_factory=dict)
    unpublished: frozenset[NotePath] = frozenset()
    title_languages: dict[NotePath, str] = field(default_factory=dict)

    def title_language(self, path: NotePath | None) -> str:
        """Return the language of a note's title if it is not the handbook's, else empty."""
        return self.title_languages.get(path, "") if path is not None else ""

    def in_order(self) -> list[Note]:
        """Return all notes in the reading order."""
        return [self.notes[path] for path in self.order.sequence]

    def of_kind(self, kind: Kind) -> list[Note]:
        """Return the notes of a kind in the reading order."""
        return [self.notes[p] for p in self.order.sequence if self.notes[p].kind is kind]

    def note_of(self, resource: Resource) -> Note | None:
        """Return the note that is a resource, None if nobody has written one."""
        return self.notes.get(resource.path) if resource.path is not None else None

    def successors(self, gone: RetiredSkill) -> tuple[str, ...]:
        """Return the numbers that replace a retired one, as far as they are known."""
        known = {*self.catalogue.skills, *self.retired}
        return tuple(number for number in gone.successors if number in known)


_NO_REGISTER: Final = Register()

Unpublished = Mapping[NotePath, frozenset[str]]
"""Notes that are not for readers, and the numbers of the skills that each holds."""


def handbook(
    notes: Mapping[NotePath, Note],
    index: VaultIndex,
    specs: Sequence[DomainSpec],
    targets: ExplicitTargets,
    declared: Declared,
    register: Register = _NO_REGISTER,
    unpublished: Unpublished = MappingProxyType({}),
    others: OtherHandbooks = NONE,
) -> Handbook:
    """Compute the handbook of ``notes``; the check alone has unpublished ones among them."""
    hidden = frozenset(unpublished) - notes.keys()
    by_path = {path: notes[path] for path in sorted(notes, key=lambda p: (printed(p), p))}
    resolutions = {
        path: tuple(resolve(link, path, index, by_path, targets, others) for link in note.links)
        for path, note in by_path.items()
    }
    catalogue = skill_catalogue(by_path, resolutions, specs, register, declared, hidden)
    numbers = frozenset(number for held in unpublished.values() for number in held)
    return Handbook(
        by_path,
        resolutions,
        citations(by_path, resolutions),
        ghosts(by_path, resolutions),
        embeds(by_path, resolutions),
        catalogue,
        reading_order(by_path, index, resolutions),
        retired_skills(register, catalogue, numbers),
        frozenset(unpublished),
        {p: code for p, n in by_path.items() if (code := title_language(n, declared.language))},
    )


def unreached(handbook: Handbook) -> tuple[NotePath, ...]:
    """Return the notes to which no note leads though they need it, in the reading order."""
    used = {r.path for r in handbook.catalogue.resources.values() if r.used}
    return tuple(
        path
        for path in handbook.order.sequence
        if path not in handbook.citations
        and path not in used
        and not _stands_alone(handbook.notes[path])
    )


def _stands_alone(note: Note) -> bool:
    """Return whether no link is needed to find a note: home, guide, question, role, skills note."""
    if note.docname == HOME or note.kind in {Kind.QUESTION, Kind.ROLE} or note.domain_sections:
        return True
    if shelf_of(note) is not Shelf.CONTENT:
        return True
    return any(fold(key) in {"parent", "eleventynavigation"} for key in note.properties)
