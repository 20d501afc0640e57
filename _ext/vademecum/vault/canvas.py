"""A map of Obsidian (JSON Canvas 1.0): cards, groups and arrows, read within limits."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

MAX_BYTES: Final = 2_000_000
MAX_CARDS: Final = 300
MAX_ARROWS: Final = 600
MAX_TEXT: Final = 600
_FAR: Final = 100_000
"""How far from the middle a card may be; beyond, it is put at the edge."""
_LARGEST: Final = 20_000
SIDES: Final = ("top", "right", "bottom", "left")


class CanvasError(ValueError):
    """What is the matter with a map that cannot be read."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card or a group: ``kind`` is text, file, link or group; ``text``: what it says or names."""

    kind: str
    x: int
    y: int
    width: int
    height: int
    text: str
    subpath: str = ""

    def holds(self, other: Card) -> bool:
        """Say whether the middle of another card lies in this one."""
        middle_x, middle_y = other.x + other.width / 2, other.y + other.height / 2
        inside_x = self.x <= middle_x <= self.x + self.width
        return inside_x and self.y <= middle_y <= self.y + self.height


@dataclass(frozen=True, slots=True)
class Arrow:
    """From a card to another (indexes); ``start`` and ``end``: sides; ``heads``: which ends."""

    first: int
    second: int
    start: str
    end: str
    heads: tuple[bool, bool]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Canvas:
    """``cards`` from top to bottom, groups before what they hold; ``cut``: not all is there."""

    cards: tuple[Card, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    cut: bool = False


def read_canvas(data: bytes) -> Canvas:
    """Read a ``.canvas`` file.

    :raises CanvasError: if it is none, or too large.
    """
    if len(data) > MAX_BYTES:
        raise CanvasError(f"{len(data)} > {MAX_BYTES}")
    try:
        whole = json.loads(data.decode("utf-8-sig") or "{}", parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise CanvasError(str(error)[:80]) from None
    if not isinstance(whole, dict):
        raise CanvasError("{}")
    nodes, edges = _tables(whole.get("nodes")), _tables(whole.get("edges"))
    cards = [(str(node.get("id")), _card(node)) for node in nodes[:MAX_CARDS]]
    cards.sort(key=lambda pair: (pair[1].y, pair[1].x, pair[1].kind != "group", pair[0]))
    places = {name: index for index, (name, _card) in enumerate(cards)}
    arrows = tuple(a for a in (_arrow(e, places) for e in edges[:MAX_ARROWS]) if a is not None)
    long = any(len(str(node.get("text", ""))) > MAX_TEXT for node in nodes)
    cut = long or len(nodes) > MAX_CARDS or len(edges) > MAX_ARROWS
    return Canvas(tuple(card for _name, card in cards), arrows, cut)


def _no_number(text: str) -> float:
    raise ValueError(text)


def _tables(value: object) -> Sequence[Mapping[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _card(node: Mapping[str, Any]) -> Card:
    kind = str(node.get("type"))
    kind = kind if kind in {"file", "link", "group"} else "text"
    source = {"file": "file", "link": "url", "group": "label"}.get(kind, "text")
    text = node.get(source)
    return Card(
        kind,
        _number(node.get("x"), -_FAR, _FAR),
        _number(node.get("y"), -_FAR, _FAR),
        _number(node.get("width"), 20, _LARGEST),
        _number(node.get("height"), 20, _LARGEST),
        text.strip()[:MAX_TEXT] if isinstance(text, str) else "",
        str(node.get("subpath") or "")[:MAX_TEXT],
    )


def _number(value: object, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return max(least, 0)
    return int(max(least, min(most, value)))


def _arrow(edge: Mapping[str, Any], places: Mapping[str, int]) -> Arrow | None:
    first, second = places.get(str(edge.get("fromNode"))), places.get(str(edge.get("toNode")))
    if first is None or second is None:
        return None
    label = edge.get("label")
    return Arrow(
        first,
        second,
        _side(edge.get("fromSide")),
        _side(edge.get("toSide")),
        (edge.get("fromEnd") == "arrow", edge.get("toEnd", "arrow") == "arrow"),
        label.strip()[:80] if isinstance(label, str) else "",
    )


def _side(value: object) -> str:
    return value if isinstance(value, str) and value in SIDES else ""
