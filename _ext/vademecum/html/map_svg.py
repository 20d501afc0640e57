"""A map as SVG: boxes that are links, and the lines between them.

Colours and strokes are the style sheet's, by class, so that light, dark and forced colours are its
alone; all text is escaped. The same map gives the same bytes.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Final
from unicodedata import east_asian_width

from vademecum.html.graph_layout import Layout, Point

_FONT: Final = 13.5
_LETTER: Final = 0.54
"""Mean width of a letter, in parts of the font's size."""
_LINE: Final = 16.0
_LINES: Final = 3
_EM: Final = 15.5
"""A map grows with the reader's text: its units in one of the text's."""
_EDGE: Final = 2.0
"""Room around the drawing, for the strokes of what stands at its border."""


@dataclass(frozen=True, slots=True)
class Box:
    """What stands at a place of a map.

    ``caption`` says what it is; ``address`` is empty for the page itself; ``domain`` is the slug
    whose colour marks it; ``language`` that of the title, if it is not the page's.
    """

    title: str
    address: str
    caption: str = ""
    domain: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line looks: with a head at either end, or ``faint``, past what stands in the middle.

    ``width`` in pixels; 0 leaves it to the style sheet.
    """

    starts: bool = False
    ends: bool = True
    faint: bool = False
    width: float = 0


def map_svg(
    layout: Layout,
    boxes: Sequence[Box],
    strokes: Sequence[Stroke],
    size: tuple[float, float],
    name: str,
) -> str:
    """Return a map as SVG, with boxes of ``size``; ``name`` says to the ear what it shows."""
    width, height = layout.width + 2 * _EDGE, layout.height + 2 * _EDGE
    drawn = [
        f'<svg class="map" role="group" aria-label="{escape(name)}" '
        f'viewBox="{-_EDGE} {-_EDGE} {width:.1f} {height:.1f}" width="{width / _EM:.2f}em">'
    ]
    pairs = list(zip(layout.lines, strokes, strict=True))
    drawn += [_line(points, stroke) for points, stroke in pairs if stroke.faint]
    drawn += [_line(points, stroke) for points, stroke in pairs if not stroke.faint]
    # A keyboard goes through them as the eye does: column by column.
    placed = sorted(zip(layout.boxes, boxes, strict=True), key=lambda pair: pair[0])
    drawn += [_box(box, at, size) for at, box in placed]
    return "".join((*drawn, "</svg>"))


@lru_cache(maxsize=4096)
def _line(points: tuple[Point, ...], stroke: Stroke) -> str:
    (x, y), *rest = points
    path = f"M{x:g} {y:g}C{' '.join(f'{px:g} {py:g}' for px, py in rest)}"
    faint = " map-faint" if stroke.faint else ""
    heads = _head(points[-1], points[-2]) if stroke.ends else ""
    heads += _head(points[0], points[1]) if stroke.starts else ""
    width = f' stroke-width="{stroke.width:g}"' if stroke.width else ""
    return f'<g class="map-line{faint}"><path d="{path}"{width}/>{heads}</g>'


def _head(tip: Point, before: Point) -> str:
    """Return the head of an arrow that comes from ``before``."""
    across, down = tip[0] - before[0], tip[1] - before[1]
    length = max(0.1, (across * across + down * down) ** 0.5)
    x, y = across / length * 7, down / length * 7
    base = tip[0] - x, tip[1] - y
    corners = (tip, (base[0] - y / 2, base[1] + x / 2), (base[0] + y / 2, base[1] - x / 2))
    return f'<polygon points="{" ".join(f"{px:.1f},{py:.1f}" for px, py in corners)}"/>'


def _box(box: Box, middle: Point, size: tuple[float, float]) -> str:
    drawn, name = _inside(box.title, box.caption, box.language, bool(box.domain), size)
    colour = f" domain-{escape(box.domain)}" if box.domain else ""
    at = f'transform="translate({middle[0]:g} {middle[1]:g})"'
    if not box.address:
        return f'<g class="map-box map-here{colour}" {at}>{drawn}</g>'
    return (
        f'<a class="map-box{colour}" href="{escape(box.address)}" aria-label="{name}" {at}>'
        f"{drawn}</a>"
    )


@lru_cache(maxsize=4096)
def _inside(
    title: str, caption: str, language: str, in_domain: bool, size: tuple[float, float]
) -> tuple[str, str]:
    """Return what a box looks like around its middle, and its name for the ear.

    A note stands on the maps of all its neighbours: what is the same there is made once.
    """
    left, top = -size[0] / 2, -size[1] / 2
    drawn = f'<rect x="{left:g}" y="{top:g}" width="{size[0]:g}" height="{size[1]:g}" rx="3"/>'
    if in_domain:
        drawn += f'<path class="map-domain" d="M{left + 2:g} {top:g}v{size[1]:g}"/>'
    name = f"{caption}, {title}" if caption else title
    return drawn + _words(title, caption, language, size[0] - 20), escape(name)


def _words(title: str, caption: str, language: str, width: float) -> str:
    """Return caption and title, centred."""
    lines = _wrapped(title, width)
    rows = len(lines) + bool(caption)
    y = -(rows - 1) * _LINE / 2 + _FONT * 0.35
    drawn = ""
    if caption:
        drawn = _text(caption, y, "map-caption")
        y += _LINE
    return drawn + "".join(
        _text(line, y + row * _LINE, "map-title", language) for row, line in enumerate(lines)
    )


def _text(words: str, y: float, kind: str, language: str = "") -> str:
    spoken = f' lang="{escape(language)}"' if language else ""
    return f'<text class="{kind}"{spoken} y="{y:.1f}">{escape(words)}</text>'


def _wrapped(title: str, width: float) -> tuple[str, ...]:
    """Return a title in the lines that a box has for it; the end of a long one is left out."""
    signs = int(width / (_FONT * _LETTER))
    if any(east_asian_width(sign) in "WF" for sign in title):
        signs //= 2
    lines = textwrap.wrap(title, max(4, signs), max_lines=_LINES, placeholder=" …")
    return tuple(lines) or ("…",)
