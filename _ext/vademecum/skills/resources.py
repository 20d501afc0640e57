"""Resources: one object for each note, unwritten note or address that skills, domains, roles name.

A note tagged as a resource is one even if nothing refers to it; a note whose record gives an
address is what a reference to that address means.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from vademecum.skills.notation import SkillId
from vademecum.skills.resource_record import ResourceRecord, record_problems, resource_record
from vademecum.vault.names import NotePath, digest, fold, note_name, printed, slug
from vademecum.vault.other_handbooks import ForeignTarget
from vademecum.vault.records import ExternalReference, Finding, Kind, Note
from vademecum.vault.resolve import Resolution
from vademecum.vault.urls import address_key

PROPERTY: Final = "id"
LONGEST: Final = 60

_ID: Final = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")


class NeedIds:
    """Gives ids out, each once; those that notes ask for are kept for them."""

    def __init__(self, notes: Mapping[NotePath, Note], taken: Collection[str]) -> None:
        self.taken = set(taken)
        self.given: dict[NotePath, str] = {}
        self.findings = list(self._reserve(notes))

    def _reserve(self, notes: Mapping[NotePath, Note]) -> Iterator[Finding]:
        """Keep the ids that roles and resources ask for; the first note by path has the right."""
        owners: dict[str, NotePath] = {}
        for path, note in notes.items():
            name, wanted = _asked(note)
            if not wanted:
                continue
            line, identifier = note.property_lines.get(name, 1), wanted.upper()
            if not _ID.fullmatch(identifier) or len(identifier) > LONGEST:
                yield Finding.of("need-id", path, line, id=wanted[:80])
            elif identifier in self.taken:
                other = printed(owners[identifier]) if identifier in owners else identifier
                yield Finding.of("need-id-twice", path, line, id=identifier, other=other)
            else:
                self.taken.add(identifier)
                self.given[path] = identifier
                owners[identifier] = path

    def take(self, wanted: str, path: NotePath | None = None) -> str:
        """Return the id of the note ``path``: the one it asks for, else ``wanted`` or near it."""
        if path is not None and path in self.given:
            return self.given[path]
        identifier, turn = wanted, 1
        while identifier in self.taken:
            turn += 1
            identifier = f"{wanted}-{turn}"
        self.taken.add(identifier)
        return identifier


def _asked(note: Note) -> tuple[str, str]:
    """Return the property in which a role or a resource gives its id, and that id."""
    if note.kind in {Kind.ROLE, Kind.RESOURCE}:
        for name, value in note.properties.items():
            if fold(name) == PROPERTY and isinstance(value, str | int):
                return name, str(value).strip()
    return "", ""


Resolutions = Mapping[NotePath, Sequence[Resolution]]

_PREFIX: Final = "RES-"


@dataclass(frozen=True, slots=True)
class Resource:
    """What a skill, a domain or a role refers to, and who does.

    ``path``: its note, None while that is unwritten and for an address outside the vault.
    """

    id: str
    name: str
    path: NotePath | None
    skills: tuple[SkillId, ...] = ()
    domains: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    record: ResourceRecord = field(default_factory=ResourceRecord)

    @property
    def used(self) -> bool:
        """Whether anything refers to it."""
        return bool(self.skills or self.domains or self.roles)

    @property
    def status(self) -> str:
        """``written``, ``external`` or ``missing``."""
        if self.path is not None:
            return "written"
        return "external" if self.record.url else "missing"


class Resources:
    """Gathers the resources of a vault while skills, domains and roles are placed."""

    def __init__(
        self,
        notes: Mapping[NotePath, Note],
        resolutions: Resolutions,
        ids: NeedIds,
        language: str,
        hidden: Collection[NotePath] = (),
    ) -> None:
        self.hidden = hidden
        self.notes = notes
        self.resolutions = resolutions
        self.ids = ids
        self.language = language
        self.by_key: dict[str, Resource] = {}
        self.by_link: dict[tuple[NotePath, int], str] = {}
        self.by_address: dict[str, str] = {}
        self.findings: list[Finding] = []
        self.notes_by_address = self._notes_by_address()

    def _notes_by_address(self) -> dict[str, NotePath]:
        notes: dict[str, NotePath] = {}
        for path, note in self.notes.items():
            url = resource_record(note.properties).url if note.properties else ""
            if url:
                notes.setdefault(address_key(url), path)
        return notes

    def see(
        self, note: Note, references: Sequence[int], externals: Sequence[ExternalReference]
    ) -> tuple[str, ...]:
        """Return the ids of what is referred to, each once."""
        identifiers: list[str] = []
        for index in references:
            if self.resolutions[note.path][index].path in self.hidden:
                continue
            identifiers.append(self._linked(note, index))
            self.by_link[note.path, index] = identifiers[-1]
        for reference in externals:
            identifiers.append(self._external(note, reference))
            self.by_address[address_key(reference.url)] = identifiers[-1]
        return tuple(dict.fromkeys(identifiers))

    def add_tagged(self) -> None:
        """Make a resource of every note that is tagged as one."""
        for path, note in self.notes.items():
            if note.kind is Kind.RESOURCE:
                self._of_note(path)

    def _linked(self, note: Note, index: int) -> str:
        resolution = self.resolutions[note.path][index]
        if resolution.path is not None:
            return self._of_note(resolution.path)
        if resolution.foreign is not None:
            return self._foreign(resolution.foreign)
        name = note_name(note.links[index].wikilink.target)
        return self._object("?" + fold(name), _PREFIX + slug(name).upper(), name, None)

    def _foreign(self, target: ForeignTarget) -> str:
        """A page of another handbook is on the web; its id tells whose it is."""
        record = ResourceRecord(provider=target.handbook, url=target.address)
        key = "@" + target.address
        return self._object(key, target.id, target.title, None, record)

    def _of_note(self, path: NotePath) -> str:
        name = note_name(path)
        wanted = _PREFIX + slug(name).upper()
        note = self.notes.get(path)
        record = resource_record(note.properties) if note is not None else ResourceRecord()
        return self._object(path, wanted, name, path, record)

    def _external(self, note: Note, reference: ExternalReference) -> str:
        key = address_key(reference.url)
        path = self.notes_by_address.get(key)
        if path is not None:
            return self._of_note(path)
        known = self.by_key.get("//" + key)
        if known is not None and known.name != reference.title:
            args = {"title": reference.title, "other": known.name, "url": reference.url[:120]}
            self.findings.append(Finding.of("resource-titles", note.path, reference.line, **args))
        wanted = _PREFIX + digest(key, 8).upper()
        record = ResourceRecord(url=reference.url)
        return self._object("//" + key, wanted, reference.title, None, record)

    def _object(
        self,
        key: str,
        wanted: str,
        name: str,
        path: NotePath | None,
        record: ResourceRecord = ResourceRecord(),  # noqa: B008  it is frozen
    ) -> str:
        known = self.by_key.get(key)
        if known is None:
            known = Resource(self.ids.take(wanted, path), name, path, record=record)
            self.by_key[key] = known
        return known.id

    def finish(
        self,
        skills: Mapping[str, Sequence[SkillId]],
        domains: Mapping[str, Sequence[str]],
        roles: Mapping[str, Sequence[str]],
    ) -> dict[str, Resource]:
        """Return the resources by id, each with who refers to it."""
        return {
            r.id: replace(
                r,
                skills=tuple(skills.get(r.id, ())),
                domains=tuple(domains.get(r.id, ())),
                roles=tuple(roles.get(r.id, ())),
            )
            for r in self.by_key.values()
        }

    def all_findings(self) -> Iterator[Finding]:
        """Yield what is wrong with records and references."""
        yield from self.findings
        for resource in self.by_key.values():
            note = self.notes.get(resource.path) if resource.path is not None else None
            if note is not None:
                yield from self._of_record(note)

    def _of_record(self, note: Note) -> Iterator[Finding]:
        for problem in record_problems(note.properties, self.language):
            line = note.property_lines.get(problem.name, 1)
            suggestion = dict(problem.args).get("suggestion", "")
            args = {name: printed(value) for name, value in problem.args}
            yield Finding.of(problem.code, note.path, line, "", suggestion, **args)
