"""The message catalogue: English in the source, other languages in ``locale``."""

from __future__ import annotations

from pathlib import Path

from sphinx.locale import get_translation

CATALOG = "vademecum"
LOCALE = Path(__file__).parent / "locale"

_ = get_translation(CATALOG)


def later(text: str) -> str:
    """Mark a text for the catalogue; it is translated when it is told."""
    return text
