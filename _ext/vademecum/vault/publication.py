"""Which notes the vault itself says are not for readers.

Obsidian's template folder and excluded files are in ``.obsidian``; a note says it of itself by
``publish: false`` (as Obsidian Publish has it), ``draft: true`` or its status.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from vademecum.languages import words
from vademecum.vault.front_matter import FrontMatter, Value, read_front_matter
from vademecum.vault.names import NotePath, fold, named_home, note_name, printed
from vademecum.vault.text import one_line
from vademecum.vault.wikilink import parse_wikilink

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


TEMPLATES_FILE: Final = ".obsidian/templates.json"
APP_FILE: Final = ".obsidian/app.json"
PATH_LIMIT: Final = 1000
"""Characters beyond which a path is not compared with a pattern."""

_NUMBER: Final = re.compile(r"[ \t]\^([A-Za-z][A-Za-z0-9]*-[0-9]+)[ \t]*$", re.MULTILINE)
_NO: Final = frozenset({*words("words", "no"), "0"})
_YES: Final = frozenset({*words("words", "yes"), "1"})
_STATUS: Final = frozenset(map(fold, words("fields", "status")))
_DRAFTS: Final = frozenset(words("words", "draft"))


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


_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING: Final = re.compile(r" {0,3}#[ \t]++(.*)$")
_MARKUP: Final = re.compile(
    r"\[\[(?:[^\[\]|]*+\|)?([^\[\]]*+)\]\]|\[([^\[\]]*+)\]\([^()]*+\)|[*_`=]{1,3}"
)


def home_note(
    paths: Iterable[NotePath], front_of: Callable[[NotePath], FrontMatter]
) -> NotePath | None:
    """Return the home note of a vault, from the notes at its root.

    By its name, else the first published note without a parent; None if there is none. Properties
    are asked for only as far as one must.
    """
    ordered = sorted(paths, key=lambda path: (printed(path), path))
    named = named_home(ordered)
    return named or next((path for path in ordered if _stands_first(front_of(path))), None)


def _stands_first(front: FrontMatter) -> bool:
    return named_parent(front.values) is None and not is_draft(front)


def named_parent(properties: Mapping[str, Value]) -> str | None:
    """Return the note that a note's properties put above it, as it is written; None if none."""
    navigation = properties.get("eleventyNavigation")
    nested = navigation.get("parent") if isinstance(navigation, dict) else None
    for value in (properties.get("parent"), nested):
        if isinstance(value, str) and value.strip():
            text = value.strip()
            link = parse_wikilink(text[2:-2]) if text.startswith("[[") else None
            return link.target if link is not None else text
    return None


def first_heading(text: str) -> str:
    """Return the first H1 of a note's source, without markup; empty if it has none."""
    front = read_front_matter(text)
    fence = ""
    for line in text.split("\n")[front.body_line :]:
        mark = _FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) else fence
        elif mark:
            fence = mark[1]
        elif heading := _HEADING.match(line):
            words = heading[1].rstrip(" \t").rstrip("#").rstrip(" \t")
            return one_line(_MARKUP.sub(lambda match: match[1] or match[2] or "", words))
    return ""


def source_title(path: NotePath, text: str) -> str:
    """Return the title of a note: its first H1, else its name."""
    return first_heading(text) or note_name(path)
