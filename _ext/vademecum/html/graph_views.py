"""What stands in a graph, as records: neighbours of a note, groups of the whole."""

from __future__ import annotations

from dataclasses import dataclass

from vademecum.html.views import Target


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A page as a graph shows it: ``kind`` as a note's tags or "skill", the slug of its domain.

    ``to``: places of the neighbours that it leads to.
    """

    target: Target
    kind: str
    domain: str
    to: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NeighbourPart:
    """The neighbours of a note: what leads to it, what it leads to, how many are left out.

    Places count through both; ``domain`` is the note's own.
    """

    domain: str
    leading: tuple[GraphNode, ...]
    followed: tuple[GraphNode, ...]
    more_leading: int
    more_followed: int


@dataclass(frozen=True, slots=True)
class GraphLine:
    """A node in the list of a small handbook, what it leads to, how many of these are left out."""

    node: GraphNode
    leads_to: tuple[Target, ...]
    more: int


@dataclass(frozen=True, slots=True)
class GraphGroup:
    """A group of the whole; ``target`` is where it is listed.

    A small handbook has its ``lines``, a large one what it is joined to and by how many links.
    """

    target: Target
    domain: str
    size: int
    lines: tuple[GraphLine, ...]
    joins: tuple[tuple[str, int], ...]
