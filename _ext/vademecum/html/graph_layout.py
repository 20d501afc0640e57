"""Where the boxes and lines of a map stand: the layout is Graphviz's, in this process.

Graphviz is given numbers and sizes and never a word, so that nothing in a note reaches it; the
same graph gives the same places. It is loaded by whoever draws the first map of a build.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final

Point = tuple[float, float]
Edge = tuple[int, int]

_INCH: Final = 72.0
_FEW: Final = 7
_LAYERED: Final = (
    "digraph {{ rankdir=LR; nodesep={gap}; ranksep={between}; "
    'node [shape=box, fixedsize=true, label="", width={width}, height={height}]; '
    "edge [arrowhead=none]; "
)
_SPREAD: Final = (
    'graph {{ layout=neato; start=1; overlap={apart}; sep="+{gap}"; splines=line; '
    'node [shape=box, fixedsize=true, label="", width={width}, height={height}]; '
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The size of a drawing, the middle of each box, the Bézier points of each edge."""

    width: float
    height: float
    boxes: tuple[Point, ...]
    lines: tuple[tuple[Point, ...], ...]


@lru_cache(maxsize=2048)
def in_layers(
    layers: tuple[int, ...], edges: tuple[Edge, ...], size: tuple[float, float]
) -> Layout:
    """Lay boxes of one size out in columns from left to right, with few crossings.

    ``layers``: how many boxes each column has, counted through from the first.
    """
    head = _LAYERED.format(gap=0.14, between=0.55, width=_inches(size[0]), height=_inches(size[1]))
    starts = [0, *accumulate(layers)]
    columns = [range(first, last) for first, last in pairwise(starts) if first < last]
    for column in columns:
        head += f"{{ rank=same; {'; '.join(f'n{i}' for i in column)} }} "
    for one, other in pairwise(columns):  # they stand apart, whether anything joins them or not
        head += f"n{one[0]} -> n{other[0]} [style=invis]; "
    return _laid_out(head, starts[-1], edges, "->", "dot")


@lru_cache(maxsize=64)
def spread(
    count: int, edges: tuple[tuple[int, int, int], ...], size: tuple[float, float]
) -> Layout:
    """Lay boxes of one size out so that those with heavy edges (the third number) are near."""
    apart = "scalexy" if count <= _FEW else "voronoi"  # the first keeps shapes, the second room
    head = _SPREAD.format(gap=10, apart=apart, width=_inches(size[0]), height=_inches(size[1]))
    boxes = " ".join(f"n{i};" for i in range(count))
    return _laid_out(head + boxes, count, [(a, b) for a, b, _weight in edges], "--", "neato")


def with_row(layout: Layout, middles: Sequence[float], height: float) -> Layout:
    """Return a layout with a row of boxes below it, at ``middles`` from the left."""
    if not middles:
        return layout
    y = round(layout.height + 14 + height / 2, 1)
    boxes = (*layout.boxes, *((x, y) for x in middles))
    return replace(layout, height=y + height / 2, boxes=boxes)


def with_lines(layout: Layout, edges: Sequence[Edge], size: tuple[float, float]) -> Layout:
    """Return a layout with lines from the right of boxes to the left of others, drawn past all."""
    return replace(layout, lines=(*layout.lines, *(_past(layout, *edge, size) for edge in edges)))


def _past(layout: Layout, one: int, other: int, size: tuple[float, float]) -> tuple[Point, ...]:
    (x, y), (to_x, to_y) = layout.boxes[one], layout.boxes[other]
    start, end = x + size[0] / 2, to_x - size[0] / 2
    third = round((end - start) / 3, 1)
    return (start, y), (start + third, y), (end - third, to_y), (end, to_y)


def _inches(points: float) -> float:
    return round(points / _INCH, 4)


def _laid_out(head: str, count: int, edges: Sequence[Edge], sign: str, engine: str) -> Layout:
    from pygraphviz import AGraph  # noqa: PLC0415  (only a build that draws pays for it)

    drawn = " ".join(f"n{a} {sign} n{b};" for a, b in edges)
    graph = AGraph(f"{head} {drawn} }}")
    try:
        return _read(graph.draw(format="plain", prog=engine).decode("ascii"), count, edges)
    finally:
        graph.close()


def _read(plain: str, count: int, edges: Sequence[Edge]) -> Layout:
    """Read Graphviz's plain text: sizes in inches, from the bottom left."""
    width = height = 0.0
    boxes: list[Point] = [(0.0, 0.0)] * count
    lines: dict[tuple[str, str], tuple[Point, ...]] = {}
    for line in plain.splitlines():
        kind, *words = line.split()
        if kind == "graph":
            width, height = float(words[1]) * _INCH, float(words[2]) * _INCH
        elif kind == "node":
            boxes[int(words[0][1:])] = _point(words[1], words[2], height)
        elif kind == "edge":
            numbers = words[3 : 3 + 2 * int(words[2])]
            lines[words[0], words[1]] = tuple(
                _point(x, y, height) for x, y in zip(numbers[::2], numbers[1::2], strict=True)
            )
    drawn = (lines[f"n{a}", f"n{b}"] for a, b in edges)
    return Layout(width, height, tuple(boxes), tuple(drawn))


def _point(x: str, y: str, height: float) -> Point:
    return round(float(x) * _INCH, 1), round(height - float(y) * _INCH, 1)
