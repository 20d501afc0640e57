"""Tags and the notes that bear them; a nested tag (``web/social``) stands below its parent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from vademecum.vault.names import NotePath, docnames, fold, without_marks
from vademecum.vault.records import Note
from vademecum.vault.text import normalised
from vademecum.vault.vocabulary import (
    CONTRIBUTING_TAGS,
    GUIDE_TAGS,
    QUESTION_TAGS,
    RESOURCE_TAGS,
    ROLE_TAGS,
)


@dataclass(slots=True)
class Tag:
    """A tag as it is first written, its notes (those of tags below it too), the tags below it."""

    name: str
    address: str = ""
    notes: list[NotePath] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


PIECE: Final = 150
"""Notes of a tag on one page: some 100 kB with the beginning of each."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A page of a tag's notes; ``first`` and ``last``: their titles, if there are several pages."""

    address: str
    notes: tuple[NotePath, ...]
    first: str = ""
    last: str = ""


def pieces(tag: Tag, notes: Mapping[NotePath, Note]) -> list[Piece]:
    """Return the pages of a tag: one in the reading order, of many notes several by title."""
    if len(tag.notes) <= PIECE:
        return [Piece(tag.address, tuple(tag.notes))]
    ordered = sorted(tag.notes, key=lambda path: (normalised(notes[path].title), path))
    parts = []
    for start in range(0, len(ordered), PIECE):
        own = tuple(ordered[start : start + PIECE])
        address = f"{tag.address}--{start // PIECE + 1}" if start else tag.address
        parts.append(Piece(address, own, notes[own[0]].title, notes[own[-1]].title))
    return parts


def tags(notes: Iterable[Note], folder: str) -> dict[str, Tag]:
    """Return the tags by their folded name, sorted; those that say a note's kind are left out.

    ``address``: of a tag's page, below *folder*; no two are equal.
    """
    by_key: dict[str, Tag] = {}
    for note in notes:
        for written in note.tags:
            if without_marks(fold(written)) not in _KINDS:
                _bear(by_key, written, note.path)
    by_key = dict(sorted(by_key.items()))
    paths = {NotePath(f"{folder}/{key}.md"): tag for key, tag in by_key.items()}
    for path, address in docnames(paths, home=False).items():
        paths[path].address = address
    for key, tag in by_key.items():
        parent = key.rpartition("/")[0]
        if parent:
            by_key[parent].below.append(key)
        tag.notes = list(dict.fromkeys(tag.notes))
    return by_key


def nearest(known: Mapping[str, Tag], written: str) -> Tag | None:
    """Return the tag that is written, else the nearest one above it that has a page."""
    parts = [part for part in fold(written).split("/") if part]
    ways = ("/".join(parts[:depth]) for depth in range(len(parts), 0, -1))
    return next((known[key] for key in ways if key in known), None)


def _bear(by_key: dict[str, Tag], written: str, path: NotePath) -> None:
    parts = [part for part in written.split("/") if part]
    for depth in range(1, len(parts) + 1):
        name = "/".join(parts[:depth])
        by_key.setdefault(fold(name), Tag(name)).notes.append(path)


_KINDS = QUESTION_TAGS | RESOURCE_TAGS | ROLE_TAGS


class Shelf(Enum):
    """Where a note stands: in the handbook itself, or beside it."""

    GUIDE = "guide"
    CONTENT = "content"
    CONTRIBUTING = "contributing"


def shelf_of(note: Note) -> Shelf:
    """Return for whom a note is."""
    tags = {fold(tag) for tag in note.tags}
    if tags & CONTRIBUTING_TAGS:
        return Shelf.CONTRIBUTING
    return Shelf.GUIDE if tags & GUIDE_TAGS else Shelf.CONTENT
