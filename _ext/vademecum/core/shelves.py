"""For whom a note is: what readers read, how to read it, how to write it.

By tags alone: `guide` and `contribuer`, or their words in the other languages.
"""

from __future__ import annotations

from enum import Enum

from vademecum.core.names import fold
from vademecum.core.records import Note
from vademecum.core.skills.vocabulary import CONTRIBUTING_TAGS, GUIDE_TAGS


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
