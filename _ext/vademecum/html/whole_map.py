"""The map of the whole: its parts at one look, then each part by itself, as drawing and as list.

Both are bounded: of what is over the bound a box says how many more there are, and where.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from vademecum.core.overview import Part, overview, part_map
from vademecum.html.contexts import PageContexts
from vademecum.html.graph_layout import Layout, in_layers, spread, with_row
from vademecum.html.map_svg import Box, Stroke, map_svg
from vademecum.html.map_views import MapPart, MapTarget, WholeMap
from vademecum.html.neighbour_map import SIZE, caption, more
from vademecum.i18n import _

PARTS: Final = 12
"""Parts that the map shows: the largest, in the order of the handbook."""
BOUNDS: Final = (6, 9, 9)
"""Questions, other notes and skills that the drawing of a part shows."""
_KINDS: Final = ("question", "", "skill")
_PART_SIZE: Final = (172.0, 74.0)


def whole_map(contexts: PageContexts) -> WholeMap:
    """Return the parts of the handbook as the map shows them."""
    whole = overview(contexts.handbook, contexts.links)
    largest = sorted(range(len(whole.parts)), key=lambda i: (-whole.parts[i].size, i))[:PARTS]
    places = {old: new for new, old in enumerate(sorted(largest))}
    joins = ((places[a], places[b], n) for a, b, n in whole.joins if {a, b} <= places.keys())
    rest = [part.size for i, part in enumerate(whole.parts) if i not in places]
    parts = tuple(_part(contexts, whole.parts[i]) for i in places)
    return WholeMap(parts, tuple(joins), len(rest), sum(rest))


def _part(contexts: PageContexts, part: Part) -> MapPart:
    handbook = contexts.handbook
    shown = part_map(handbook, part, contexts.links, BOUNDS)
    card = contexts.cards.get(part.domain)
    chapter = contexts.target(part.chapter) if part.chapter is not None else None
    title = card.name if card is not None else chapter.title if chapter is not None else part.folder
    skills = (handbook.catalogue.skills[i] for i in shown.skills)  # type: ignore[index]
    return MapPart(
        title or _("Other notes"),
        card.page if card is not None else chapter.page if chapter is not None else "",
        part.domain,
        shown.totals,
        (
            tuple(map(contexts.map_target, shown.questions)),
            tuple(map(contexts.map_target, shown.notes)),
            tuple(
                MapTarget(s.name, contexts.addresses.skill(s.id), "skill", s.domain) for s in skills
            ),
        ),
        shown.edges,
    )


def _caption(part: MapPart) -> str:
    """Return in words how much there is in a part."""
    questions, others, skills = part.counts
    notes = questions + others
    words = [
        _("1 skill") if skills == 1 else _("%(count)s skills") % {"count": skills},
        _("1 note") if notes == 1 else _("%(count)s notes") % {"count": notes},
    ]
    return ", ".join(w for w, n in zip(words, (skills, notes), strict=True) if n)


def parts_drawing(whole: WholeMap, elsewhere: str) -> str:
    """Return the parts in one drawing; what is left out is at ``elsewhere``."""
    boxes = [
        Box(part.title, f"#v-part-{i}", _caption(part), part.domain)
        for i, part in enumerate(whole.parts, 1)
    ]
    if whole.more_parts:
        boxes.append(Box(more(whole.more_parts), elsewhere))
    if not boxes:
        return ""
    layout = spread(len(boxes), whole.joins, _PART_SIZE)
    heaviest = max((count for _a, _b, count in whole.joins), default=1)
    strokes = [
        Stroke(ends=False, width=round(1 + 5 * count / heaviest, 1))
        for _a, _b, count in whole.joins
    ]
    return map_svg(layout, boxes, strokes, _PART_SIZE, _("The parts of the handbook"))


def part_drawing(part: MapPart, pathto: Callable[[str], str], elsewhere: str) -> str:
    """Return a part by itself: questions, notes, skills from left to right; else notes alone.

    What is left out of a part without a page is on the page ``elsewhere``.
    """
    shown = [one for column in part.columns for one in column]
    skills = len(shown) - len(part.columns[2])
    if len(shown) == len(part.columns[1]):
        layout = spread(len(shown), tuple((a, b, 1) for a, b in part.edges), SIZE)
        strokes = [Stroke(ends=False) for _edge in part.edges]
    else:
        layout = in_layers(tuple(map(len, part.columns)), part.edges, SIZE)
        strokes = [Stroke(starts=b >= skills, ends=b < skills) for _a, b in part.edges]
    boxes = [
        Box(one.title, pathto(one.page), caption(one.kind), one.domain, one.language)
        for one in shown
    ]
    below = dict(_left_out(part, layout, pathto(part.page or elsewhere)))
    name = _("Map of the links of “%(title)s”") % {"title": part.title}
    return map_svg(
        with_row(layout, list(below), SIZE[1]), [*boxes, *below.values()], strokes, SIZE, name
    )


def _left_out(part: MapPart, layout: Layout, address: str) -> Iterator[tuple[float, Box]]:
    """Yield below each column, by the middle of it, how many more there are."""
    first = 0
    for column, count, kind in zip(part.columns, part.counts, _KINDS, strict=True):
        if count > len(column):
            yield layout.boxes[first][0], Box(more(count - len(column)), address, caption(kind))
        first += len(column)
