"""The colours that settings give domains: a style sheet of custom properties, nothing inline."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from vademecum.core.colours import readable
from vademecum.html.host_layout import has_own_theme
from vademecum.settings import Settings

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
