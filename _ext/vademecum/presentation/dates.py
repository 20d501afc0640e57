"""Dates as people read them."""

from __future__ import annotations

from datetime import date

from babel.core import UnknownLocaleError
from babel.dates import format_date

from vademecum.i18n import _


def long_date(iso: str, language: str) -> str:
    """Return a date (YYYY-MM-DD) in words; another text, or an unknown language, unchanged."""
    try:
        day = date.fromisoformat(iso)
        text = str(format_date(day, "long", locale=language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return iso
    return _("1 %(month)s") % {"month": text[2:]} if text.startswith("1 ") else text
