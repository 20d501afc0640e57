"""Other handbooks that notes may cite: ``[[museum:Note]]``, ``[[museum:CUR-06]]``.

What they publish lies in the repository; here it is plain records to look names up in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Final

from vademecum.vault.names import fold, slug
from vademecum.vault.nearest import Choices


@dataclass(frozen=True, slots=True)
class ForeignTarget:
    """A page of another handbook.

    ``key``: what stands before the colon; ``handbook``: its title; ``name``: an id or a note's
    path without its suffix.
    """

    key: str
    handbook: str
    name: str
    title: str
    address: str

    @property
    def id(self) -> str:
        """The id of the page as a need here: that of its handbook after the handbook's key."""
        return f"{self.key}-{slug(self.name)}".upper()


@dataclass(frozen=True)
class OtherHandbook:
    """A handbook that the settings name; ``known``: whether what it publishes could be read.

    ``by_name``: its pages by folded name; several if a name alone does not tell them apart.
    """

    key: str
    known: bool = False
    by_name: Mapping[str, tuple[ForeignTarget, ...]] = field(default_factory=dict)

    def look_up(self, name: str) -> ForeignTarget | None:
        """Return the one page of that name, None if there is none or more than one."""
        targets = self.by_name.get(fold(name.strip()), ())
        return targets[0] if len(targets) == 1 else None

    def suggest(self, name: str) -> str | None:
        """Return what to write in the place of a name that leads nowhere."""
        several = self.by_name.get(fold(name.strip()), ())
        near = several[0].name if several else self._choices.suggest(name.strip())
        return f"{self.key}:{near}" if near is not None else None

    @cached_property
    def _choices(self) -> Choices:
        """The names that people write, made ready for comparison when the first is wrong."""
        targets = [target for several in self.by_name.values() for target in several]
        names = (target.name.rpartition("/")[2] for target in targets)
        return Choices((*names, *(target.title for target in targets)))


OtherHandbooks = Mapping[str, OtherHandbook]
NONE: Final[OtherHandbooks] = MappingProxyType({})


def gather(key: str, ranked: Iterable[Sequence[ForeignTarget]]) -> OtherHandbook:
    """Make a handbook of its pages, those of the first ranks winning a name from the others'.

    A page answers to its name, to the last part of its path, and to its title.
    """
    by_name: dict[str, tuple[ForeignTarget, ...]] = {}
    for targets in ranked:
        for names in (_whole, _last, _title):
            candidates: dict[str, dict[str, ForeignTarget]] = {}
            for target in targets:
                candidates.setdefault(names(target), {}).setdefault(target.address, target)
            for name, by_address in candidates.items():
                by_name.setdefault(name, tuple(by_address.values()))
    return OtherHandbook(key, True, by_name)


def _whole(target: ForeignTarget) -> str:
    return fold(target.name)


def _last(target: ForeignTarget) -> str:
    return fold(target.name.rpartition("/")[2])


def _title(target: ForeignTarget) -> str:
    return fold(target.title)


def cited_handbook(target: str, others: OtherHandbooks) -> tuple[OtherHandbook, str] | None:
    """Return the handbook that a link's target names before a colon, and what it asks of it."""
    key, colon, name = target.partition(":")
    other = others.get(key.strip().lower()) if colon and name.strip() else None
    return (other, name.strip()) if other is not None else None
