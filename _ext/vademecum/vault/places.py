"""The headings and blocks of a note, prepared for many look-ups.

A note of thousands of headings may be linked to thousands of times: none of them walks over all.
Rules: NOTATION.md, « Headings », after Obsidian help, « Link to a heading in a note »; what counts
in a comparison is as the app does it. Which headings are targets (none inside quotes, callouts and
lists) is decided where the note is parsed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Final, Generic, TypeVar

from vademecum.vault.names import fold
from vademecum.vault.nearest import LONGEST, Choices
from vademecum.vault.outline import Heading, heading_key
from vademecum.vault.records import Block, Note

_NOT_GITHUB: Final = re.compile(r"[^\w\- ]")
_BEGINNING: Final = 6
"""How many letters the beginning of a heading must have to stand for all of it."""
MOST_COMPARED: Final = 10_000_000
"""Comparisons with the headings of one note; links beyond them get no suggestion."""
_KEPT: Final = 500
"""Notes whose places are kept for the next link."""

Place = TypeVar("Place")


class Places:
    """What a link can lead to in a note, each kind prepared when it is first asked for."""

    def __init__(self, outline: Sequence[Heading], blocks: Sequence[Block] = ()) -> None:
        self._outline: Final = outline
        self._blocks: Final = blocks

    def heading(self, wanted: Sequence[str]) -> Heading | None:
        """Find the heading that the chain *wanted* (``#A#B``) means; None if there is none.

        As in the app, ``#A#B`` is the first B that comes after the first A and is deeper than it.
        If A's own section holds a B, that is it, since the section follows A.
        """
        place, above = -1, 0
        for text in wanted:
            levels = self._headings.get(heading_key(text), {})
            after = (_next(places, place) for level, places in levels.items() if level > above)
            place = min((p for p in after if p is not None), default=-1)
            if place < 0:
                return None
            above = self._outline[place].level
        return self._outline[place] if wanted else None

    def github_heading(self, wanted: str) -> Heading | None:
        """Find the heading whose anchor on GitHub is *wanted*: ``#11-installer-lapplication``.

        Case folded, punctuation dropped, blanks as hyphens; of headings alike the second ends in
        ``-1``.
        """
        return self._github.get(fold(wanted))

    def begins(self, wanted: str) -> str | None:
        """Return the one heading that begins with what is wanted, or the other way round."""
        key = heading_key(wanted)
        if not _BEGINNING <= len(key) <= LONGEST:
            return None
        texts = {text for _key, text in self._going_on(key)}
        for end in (m.start() for m in re.finditer(" ", key) if m.start() >= _BEGINNING):
            texts.update(text for _key, text in self._sorted[slice(*self._range(key[:end]))][:2])
        return texts.pop() if len(texts) == 1 else None

    def block(self, wanted: str) -> Block | None:
        """Return the first block with that id; case does not count."""
        return self._by_id.get(fold(wanted))

    def same_mark(self, wanted: str) -> str | None:
        """Return the one block whose id differs by hyphens and zeros alone (``cur6``)."""
        key = _mark_key(wanted)
        same = self._marks.get(key, ()) if key else ()
        return same[0] if len(same) == 1 else None

    def like_heading(self, wanted: str) -> str | None:
        """Return the heading that *wanted* most likely misspells."""
        return self._near_headings.suggest(wanted)

    def like_block(self, wanted: str) -> str | None:
        """Return the id of a block that *wanted* most likely misspells."""
        return self._near_blocks.suggest(wanted)

    @cached_property
    def _headings(self) -> dict[str, dict[int, list[int]]]:
        """Places in the outline, by key and level."""
        known: dict[str, dict[int, list[int]]] = {}
        for place, heading in enumerate(self._outline):
            levels = known.setdefault(heading_key(heading.text), {})
            levels.setdefault(heading.level, []).append(place)
        return known

    @cached_property
    def _github(self) -> dict[str, Heading]:
        counts: dict[str, int] = {}
        known: dict[str, Heading] = {}
        for heading in self._outline:
            anchor = _NOT_GITHUB.sub("", fold(heading.text)).replace(" ", "-")
            turn = counts.get(anchor, 0)
            counts[anchor] = turn + 1
            known.setdefault(f"{anchor}-{turn}" if turn else anchor, heading)
        return known

    @cached_property
    def _sorted(self) -> list[tuple[str, str]]:
        return sorted({(heading_key(h.text), h.text) for h in self._outline})

    def _going_on(self, key: str) -> list[tuple[str, str]]:
        """Return two at most of the headings that begin with a key and go on with another word."""
        first = bisect_left(self._sorted, (key + " ",))
        return [pair for pair in self._sorted[first : first + 2] if pair[0].startswith(key + " ")]

    def _range(self, key: str) -> tuple[int, int]:
        """Return between which places the headings of a key stand."""
        return bisect_left(self._sorted, (key,)), bisect_left(self._sorted, (key + "\0",))

    @cached_property
    def _by_id(self) -> dict[str, Block]:
        return {fold(block.block): block for block in reversed(self._blocks)}

    @cached_property
    def _marks(self) -> dict[str, list[str]]:
        known: dict[str, list[str]] = {}
        for block in self._blocks:
            known.setdefault(_mark_key(block.block), []).append(block.block)
        return known

    @cached_property
    def _near_headings(self) -> _Near:
        return _Near(h.text for h in self._outline)

    @cached_property
    def _near_blocks(self) -> _Near:
        return _Near(b.block for b in self._blocks)


class _Near:
    """Names, and what was asked of them: an answer stays, whatever was asked in between."""

    def __init__(self, known: Iterable[str]) -> None:
        self._choices: Final = Choices(known)
        self._answers: Final[dict[str, str | None]] = {}
        self._left = MOST_COMPARED

    def suggest(self, wanted: str) -> str | None:
        """Return the name that *wanted* most likely misspells; None once too many were asked."""
        if wanted not in self._answers:
            self._answers[wanted] = self._choices.suggest(wanted) if self._left > 0 else None
            self._left -= len(self._choices)
        return self._answers[wanted]


def places(note: Note) -> Places:
    """Return the places of a note; of one that is linked to often they are prepared once."""
    return _places(_Same(note.outline), _Same(note.blocks))


class _Same(Generic[Place]):
    """A sequence as the key of a cache, compared by what it is and not by what it holds."""

    __slots__ = ("items",)

    def __init__(self, items: Sequence[Place]) -> None:
        self.items = items

    def __hash__(self) -> int:
        return id(self.items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.items is other.items


@lru_cache(maxsize=_KEPT)
def _places(outline: _Same[Heading], blocks: _Same[Block]) -> Places:
    return Places(outline.items, blocks.items)


def _next(known: list[int], place: int) -> int | None:
    """Return the first number above ``place`` of a sorted list."""
    at = bisect_right(known, place)
    return known[at] if at < len(known) else None


def _mark_key(block: str) -> str:
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", re.sub(r"[\W_]", "", fold(block)))
