"""The records of a note that has been read.

Plain records: they are pickled with Sphinx's environment, merged from parallel workers,
and are all that the handbook (links, backlinks, skills, order) is computed from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from vademecum.languages import words
from vademecum.vault.bases import Base
from vademecum.vault.front_matter import Value
from vademecum.vault.names import DocName, NotePath, fold
from vademecum.vault.outline import Heading
from vademecum.vault.pickling import kept
from vademecum.vault.schema import FrameworkSpec
from vademecum.vault.vocabulary import RELATIONS, key_of
from vademecum.vault.wikilink import Wikilink

DEFAULT_RELATION = "close"


@dataclass(frozen=True, slots=True, order=True)
class SkillMatch:
    """A concept of a framework, and how it relates to the skill: a key of ``RELATIONS``."""

    relation: str
    framework: str
    identifier: str

    def __str__(self) -> str:
        """Give the match as data hold it: ``close digcomp 2.2``."""
        return f"{self.relation} {self.framework} {self.identifier}"


def parse_match(value: str, framework: FrameworkSpec) -> SkillMatch | None:
    """Read a match with *framework*; None if its relation is unknown or its id has another form."""
    *words, identifier = value.split() or [""]
    relation = key_of(" ".join(words), RELATIONS) if words else DEFAULT_RELATION
    if relation is None or not framework.accepts(identifier):
        return None
    return SkillMatch(relation, framework.key, identifier)


Stamp = tuple[int, int]
"""A file's version: the time of its last change in nanoseconds, and its size in bytes."""


class Kind(Enum):
    """What a note's tags say that it is."""

    QUESTION = "question"
    RESOURCE = "ressource"
    ROLE = "profil"


class Origin(Enum):
    """How a link was written."""

    WIKI = "wiki"
    MARKDOWN = "markdown"
    PROPERTY = "property"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that an author should know: a code, the place, the arguments of the message.

    ``raw``: what was written, and ``suggestion``: what to write in its place, if that is clear.
    """

    code: str
    path: str
    line: int
    args: tuple[tuple[str, str], ...] = ()
    raw: str = ""
    suggestion: str = ""

    @classmethod
    def of(
        cls, code: str, path: str, line: int, raw: str = "", suggestion: str = "", /, **args: object
    ) -> Finding:
        """Return a finding whose message says ``args``."""
        values = tuple((name, str(value)) for name, value in args.items())
        return cls(code, path, line, values, raw, suggestion)


@kept
@dataclass(frozen=True, slots=True)
class Sentence:
    """The sentence that holds a link: what comes before, the link's text, what comes after."""

    before: str = ""
    shown: str = ""
    after: str = ""


@kept
@dataclass(frozen=True, slots=True)
class Link:
    """A link or an embed as it stands in a note (``line`` counts from 1)."""

    line: int
    raw: str
    wikilink: Wikilink
    embed: bool = False
    origin: Origin = Origin.WIKI
    sentence: Sentence = Sentence()


@kept
@dataclass(frozen=True, slots=True)
class Block:
    """A block that carries an id: ``^id`` in the note, ``anchor`` on the page.

    It begins in line ``start``; its mark stands in ``line``.
    """

    block: str
    anchor: str
    line: int
    start: int


