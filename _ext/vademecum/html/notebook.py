"""The state of the notebook: what is there to be worked on, counted and listed.

Drafts and what each says it lacks, skills without a resource, notes asked for, notes that nobody
leads to, the oldest ones: all from the records of the handbook.
"""

from __future__ import annotations

from dataclasses import dataclass

from vademecum.handbook import Handbook, unreached
from vademecum.skills.notation import SkillId
from vademecum.vault.citations import Ghost
from vademecum.vault.names import NotePath
from vademecum.vault.records import date_of, is_draft

OLDEST = 10
"""How many of the notes that were changed longest ago are listed."""


@dataclass(frozen=True, slots=True)
class DomainState:
    """A domain's skills that name a resource, as a number, and those that name none."""

    slug: str
    with_resource: int
    without: tuple[SkillId, ...]


@dataclass(frozen=True, slots=True)
class NotebookState:
    """What is there to be worked on; notes as paths, in the reading order."""

    drafts: tuple[NotePath, ...]
    domains: tuple[DomainState, ...]
    ghosts: tuple[Ghost, ...]
    unreached: tuple[NotePath, ...]
    oldest: tuple[NotePath, ...]

    @property
    def without_resource(self) -> int:
        """How many skills name no resource."""
        return sum(len(domain.without) for domain in self.domains)


def notebook_state(handbook: Handbook) -> NotebookState:
    """Return the state of the notes of a handbook."""
    notes = [handbook.notes[path] for path in handbook.order.sequence]
    drafts = tuple(note.path for note in notes if is_draft(note) or note.lacks)
    dated = sorted((note for note in notes if date_of(note)), key=date_of)
    return NotebookState(
        drafts,
        tuple(_domains(handbook)),
        handbook.ghosts,
        unreached(handbook),
        tuple(note.path for note in dated[:OLDEST]),
    )


def _domains(handbook: Handbook) -> list[DomainState]:
    skills = handbook.catalogue.skills
    states = []
    for domain in handbook.catalogue.domains.values():
        without = tuple(i for i in domain.skills if not skills[i].see)
        states.append(DomainState(domain.slug, len(domain.skills) - len(without), without))
    return states
