"""A note's headings, and what of them counts in a comparison: as Obsidian's app does it."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from vademecum.vault.names import fold
from vademecum.vault.pickling import kept

# All ASCII punctuation but ' - _ .
_PUNCTUATION: Final = re.compile(r"[!-&(-,./:-@\[-^`{-~]")


@kept
@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that a link can lead to: its text without markup, level, anchor and line."""

    text: str
    level: int
    anchor: str
    line: int


@lru_cache(maxsize=100_000)
def heading_key(text: str) -> str:
    """Return what counts of a heading when it is compared.

    ASCII punctuation other than ``'``, ``-`` and ``_`` becomes a blank, blanks collapse, case and
    Unicode form do not count.
    """
    return " ".join(fold(_PUNCTUATION.sub(" ", text)).split())
