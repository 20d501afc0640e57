"""Roles and skills as a table: which role asks for which skill, and how well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from vademecum.skills.catalogue import Domain
from vademecum.skills.notation import SkillId
from vademecum.skills.roles import Requirement, Role

PROVIDER: Final = "prestataire"
"""The way of acquiring a skill that means: somebody from outside does it."""

FIRST: Final = 5


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A skill, and its level for each role in their order; None where a role says nothing."""

    skill: SkillId
    levels: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class MatrixPart:
    """The rows of a domain, by its slug."""

    domain: str
    rows: tuple[MatrixRow, ...]


def role_matrix(domains: Iterable[Domain], roles: Sequence[Role]) -> tuple[MatrixPart, ...]:
    """Return the skills of each domain against roles; domains without skills are left out."""
    return tuple(
        MatrixPart(domain.slug, tuple(_row(skill, roles) for skill in domain.skills))
        for domain in domains
        if domain.skills
    )


def _row(skill: SkillId, roles: Sequence[Role]) -> MatrixRow:
    return MatrixRow(skill, tuple(role.level_of(skill) for role in roles))


def entrusted(requirement: Requirement) -> bool:
    """Say whether a role may have a skill done by somebody from outside."""
    return PROVIDER in requirement.acquisition


def first_needed(role: Role) -> tuple[Requirement, ...]:
    """Return the skills to begin with: the highest levels, what others may do last."""
    order = sorted(role.needed, key=lambda one: (entrusted(one), -one.level))
    return tuple(order[:FIRST])
