"""Roles against skills, and what a role begins with, from plain records."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from vademecum.skills.catalogue import Domain, Role, SkillCatalogue
from vademecum.skills.notation import SkillId
from vademecum.skills.role_matrix import FIRST, MatrixPart, first_needed, role_matrix
from vademecum.skills.roles import Requirement
from vademecum.vault.names import NotePath


def skill(number: int) -> SkillId:
    return SkillId(f"CUR-{number:02d}")


def role(name: str, *needs: Requirement) -> Role:
    return Role(f"ROLE-{name}", name, NotePath(f"{name}.md"), requirements=needs)


CATALOGUE = SkillCatalogue(
    domains={
        "collection": Domain("collection", "COL", "Collection"),
        "curation": Domain("curation", "CUR", "Curation", skills=(skill(1), skill(2), skill(3))),
    },
    roles={
        "ROLE-A": role("A", Requirement(skill(1), 3), Requirement(skill(2), 0)),
        "ROLE-B": role("B", Requirement(skill(1), 1)),
    },
)


def matrix_of(catalogue: SkillCatalogue) -> tuple[MatrixPart, ...]:
    return role_matrix(catalogue.domains.values(), tuple(catalogue.roles.values()))


def test_a_row_a_skill_and_a_column_a_role() -> None:
    (part,) = matrix_of(CATALOGUE)
    assert part.domain == "curation", "a domain without skills has no rows"
    assert [row.skill for row in part.rows] == [skill(1), skill(2), skill(3)]
    assert [row.levels for row in part.rows] == [(3, 1), (0, None), (None, None)]


def test_nothing_said_is_not_nought() -> None:
    alone = replace(CATALOGUE, roles={})
    assert [row.levels for row in matrix_of(alone)[0].rows] == [(), (), ()]


def test_begin_with_the_highest_levels_and_leave_to_others_what_they_may_do() -> None:
    needs = [Requirement(skill(n), level) for n, level in enumerate((1, 3, 2, 0, 3, 1, 2))]
    needs.append(Requirement(skill(9), 4, ("prestataire",)))
    first = [(one.skill, one.level) for one in first_needed(role("A", *needs))]
    assert first == [(skill(1), 3), (skill(4), 3), (skill(2), 2), (skill(6), 2), (skill(0), 1)]


@given(st.lists(st.integers(0, 4), max_size=12))
def test_never_more_than_five_and_never_what_is_not_needed(levels: list[int]) -> None:
    needs = [Requirement(skill(n), level) for n, level in enumerate(levels)]
    found = [one.level for one in first_needed(role("A", *needs))]
    assert len(found) == min(FIRST, sum(level > 0 for level in levels))
    assert found == sorted((level for level in levels if level), reverse=True)[:FIRST]
