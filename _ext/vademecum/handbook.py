"""The handbook: all that follows from the notes, computed once when all are read.

A pure function of the notes' records, the files of the vault and the registry of domains; every
output (pages, report, PDF) reads it and none computes it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from vademecum.lint.link_findings import link_findings
from vademecum.lint.mark_findings import displaced, domain_findings, mark_findings
from vademecum.lint.note_findings import note_findings, with_names
from vademecum.skills.catalogue import Resource, SkillCatalogue, skill_catalogue
from vademecum.skills.declared import Declared
from vademecum.skills.notation import DomainSpec
from vademecum.skills.register import Register
from vademecum.skills.resource_record import language_code, resource_record
from vademecum.skills.retired import RetiredSkill, register_findings, retired_skills
from vademecum.vault.citations import Citation, Ghost, citations, ghosts
from vademecum.vault.embeds import Embeds, embeds
from vademecum.vault.index import VaultIndex
from vademecum.vault.names import NotePath, printed
from vademecum.vault.other_handbooks import NONE, OtherHandbooks
from vademecum.vault.reading_order import Order, reading_order
from vademecum.vault.records import Finding, Kind, Note, text_property
from vademecum.vault.resolve import ExplicitTargets, Resolution, resolve
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
    findings: tuple[Finding, ...] = ()
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
    order, order_findings = reading_order(by_path, index, resolutions)
    numbers = frozenset(number for held in unpublished.values() for number in held)
    known = Handbook(
        by_path,
        resolutions,
        citations(by_path, resolutions),
        ghosts(by_path, resolutions),
        embeds(by_path, resolutions),
        catalogue,
        order,
        order_findings,
        retired_skills(register, catalogue, numbers),
        frozenset(unpublished),
        {p: code for p, n in by_path.items() if (code := title_language(n, declared.language))},
    )
    findings = [
        *_findings(known, index, specs, register),
        *register_findings(register, catalogue, numbers),
    ]
    findings.sort(key=lambda f: (printed(f.path), f.line, f.code, f.args))
    return replace(known, findings=tuple(findings))


def _findings(
    known: Handbook, index: VaultIndex, specs: Sequence[DomainSpec], register: Register
) -> Iterator[Finding]:
    """Yield the findings of notes, links, embeds, skills and order."""
    for note in known.notes.values():
        findings = with_names(note.findings, index)
        if note.path in known.unpublished:  # a template says what is to be filled in
            findings = (finding for finding in findings if finding.code != "template-left")
        yield from findings
    yield from note_findings(known.notes)
    yield from known.embeds.findings
    yield from known.catalogue.findings
    yield from known.findings
    yield from link_findings(known.notes, known.resolutions, index, known.unpublished, register)
    near = list(domain_findings(known.catalogue, specs))
    yield from near
    slips = (finding for note in known.notes.values() for finding in note.findings)
    yield from mark_findings(known.catalogue, specs, register, displaced([*near, *slips], specs))
