"""The message catalogue: English in the source, other languages in ``locale``."""

from __future__ import annotations

from pathlib import Path

from sphinx import locale
from sphinx.application import Sphinx
from sphinx.locale import get_translation

CATALOG = "vademecum"
LOCALE = Path(__file__).parent / "locale"

_ = get_translation(CATALOG)


def later(text: str) -> str:
    """Mark a text for the catalogue; it is translated when it is told."""
    return text


def is_loaded() -> bool:
    """Say whether any language has been loaded."""
    return ("general", CATALOG) in locale.translators


def load(language: str) -> None:
    """Speak a language from now on: Sphinx by itself adds it to those loaded before."""
    locale.translators.pop(("general", CATALOG), None)
    locale.init([str(LOCALE)], language, CATALOG)


def setup(app: Sphinx) -> None:
    """Speak the language of this build, whatever this process has spoken before."""
    locale.translators.pop(("general", CATALOG), None)
    app.add_message_catalog(CATALOG, str(LOCALE))
