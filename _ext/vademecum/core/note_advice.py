"""Advice about notes that should perhaps not be: copies, empty ones, two of one title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from vademecum.core.names import NotePath, fold, note_name, printed
from vademecum.core.records import Finding, Note

_CONFLICT: Final = re.compile(
    r"(?P<a>.+?)(?:\.sync-conflict-\d{8}-\d{6}(?:-\w+)?"
    r"|(?<![ _-])[ _-]*+\([^()]*(?:conflict|conflit|konflikt|conflitto)[^()]*\)"
    r"|\.orig|-[A-Z]+-[A-Z0-9]{4,})",
    re.IGNORECASE,
)
"""Names that Syncthing, Dropbox, Nextcloud, git and OneDrive give to a second version."""
_SECOND: Final = re.compile(r"(?P<a>.+?) \d{1,2}")
"""The name that a Macintosh gives to a copy; many good names end so."""
_COPY: Final = re.compile(
    r"(?:copie(?: \(?\d+\)?)? de|copy(?: \(?\d+\)?)? of|kopie von|copia di) (?P<a>.+)"
    r"|(?P<b>.+?)(?<![ _-])[ _-]*+"
    r"(?:\(\d{1,2}\)|–? ?\(?(?:copie|copy|kopie|copia)\)?(?: \(?\d+\)?)?)",
    re.IGNORECASE,
)


_SWALLOWING: Final = frozenset({"fence-open", "html-open", "comment-open"})
"""What hides the text of a note: then it is not empty, and that is what is told."""


def note_advice(notes: Mapping[NotePath, Note]) -> Iterator[Finding]:
    """Yield the advice about the notes of a vault."""
    names = {fold(note_name(path)): path for path in notes}
    titles: dict[str, NotePath] = {}
    for path, note in notes.items():
        name = note_name(path)
        original = _original(name, names)
        second = _SECOND.fullmatch(name) if original is None else None
        if second is not None:
            first_note = names.get(fold(second["a"]))
            same = first_note is not None and fold(notes[first_note].title) == fold(note.title)
            original = first_note if same else None
        if original is not None and original != path:
            yield _finding("note-copy", path, name=name, other=note_name(original))
        elif _is_empty(note):
            yield _finding("note-empty", path, name=name)
        elif note.outline and note.outline[0].level == 1:
            first = titles.setdefault(fold(note.title), path)
            if fold(first) != fold(path):  # else names-alike tells it
                yield _finding("title-twice", path, title=note.title, other=printed(first))


def _original(name: str, names: Mapping[str, NotePath]) -> NotePath | None:
    """Return the note of which a name says that it is a copy or another version."""
    for pattern in (_CONFLICT, _COPY):
        match = pattern.fullmatch(name)
        if match is not None:
            whole = next(filter(None, match.groups()))
            original = names.get(fold(whole)) or names.get(fold(whole.removesuffix(".md")))
            if original is not None:
                return original
    return None


def _is_empty(note: Note) -> bool:
    """Say whether a note says nothing at all, not even by a picture or a property."""
    named = len(note.title.split())  # the title that is made for want of one counts as words
    said = note.words > named or note.outline or note.links or note.attachments or note.properties
    swallowed = any(finding.code in _SWALLOWING for finding in note.findings)
    return not said and not swallowed and not note.tags and not note.lead


def _finding(code: str, path: NotePath, **args: str) -> Finding:
    return Finding(code, path, 1, tuple(args.items()))
