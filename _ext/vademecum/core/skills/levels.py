"""Levels as they are written: ``niveau 2`` in a field's name, a bare number in its value."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from vademecum.core.skills.vocabulary import SKILL_FIELDS, key_of

NOT_REQUIRED = 0
"""The level of a skill that a role says it does not need."""


@dataclass(frozen=True, slots=True)
class LevelName:
    """A field's name that means a level; ``written``: what stands where the number should."""

    written: str
    number: int | None


def parse_level_name(name: str, numbers: Collection[int]) -> LevelName | None:
    """Read ``niveau 2``; None if *name* means no level at all.

    ``niveau`` alone and ``niveau beaucoup`` mean one, but which is not known; what has more words
    (« niveau de langue ») means none.
    """
    first, _, rest = name.strip().partition(" ")
    rest = rest.strip()
    if key_of(first, SKILL_FIELDS) != "level" or " " in rest:
        return None
    return LevelName(rest, parse_level(rest, numbers))


def parse_level(text: str, numbers: Collection[int]) -> int | None:
    """Read a level's number; None unless it is one of *numbers*."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) < 4):
        return None
    return int(digits) if int(digits) in numbers else None
