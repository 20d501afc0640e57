"""What the search can answer with: skills, domains, roles, resources, notes, made pages.

A pure function of the handbook and of the text of its notes. What stands first is what a reader
most likely means: the things themselves, then the notes that speak of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath

from vademecum.handbook import Handbook
from vademecum.skills.catalogue import PlacedSkill, Resource
from vademecum.vault.names import HOME, NotePath, note_name
from vademecum.vault.records import Note, SectionText
from vademecum.vault.tags import Shelf, shelf_of
from vademecum.vault.text import normalised


class SearchKind(Enum):
    """What a result is; the address of a narrowed search names it in the handbook's language."""

    SKILL = "skill"
    DOMAIN = "domain"
    ROLE = "role"
    RESOURCE = "resource"
    QUESTION = "question"
    NOTE = "note"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """One thing to be found, at ``page``; ``names`` are found like the title, ``id`` first.

    ``anchor``: a place on the page; ``url``: where it is, outside the handbook; ``language``: of
    its title, if it is another than the handbook's; ``aside``: for contributors, not readers.
    """

    kind: SearchKind
    title: str
    page: str
    id: str = ""
    domains: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    sections: tuple[SectionText, ...] = ()
    anchor: str = ""
    url: str = ""
    language: str = ""
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses of what has no note of its own, and titles and addresses of made pages.

    ``unwritten`` and ``external``: where notes to write and resources outside the vault are listed.
    """

    domain: Callable[[str], str]
    skill: Callable[[str], str]
    unwritten: str
    external: str
    made: Sequence[tuple[str, str]]


def search_records(
    handbook: Handbook, texts: Mapping[str, tuple[SectionText, ...]], places: Places
) -> list[SearchRecord]:
    """Return all records, always in the same order; ``texts``: of each note by its docname."""
    return [
        *_skills(handbook, places),
        *_domains(handbook, places),
        *_notes(handbook, texts),
        *_without_note(handbook, places),
        *(SearchRecord(SearchKind.PAGE, title, page) for title, page in places.made),
    ]


def _skills(handbook: Handbook, places: Places) -> Iterator[SearchRecord]:
    for placed in handbook.catalogue.skills.values():
        yield SearchRecord(
            SearchKind.SKILL,
            placed.name,
            places.skill(placed.id),
            placed.id,
            (placed.domain,),
            tuple(dict.fromkeys((placed.skill.title, *placed.skill.synonyms)))
            if placed.skill.short_title
            else placed.skill.synonyms,
            (SectionText("", "", tuple(_skill_lines(placed))),),
        )
    for gone in handbook.retired.values():
        if gone.id not in handbook.catalogue.skills:
            yield SearchRecord(SearchKind.SKILL, gone.title, places.skill(gone.id), gone.id)


def _skill_lines(placed: PlacedSkill) -> Iterator[str]:
    """Yield the description, what is seen at each level, and how the skill is acquired."""
    skill = placed.skill
    if skill.short_title:
        yield skill.title
    if skill.description:
        yield skill.description
    yield from (sentence for _number, sentence in skill.levels)
    yield from (f"{name[:1].upper()}{name[1:]} : {value}" for name, value in skill.fields if value)


def _domains(handbook: Handbook, places: Places) -> Iterator[SearchRecord]:
    for domain in handbook.catalogue.domains.values():
        yield SearchRecord(
            SearchKind.DOMAIN,
            domain.name,
            places.domain(domain.slug),
            domains=(domain.slug,),
            names=(domain.slug, *domain.themes),
        )


def _notes(
    handbook: Handbook, texts: Mapping[str, tuple[SectionText, ...]]
) -> Iterator[SearchRecord]:
    referred = {r.path: r for r in handbook.catalogue.resources.values() if r.path is not None}
    roles = {role.note: role.id for role in handbook.catalogue.roles.values() if role.named}
    folders = {str(folder) for path in handbook.notes for folder in PurePosixPath(path).parents}
    for path in handbook.order.sequence:
        note = handbook.notes[path]
        names = _names(note, folders)
        yield SearchRecord(
            _kind(note, referred),
            note.title,
            note.docname,
            roles.get(path, ""),
            _domains_of(handbook, referred.get(path)),
            names if note.docname != HOME else note.aliases,
            (*_origin(referred.get(path)), *texts.get(note.docname, ())),
            language=handbook.title_language(path),
            aside=shelf_of(note) is Shelf.CONTRIBUTING,
        )


def _names(note: Note, folders: set[str]) -> tuple[str, ...]:
    """Return what a note is called besides its title; of a path, which some write, the end."""
    names: dict[str, str] = {}
    for alias in (*note.aliases, note_name(note.path)):
        folder, _slash, last = alias.rpartition("/")
        name = last if folder in folders else alias
        names.setdefault(normalised(name), name)
    names.pop(normalised(note.title), None)
    return tuple(names.values())


def _kind(note: Note, referred: Mapping[NotePath, Resource]) -> SearchKind:
    if note.kind is not None:
        return SearchKind[note.kind.name]
    return SearchKind.RESOURCE if note.path in referred else SearchKind.NOTE


def _domains_of(handbook: Handbook, resource: Resource | None) -> tuple[str, ...]:
    if resource is None:
        return ()
    skills = (handbook.catalogue.skills[i].domain for i in resource.skills)
    return tuple(dict.fromkeys((*skills, *resource.domains)))


def _origin(resource: Resource | None) -> Iterator[SectionText]:
    """Yield who made a resource, which its page shows beside the text."""
    record = resource.record if resource is not None else None
    lines = tuple(filter(None, (record.author, record.provider))) if record is not None else ()
    if lines:
        yield SectionText("", "", lines)


def _without_note(handbook: Handbook, places: Places) -> Iterator[SearchRecord]:
    for resource in handbook.catalogue.resources.values():
        if resource.path not in handbook.notes:
            outside = resource.status == "external"
            yield SearchRecord(
                SearchKind.RESOURCE,
                resource.name,
                places.external if outside else places.unwritten,
                domains=_domains_of(handbook, resource),
                anchor=resource.id if outside else "",
                url=resource.record.url,
            )
