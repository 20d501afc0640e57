"""A function of a library that gives way to one of ours, in the versions that are known."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import docutils
import sphinx


def known_versions() -> bool:
    """Say whether Sphinx and docutils are of the versions that the shortcuts were tried with."""
    return sphinx.version_info[0] == 9 and docutils.__version_info__[:2] in {(0, 22), (0, 23)}


@dataclass
class Patch:
    """``owner.name`` is ``ours`` while the patch is in; nothing happens if the owner lacks it."""

    owner: Any
    name: str
    ours: Any
    theirs: Any = field(init=False)

    def __post_init__(self) -> None:
        self.theirs = getattr(self.owner, self.name, None)

    def put_in(self) -> None:
        """Put ours in place of the library's own, if nobody else has."""
        there = getattr(self.owner, self.name, None)
        if known_versions() and there is not None and there is self.theirs:
            setattr(self.owner, self.name, self.ours)

    def take_out(self) -> None:
        """Put the library's own back."""
        if getattr(self.owner, self.name, None) is self.ours:
            setattr(self.owner, self.name, self.theirs)
