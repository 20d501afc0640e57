"""Regular expressions that a vault may bring: only forms that no text can make slow."""

from __future__ import annotations

import re
from typing import Final

_PATTERN_LIMIT: Final = 200
_ATOM: Final = (
    r"(?:[^\\\[\](){}*+?|^$]|\\[dws.+*?()\[\]{}|^$/\\-]|\[\^?(?:[^\[\]\\^]|\\[dws.\-/\\])+\])"
)
_QUANTITY: Final = r"(?:[*+?]|\{\d{1,3}(?:,\d{0,3})?\})"
_SAFE: Final = re.compile(rf"(?:{_ATOM}{_QUANTITY}?)+")
_LOOSE: Final = re.compile(rf"{_ATOM}(?:[*+]|\{{\d+,\d*\}})")
_LOOSE_LIMIT: Final = 3


def safe_pattern(pattern: str) -> re.Pattern[str] | None:
    """Compile *pattern*, None if it holds groups, alternatives or more than three loose repeats.

    ``^`` at its start and ``$`` at its end are allowed. On a text of n characters it costs n^4 at
    most, and callers bound n.
    """
    core = pattern.removeprefix("^")
    core = core[:-1] if core.endswith("$") and not core.endswith("\\$") else core
    if len(pattern) > _PATTERN_LIMIT or not _SAFE.fullmatch(core):
        return None
    if len(_LOOSE.findall(core)) > _LOOSE_LIMIT:
        return None
    try:
        return re.compile(pattern)
    except re.error:
        return None
