"""The guide for those who use the extension without our handbook: itself a host of it."""

import re
import sys
from pathlib import Path

from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "_ext"))  # the package of this checkout, installed or not

project = "Vade-mecum"
author = "The contributors"
project_copyright = "The contributors, under the MIT licence"
language = "en"

extensions = ["sphinx.ext.autodoc", "vademecum"]
exclude_patterns = ["_build/**"]
html_theme = "furo"
html_title = "Vade-mecum"

autodoc_typehints = "none"
autodoc_default_options = {"members": False}


def _without_links(_app: Sphinx, _path: Path, _page: str, text: list[str]) -> None:
    """Take away the links of included pages to notes of the handbook, which is not in the guide."""
    text[0] = re.sub(r"\[([^\]]+)\]\(docs/[^)]*\)", r"\1", text[0])


def setup(app: Sphinx) -> None:
    app.connect("include-read", _without_links)
