"""Tags and the notes that bear them; a nested tag (``web/social``) stands below its parent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from vademecum.core.names import NotePath, docnames, fold, without_marks
from vademecum.core.records import Note
from vademecum.core.skills.vocabulary import QUESTION_TAGS, RESOURCE_TAGS, ROLE_TAGS


@dataclass(slots=True)
class Tag:
    """A tag as it is first written, its notes (those of tags below it too), the tags below it."""

    name: str
    address: str = ""
    notes: list[NotePath] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


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


def _bear(by_key: dict[str, Tag], written: str, path: NotePath) -> None:
    parts = [part for part in written.split("/") if part]
    for depth in range(1, len(parts) + 1):
        name = "/".join(parts[:depth])
        by_key.setdefault(fold(name), Tag(name)).notes.append(path)


_KINDS = QUESTION_TAGS | RESOURCE_TAGS | ROLE_TAGS
