"""What stands on a map, as records: neighbours of a note, parts of the whole."""

from __future__ import annotations

from dataclasses import dataclass

from vademecum.html.views import Target


@dataclass(frozen=True, slots=True)
class MapTarget:
    """A page as a map shows it: ``kind`` as a note's tags or "skill", the slug of its domain.

    ``back``: whether it leads back to what leads to it; ``language``: the title's, if another.
    """

    title: str
    page: str
    kind: str = ""
    domain: str = ""
    back: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class NeighbourPart:
    """The neighbours of a note: those on its map, and all that it leads to, as a list.

    ``across``: links past the note, by places in ``leading`` and ``followed``; ``more_*`` count
    what the map leaves out: skills and notes that lead here, notes that this leads to.
    """

    leading: tuple[MapTarget, ...]
    followed: tuple[MapTarget, ...]
    across: tuple[tuple[int, int], ...]
    more_skills: int
    more_leading: int
    more_followed: int
    leads_to: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class MapPart:
    """A part of the whole: its title and page if it has them, its domain, what its map shows.

    ``counts``: questions, other notes, skills, as many as there are; ``columns`` the first of each;
    ``edges``: places in the columns, counted through.
    """

    title: str
    page: str
    domain: str
    counts: tuple[int, int, int]
    columns: tuple[tuple[MapTarget, ...], ...]
    edges: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class WholeMap:
    """The parts of the handbook; ``joins``: places of two, and how many links join them.

    ``more_parts`` are left out, with ``more_things`` in them.
    """

    parts: tuple[MapPart, ...]
    joins: tuple[tuple[int, int, int], ...]
    more_parts: int
    more_things: int
