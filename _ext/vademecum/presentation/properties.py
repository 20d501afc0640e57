"""The properties of a note that mean something to its readers, as a small record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vademecum.core.handbook import Handbook
from vademecum.core.names import NotePath, fold, without_marks
from vademecum.core.properties.front_matter import Value
from vademecum.core.records import Kind, Note, Origin
from vademecum.core.skills.vocabulary import PROPERTIES
from vademecum.core.text import one_line
from vademecum.i18n import _

_LINK = re.compile(r"\[\[([^\[\]]+)\]\]")
_LONGEST = 300
_MOST = 12
_RECORD = frozenset(
    fold(name) for names in PROPERTIES.values() for several in names.values() for name in several
)
"""Properties that the record of a resource shows."""


@dataclass(frozen=True, slots=True)
class PropertyWord:
    """A value: its words, and the note that it leads to, if it is a link to one."""

    text: str
    path: NotePath | None = None


def shown_properties(
    note: Note, handbook: Handbook, wanted: Iterable[str], *, has_record: bool
) -> Iterator[tuple[str, tuple[PropertyWord, ...]]]:
    """Yield label and values of each property that readers are to see, in the note's order.

    ``has_record``: what a resource's record or a role's page says is not said twice.
    """
    names = {without_marks(name) for name in wanted}
    for name, value in note.properties.items():
        elsewhere = note.kind is Kind.ROLE or (has_record and fold(name) in _RECORD)
        if without_marks(name) not in names or elsewhere:
            continue
        words = tuple(
            PropertyWord(*pair) for text in _texts(value) for pair in _word(text, note, handbook)
        )
        if words:
            yield name[:1].upper() + name[1:], words[:_MOST]


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, bool):
        yield _("yes") if value else _("no")
    elif value is not None and not isinstance(value, dict):
        yield one_line(str(value))


def _word(text: str, note: Note, handbook: Handbook) -> Iterator[tuple[str, NotePath | None]]:
    """Yield what a value says; a value that is one link leads to its note."""
    whole = _LINK.fullmatch(text)
    if whole is None:
        said = _LINK.sub(lambda match: match[1].rpartition("|")[2], text)[:_LONGEST]
        if said:
            yield said, None
        return
    for link, resolution in zip(note.links, handbook.resolutions[note.path], strict=True):
        if link.origin is Origin.PROPERTY and link.raw.strip("\"' ") == text:
            path = resolution.path if resolution.path in handbook.notes else None
            yield link.wikilink.shown, path
            return
    yield whole[1].rpartition("|")[2], None
