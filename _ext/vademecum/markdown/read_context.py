"""The note that is being read: what the parser collects for the note's record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from docutils import nodes
from sphinx.environment import BuildEnvironment

from vademecum.settings import Settings
from vademecum.skills.items import Item
from vademecum.vault.bases import Base
from vademecum.vault.front_matter import FrontMatter
from vademecum.vault.names import NotePath
from vademecum.vault.records import Link

_KEY = "vademecum_read_context"


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


@dataclass(frozen=True, slots=True)
class ListHead:
    """A line right above a list: a heading, or a paragraph (of level 0)."""

    line: int
    text: str
    level: int = 0


@dataclass(slots=True)
class ReadContext:
    """Filled while one note is parsed, read when its record is made, dropped with ``temp_data``.

    ``ends``: the last line of each paragraph, by its first; ``turns``: how many headings have
    asked for an anchor; ``layout``: what the grammar makes of the lines, None if it could not;
    ``parts``: how many it has counted.

    What the lint looks at besides: ``malformed`` links (the first line of their block, their own,
    what is written, whether it stands in a cell); ``items`` and ``list_heads`` of lists that mean
    something (if ``lists``), ``skill_lists``, how many stand under a domain, and ``says_skills``,
    whether a note of skills says by itself that it is one; ``pictures`` without words; ``marked``,
    the texts of paragraphs in which ``**`` or ``==`` has stayed, and addresses ``in_clear``.
    """

    path: NotePath
    lines: list[str]
    settings: Settings
    front: FrontMatter
    digest: str
    links: list[Link] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    attachments: list[tuple[str, str | None]] = field(default_factory=list)
    bases: list[Base] = field(default_factory=list)
    footnotes: list[nodes.footnote] = field(default_factory=list)
    ends: dict[int, int] = field(default_factory=dict)
    turns: dict[str, int] = field(default_factory=dict)
    layout: Layout | None = None
    parts: int = 0
    lists: bool = False
    malformed: list[tuple[int, int, str, bool]] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    list_heads: list[ListHead] = field(default_factory=list)
    skill_lists: int = 0
    says_skills: bool | None = None
    pictures: list[tuple[int, str]] = field(default_factory=list)
    marked: list[tuple[int, list[str]]] = field(default_factory=list)
    in_clear: list[tuple[int, str]] = field(default_factory=list)

    @staticmethod
    def of(env: BuildEnvironment) -> ReadContext:
        """Return the note that ``env`` is reading.

        :raises KeyError: outside the reading of a note.
        """
        read_context = env.temp_data[_KEY]
        assert isinstance(read_context, ReadContext)
        return read_context

    @staticmethod
    def current(env: BuildEnvironment) -> ReadContext | None:
        """Return the note that ``env`` is reading, None if what it reads is no Markdown."""
        return ReadContext.of(env) if _KEY in env.temp_data else None

    def take(self, env: BuildEnvironment) -> None:
        """Make this the note that ``env`` is reading."""
        env.temp_data[_KEY] = self

    def add(self, link: Link) -> int:
        """Append a link; return its index."""
        self.links.append(link)
        return len(self.links) - 1

    def line(self, number: int) -> str:
        """Return a line of the source, counted from 1; empty beyond the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def as_written(self, raw: str, number: int) -> str:
        """Return a link as the source has it: in a table its bar stands behind a backslash."""
        escaped = raw.replace("|", "\\|", 1)
        source = self.line(number)
        return escaped if raw not in source and escaped in source else raw


PREFIX: Final = "v-"
"""What every id of the pages' own begins with, but those below."""

PAGE_IDS: Final = frozenset(
    "search search-empty search-facets search-more search-nearest search-results search-status "
    "vademecum".split()
)
"""The others: those of the page of the search, and the name under which our scripts find one
another: an element with that id would stand in its place."""


def is_of_page(name: str) -> bool:
    """Say whether an id is one that only the page may have."""
    return name.startswith(PREFIX) or name in PAGE_IDS


def note_id(wanted: str) -> str:
    """Return the id of a heading without the beginning that is the pages' own."""
    return wanted.replace("-", "", 1) if wanted.startswith(PREFIX) else wanted


class NoteIds(dict[str, nodes.Element]):
    """The ids of a note's document, in which those of the page are taken already."""

    def __contains__(self, name: object) -> bool:
        """Say whether docutils must look for another id."""
        return super().__contains__(name) or (isinstance(name, str) and is_of_page(name))
