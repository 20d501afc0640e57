"""Colours and signs, read once from ``tokens.toml``, for the site, the PDF and drawings alike.

Pure: the theme uses it without the rest of the extension.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

Pair = tuple[str, str]
"""A colour in light and in dark, as ``#rrggbb``."""

_TOKENS: Final[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "theme" / "vademecum" / "tokens.toml").read_text(encoding="utf-8")
)
PALETTE: Final[dict[str, Pair]] = {n: (a, b) for n, (a, b) in _TOKENS["palette"].items()}
LIGHT: Final[dict[str, str]] = {name: light for name, (light, _dark) in PALETTE.items()}
"""The palette of what is on light ground always: the PDF, drawings."""

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
    """Return the relative luminance of a colour, as WCAG 2 defines it."""
    parts = []
    for channel in _channels(colour):
        share = channel / 255
        parts.append(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
    red, green, blue = parts
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(colour: str, pole: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(pole), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def domain_colours(own: Mapping[str, str]) -> dict[str, Pair]:
    """Return colours by slug: the theme's, then those of the vault's *own* choice, made readable.

    The shaded ground is the harder one: what can be read on it can be read on paper, and in print.
    """
    known: dict[str, Pair] = {n: (d["colour"][0], d["colour"][1]) for n, d in _DOMAINS.items()}
    light, dark = PALETTE["shade"]
    return known | {s: (readable(c, light), readable(c, dark)) for s, c in own.items() if c}


_DOMAINS: Final[dict[str, Any]] = _TOKENS["domains"]


def typst_tokens(own: Mapping[str, str]) -> dict[str, Any]:
    """Return what the look of the PDF reads: the light palette, and the colours of domains."""
    domains = {slug: light for slug, (light, _dark) in domain_colours(own).items()}
    return {**LIGHT, "domains": domains}


def style_sheet(own: Mapping[str, str]) -> str:
    """Return the palette, and colour and sign of each domain, as custom properties of CSS."""
    return "".join(f"{line}\n" for line in _rules(domain_colours(own)))


def _rules(colours: dict[str, Pair]) -> Iterator[str]:
    yield ":root { color-scheme: light dark; " + _properties(LIGHT) + " }"
    yield '[class*="domain-"] { --domain: var(--text); ' + _sign(_TOKENS["other"]) + " }"
    for slug, (light, _dark) in colours.items():
        sign = f" {_sign(_DOMAINS[slug])}" if slug in _DOMAINS else ""
        yield f".domain-{slug} {{ --domain: {light};{sign} }}"
    # A browser that does not know light-dark() shows the light palette.
    yield "@supports (color: light-dark(#000, #fff)) {"
    both = {name: f"light-dark({light}, {dark})" for name, (light, dark) in PALETTE.items()}
    yield ":root { " + _properties(both) + " }"
    for slug, (light, dark) in colours.items():
        yield f".domain-{slug} {{ --domain: light-dark({light}, {dark}); }}"
    yield "}"
    yield "@media print {"
    yield ":root { color-scheme: light; " + _properties(_TOKENS["print"]) + " }"
    yield '[class*="domain-"] { --domain: var(--text); }'
    yield "}"


def _properties(values: Mapping[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in values.items())


def _sign(domain: Mapping[str, str]) -> str:
    """Return a sign as a mask: only where it is drawn counts, not its colour."""
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="none"'
        f' stroke="%23000" stroke-width="1.6">{domain["sign"]}</svg>'
    )
    return f"--sign: url('data:image/svg+xml,{drawn}');"
