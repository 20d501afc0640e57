"""The map of a note's neighbours: what leads to it on the left, what it leads to on the right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from vademecum.html.graph_layout import Layout, in_layers, with_lines
from vademecum.html.map_svg import Box, Stroke, map_svg
from vademecum.html.map_views import MapTarget, NeighbourPart
from vademecum.html.note_views import NotePart
from vademecum.i18n import _, later
from vademecum.vault.records import Kind, Note

SIZE: Final = (160.0, 74.0)
_TO: Final = Stroke()
_BOTH: Final = Stroke(starts=True)
_PAST: Final = Stroke(faint=True)
_KINDS: Final = {
    Kind.QUESTION.value: later("Question"),
    Kind.RESOURCE.value: later("Resource"),
    Kind.ROLE.value: later("Role"),
    "skill": later("Skill"),
}


def caption(kind: str) -> str:
    """Return the word for a kind as a map writes it; empty for a note without one."""
    return _(_KINDS[kind]) if kind in _KINDS else ""


def neighbour_map(note: Note, language: str, part: NotePart, pathto: Callable[[str], str]) -> str:
    """Return the map of a note that has neighbours; ``pathto`` gives addresses from its page.

    ``language``: that of its title, if it is not the page's.
    """
    near = part.neighbours
    assert near is not None
    left = [*_boxes(near.leading, pathto), *_left_out(near)]
    right = [*_boxes(near.followed, pathto)]
    if near.more_followed:
        right.append(Box(more(near.more_followed), "#v-leads-to"))
    past = [(i, len(left) + 1 + j) for i, j in near.across]
    layout = with_lines(_star(len(left), len(right)), past, SIZE)
    strokes = _strokes(near, len(left), len(right))
    boxes = [*left, Box(note.title, "", caption(part.kind), "", language), *right]
    name = _("Map of the links of “%(title)s”") % {"title": note.title}
    return map_svg(layout, boxes, strokes, SIZE, name)


def _boxes(targets: tuple[MapTarget, ...], pathto: Callable[[str], str]) -> Iterator[Box]:
    for one in targets:
        yield Box(one.title, pathto(one.page), caption(one.kind), one.domain, one.language)


def _left_out(near: NeighbourPart) -> Iterator[Box]:
    if near.more_skills:
        yield Box(more(near.more_skills), "#v-resting", caption("skill"))
    if near.more_leading:
        yield Box(more(near.more_leading), "#v-cited")


def more(count: int) -> str:
    """Return in words how many a map leaves out."""
    return _("1 more") if count == 1 else _("%(count)s more") % {"count": count}


def _star(left: int, right: int) -> Layout:
    """Return the places of a note and of what is on either side: maps alike are laid out once."""
    edges = [(i, left) for i in range(left)]
    edges += [(left, left + 1 + j) for j in range(right)]
    return in_layers((left, 1, right), tuple(edges), SIZE)


def _strokes(near: NeighbourPart, left: int, right: int) -> list[Stroke]:
    """Return how each line looks: those on the left, those on the right, those past the note."""
    backs = [one.back for one in near.followed] + [False] * (right - len(near.followed))
    return [
        *(_TO for _one in range(left)),
        *(_BOTH if back else _TO for back in backs),
        *(_PAST for _edge in near.across),
    ]
