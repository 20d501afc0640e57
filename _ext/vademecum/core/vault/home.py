"""The home note of a vault, and the title of a note that has not been laid out yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from vademecum.core.names import NotePath, named_home, note_name, printed
from vademecum.core.properties.front_matter import read_front_matter
from vademecum.core.text import one_line

_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING: Final = re.compile(r" {0,3}#[ \t]+(.*?)[ \t]*#*[ \t]*$")
_MARKUP: Final = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]|\[([^\]]*)\]\([^)]*\)|[*_`=]{1,3}")


def home_note(paths: Iterable[NotePath], has_parent: Callable[[NotePath], bool]) -> NotePath | None:
    """Return the home note: by its name, else the first note without a parent, or None."""
    ordered = sorted(paths, key=lambda path: (printed(path), path))
    named = named_home(ordered)
    return named or next((path for path in ordered if not has_parent(path)), None)


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
            return one_line(_MARKUP.sub(lambda match: match[1] or match[2] or "", heading[1]))
    return ""


def source_title(path: NotePath, text: str) -> str:
    """Return the title of a note: its first H1, else its name."""
    return first_heading(text) or note_name(path)
