"""What the templates show, as plain records: no template computes, none knows Sphinx.

Addresses are docnames (``Target.page``): a template turns them into links with ``pathto``.
"""

from __future__ import annotations

from dataclasses import dataclass

from vademecum.core.records import Sentence


@dataclass(frozen=True, slots=True)
class Site:
    """What a saved plan says of the handbook that it is of: its title, and its address if known."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Target:
    """A page to link to: its title, docname, and a place on it."""

    title: str
    page: str
    anchor: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class DomainCard:
    """A domain as the home page and the navigation show it."""

    name: str
    slug: str
    page: str
    theme: str
    count: int
    without: int


@dataclass(frozen=True, slots=True)
class SkillLine:
    """A skill in one line: its short title first; ``official``: its own, if that is another."""

    id: str
    title: str
    page: str
    domain: DomainCard
    resources: int
    provisional: bool
    official: str = ""


@dataclass(frozen=True, slots=True)
class LevelStep:
    """A level as a rung: its number, its name, what can be observed; ``dots``: filled of all."""

    number: int
    name: str
    dots: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class MatchLine:
    """A concept of a framework that a skill matches; ``url`` empty if it has no address.

    ``name``: how a reader calls it; ``code``: the end of an id that is an address.
    """

    name: str
    relation: str
    code: str
    url: str


@dataclass(frozen=True, slots=True)
class AskingRole:
    """A role that needs a skill: how well, whether others may do it, and why."""

    id: str
    target: Target
    level: LevelStep
    acquisition: str
    reason: str


@dataclass(frozen=True, slots=True)
class ResourceLine:
    """A resource in one line; ``target`` is None if no note says more of it.

    ``url``: where it is, outside the vault; ``about``: form, length, price, language;
    ``rank``: 0 free and French, 1 one of both, 2 neither is known.
    """

    name: str
    target: Target | None
    skills: tuple[SkillLine, ...] = ()
    domains: tuple[DomainCard, ...] = ()
    roles: tuple[Target, ...] = ()
    url: str = ""
    about: str = ""
    rank: int = 2
    id: str = ""


@dataclass(frozen=True, slots=True)
class Learning:
    """« Voir … » below a skill, with the author's words, and the resources that it names."""

    html: str
    resources: tuple[ResourceLine, ...]


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """A skill that a role needs, and where it can be learnt."""

    skill: SkillLine
    level: LevelStep
    acquisition: str
    reason: str
    resources: tuple[ResourceLine, ...]
    entrusted: bool = False


@dataclass(frozen=True, slots=True)
class RolePart:
    """What a role needs, by domain, and what it says it does not need.

    ``first``: the skills to begin with; ``offer``: plain text for a job offer.
    """

    id: str
    needed: tuple[tuple[DomainCard, tuple[RequirementLine, ...]], ...]
    others: tuple[SkillLine, ...]
    first: tuple[RequirementLine, ...] = ()
    offer: str = ""


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """A skill against all roles; None where a role says nothing of it."""

    skill: SkillLine
    levels: tuple[LevelStep | None, ...]


@dataclass(frozen=True, slots=True)
class DataLine:
    """A file of open data: its address from the site's root, format, what it holds."""

    address: str
    name: str
    form: str
    holds: str


@dataclass(frozen=True, slots=True)
class DataPart:
    """What the page of open data shows beside its own words.

    ``counts``: how many of each kind, with their name; ``site``: the address of the site, if it is
    known; ``example``: the address of a skill; ``levels``: place, number, name and sentence.
    """

    files: tuple[DataLine, ...]
    counts: tuple[tuple[str, int], ...]
    site: str
    example: str
    licence: str
    levels: tuple[tuple[str, int, str, str], ...]


@dataclass(frozen=True, slots=True)
class CitationLine:
    """A page that cites, with its sentences."""

    target: Target
    sentences: tuple[Sentence, ...]


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
class MapTarget:
    """A page as a map shows it: ``kind`` as a note's tags or "skill", the slug of its domain.

    ``back``: whether it leads back to what leads to it.
    """

    title: str
    page: str
    kind: str = ""
    domain: str = ""
    back: bool = False


@dataclass(frozen=True, slots=True)
class NeighbourPart:
    """The neighbours of a note: those on its map, and all that it leads to, as a list.

    ``across``: links past the note, by places in ``leading`` and ``followed``; ``more_*`` count
    what the map leaves out: skills and notes that lead here, notes that this leads to.
    """

    leading: tuple[MapTarget, ...]
    followed: tuple[MapTarget, ...]
    across: tuple[tuple[int, int], ...]
    more_skills: int
    more_leading: int
    more_followed: int
    leads_to: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class MapPart:
    """A part of the whole: its title and page if it has them, its domain, what its map shows.

    ``counts``: questions, other notes, skills, as many as there are; ``columns`` the first of each;
    ``edges``: places in the columns, counted through.
    """

    title: str
    page: str
    domain: str
    counts: tuple[int, int, int]
    columns: tuple[tuple[MapTarget, ...], ...]
    edges: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class WholeMap:
    """The parts of the handbook; ``joins``: places of two, and how many links join them.

    ``more_parts`` are left out, with ``more_things`` in them.
    """

    parts: tuple[MapPart, ...]
    joins: tuple[tuple[int, int, int], ...]
    more_parts: int
    more_things: int


@dataclass(frozen=True, slots=True)
class NotePart:
    """What a note's page shows around its text."""

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
