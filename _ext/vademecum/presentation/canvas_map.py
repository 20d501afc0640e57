"""A map of Obsidian as SVG: cards, groups and arrows where their author put them.

Looks are attributes, which a style sheet may overrule; all text is escaped. The same map gives
the same bytes.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from html import escape

from vademecum.tokens import LIGHT
from vademecum.vault.canvas import Arrow, Canvas, Card

_MARGIN = 20
_FONT = 15
_SIGN = 0.56
"""Width of a letter, in parts of the font's size."""
_HEAD = 9
_EDGE, _SOFT, _TEXT = (LIGHT[name] for name in ("edge", "soft", "text"))
_Point = tuple[float, float]
_WAYS = {"top": (0, -1), "right": (1, 0), "bottom": (0, 1), "left": (-1, 0)}


def canvas_svg(
    canvas: Canvas, labels: Sequence[str], addresses: Sequence[str], name: str, *, alone: bool
) -> str:
    """Return a map as SVG.

    ``labels`` and ``addresses`` are by card (no address: no link); ``alone``: as a file of its own.
    """
    left = min((card.x for card in canvas.cards), default=0) - _MARGIN
    top = min((card.y for card in canvas.cards), default=0) - _MARGIN
    width = max((c.x + c.width for c in canvas.cards), default=0) + _MARGIN - left
    height = max((c.y + c.height for c in canvas.cards), default=0) + _MARGIN - top
    space = ' xmlns="http://www.w3.org/2000/svg"' if alone else ""
    known = f' aria-label="{escape(name)}"' if alone else ""  # on a page, the box around it has it
    order = sorted(range(len(canvas.cards)), key=lambda i: canvas.cards[i].kind != "group")
    return "".join(
        [
            f'<svg{space} class="canvas-map" role="group"{known}',
            f' viewBox="{left} {top} {width} {height}" width="{width}" height="{height}"',
            f' font-family="sans-serif" font-size="{_FONT}">',
            *(_card(canvas.cards[i], labels[i], addresses[i]) for i in order),
            *(_arrow(arrow, canvas) for arrow in canvas.arrows),
            "</svg>",
        ]
    )


def _card(card: Card, label: str, address: str) -> str:
    dashes = ' stroke-dasharray="6 4"' if card.kind == "group" else ""
    fill = "none" if card.kind == "group" else "#ffffff"
    box = (
        f'<rect class="canvas-{card.kind}" x="{card.x}" y="{card.y}" width="{card.width}"'
        f' height="{card.height}" rx="4" fill="{fill}" stroke="{_EDGE}"{dashes}/>'
    )
    drawn = box + _text(card, label, link=bool(address))
    return f'<a href="{escape(address)}">{drawn}</a>' if address else f"<g>{drawn}</g>"


def _text(card: Card, label: str, *, link: bool) -> str:
    signs = max(4, int((card.width - 20) / (_FONT * _SIGN)))
    room = max(1, int((card.height - 12) / (_FONT * 1.3))) if card.kind != "group" else 1
    lines = textwrap.wrap(label, signs, max_lines=room, placeholder=" …") or [""]
    top = card.y + _FONT * 1.5
    decoration = ' text-decoration="underline"' if link else ""
    spans = "".join(
        f'<tspan x="{card.x + 10}" y="{top + index * _FONT * 1.3:.1f}">{escape(line)}</tspan>'
        for index, line in enumerate(lines)
    )
    return f'<text fill="{_TEXT}"{decoration}>{spans}</text>'


def _arrow(arrow: Arrow, canvas: Canvas) -> str:
    first, second = canvas.cards[arrow.first], canvas.cards[arrow.second]
    start = arrow.start or _facing(first, second)
    end = arrow.end or _facing(second, first)
    a, b = _edge(first, start), _edge(second, end)
    reach = max(20.0, (abs(a[0] - b[0]) + abs(a[1] - b[1])) / 3)
    c, d = _away(a, start, reach), _away(b, end, reach)
    path = (
        f'<path class="canvas-arrow" d="M{a[0]:.1f} {a[1]:.1f}C{c[0]:.1f} {c[1]:.1f} '
        f'{d[0]:.1f} {d[1]:.1f} {b[0]:.1f} {b[1]:.1f}" fill="none" stroke="{_SOFT}"/>'
    )
    heads = [_head(a, start)] if arrow.heads[0] else []
    heads += [_head(b, end)] if arrow.heads[1] else []
    middle = ((a[0] + 3 * c[0] + 3 * d[0] + b[0]) / 8, (a[1] + 3 * c[1] + 3 * d[1] + b[1]) / 8)
    label = (
        f'<text class="canvas-label" x="{middle[0]:.1f}" y="{middle[1] - 4:.1f}"'
        f' text-anchor="middle" fill="{_SOFT}">{escape(arrow.label)}</text>'
        if arrow.label
        else ""
    )
    return path + "".join(heads) + label


def _facing(card: Card, other: Card) -> str:
    across = other.x + other.width / 2 - card.x - card.width / 2
    down = other.y + other.height / 2 - card.y - card.height / 2
    if abs(across) > abs(down):
        return "right" if across > 0 else "left"
    return "bottom" if down > 0 else "top"


def _edge(card: Card, side: str) -> _Point:
    x, y = _WAYS[side]
    return card.x + card.width * (1 + x) / 2, card.y + card.height * (1 + y) / 2


def _away(point: _Point, side: str, reach: float) -> _Point:
    return point[0] + _WAYS[side][0] * reach, point[1] + _WAYS[side][1] * reach


def _head(tip: _Point, side: str) -> str:
    x, y = _WAYS[side]
    base = _away(tip, side, _HEAD)
    half = _HEAD / 2
    points = (
        tip,
        (base[0] + y * half, base[1] + x * half),
        (base[0] - y * half, base[1] - x * half),
    )
    drawn = " ".join(f"{px:.1f},{py:.1f}" for px, py in points)
    return f'<polygon class="canvas-head" points="{drawn}" fill="{_SOFT}"/>'
