"""Where a page stands in the reading order: what is above, around, before and after it.

What a page lists does not grow with the number of notes: the levels above it, the nearest notes
at its own level, the first below it. All the others are one step away, in the table of contents.
"""

from __future__ import annotations

from dataclasses import dataclass

from vademecum.handbook import Handbook
from vademecum.vault.names import NotePath
from vademecum.vault.tags import shelf_of

NEAR = 4
"""Notes shown on either side of a page at its own level."""
BELOW = 12
"""Notes shown below a page."""


@dataclass(frozen=True, slots=True)
class Around:
    """The notes around one; ``level``: of its kind; ``more_*`` say how many are left out."""

    above: tuple[NotePath, ...]
    level: tuple[NotePath, ...]
    below: tuple[NotePath, ...]
    previous: NotePath | None
    next: NotePath | None
    more_before: int
    more_after: int
    more_below: int


def around(handbook: Handbook, path: NotePath) -> Around:
    """Return what stands around a note in the reading order."""
    order = handbook.order
    place = order.place[path]
    sequence = order.sequence
    level = order.siblings(path)
    here = order.rank[path]
    first, last = _window(here, len(level))
    below = order.children.get(path, ())
    return Around(
        above=order.ancestors(path),
        level=tuple(level[first:last]),
        below=tuple(below[:BELOW]),
        previous=_beside(handbook, path, sequence[place - 1] if place else None),
        next=_beside(handbook, path, sequence[place + 1] if place + 1 < len(sequence) else None),
        more_before=first,
        more_after=len(level) - last,
        more_below=max(0, len(below) - BELOW),
    )


def _beside(handbook: Handbook, path: NotePath, other: NotePath | None) -> NotePath | None:
    """Return a neighbour in the reading order, unless it is for other people than ``path``."""
    notes = handbook.notes
    same = other is not None and shelf_of(notes[other]) is shelf_of(notes[path])
    return other if same else None


def _window(here: int, length: int) -> tuple[int, int]:
    """Return a stretch of at most ``2 * NEAR + 1`` around ``here``, moved inside at the ends."""
    first = max(0, min(here - NEAR, length - 2 * NEAR - 1))
    return first, min(length, first + 2 * NEAR + 1)
