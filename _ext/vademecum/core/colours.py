"""Colours that can be read on the page, whatever a vault asks for.

Contrast by WCAG 2.2, "contrast ratio"; 4.5 is what text of any size needs.
"""

from __future__ import annotations

from typing import Final

NEEDED: Final = 4.5
_STEPS: Final = 20


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (``#rrggbb``), from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, ground: str) -> str:
    """Return *colour*, mixed with black or white as far as it must be to be read on *ground*."""
    pole = "#000000" if _luminance(ground) > 0.5 else "#ffffff"
    mixes = (_mixed(colour, pole, step / _STEPS) for step in range(_STEPS + 1))
    return next((mix for mix in mixes if contrast(mix, ground) >= NEEDED), pole)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    parts = []
    for channel in _channels(colour):
        share = channel / 255
        parts.append(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
    red, green, blue = parts
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(colour: str, pole: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(pole), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
