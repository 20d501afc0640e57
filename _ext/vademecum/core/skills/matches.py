"""Matches with frameworks: ``digcomp:: plus large 2.2``, after SKOS's mapping relations.

The word says how the *target* relates to the skill: « plus large » is ``broadMatch``. One match
an item; the field may be repeated.
"""

from __future__ import annotations

from dataclasses import dataclass

from vademecum.core.skills.schema import FrameworkSpec
from vademecum.core.skills.vocabulary import RELATIONS, key_of

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
