"""The ids that the pages themselves have, which no heading or target of a note may take."""

from __future__ import annotations

from typing import Final

from docutils import nodes

PREFIX: Final = "v-"
"""What every id of the pages' own begins with, but those below."""

PAGE_IDS: Final = frozenset(
    "search search-empty search-facets search-more search-nearest search-results search-status "
    "vademecum".split()
)
"""The others: those of the page of the search, and the name under which our scripts find one
another: an element with that id would stand in its place."""


def is_of_page(name: str) -> bool:
    """Say whether an id is one that only the page may have."""
    return name.startswith(PREFIX) or name in PAGE_IDS


def note_id(wanted: str) -> str:
    """Return the id of a heading without the beginning that is the pages' own."""
    return wanted.replace("-", "", 1) if wanted.startswith(PREFIX) else wanted


class NoteIds(dict[str, nodes.Element]):
    """The ids of a note's document, in which those of the page are taken already."""

    def __contains__(self, name: object) -> bool:
        """Say whether docutils must look for another id."""
        return super().__contains__(name) or (isinstance(name, str) and is_of_page(name))
