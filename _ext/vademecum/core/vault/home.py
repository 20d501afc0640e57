"""The home note of a vault, and the title of a note that has not been laid out yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from vademecum.core.names import NotePath, named_home, note_name, printed
from vademecum.core.properties.front_matter import FrontMatter, Value, read_front_matter
from vademecum.core.text import one_line
from vademecum.core.vault.publication import is_draft
from vademecum.core.vault.wikilink import parse_wikilink

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
