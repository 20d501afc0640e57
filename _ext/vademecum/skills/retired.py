"""Skills that are gone, whose addresses go on answering."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from vademecum.skills.catalogue import SkillCatalogue
from vademecum.skills.register import Register


@dataclass(frozen=True, slots=True)
class RetiredSkill:
    """A number that no note holds any more; ``successors``: the numbers that replace it."""

    id: str
    title: str
    successors: tuple[str, ...]


def retired_skills(
    register: Register, catalogue: SkillCatalogue, unpublished: Collection[str] = ()
) -> dict[str, RetiredSkill]:
    """Return the numbers once given that are in no note, whether the register says so or not.

    Those in *unpublished* notes are still in use.
    """
    return {
        entry.id: RetiredSkill(entry.id, entry.title, entry.successors)
        for entry in register.entries.values()
        if entry.id not in {*catalogue.skills, *catalogue.roles, *unpublished}
    }
