"""In which language a note's title and quotes are, where it is another than the handbook's.

``lang`` is the language of a note's own text. A resource says with ``langue`` in which language
it is, which its title mostly has as well; a note whose title was translated, or that quotes in
another language, says so itself. A screen reader then speaks it.
"""

from __future__ import annotations

import re
from typing import Final

from vademecum.core.normalise import normalised
from vademecum.core.records import Note, text_property
from vademecum.core.skills.resource_record import language_code, resource_record
from vademecum.core.skills.vocabulary import NOTE_PROPERTIES, key_of

_TAG: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")
"""A language as HTML and PDF name it: ``en``, ``de-CH``."""


def title_language(note: Note, own: str) -> str:
    """Return the language of a title; empty if it is ``own``, or if nothing says."""
    return _foreign(_said(note, "title_language") or _lang(note) or _of_record(note), own)


def quotes_language(note: Note, own: str) -> str:
    """Return the language of a note's quotes; empty if it is ``own``, or if nothing says."""
    return _foreign(_said(note, "quotes_language"), own)


def body_language(note: Note, own: str) -> str:
    """Return the language of a note's own text; empty if it is ``own``, or if nothing says."""
    return _foreign(_lang(note), own)


def shows_title(text: str, title: str) -> bool:
    """Return whether a link shows a title, who made it perhaps after it, and not other words."""
    return f"{normalised(text)} ".startswith(f"{normalised(title)} ")


def _lang(note: Note) -> str:
    return text_property(note, "lang")


def _of_record(note: Note) -> str:
    return resource_record(note.properties).language if note.properties else ""


def _said(note: Note, key: str) -> str:
    for name, value in note.properties.items():
        if isinstance(value, str) and key_of(name, NOTE_PROPERTIES) == key:
            return value
    return ""


def _foreign(written: str, own: str) -> str:
    """Return the first of several languages, unless the handbook's own is among them."""
    codes = [language_code(part) for part in written.split(",") if part.strip()]
    known = [code for code in codes if _TAG.fullmatch(code)]
    if not known or own[:2] in {code[:2] for code in known}:
        return ""
    return known[0]
