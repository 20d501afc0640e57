"""Style sheets and scripts of extensions, on the pages that use them and on no other."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from vademecum.html.host_layout import has_own_theme
from vademecum.needs.adapter import pages_with_needs
from vademecum.settings import Settings

_SPHINX = (
    "documentation_options",
    "doctools",
    "sphinx_highlight",
    "translations",
)
"""What Sphinx's own search and highlighting read: the handbook has its own."""
_NEEDS = ("sphinx-needs/", "sphinx-data-viewer/", "jquery", "_sphinx_javascript_frameworks_compat")
_COLOURS = "pygments"
_MARKS = {
    _COLOURS: "highlight",
    "sphinx-design": "sd-",
    "design-tabs": "sd-tab",
    "graphviz": "graphviz",
    "basic.css": "",
}


SEARCH = "search"
_OF_EXTENSIONS = (*_SPHINX, *_NEEDS, *_MARKS)


def _named(asset: object, names: Iterable[str]) -> bool:
    path = str(getattr(asset, "filename", asset))
    return any(name in path for name in names)


def drop_assets(app: Sphinx, context: dict[str, Any], pagename: str) -> None:
    """Drop of ``css_files`` and ``script_files`` what extensions bring and the page does not use.

    What the project itself adds (``html_css_files``) stays on every page.
    """
    body = str(context.get("body", ""))
    wanted: list[str] = []
    if pagename in pages_with_needs(app.env):
        wanted.extend(_NEEDS)
    wanted.extend(name for name, mark in _MARKS.items() if mark and mark in body)
    if not body and pagename != SEARCH:  # it may show parts of notes, with code in them
        wanted.append(_COLOURS)
    for kind in ("css_files", "script_files"):
        context[kind] = [
            asset
            for asset in context.get(kind, ())
            if _named(asset, wanted) or not _named(asset, _OF_EXTENSIONS)
        ]


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


STYLE_SHEET: Final = "vademecum.domains.css"

_PAPER: Final = "#f3f0e8"
_DARK_PAPER: Final = "#1f2226"
"""The shaded grounds of the theme: what can be read on them can be read on its paper."""


def style_sheet(colours: dict[str, str]) -> str:
    """Return the style sheet for colours by slug of domain, readable in light and dark."""
    rules = []
    for slug, colour in colours.items():
        light, dark = readable(colour, _PAPER), readable(colour, _DARK_PAPER)
        rules.append(
            f".domain-{slug} {{ --domain: {light}; --domain: light-dark({light}, {dark}); }}\n"
        )
    return "".join(rules)


def write_style_sheet(app: Sphinx) -> None:
    """Write the style sheet before pages are, and link to it, if any domain has a colour."""
    builder = app.builder
    colours = {spec.slug: spec.colour for spec in Settings.of(app.config).domains if spec.colour}
    if not isinstance(builder, StandaloneHTMLBuilder) or not has_own_theme(app.config):
        return
    path = Path(app.outdir) / "_static" / STYLE_SHEET
    if not colours:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(style_sheet(colours), encoding="utf-8")
    app.add_css_file(STYLE_SHEET, priority=900)


def setup(app: Sphinx) -> None:
    """Write when the builder is there."""
    app.connect("builder-inited", write_style_sheet)
