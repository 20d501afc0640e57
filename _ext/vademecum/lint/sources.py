"""What rules look at: a note's lines, what was read of a note, all notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from vademecum.handbook import Handbook, Unpublished
from vademecum.markdown.read_context import Layout, ReadContext
from vademecum.settings import Settings
from vademecum.skills.declared import Declared
from vademecum.skills.notation import DomainSpec
from vademecum.skills.register import Register
from vademecum.vault.index import VaultIndex, Via
from vademecum.vault.names import NotePath, note_name
from vademecum.vault.records import Finding, Note

_HIDDEN: Final = "\ufffc"
# Code, math, comments of HTML, an escaped sign, comments of Obsidian: no rule looks into them.
_CODE: Final = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|\$[^\s$][^$]*\$|<!--.*?-->|\\.|%%.*?%%")
_LONGEST: Final = 2_000


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


def at(code: str, line: int, raw: str = "", suggestion: str = "", /, **args: object) -> Finding:
    """Return a finding in a line of the note that a rule looks at: it gets the note's path."""
    return Finding.of(code, "", line, raw, suggestion, **args)


def _hide(match: re.Match[str]) -> str:
    return _HIDDEN * len(match[0])


@dataclass(frozen=True, slots=True)
class ReadNote:
    """A note's record, and what its reading remembers besides; ``read.line`` gives a line.

    ``trusted``: a guest's note, whose text is its author's business.
    """

    note: Note
    read: ReadContext
    declared: Declared
    trusted: bool = False

    @property
    def source(self) -> Source | None:
        """The note's lines, None if nobody knows which are code, tables or footnotes."""
        read = self.read
        if self.trusted or read.layout is None:
            return None
        return Source(read.lines, read.layout, read.front.body_line, read.lists)

    def fixed(self, code: str, line: int, raw: str, suggestion: str, /, **args: object) -> Finding:
        """Return a finding with a fix, if ``raw`` stands in the line as it is."""
        plain = bool(suggestion) and raw in self.read.line(line)
        return at(code, line, *((raw, suggestion) if plain else ("", "")), **args)


def no_size(_path: NotePath) -> int:
    """Return 0: of a vault that is read from records alone nobody knows the files."""
    return 0


def no_lines(_path: str) -> Sequence[str]:
    """Return no line, for the same reason."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadVault:
    """All notes, and what they are measured by.

    ``picture``: the file that the settings name for pages that are shared. ``lines`` reads a
    note's source, ``sizes`` says how many bytes a file of the vault has.
    """

    handbook: Handbook
    index: VaultIndex
    domains: Sequence[DomainSpec]
    declared: Declared
    register: Register = field(default_factory=Register)
    unpublished: Unpublished = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    today: date = date.min
    picture: NotePath | None = None
    lines: Callable[[str], Sequence[str]] = no_lines
    sizes: Callable[[NotePath], int] = no_size

    @property
    def notes(self) -> Mapping[NotePath, Note]:
        """The notes by path."""
        return self.handbook.notes

    def note_named(self, name: str, source: str) -> str:
        """Return the name, or path and name, of the one note *name* leads to; else empty."""
        match = self.index.resolve(name, NotePath(source))
        if match.path is None or match.others or match.via in {Via.ALIAS, Via.FORMER}:
            return ""
        return name if "/" in name else note_name(match.path)
