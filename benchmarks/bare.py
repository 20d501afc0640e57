"""Bare Sphinx, which the handbook is measured against: MyST and sphinx-needs, nothing of ours."""

from __future__ import annotations

import importlib.util
from pathlib import Path

SETTINGS = """
project = "Manuel"
language = "fr"
extensions = ["myst_parser", {needs}]
myst_enable_extensions = ["colon_fence", "dollarmath", "gfm_autolink", "strikethrough", "tasklist"]
highlight_language = "none"
suppress_warnings = ["myst", "toc", "misc", "ref"]
html_theme = {theme!r}
"""


def theme() -> str:
    """Return the theme of a bare site: furo if it is installed, else Sphinx's own."""
    return "furo" if importlib.util.find_spec("furo") else "alabaster"


def write_bare(folder: Path, theme: str, *, needs: bool = True) -> Path:
    """Write the settings of a bare build into ``folder``; return it."""
    folder.mkdir(parents=True, exist_ok=True)
    text = SETTINGS.format(theme=theme, needs='"sphinx_needs"' if needs else "")
    (folder / "conf.py").write_text(text, encoding="utf-8")
    return folder
