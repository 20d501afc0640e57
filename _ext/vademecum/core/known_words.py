"""The words of texts, kept from one build to the next: most texts are what they were."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from pathlib import Path
from typing import Final

from vademecum.core import normalise

_FORM: Final = "form"


class KnownWords:
    """Gives the words of texts, normalised; those that it has given before, from its memory."""

    def __init__(self, stored: str = "") -> None:
        """Take up what ``stored`` has kept; what was kept in another way is nothing."""
        self._before = _read(stored)
        self._now: dict[str, str] = {}

    def words(self, text: str) -> list[str]:
        """Return the words of a text."""
        key = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        normal = self._before.get(key)
        if normal is None:
            normal = normalise.normalised(text)
        self._now[key] = normal
        return normal.split()

    def stored(self) -> str:
        """Return the words that have been asked for, as text to be kept."""
        return json.dumps({_FORM: _form(), **self._now}, ensure_ascii=False)


def _read(stored: str) -> dict[str, str]:
    try:
        known = json.loads(stored)
    except ValueError:
        return {}
    return known if isinstance(known, dict) and known.get(_FORM) == _form() else {}


def _form() -> str:
    """Return what the words of a text follow from beside the text: our code, Unicode's version."""
    code = hashlib.sha256(Path(normalise.__file__).read_bytes()).hexdigest()
    return f"{code} {unicodedata.unidata_version}"
