"""The theme by itself: a project that has ``html_theme = "vademecum"`` finds it by entry point."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

NAME = "vademecum"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the theme; nothing else of the extension is loaded for it."""
    app.add_html_theme(NAME, str(Path(__file__).with_name(NAME)))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
