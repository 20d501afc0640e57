"""The handbook: all that follows from the notes, computed once when all are read.

A pure function of the notes' records, the files of the vault and the registry of domains; every
output (pages, report, PDF) reads it and none computes it again.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from vademecum.core.names import NotePath, fold, note_name, printed
from vademecum.core.reading_order import Order, reading_order
from vademecum.core.records import Finding, Kind, Link, Note, Origin, Sentence
from vademecum.core.skills.catalogue import SkillCatalogue, skill_catalogue
from vademecum.core.skills.declared import Declared
from vademecum.core.skills.mark_findings import domain_findings, mark_findings
from vademecum.core.skills.notation import DomainSpec
from vademecum.core.skills.register import Register
from vademecum.core.skills.retired import RetiredSkill, register_findings, retired_skills
from vademecum.core.title_language import title_language
from vademecum.core.vault.embeds import Embeds, embeds
from vademecum.core.vault.index import VaultIndex, Via
from vademecum.core.vault.link_fixes import replacement
from vademecum.core.vault.note_findings import note_findings
from vademecum.core.vault.other_handbooks import NONE, OtherHandbooks
from vademecum.core.vault.resolve import (
    ExplicitTargets,
    OtherKind,
    Resolution,
    Status,
    resolve,
    without_suffix,
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A note that cites another, with the sentences that do."""

    source: NotePath
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Ghost:
    """A note that links ask for and nobody has written, with the notes that ask."""

    name: str
    citations: tuple[Citation, ...]
    suggestion: str | None = None


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


_NO_REGISTER: Final = Register()
_USUAL: Final = Declared()

Unpublished = Mapping[NotePath, frozenset[str]]
"""Notes that are not for readers, and the numbers of the skills that each holds."""


def handbook(
    notes: Mapping[NotePath, Note],
    index: VaultIndex,
    specs: Sequence[DomainSpec],
    targets: ExplicitTargets,
    register: Register = _NO_REGISTER,
    declared: Declared = _USUAL,
    unpublished: Unpublished = MappingProxyType({}),
    others: OtherHandbooks = NONE,
) -> Handbook:
    """Compute the handbook of ``notes``; the check alone has unpublished ones among them."""
    hidden = frozenset(unpublished) - notes.keys()
    numbers = frozenset(number for held in unpublished.values() for number in held)
    by_path = {path: notes[path] for path in sorted(notes, key=lambda p: (printed(p), p))}
    resolutions = {
        path: tuple(resolve(link, path, index, by_path, targets, others) for link in note.links)
        for path, note in by_path.items()
    }
    embedded = embeds(by_path, resolutions)
    catalogue = skill_catalogue(by_path, resolutions, specs, register, declared, hidden)
    order, order_findings = reading_order(by_path, index, resolutions)
    findings = [
        *(finding for note in by_path.values() for finding in note.findings),
        *_link_findings(by_path, resolutions, index, frozenset(unpublished), register),
        *note_findings(by_path),
        *embedded.findings,
        *catalogue.findings,
        *order_findings,
        *register_findings(register, catalogue, numbers),
        *domain_findings(catalogue, specs),
        *mark_findings(catalogue, specs, register),
    ]
    return Handbook(
        by_path,
        resolutions,
        _citations(by_path, resolutions),
        _ghosts(by_path, resolutions),
        embedded,
        catalogue,
        order,
        tuple(sorted(findings, key=lambda f: (printed(f.path), f.line, f.code, f.args))),
        retired_skills(register, catalogue, numbers),
        frozenset(unpublished),
        {p: code for p, n in by_path.items() if (code := title_language(n, declared.language))},
    )


def _citations(
    notes: Mapping[NotePath, Note], resolutions: Mapping[NotePath, tuple[Resolution, ...]]
) -> dict[NotePath, tuple[Citation, ...]]:
    cited: dict[NotePath, dict[NotePath, list[Sentence]]] = {}
    for path, note in notes.items():
        for link, resolution in zip(note.links, resolutions[path], strict=True):
            target = resolution.path
            if target is not None and target != path and target in notes:
                cited.setdefault(target, {}).setdefault(path, []).append(link.sentence)
    return {
        target: tuple(Citation(source, _distinct(s)) for source, s in sources.items())
        for target, sources in cited.items()
    }


def _ghosts(
    notes: Mapping[NotePath, Note], resolutions: Mapping[NotePath, tuple[Resolution, ...]]
) -> tuple[Ghost, ...]:
    names: dict[str, str] = {}
    wanted: dict[str, dict[NotePath, list[Sentence]]] = {}
    suggestions: dict[str, str | None] = {}
    for path, note in notes.items():
        for link, resolution in zip(note.links, resolutions[path], strict=True):
            if is_ghost(note, link, resolution):
                name = ghost_name(link)
                key = fold(name)
                names.setdefault(key, name)
                suggestions.setdefault(key, resolution.suggestion)
                wanted.setdefault(key, {}).setdefault(path, []).append(link.sentence)
    return tuple(
        Ghost(
            names[key],
            tuple(Citation(source, _distinct(s)) for source, s in wanted[key].items()),
            suggestions[key],
        )
        for key in sorted(wanted)
    )


