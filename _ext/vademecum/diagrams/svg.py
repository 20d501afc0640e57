"""The SVG that Mermaid has drawn, with only what a still picture needs."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Final

SVG: Final = "http://www.w3.org/2000/svg"
_ELEMENTS: Final = frozenset(
    "svg g path rect circle ellipse line polyline polygon text tspan defs marker symbol use style "
    "title desc linearGradient radialGradient stop clipPath filter feDropShadow feGaussianBlur "
    "feOffset feFlood feComposite feMerge feMergeNode feColorMatrix feBlend pattern mask".split()
)
_HELD: Final = frozenset({"a", "switch"})
"""Elements that become groups: what they hold stays where it is, but leads nowhere."""
_FETCHES: Final = re.compile(
    r"\\|@import|@font-face|image-set|src\(|url\((?!\s*['\"]?\s*#)|javascript:|data:", re.IGNORECASE
)
_MOTION: Final = re.compile(
    r"@keyframes[^{}@]*+\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\}|animation[\w-]{0,40}:[^;}]*+;?"
)
_PLAIN_LABELS: Final = "#my-svg .edgeLabel rect{opacity:1;fill:#fff;}"
"""The line below a label is not to strike it through."""
_TODAY: Final = "today"
MAX_ELEMENTS: Final = 20_000


class UnsafeSvgError(ValueError):
    """The picture is none, or too large."""


def still_picture(text: str) -> tuple[str, float, float]:
    """Return an SVG without anything that acts, moves, leads or fetches, its width and height.

    The line that a plan (gantt) draws through today goes too: it would differ every day.

    :raises UnsafeSvgError: if it is no SVG, or has no size.
    """
    if "<!" in text.replace("<![CDATA[", ""):
        raise UnsafeSvgError("<!")
    try:
        root = ET.fromstring(text)
    except (ET.ParseError, ValueError) as error:
        raise UnsafeSvgError(f"XML: {error}") from None
    if root.tag != f"{{{SVG}}}svg" or sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise UnsafeSvgError("svg")
    _clean(root)
    width, height = _size(root)
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    for name in ("style", "role", "aria-roledescription", "aria-labelledby", "aria-describedby"):
        root.attrib.pop(name, None)
    ET.register_namespace("", SVG)
    return ET.tostring(root, encoding="unicode"), width, height


def _size(root: ET.Element) -> tuple[float, float]:
    try:
        _x, _y, width, height = map(float, root.get("viewBox", "").split())
    except ValueError:
        raise UnsafeSvgError("viewBox") from None
    if not (0 < width < 50_000 and 0 < height < 50_000):
        raise UnsafeSvgError("viewBox")
    return round(width, 1), round(height, 1)


def _clean(element: ET.Element) -> None:
    """Clean an element and all below it, without recursion: a diagram may be deep."""
    waiting = [element]
    while waiting:
        parent = waiting.pop()
        _attributes(parent)
        if parent.tag == f"{{{SVG}}}style":
            parent.text = _css(parent.text or "")
        parent[:] = _children(parent)
        waiting.extend(parent)


def _children(parent: ET.Element) -> list[ET.Element]:
    kept: list[ET.Element] = []
    for child in parent:
        space, _, name = str(child.tag).rpartition("}")
        if space != "{" + SVG or _TODAY in child.get("class", "").split():
            continue
        if name in _HELD:
            child.tag = f"{{{SVG}}}g"
        if name in _HELD or name in _ELEMENTS:
            kept.append(child)
    return kept


def _attributes(element: ET.Element) -> None:
    for key, value in list(element.attrib.items()):
        name = key.rpartition("}")[2].lower()
        leads = name in {"href", "src", "target"} and not value.startswith("#")
        if name.startswith("on") or leads or _FETCHES.search(value) or name.startswith("data-"):
            del element.attrib[key]
        elif name == "style":
            element.attrib[key] = _MOTION.sub("", value)


def _css(text: str) -> str:
    """Return a style sheet without motion; nothing of one that fetches."""
    return "" if _FETCHES.search(text) else _MOTION.sub("", text) + _PLAIN_LABELS
