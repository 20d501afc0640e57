"""Dates as people read them."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from vademecum.core.records import Note, text_property
from vademecum.i18n import _


def long_date(iso: str, language: str) -> str:
    """Return a date as a sentence says it; what is no date, as it stands."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    said = str(format_date(day, "long", locale=language))
    return _("1 %(month)s") % {"month": said[2:]} if said.startswith("1 ") else said


def note_date(note: Note) -> str:
    """Return the date of a note's last change as its author gives it (YYYY-MM-DD), else empty."""
    found = text_property(note, "updated", "modified", "maj", "date")
    return found[:10] if len(found) >= 10 and found[4:5] == "-" == found[7:8] else ""
