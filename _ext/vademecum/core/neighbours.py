"""What a link joins to a note: what leads to it, what it leads to, a few of each.

A pure function of the handbook. What is left out is counted, so that a map of the neighbours stays
as small as a page, however many there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vademecum.handbook import Handbook
from vademecum.vault.names import HOME, NotePath
from vademecum.vault.records import Kind
from vademecum.vault.tags import shelf_of

SHOWN: Final = 6
"""Neighbours on either side of a note."""
SKILLS_SHOWN: Final = 3
"""Skills among those that lead to it."""

Links = Mapping[NotePath, tuple[NotePath, ...]]
"""The other notes that each note leads to, in the order in which it first names them."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest of a note; ``more_*`` count those that are left out.

    ``both``: those of ``followed`` that lead back; ``across``: links from what leads here to what
    this leads to, by their places.
    """

    skills: tuple[str, ...] = ()
    leading: tuple[NotePath, ...] = ()
    followed: tuple[NotePath, ...] = ()
    both: frozenset[NotePath] = frozenset()
    across: tuple[tuple[int, int], ...] = ()
    more_skills: int = 0
    more_leading: int = 0
    more_followed: int = 0

    @property
    def empty(self) -> bool:
        """Say whether nothing is joined to the note."""
        return not (self.skills or self.leading or self.followed)


def links(handbook: Handbook) -> Links:
    """Return where the links of each note lead: to other notes for the same people, home left out.

    Guides, and what is for contributors, are neighbours of their like alone.
    """
    shelves = {p: shelf_of(n) for p, n in handbook.notes.items() if n.docname != HOME}
    known: dict[NotePath, tuple[NotePath, ...]] = {}
    for path, resolutions in handbook.resolutions.items():
        shelf = shelves.get(path)
        targets = dict.fromkeys(r.path for r in resolutions if r.path is not None)
        known[path] = tuple(
            t for t in targets if t != path and t in shelves and shelves[t] is shelf
        )
    return known


def neighbours(
    handbook: Handbook, path: NotePath, known: Links, skills: Sequence[str] = ()
) -> Neighbours:
    """Return the neighbours of a note; ``skills`` are those that rest on it.

    A list of skills that these are taken from is no neighbour beside them. Questions come first
    among those that lead here, then the order of the handbook.
    """
    catalogue, notes, place = handbook.catalogue, handbook.notes, handbook.order.place
    lists = {catalogue.skills[identifier].note for identifier in skills}  # type: ignore[index]
    followed = known.get(path, ())
    cited = handbook.citations.get(path, ())
    citing = {citation.source for citation in cited if path in known[citation.source]}
    leading = sorted(
        citing.difference(followed, lists),
        key=lambda source: (notes[source].kind is not Kind.QUESTION, place[source]),
    )
    named = tuple(skills[:SKILLS_SHOWN])
    left = tuple(leading[: SHOWN - len(named)])
    right = followed[:SHOWN]
    return Neighbours(
        named,
        left,
        right,
        frozenset(right) & citing,
        tuple(_across(left, right, known, len(named))),
        len(skills) - len(named),
        len(leading) - len(left),
        len(followed) - len(right),
    )


def _across(
    left: Sequence[NotePath], right: Sequence[NotePath], known: Links, before: int
) -> list[tuple[int, int]]:
    """Return the links past the note; places on the left count from ``before``."""
    return [
        (before + i, j)
        for i, source in enumerate(left)
        for j, target in enumerate(right)
        if target in known[source]
    ]
