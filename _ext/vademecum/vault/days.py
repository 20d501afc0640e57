"""The day that a text plainly means, as people write days in any of our languages."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from vademecum.languages import words
from vademecum.vault.names import without_marks

ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})([T ].*)?")
DAY_FIRST: Final = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
YEAR_FIRST: Final = re.compile(r"(\d{4})\s*[/.]\s*(\d{1,2})\s*[/.]\s*(\d{1,2})")
_WORDS: Final = re.compile(
    r"(?:[^\W\d_]+,?\s+)?(\d{1,2})(?:er|\.|º|°|st|nd|rd|th)?\s+([^\W\d_]+)\.?\s+(\d{4})"
)
_MONTH_FIRST: Final = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_MONTHS: Final = tuple(frozenset(words("days", f"month_{number}")) for number in range(1, 13))
RELATIVE: Final = frozenset(words("days", "relative"))


def day_meant(text: str) -> str:
    """Return the day that a text plainly means, as YAML has it; empty if it means none."""
    if match := DAY_FIRST.fullmatch(text):
        day = day_at(match[3], match[2], match[1])
    elif match := YEAR_FIRST.fullmatch(text) or ISO.fullmatch(text):
        day = day_at(match[1], match[2], match[3])
    elif match := _WORDS.fullmatch(text):
        day = day_at(match[3], _month(match[2]), match[1])
    elif match := _MONTH_FIRST.fullmatch(text):
        day = day_at(match[3], _month(match[1]), match[2])
    else:
        day = None
    return day.isoformat() if day is not None else ""


def day_at(year: str, month: str, day: str) -> date | None:
    """Return a day of the calendar, None if there is none."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _month(name: str) -> str:
    plain = without_marks(name)
    return next((str(n) for n, month in enumerate(_MONTHS, 1) if plain in month), "0")
