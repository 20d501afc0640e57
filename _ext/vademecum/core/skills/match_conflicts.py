"""Two matches of one skill with the same concept, which SKOS does not take (S27, S46).

Frameworks share concepts: a competence of DigComp is cited by its address in ESCO.
"""

from __future__ import annotations

from collections.abc import Iterator

from vademecum.core.records import Finding, Skill
from vademecum.core.skills.declared import Declared
from vademecum.core.skills.matches import SkillMatch


def concepts(
    skill: Skill, declared: Declared
) -> Iterator[tuple[SkillMatch, str, SkillMatch | None]]:
    """Yield each match, the address of its concept, and an earlier match with that concept.

    The address is empty if the framework gives none.
    """
    known: dict[str, SkillMatch] = {}
    for match in skill.matches:
        framework = declared.framework(match.framework)
        address = framework.address(match.identifier) if framework is not None else ""
        key = address or f"{match.framework} {match.identifier}"
        yield match, address, known.get(key)
        known.setdefault(key, match)


def match_findings(path: str, skill: Skill, declared: Declared) -> Iterator[Finding]:
    """Yield a finding for each match that data leave out because an earlier one is the same."""
    for match, _address, first in concepts(skill, declared):
        if first is not None:
            args = (("match", _words(match)), ("other", _words(first)))
            yield Finding("match-twice", path, skill.line, args)


def _words(match: SkillMatch) -> str:
    return f"{match.framework}:: {match.identifier}"
