"""``vademecum.toml``: what a vault says of itself, checked key by key.

The file comes with the notes and is as untrusted as they are.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from vademecum.lint.wanted import Wanted, WantedError
from vademecum.settings import checks, tables
from vademecum.settings.checks import Check
from vademecum.vault.nearest import suggest

FILE_NAME: Final = "vademecum.toml"
SIZE_LIMIT: Final = 100_000
"""Characters beyond which the file is not read."""

KEYS: Final[Mapping[str, Check]] = {
    "title": checks.text,
    "language": checks.language,
    "author": checks.text,
    "institution": checks.text,
    "contact": checks.contact,
    "licence": checks.text,
    "site_url": checks.address,
    "repository_url": checks.address,
    "domains": tables.domains,
    "skill_fields": tables.fields,
    "levels": tables.levels,
    "frameworks": tables.frameworks,
    "reference_words": checks.reference_words,
    "synonyms": checks.groups,
    "skills_notes": checks.texts,
    "excluded_folders": checks.folders,
    "social_picture": checks.file,
}
"""The keys that a vault may set, each with its check."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of the file: its line (from 1), the key, what is wanted, the key perhaps meant."""

    line: int
    key: str
    wanted: Wanted
    detail: str = ""


@dataclass(frozen=True, slots=True)
class VaultFile:
    """What a vault says of itself: the values of the keys that hold, and what is wrong."""

    values: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_vault_file(text: str, reserved: Collection[str] = ()) -> VaultFile:
    """Read the text of ``vademecum.toml``; whatever it holds, nothing is raised.

    Keys in *reserved* are refused: ``conf.py`` keeps them for itself.
    """
    if len(text) > SIZE_LIMIT:
        return VaultFile(problems=(Problem(1, FILE_NAME, Wanted.SIZE, str(SIZE_LIMIT)),))
    try:
        table = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        return VaultFile(problems=(_broken(text, error),))
    values: dict[str, Any] = {}
    problems = []
    for key, value in table.items():
        try:
            values[key] = _checked(key, value, reserved)
        except WantedError as error:
            detail = _nearest(key) if error.wanted is Wanted.KNOWN else ""
            line_number = line_of(text, key, error.entry or 0)
            problems.append(Problem(line_number, key, error.wanted, detail))
    problems.sort(key=lambda problem: problem.line)
    return VaultFile(values, tuple(problems))


def _checked(key: str, value: object, reserved: Collection[str]) -> Any:
    if key not in KEYS:
        raise WantedError(Wanted.KNOWN)
    if key in reserved:
        raise WantedError(Wanted.RESERVED)
    return KEYS[key](value)


def _broken(text: str, error: Exception) -> Problem:
    place = re.search(r"at line (\d+)", str(error))  # else it is at the end of the document
    line = int(place[1]) if place else text.rstrip().count("\n") + 1
    return Problem(line, FILE_NAME, Wanted.TOML, str(error)[:120])


def _nearest(key: str) -> str:
    return suggest(key, KEYS) or ""


def line_of(text: str, key: str, entry: int = 0) -> int:
    """Return the line where *key* stands, or the table of that place in a list of tables."""
    name = rf"""(?:{re.escape(key)}|"{re.escape(key)}"|'{re.escape(key)}')"""
    tables = list(re.finditer(rf"^[ \t]*\[\[[ \t]*{name}[ \t]*\]\]", text, re.MULTILINE))
    if entry < len(tables):
        return text.count("\n", 0, tables[entry].start()) + 1
    plain = re.search(rf"^[ \t]*\[?[ \t]*{name}[ \t]*[=.\]]", text, re.MULTILINE)
    return text.count("\n", 0, plain.start()) + 1 if plain else 1
