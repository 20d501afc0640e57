"""What the templates show, as plain records: no template computes, none knows Sphinx.

Addresses are docnames (``Target.page``): a template turns them into links with ``pathto``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """What a saved plan says of the handbook that it is of: its title, and its address if known."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Target:
    """A page to link to: its title, docname, and a place on it.

    ``language``: of the title, if it is another than the page's.
    """

    title: str
    page: str
    anchor: str = ""
    current: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class AddedPage:
    """A page that another extension adds, as it will be written."""

    name: str
    title: str
    html: str
    in_menu: bool


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

    ``first``: the skills to begin with; ``job_offer``: plain text for a job offer.
    """

    id: str
    needed: tuple[tuple[DomainCard, tuple[RequirementLine, ...]], ...]
    others: tuple[SkillLine, ...]
    first: tuple[RequirementLine, ...] = ()
    job_offer: str = ""


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """A skill against all roles; None where a role says nothing of it."""

    skill: SkillLine
    levels: tuple[LevelStep | None, ...]
