"""Dates as people read them."""

from __future__ import annotations

from datetime import date

from babel.core import UnknownLocaleError
from babel.dates import format_date

from vademecum.core.records import Note, text_property
from vademecum.i18n import _


def long_date(iso: str, language: str) -> str:
    """Return a date (YYYY-MM-DD) in words; another text, or an unknown language, unchanged."""
    try:
        day = date.fromisoformat(iso)
        text = str(format_date(day, "long", locale=language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return iso
    return _("1 %(month)s") % {"month": text[2:]} if text.startswith("1 ") else text


def note_date(note: Note) -> str:
    """Return the date that a note gives itself (YYYY-MM-DD), else empty."""
    return stated_change(note) or _day(text_property(note, "date"))


def stated_change(note: Note) -> str:
    """Return the date of a note's last change as its author gives it (YYYY-MM-DD), else empty."""
    return _day(text_property(note, "updated", "modified", "maj"))


def _day(value: str) -> str:
    return value[:10] if len(value) >= 10 and value[4:5] == "-" == value[7:8] else ""
