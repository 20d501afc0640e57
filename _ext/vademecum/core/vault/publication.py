"""Which notes the vault itself says are not for readers.

Obsidian's template folder and excluded files are in ``.obsidian``; a note says it of itself by
``publish: false`` (as Obsidian Publish has it), ``draft: true`` or its status.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from vademecum.core.names import fold
from vademecum.core.properties.front_matter import FrontMatter, Value
from vademecum.core.settings.patterns import safe_pattern

TEMPLATES_FILE: Final = ".obsidian/templates.json"
APP_FILE: Final = ".obsidian/app.json"
PATH_LIMIT: Final = 1000
"""Characters beyond which a path is not compared with a pattern."""

_NUMBER: Final = re.compile(r"[ \t]\^([A-Za-z][A-Za-z0-9]*-[0-9]+)[ \t]*$", re.MULTILINE)
_NO: Final = frozenset({"false", "faux", "falsch", "falso", "no", "non", "nein", "0"})
_YES: Final = frozenset({"true", "vrai", "wahr", "vero", "yes", "oui", "ja", "si", "sì", "1"})
_STATUS: Final = frozenset({"statut", "status", "stato"})
_DRAFTS: Final = frozenset({"brouillon", "draft", "entwurf", "bozza"})


@dataclass(frozen=True, slots=True)
class Exclusions:
    """What Obsidian is told to leave aside: starts of paths, folded, and patterns."""

    starts: tuple[str, ...] = ()
    patterns: tuple[re.Pattern[str], ...] = ()

    def cover(self, path: str) -> bool:
        """Say whether a path of the vault is among them."""
        folded = fold(path)
        if any(folded == start or folded.startswith(start + "/") for start in self.starts):
            return True
        short = len(path) <= PATH_LIMIT
        return short and any(pattern.search(path) for pattern in self.patterns)


def read_exclusions(templates: str, app: str, folders: tuple[str, ...] = ()) -> Exclusions:
    """Read the two files of Obsidian's settings (empty: there is none), and add *folders*."""
    starts = [fold(folder) for folder in folders]
    template_folder = _json(templates).get("folder")
    if isinstance(template_folder, str):
        starts.append(fold(template_folder.strip("/ ")))
    patterns = []
    filters = _json(app).get("userIgnoreFilters")
    for entry in filters if isinstance(filters, list) else ():
        if not isinstance(entry, str):
            continue
        if len(entry) > 2 and entry.startswith("/") and entry.endswith("/"):
            pattern = safe_pattern(entry[1:-1])
            patterns += [pattern] if pattern is not None else []
        else:
            starts.append(fold(entry.strip("/ ")))
    return Exclusions(tuple(dict.fromkeys(s for s in starts if s)), tuple(patterns))


def skill_numbers(text: str) -> frozenset[str]:
    """Return the numbers of skills whose marks (``^cur-06``) end a line of a note's source."""
    return frozenset(number.upper() for number in _NUMBER.findall(text))


def is_draft(front: FrontMatter) -> bool:
    """Say whether a note says of itself that it is not for readers."""
    values: Mapping[str, Value] = {fold(key): value for key, value in front.values.items()}
    if _word(values.get("publish")) in _NO or _word(values.get("draft")) in _YES:
        return True
    return any(_word(values.get(name)) in _DRAFTS for name in _STATUS)


def _word(value: Value) -> str:
    return fold(str(value)).strip() if value is not None else ""


def _json(text: str) -> dict[str, Any]:
    try:
        read = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}
