"""Fields as they are written: ``name:: value`` at the start of an item, ``[name:: value]`` inside.

The form is that of Obsidian's Dataview, stricter: the name, two colons and a blank, nothing
between. ``std::vector`` is text. Which names mean something is not said here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

# Emphasis around the name (« **statut**:: ébauche ») changes nothing.
_NAME: Final = r"(?P<name>[^\W_](?:[\w '’°.-]{0,38}\w)?)"
_FIELD: Final = re.compile(
    rf"[\s*_]*{_NAME}[*_]{{0,3}}::[*_]{{0,3}}(?=\s|$)(?P<value>.*)", re.DOTALL
)
_INLINE: Final = re.compile(rf"\[{_NAME}::(?=[\s\]])(?P<value>[^\[\]]*)\]")
_SIGNS: Final = r"\s*+[:\uff1a=]{1,4}+[\s:\uff1a]*+"
_ALMOST: Final = re.compile(rf"[\s*_]*{_NAME}[*_]{{0,3}}{_SIGNS}(?P<value>.*)", re.DOTALL)
_DASHED: Final = re.compile(
    r"[\s*_]*(?P<name>[^\W\d_]+ \d)[*_]{0,3}\s*[-–—.)]\s+(?P<value>\S.*)", re.DOTALL
)
"""« Niveau 2 - J'écris », as no other field is written."""
_ALMOST_INLINE: Final = re.compile(rf"\[{_NAME}{_SIGNS}(?P<value>[^\[\]]*+)\](?!\()")
_WITHOUT_BRACKETS: Final = re.compile(
    r"(?<!\w)[\[(]?(?P<name>[^\W\d_]+)::?[ \u00a0]*+(?P<value>[^\[\]():]+?)[\])]?"
    r"(?=(?<![\s.])[\s.]*+$|(?<!\s)\s++\[)"
    r"|\((?P<named>[^\W\d_]+)[ \u00a0]+(?P<number>\d)\)"
    r"|\[(?P<other>[^\W\d_]+)[ \u00a0]+(?P<digit>\d)\]"
)


@dataclass(frozen=True, slots=True)
class WrittenField:
    """A name and a value as typed, without the blanks around them; the value may be empty."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class InlineField:
    """A field inside a text, and where it stands there."""

    start: int
    end: int
    field: WrittenField


def read_field(text: str) -> WrittenField | None:
    """Return the field that the item *text* is, None if it is none."""
    return _written(_FIELD.fullmatch(text))


def inline_fields(text: str) -> Iterator[InlineField]:
    """Yield the fields between brackets in *text*, in order."""
    yield from _inline(_INLINE, text)


def almost_field(text: str) -> WrittenField | None:
    """Return the field that the item *text* would be with two colons and a blank after them."""
    if _FIELD.fullmatch(text):
        return None
    return _written(_ALMOST.fullmatch(text) or _DASHED.fullmatch(text))


def almost_inline(text: str) -> Iterator[InlineField]:
    """Yield what would be a field between brackets with two colons and a blank after them."""
    for field in _inline(_ALMOST_INLINE, text):
        if not _INLINE.fullmatch(text[field.start : field.end]):
            yield field


def without_brackets(text: str) -> Iterator[InlineField]:
    """Yield what would be a field in *text* between brackets: ``niveau:: 2``, ``(niveau 2)``."""
    for match in _WITHOUT_BRACKETS.finditer(text):
        if not _INLINE.fullmatch(match[0]) and not _ALMOST_INLINE.fullmatch(match[0]):
            name = match["name"] or match["named"] or match["other"]
            value = match["value"] or match["number"] or match["digit"]
            yield InlineField(match.start(), match.end(), WrittenField(name, value.strip()))


def _inline(pattern: re.Pattern[str], text: str) -> Iterator[InlineField]:
    for match in pattern.finditer(text):
        written = _written(match)
        assert written is not None
        yield InlineField(match.start(), match.end(), written)


def _written(match: re.Match[str] | None) -> WrittenField | None:
    return WrittenField(match["name"], match["value"].strip()) if match else None
