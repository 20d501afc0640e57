"""A note's source as slips are looked for in it: what stands in code is out of sight."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

_HIDDEN: Final = "\ufffc"
_CODE: Final = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|\$[^\s$][^$]*\$|<!--.*?-->|\\.|%%.*?%%")
_LONGEST: Final = 2_000
SHOWN: Final = 80
"""How many characters of what is written a message repeats."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip: the code of its finding, its line, what was written and what to write instead.

    ``instead`` is empty if ``written`` cannot be replaced word for word; ``args``: what the
    message says besides.
    """

    code: str
    line: int
    written: str = ""
    instead: str = ""
    args: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """What the grammar has made of a note's lines, which count from 1.

    ``hidden``: lines of code, formulas, comments and HTML; ``tables``: lines of tables;
    ``footnotes``: labels of the footnotes that stand in the note; ``fences`` and ``comments``:
    lines in which a code block, an HTML comment begins that nothing closes; ``indented``: first
    and last line of what four blanks make code of, outside lists and quotes.
    """

    hidden: frozenset[int] = frozenset()
    tables: frozenset[int] = frozenset()
    footnotes: frozenset[str] = frozenset()
    fences: tuple[int, ...] = ()
    comments: tuple[int, ...] = ()
    indented: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Source:
    """The lines of a note's body; ``lists``: its lists mean something (skills, a role)."""

    lines: Sequence[str]
    layout: Layout = field(default_factory=Layout)
    body_line: int = 0
    lists: bool = False

    @cached_property
    def seen(self) -> Sequence[tuple[int, str]]:
        """Number and text of the lines that are text, code in them hidden."""
        return [
            (number, _CODE.sub(_hide, line))
            for number, line in enumerate(self.lines, 1)
            if number > self.body_line
            and number not in self.layout.hidden
            and len(line) <= _LONGEST
        ]


def _hide(match: re.Match[str]) -> str:
    return _HIDDEN * len(match[0])


def shown(text: str) -> str:
    """Return the beginning of what is written, as a message repeats it."""
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
