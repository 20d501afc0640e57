"""The note that is being read: what the parser collects for the note's record."""

from __future__ import annotations

from dataclasses import dataclass, field

from docutils import nodes
from sphinx.environment import BuildEnvironment

from vademecum.core.names import NotePath
from vademecum.core.properties.front_matter import FrontMatter
from vademecum.core.records import Link
from vademecum.core.slips.source import Layout
from vademecum.core.vault.bases import Base
from vademecum.settings import Settings

_KEY = "vademecum_read_context"


@dataclass(slots=True)
class ReadContext:
    """Filled while one note is parsed, read when its record is made, dropped with ``temp_data``.

    ``ends``: the last line of each paragraph, by its first; ``turns``: how many headings have
    asked for an anchor; ``layout``: what the grammar makes of the lines, None if it could not;
    ``parts``: how many it has counted.
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
