"""The day that a text plainly means, as people write days in French, German, Italian, English."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from vademecum.vault.names import without_marks

ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})([T ].*)?")
DAY_FIRST: Final = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
YEAR_FIRST: Final = re.compile(r"(\d{4})\s*[/.]\s*(\d{1,2})\s*[/.]\s*(\d{1,2})")
_WORDS: Final = re.compile(
    r"(?:[^\W\d_]+,?\s+)?(\d{1,2})(?:er|\.|º|°|st|nd|rd|th)?\s+([^\W\d_]+)\.?\s+(\d{4})"
)
_MONTH_FIRST: Final = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_MONTHS: Final = tuple(
    frozenset(names.split())
    for names in (
        "janvier janv januar jan january gennaio gen",
        "fevrier fevr fev februar feb february febbraio",
        "mars marz mar march marzo",
        "avril avr april apr aprile",
        "mai may maggio mag",
        "juin juni jun june giugno giu",
        "juillet juil juli jul july luglio lug",
        "aout august aug agosto ago",
        "septembre sept september sep settembre set",
        "octobre oct oktober okt october ottobre ott",
        "novembre nov november novembre",
        "decembre dec dezember dez december dicembre dic",
    )
)
RELATIVE: Final = frozenset(
    "hier aujourd'hui aujourdhui demain gestern heute morgen yesterday today tomorrow ieri oggi "
    "domani".split()
)


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
    return next((str(n) for n, names in enumerate(_MONTHS, 1) if plain in names), "0")