@dataclass(frozen=True, slots=True)
class ExternalReference:
    """« Voir [title](https://…) »: a resource outside the vault."""

    title: str
    url: str
    line: int


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill as written. ``references``: indexes into the note's links.

    Its text begins in ``line`` and ends in ``end``, where its mark belongs. ``fields``: names
    (keys of declared ones) and values, several between commas; ``levels``: a number and what can
    be observed of somebody at that level.
    """

    title: str
    block: str | None
    line: int
    ordinal: int
    fields: tuple[tuple[str, str], ...] = ()
    description: str = ""
    references: tuple[int, ...] = ()
    end: int = 0
    short_title: str = ""
    levels: tuple[tuple[int, str], ...] = ()
    synonyms: tuple[str, ...] = ()
    matches: tuple[SkillMatch, ...] = ()
    externals: tuple[ExternalReference, ...] = ()

    def values(self, name: str) -> tuple[str, ...]:
        """Return the values that the skill gives a field."""
        texts = (value for key, value in self.fields if key == name)
        return tuple(part.strip() for text in texts for part in text.split(",") if part.strip())


@dataclass(frozen=True, slots=True)
class DomainSection:
    """A domain heading of a skills note, with its skills and its own references."""

    name: str
    theme: str
    line: int
    anchor: str
    skills: tuple[Skill, ...] = ()
    references: tuple[int, ...] = ()
    externals: tuple[ExternalReference, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleItem:
    """An item of a role's list that names a skill, by a link (an index) or by an id.

    ``level``: 0 says that the role does not need it; ``ordinal`` counts the items of the note.
    """

    line: int
    ordinal: int
    link: int | None = None
    identifier: str = ""
    level: int = 1
    acquisition: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RoleList:
    """What a note tagged as a role lists: skills, and resources with « Voir »."""

    items: tuple[RoleItem, ...] = ()
    references: tuple[int, ...] = ()
    externals: tuple[ExternalReference, ...] = ()


@kept
@dataclass(frozen=True, slots=True)
class SectionText:
    """The text of a section as the search quotes it: a line for each paragraph, item or cell.

    ``heading`` and ``anchor`` are empty for what stands below the note's title.
    """

    heading: str
    anchor: str
    lines: tuple[str, ...]


@kept
@dataclass(frozen=True, slots=True)
class Note:
    """All that is known of one note after reading it.

    ``parts``: how much its text is to lay out, as the parser counts it.
    ``lacks``: what its callouts `> [!todo]` say is missing.
    ``stamps``: the versions of the files that it was read from, the attachments that it shows
    among them. Two notes that differ in these alone say the same. ``drawings``: the files of its
    diagrams' pictures; ``bases``: the tables of notes that it shows.
    """

    path: NotePath
    docname: DocName
    title: str
    kind: Kind | None = None
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    properties: dict[str, Value] = field(default_factory=dict)
    outline: tuple[Heading, ...] = ()
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    attachments: tuple[tuple[str, str | None], ...] = ()
    drawings: tuple[str, ...] = ()
    bases: tuple[Base, ...] = ()
    domain_sections: tuple[DomainSection, ...] = ()
    role: RoleList | None = None
    property_lines: dict[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    words: int = 0
    lead: str = ""
    lacks: tuple[str, ...] = ()
    digest: str = ""
    parts: int = 0
    stamps: tuple[tuple[NotePath, Stamp], ...] = field(default=(), compare=False)


DRAFTS: Final = frozenset({*words("words", "draft"), *words("words", "unfinished")})
"""Values of a note's state that say that it is not finished; only ``unfinished`` is published."""
_STATES: Final = frozenset(map(fold, words("fields", "status")))
_CHANGED: Final = frozenset(words("other_properties", "changed"))


def status_of(note: Note) -> str:
    """Return what a note says of its status, in its author's words."""
    return text_property(note, *_STATES)


def is_draft(note: Note) -> bool:
    """Return whether a note says that it is not finished."""
    return fold(status_of(note)) in DRAFTS


def date_of(note: Note) -> str:
    """Return the day that a note gives itself (YYYY-MM-DD), else empty."""
    return stated_change(note) or _day(text_property(note, "date"))


def stated_change(note: Note) -> str:
    """Return the day of a note's last change as its author gives it (YYYY-MM-DD), else empty."""
    return _day(text_property(note, *_CHANGED))


def _day(value: str) -> str:
    return value[:10] if len(value) >= 10 and value[4:5] == "-" == value[7:8] else ""


def text_property(note: Note, *names: str) -> str:
    """Return the text of the first of the properties ``names`` that ``note`` has, else empty.

    ``names`` are given folded.
    """
    for name, value in note.properties.items():
        if fold(name) in names and isinstance(value, str):
            return value.strip()
    return ""
