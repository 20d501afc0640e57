"""A note's headings, and which of them ``[[Note#Heading]]`` means.

Rules: NOTATION.md, « Headings », after Obsidian help, « Link to a heading in a note »; what counts
in a comparison is as the app does it. Which headings are targets (none inside quotes, callouts and
lists) is decided where the note is parsed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from vademecum.core.kept_records import kept
from vademecum.core.names import fold
from vademecum.core.nearest import Choices

__all__ = ["Choices", "Heading", "find_github_heading", "find_heading", "heading_key", "suggest"]

_NOT_GITHUB: Final = re.compile(r"[^\w\- ]")

# All ASCII punctuation but ' - _ .
_PUNCTUATION: Final = re.compile(r"[!-&(-,./:-@\[-^`{-~]")


@lru_cache(maxsize=200)
def _choices(known: tuple[str, ...]) -> Choices:
    return Choices(known)


def suggest(wanted: str, known: Iterable[str]) -> str | None:
    """Return what *wanted* most likely misspells; the same names are prepared once."""
    return _choices(tuple(known)).suggest(wanted)


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


def find_heading(outline: Sequence[Heading], wanted: Sequence[str]) -> Heading | None:
    """Find the heading that the chain *wanted* (``#A#B``) means; None if there is none.

    As in the app, ``#A#B`` is the first B that comes after the first A and is deeper than it. If
    A's own section holds a B, that is it, since the section follows A.
    """
    heading: Heading | None = None
    rest = iter(outline)
    for text in wanted:
        key = heading_key(text)
        above = heading.level if heading is not None else 0
        # « rest » goes on after the last heading.
        heading = next((h for h in rest if h.level > above and heading_key(h.text) == key), None)
        if heading is None:
            return None
    return heading


def find_github_heading(outline: Sequence[Heading], wanted: str) -> Heading | None:
    """Find the heading whose anchor on GitHub is *wanted*: ``#11-installer-lapplication``.

    Case folded, punctuation dropped, blanks as hyphens; of headings alike the second ends in
    ``-1``.
    """
    counts: dict[str, int] = {}
    for heading in outline:
        anchor = _NOT_GITHUB.sub("", fold(heading.text)).replace(" ", "-")
        turn = counts.get(anchor, 0)
        counts[anchor] = turn + 1
        if fold(wanted) == (f"{anchor}-{turn}" if turn else anchor):
            return heading
    return None
