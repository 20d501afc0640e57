"""What the search can answer with: skills, domains, roles, resources, notes, made pages.

A pure function of the handbook and of the text of its notes. What stands first is what a reader
most likely means: the things themselves, then the notes that speak of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from vademecum.core.handbook import Handbook
from vademecum.core.names import HOME, NotePath, fold, note_name, without_marks
from vademecum.core.records import Kind, Note, SectionText, text_property
from vademecum.core.skills.catalogue import PlacedSkill, Resource
from vademecum.core.skills.notation import field_key

_SYNONYM_FIELDS: Final = frozenset({"mots", "words", "worter", "parole"})
_SHORT_FIELDS: Final = frozenset({"court", "short", "kurz", "breve"})
_ROLE_TAGS: Final = frozenset({"profil", "profils"})
_ORIGIN: Final = (("auteur", "author"), ("fournisseur", "provider"))


class SearchKind(Enum):
    """What a result is; the value stands in the address of a narrowed search."""

    SKILL = "competence"
    DOMAIN = "domaine"
    ROLE = "profil"
    RESOURCE = "ressource"
    QUESTION = "question"
    NOTE = "note"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """One thing to be found, at ``page``; ``names`` are found like the title, ``id`` first."""

    kind: SearchKind
    title: str
    page: str
    id: str = ""
    domains: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    sections: tuple[SectionText, ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses of what has no note: pages of domains and skills, of notes to write, others."""

    domain: Callable[[str], str]
    skill: Callable[[str], str]
    unwritten: str
    made: Sequence[tuple[str, str]]


def search_records(
    handbook: Handbook, texts: Mapping[str, tuple[SectionText, ...]], places: Places
) -> list[SearchRecord]:
    """Return all records, always in the same order; ``texts``: of each note by its docname."""
    return [
        *_skills(handbook, places),
        *_domains(handbook, places),
        *_notes(handbook, texts),
        *_unwritten(handbook, places),
        *(SearchRecord(SearchKind.PAGE, title, page) for title, page in places.made),
    ]


def _skills(handbook: Handbook, places: Places) -> Iterator[SearchRecord]:
    for placed in handbook.catalogue.skills.values():
        yield SearchRecord(
            SearchKind.SKILL,
            placed.skill.title,
            places.skill(placed.id),
            placed.id,
            (placed.domain,),
            skill_synonyms(placed),
            (SectionText("", "", tuple(_skill_lines(placed))),),
        )
    for gone in handbook.retired.values():
        if gone.id not in handbook.catalogue.skills:
            yield SearchRecord(SearchKind.SKILL, gone.title, places.skill(gone.id), gone.id)


def skill_synonyms(placed: PlacedSkill) -> tuple[str, ...]:
    """Return the words under which people look for a skill, and its short title."""
    found: list[str] = []
    for name, value in placed.skill.fields:
        if field_key(name) in _SYNONYM_FIELDS:
            found.extend(part.strip() for part in value.split(","))
        elif field_key(name) in _SHORT_FIELDS:
            found.append(value)
    return tuple(dict.fromkeys(filter(None, found)))


def _skill_lines(placed: PlacedSkill) -> Iterator[str]:
    """Yield the description, then what is said in fields: a way to acquire it is looked for."""
    if placed.skill.description:
        yield placed.skill.description
    for name, value in placed.skill.fields:
        if value and field_key(name) not in _SYNONYM_FIELDS | _SHORT_FIELDS:
            yield f"{name[:1].upper()}{name[1:]} : {value}"


def _domains(handbook: Handbook, places: Places) -> Iterator[SearchRecord]:
    for domain in handbook.catalogue.domains.values():
        yield SearchRecord(
            SearchKind.DOMAIN,
            domain.name,
            places.domain(domain.slug),
            domains=(domain.slug,),
            names=domain.themes,
        )


def _notes(
    handbook: Handbook, texts: Mapping[str, tuple[SectionText, ...]]
) -> Iterator[SearchRecord]:
    referred = {r.path: r for r in handbook.catalogue.resources.values() if r.path is not None}
    for path in handbook.order.sequence:
        note = handbook.notes[path]
        name = note_name(path)
        names = [*note.aliases, *([] if fold(name) == fold(note.title) else [name])]
        yield SearchRecord(
            _kind(note, referred),
            note.title,
            note.docname,
            text_property(note, "id"),
            _domains_of(handbook, referred.get(path)),
            tuple(names) if note.docname != HOME else note.aliases,
            (*_origin(note), *texts.get(note.docname, ())),
        )


def _kind(note: Note, referred: Mapping[NotePath, Resource]) -> SearchKind:
    if any(without_marks(tag) in _ROLE_TAGS for tag in note.tags):
        return SearchKind.ROLE
    if note.kind is Kind.QUESTION:
        return SearchKind.QUESTION
    if note.kind is Kind.RESOURCE or note.path in referred:
        return SearchKind.RESOURCE
    return SearchKind.NOTE


def _domains_of(handbook: Handbook, resource: Resource | None) -> tuple[str, ...]:
    if resource is None:
        return ()
    skills = (handbook.catalogue.skills[i].domain for i in resource.skills)
    return tuple(dict.fromkeys((*skills, *resource.domains)))


def _origin(note: Note) -> Iterator[SectionText]:
    """Yield who made a resource, which its page shows beside the text."""
    lines = tuple(filter(None, (text_property(note, *names) for names in _ORIGIN)))
    if lines:
        yield SectionText("", "", lines)


def _unwritten(handbook: Handbook, places: Places) -> Iterator[SearchRecord]:
    for resource in handbook.catalogue.resources.values():
        if resource.path not in handbook.notes:
            yield SearchRecord(
                SearchKind.RESOURCE,
                resource.name,
                places.unwritten,
                domains=_domains_of(handbook, resource),
            )
