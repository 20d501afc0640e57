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
