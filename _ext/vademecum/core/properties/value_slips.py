"""Values of properties that mean something to the handbook, and are misspelt: days, yes or no."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from rapidfuzz.distance import OSA

from vademecum.core.names import fold, without_marks
from vademecum.core.properties.front_matter import FrontMatter
from vademecum.core.slips.source import Slip, shown

_DATES: Final = frozenset(
    "date created updated modified published maj cree creee modifie publie mise-a-jour datum "
    "data creato geandert".split()
)
_STATES: Final = frozenset({"statut", "status", "etat", "stato"})
_FLAGS: Final = frozenset({"publish", "draft", "competences", "skills"})
_DRAFTS: Final = ("brouillon", "draft", "entwurf", "bozza", "ébauche")
_BOOLEANS: Final = {"true": "true", "false": "false", "vrai": "true", "faux": "false"}
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})([T ].*)?")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_YEAR_FIRST: Final = re.compile(r"(\d{4})\s*[/.]\s*(\d{1,2})\s*[/.]\s*(\d{1,2})")
_TWO_DIGITS: Final = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{2}")
_WORDS: Final = re.compile(r"(\d{1,2})(?:er)?\s+([^\W\d_]+)\.?\s+(\d{4})")
_MONTHS: Final = (
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split()
)


def value_slips(front: FrontMatter, lines: Sequence[str]) -> Iterator[Slip]:
    """Yield the values that are none, each with what to write."""
    for name, value in front.values.items():
        key, line = without_marks(name).replace(" ", "-"), front.lines.get(name, 1)
        if not isinstance(value, str) or not value.strip():
            continue
        text = value.strip()
        if key in _DATES and _is_bad_day(text):
            yield _slip("property-date", lines, line, name, text, _day(text))
        elif key in _STATES and (near := _near(text, _DRAFTS, 2)):
            yield _slip("property-value", lines, line, name, text, near)
        elif key in _FLAGS and (near := _near(text, tuple(_BOOLEANS), 2)):
            yield _slip("property-value", lines, line, name, text, _BOOLEANS[near])


def _is_bad_day(text: str) -> bool:
    iso = _ISO.fullmatch(text)
    if iso is not None:
        return len(iso[2]) + len(iso[3]) < 4 or _date(iso[1], iso[2], iso[3]) is None
    forms = (_DAY_FIRST, _YEAR_FIRST, _TWO_DIGITS)
    return any(form.fullmatch(text) for form in forms) or bool(_day(text))


def _day(text: str) -> str:
    """Return the day that a text plainly means, as YAML has it; empty if it means none."""
    if match := _DAY_FIRST.fullmatch(text):
        day = _date(match[3], match[2], match[1])
    elif match := _YEAR_FIRST.fullmatch(text) or _ISO.fullmatch(text):
        day = _date(match[1], match[2], match[3])
    elif (match := _WORDS.fullmatch(text)) and without_marks(match[2]) in _MONTHS:
        day = _date(match[3], str(_MONTHS.index(without_marks(match[2])) + 1), match[1])
    else:
        day = None
    return day.isoformat() if day is not None else ""


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


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
    sure = bool(instead) and source.count(text) == 1 and not _DAY_FIRST.fullmatch(text)
    # Of 05/06/2026 nobody knows the month; of 31/01/2026 everybody does.
    if _DAY_FIRST.fullmatch(text) and instead and int(instead[-2:]) > 12:
        sure = source.count(text) == 1
    return Slip(code, line, text if sure else "", instead if sure else "", args)
