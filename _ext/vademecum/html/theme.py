"""The theme: where it is, and its place in Sphinx."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sphinx.application import Sphinx

NAME: Final = "vademecum"
FOLDER: Final = Path(__file__).parents[1] / "theme" / NAME


def setup(app: Sphinx) -> None:
    """Have Sphinx find the theme in any project."""
    app.add_html_theme(NAME, str(FOLDER))
