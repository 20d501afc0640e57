"""Former addresses of renamed notes, which lead on to the note wherever nothing else stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from vademecum.core.names import DocName, NotePath, docnames, fold, folder_of, plain_blanks
from vademecum.core.records import Note
from vademecum.core.skills.vocabulary import NOTE_PROPERTIES

_NAMES: Final = frozenset(
    fold(name) for names in NOTE_PROPERTIES["former_names"].values() for name in names
)
_SUFFIX: Final = ".md"
_MOST: Final = 50
"""Former names that a note may give."""


def former_addresses(
    notes: Mapping[NotePath, Note], moved: Mapping[str, str], reserved: Collection[str]
) -> dict[str, DocName]:
    """Return the addresses that notes have had, each with that of the note now.

    What a note says itself (``anciens noms``) goes before what git knows (*moved*: former paths
    and present ones). An address of a note is never among them; of several notes that claim one,
    the first by path has it.
    """
    taken = {note.docname for note in notes.values()}
    addresses: dict[str, DocName] = {}
    for former, path in (*_said(notes), *sorted(moved.items())):
        note = notes.get(NotePath(path))
        if note is None or not former.lower().endswith(_SUFFIX):
            continue
        (address,) = docnames([NotePath(former)], reserved, home=False).values()
        if address not in taken:
            addresses.setdefault(address, note.docname)
    return addresses


def _said(notes: Mapping[NotePath, Note]) -> Iterator[tuple[str, str]]:
    """Yield each former path that a note gives, a bare name in the note's own folder."""
    for path in sorted(notes):
        for written in former_names(notes[path]):
            name = plain_blanks(written).strip().removesuffix(_SUFFIX).strip("/")
            parts = name.split("/")
            if not name or {"", ".", ".."} & set(parts):
                continue
            folder = folder_of(path) if len(parts) == 1 else ""
            yield f"{folder}/{name}{_SUFFIX}" if folder else name + _SUFFIX, path


def former_names(note: Note) -> tuple[str, ...]:
    """Return the former names that a note says it had."""
    for name, value in note.properties.items():
        if fold(name) in _NAMES:
            several = value if isinstance(value, list | tuple) else [value]
            return tuple(one for one in several if isinstance(one, str))[:_MOST]
    return ()