def is_ghost(note: Note, link: Link, resolution: Resolution) -> bool:
    """Return whether a link asks for a note that nobody has written (not for a file)."""
    return (
        resolution.status is Status.MISSING_NOTE
        and resolution.other is OtherKind.NONE
        and bool(ghost_name(link))
        and not any(target == link.wikilink.target for target, _ in note.attachments)
    )


def ghost_name(link: Link) -> str:
    """Return the name of the note that a link asks for; empty if it names none (``[[/]]``)."""
    name = note_name(link.wikilink.target.strip().rstrip("/"))
    return name if any(unicodedata.category(sign)[0] in "LNS" for sign in name) else ""


def _distinct(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    return tuple(dict.fromkeys(s for s in sentences if s.before or s.shown or s.after))


def _link_findings(
    notes: Mapping[NotePath, Note],
    resolutions: Mapping[NotePath, tuple[Resolution, ...]],
    index: VaultIndex,
    unpublished: frozenset[NotePath],
    register: Register,
) -> Iterator[Finding]:
    for path, note in notes.items():
        for link, resolution in zip(note.links, resolutions[path], strict=True):
            if resolution.path in unpublished - {path} and path not in unpublished:
                target = (("target", link.wikilink.target),)
                yield Finding("link-unpublished", path, link.line, target, link.raw)
            finding = _retired_link(link, resolution, register) or _link_finding(
                note, link, resolution
            )
            if finding is not None:
                code, args = finding
                instead = (
                    replacement(link, resolution, path, index) if code != "link-retired" else ""
                )
                yield Finding(code, path, link.line, tuple(args.items()), link.raw, instead)


def _retired_link(
    link: Link, resolution: Resolution, register: Register
) -> tuple[str, dict[str, str]] | None:
    """Say what replaces a skill that a link leads to and that is in no note any more."""
    entry = register.entries.get((link.wikilink.block or "").upper())
    if resolution.status is not Status.MISSING_BLOCK or entry is None:
        return None
    successors = ", ".join(entry.successors)
    return "link-retired", {"id": entry.id, "title": entry.title, "hint": successors}


def _link_finding(
    note: Note, link: Link, resolution: Resolution
) -> tuple[str, dict[str, str]] | None:
    wikilink, suggestion = link.wikilink, resolution.suggestion or ""
    target = wikilink.target
    match resolution.status:
        case Status.MISSING_NOTE if resolution.other is not OtherKind.NONE:
            return _elsewhere_finding(target, resolution)
        case Status.MISSING_NOTE if not ghost_name(link):
            return "link-malformed", {"raw": link.raw}
        case Status.MISSING_NOTE if not is_ghost(note, link, resolution):
            return "link-file", {"target": target, "hint": suggestion}
        case Status.MISSING_NOTE if resolution.others:
            others = ", ".join(without_suffix(printed(p)) for p in resolution.others)
            return "link-alias-shared", {"target": target, "others": others}
        case Status.MISSING_NOTE if resolution.via is Via.FORMER:
            return "link-renamed", {"target": target, "suggestion": suggestion}
        case Status.MISSING_NOTE if suggestion:
            return "link-note", {"target": target, "suggestion": suggestion}
        case Status.MISSING_NOTE:
            return "link-ghost", {"target": target}
        case Status.MISSING_HEADING:
            name = note_name(resolution.path or note.path)
            heading = " > ".join(wikilink.headings)
            return "link-heading", {"note": name, "heading": heading, "hint": suggestion}
        case Status.MISSING_BLOCK:
            name = note_name(resolution.path or note.path)
            return "link-block", {"note": name, "block": wikilink.block or "", "hint": suggestion}
        case Status.AMBIGUOUS if {fold(p) for p in resolution.others} == {
            fold(resolution.path or "")
        }:
            return None  # names-alike tells it, and no way of writing the link would mend it
        case Status.AMBIGUOUS:
            others = "\n".join(without_suffix(printed(p)) for p in resolution.others)
            chosen = without_suffix(printed(resolution.path or ""))
            return "link-ambiguous", {
                "target": target,
                "chosen": chosen,
                "others": others,
                "suggestion": f"[[{printed(suggestion)}]]",
            }
        case Status.OK if resolution.via is Via.ALIAS and link.origin is not Origin.MARKDOWN:
            name = note_name(resolution.path or "")
            return "link-alias", {"target": target, "note": name, "suggestion": suggestion}
    return None


def _elsewhere_finding(target: str, resolution: Resolution) -> tuple[str, dict[str, str]]:
    key, _colon, name = target.partition(":")
    args = {"handbook": key.strip(), "name": name.strip()}
    if resolution.other is OtherKind.UNKNOWN:
        return "handbook-missing", args
    return "handbook-name", args | {"hint": resolution.suggestion or ""}
