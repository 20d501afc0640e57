"""Notes, and what is around them, as templates show them: plain records, nothing computed."""

from __future__ import annotations

from dataclasses import dataclass

from vademecum.html.graph_views import NeighbourPart
from vademecum.html.views import DomainCard, RolePart, SkillLine, Target


@dataclass(frozen=True, slots=True)
class SentenceLine:
    """A sentence that cites; ``language``: of what it shows, if that is a title in another."""

    before: str
    shown: str
    after: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class CitationLine:
    """A page that cites, with its sentences."""

    target: Target
    sentences: tuple[SentenceLine, ...]


@dataclass(frozen=True, slots=True)
class GhostLine:
    """A note to write, who asks for it, and the written note it may mean."""

    name: str
    suggestion: str | None
    citations: tuple[CitationLine, ...]


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft, and what it says it lacks."""

    target: Target
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GapLine:
    """A domain's skills without resource; ``share``: of those with one, in percent."""

    card: DomainCard
    with_resource: int
    skills: tuple[SkillLine, ...]
    share: int


@dataclass(frozen=True, slots=True)
class TocLine:
    """A heading of the page's own table of contents; ``depth`` counts from 0."""

    text: str
    anchor: str
    depth: int


@dataclass(frozen=True, slots=True)
class NavigationPart:
    """Where a page stands; ``more_*`` say how many are left out of a level."""

    above: tuple[Target, ...]
    level: tuple[Target, ...]
    below: tuple[Target, ...]
    previous: Target | None
    next: Target | None
    more_before: int
    more_after: int
    more_below: int


@dataclass(frozen=True, slots=True)
class NotePart:
    """What a note's page shows around its text; ``language``: of the text, if another's."""

    path: str
    kind: str
    status: str
    draft: bool
    date: str
    minutes: int
    tags: tuple[Target, ...]
    domains: tuple[DomainCard, ...]
    toc: tuple[TocLine, ...]
    resting: tuple[SkillLine, ...]
    resting_domains: tuple[DomainCard, ...]
    citations: tuple[CitationLine, ...]
    then: tuple[Target, ...]
    edit_url: str
    record: tuple[tuple[str, str], ...] = ()
    url: str = ""
    resting_roles: tuple[Target, ...] = ()
    role: RolePart | None = None
    properties: tuple[tuple[str, tuple[tuple[str, Target | None], ...]], ...] = ()
    report_url: str = ""
    author: str = ""
    language: str = ""
    neighbours: NeighbourPart | None = None


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note in a list."""

    target: Target
    kind: str
    date: str
    lead: str
    status: str
    depth: int = 0
