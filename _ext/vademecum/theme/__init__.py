"""The theme: where it is, and its place in Sphinx.

By itself too: a project that has ``html_theme = "vademecum"`` finds it by entry point, and nothing
else of the extension is loaded for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.typing import ExtensionMetadata

from vademecum.tokens import style_sheet

NAME: Final = "vademecum"
FOLDER: Final = Path(__file__).with_name(NAME)
STYLE_SHEET: Final = "vademecum.tokens.css"


def write_style_sheet(app: Sphinx, colours: Mapping[str, str]) -> None:
    """Write colours and signs before pages are, and link to them.

    ``colours``: of domains by slug, those of the vault's own choice.
    """
    if isinstance(app.builder, StandaloneHTMLBuilder) and app.config.html_theme == NAME:
        path = Path(app.outdir) / "_static" / STYLE_SHEET
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(style_sheet(colours), encoding="utf-8")
        app.add_css_file(STYLE_SHEET)


def _without_vault(app: Sphinx) -> None:
    if "vademecum" not in app.extensions:  # else its room html knows the colours of the vault
        write_style_sheet(app, {})


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the theme; write its style sheet when the builder is there."""
    app.add_html_theme(NAME, str(FOLDER))
    app.connect("builder-inited", _without_vault)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
