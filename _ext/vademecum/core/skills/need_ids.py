"""The ids of roles and resources: from the property ``id`` of their note, else from its name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from vademecum.core.names import NotePath, fold, printed
from vademecum.core.records import Finding, Kind, Note

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
                yield Finding("need-id", path, line, (("id", wanted[:80]),))
            elif identifier in self.taken:
                other = printed(owners[identifier]) if identifier in owners else identifier
                yield Finding("need-id-twice", path, line, (("id", identifier), ("other", other)))
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
