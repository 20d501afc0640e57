"""Values of properties that mean something to the handbook, and are misspelt: days, yes or no."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rapidfuzz.distance import OSA

from vademecum.core.names import fold, without_marks
from vademecum.core.properties.days import DAY_FIRST, ISO, RELATIVE, YEAR_FIRST, day_at, day_meant
from vademecum.core.properties.front_matter import FrontMatter
from vademecum.core.slips.source import Slip, shown

_DATES: Final = frozenset(
    "date created updated modified published maj cree creee modifie publie mise-a-jour datum "
    "data creato geandert erstellt aktualisiert modificato aggiornato pubblicato".split()
)
_STATES: Final = frozenset({"statut", "status", "etat", "stato"})
_FLAGS: Final = frozenset({"publish", "draft", "competences", "skills"})
_DRAFTS: Final = ("brouillon", "draft", "entwurf", "bozza", "ébauche")
_BOOLEANS: Final = {"true": "true", "false": "false", "vrai": "true", "faux": "false"}
_TWO_DIGITS: Final = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{2}")


def value_slips(front: FrontMatter, lines: Sequence[str]) -> Iterator[Slip]:
    """Yield the values that are none, each with what to write."""
    for name, value in front.values.items():
        key, line = without_marks(name).replace(" ", "-"), front.lines.get(name, 1)
        if not isinstance(value, str) or not value.strip():
            continue
        text = value.strip()
        if key in _DATES and _is_bad_day(text):
            yield _slip("property-date", lines, line, name, text, day_meant(text))
        elif key in _STATES and (near := _near(text, _DRAFTS, 2)):
            yield _slip("property-value", lines, line, name, text, near)
        elif key in _FLAGS and (near := _near(text, tuple(_BOOLEANS), 2)):
            yield _slip("property-value", lines, line, name, text, _BOOLEANS[near])


def _is_bad_day(text: str) -> bool:
    iso = ISO.fullmatch(text)
    if iso is not None:
        return len(iso[2]) + len(iso[3]) < 4 or day_at(iso[1], iso[2], iso[3]) is None
    forms = (DAY_FIRST, YEAR_FIRST, _TWO_DIGITS)
    return (
        fold(text) in RELATIVE
        or any(form.fullmatch(text) for form in forms)
        or bool(day_meant(text))
    )


def _near(text: str, known: Sequence[str], reach: int) -> str:
    """Return the one known word that *text* misspells; empty if it is one, or near none."""
    wanted = fold(text)
    if len(wanted) > 20 or wanted in map(fold, known):
        return ""
    reach = min(reach, max(1, len(wanted) // 4))
    close = [word for word in known if OSA.distance(wanted, fold(word)) <= reach]
    return close[0] if len(close) == 1 and len(wanted) > 3 else ""


def _slip(code: str, lines: Sequence[str], line: int, name: str, text: str, instead: str) -> Slip:
    source = lines[line - 1] if 0 < line <= len(lines) else ""
    args = (("name", name), ("value", shown(text)), ("suggestion", instead or "2026-01-31"))
    sure = bool(instead) and source.count(text) == 1 and not DAY_FIRST.fullmatch(text)
    # Of 05/06/2026 nobody knows the month; of 31/01/2026 everybody does.
    if DAY_FIRST.fullmatch(text) and instead and int(instead[-2:]) > 12:
        sure = source.count(text) == 1
    return Slip(code, line, text if sure else "", instead if sure else "", args)
