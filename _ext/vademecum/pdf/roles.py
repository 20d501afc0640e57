"""Roles: how well one needs each skill, in its note and in a table of all roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from vademecum import nodes as vn
from vademecum.environment.domain import declared
from vademecum.i18n import _
from vademecum.pdf.skill_cards import skill_place
from vademecum.pdf.syntax import NOTHING, call, joined, string
from vademecum.pdf.tables import Cell, table
from vademecum.pdf.translator import Handlers, TypstTranslator
from vademecum.presentation.skill_words import dots, level_words, value_label
from vademecum.skills.catalogue import Domain
from vademecum.skills.notation import SkillId
from vademecum.skills.role_matrix import MatrixRow, role_matrix
from vademecum.skills.roles import Role

ROLES_A_TABLE = 4
"""Roles whose names fit the head of one table, beside the skill."""
NAME_WEIGHT = 36


def show_role_item(node: vn.role_item, translator: TypstTranslator) -> str:
    """How well a role needs a skill: dots and a word, and who else may do it."""
    notation = declared(translator.env.config)
    level = int(node["level"])
    how = [value_label("acquisition", v, notation) for v in node["acquisition"].split(", ") if v]
    words = level_words(level, notation) + (f" ({', '.join(how)})" if how else "")
    return call("level-mark", string(dots(level, notation) if level else ""), string(words))


def show_skill_name(node: vn.skill_name, translator: TypstTranslator) -> str:
    """The name of a skill that a role needs, with the page of its card."""
    catalogue = translator.handbook.catalogue
    identifier = catalogue.by_item.get((node["note"], node["ordinal"]))
    if identifier is None:
        return translator.inside(node)
    name = translator.text(catalogue.skills[identifier].name)
    return translator.places.link(skill_place(identifier), name)


def role_tables(
    translator: TypstTranslator, domains: Sequence[Domain], roles: Sequence[Role]
) -> str:
    """Return the table of skills and roles, in parts that fit a page; nothing if no role asks."""
    rows = [row for part in role_matrix(domains, roles) for row in part.rows]
    asked = [row for row in rows if any(level is not None for level in row.levels)]
    parts = [
        _part(translator, asked, roles, slice(first, first + ROLES_A_TABLE))
        for first in range(0, len(roles), ROLES_A_TABLE)
    ]
    return joined(parts) if asked else NOTHING


def _part(
    translator: TypstTranslator, rows: Sequence[MatrixRow], roles: Sequence[Role], columns: slice
) -> str:
    titles = (_("Skill"), *(role.name for role in roles[columns]))
    shares = zip(titles, head_weights(titles), strict=True)
    head = [Cell(translator.exact(title), weight=weight) for title, weight in shares]
    lines = [[_name(translator, row.skill), *map(_level, row.levels[columns])] for row in rows]
    return table([head], lines, len(head))


def head_weights(titles: Sequence[str]) -> list[int]:
    """Return how wide columns are by their heads: no word of a head is broken."""
    longest = (max(map(len, title.split()), default=0) for title in titles)
    return [min(letters + 6, 24) for letters in longest]


def _name(translator: TypstTranslator, skill: SkillId) -> Cell:
    translator.last = ""
    name = translator.text(translator.handbook.catalogue.skills[skill].name)
    shown = joined([call("mono", string(skill)), string(" "), name])
    return Cell(translator.places.link(skill_place(skill), shown, paged=False), weight=NAME_WEIGHT)


def _level(level: int | None) -> Cell:
    """Return the cell of a level: 0 for « not required », a dash where nothing is said."""
    return Cell(string("–" if level is None else str(level)), weight=8)


HANDLERS: Final[Handlers] = {
    vn.role_item: show_role_item,
    vn.skill_name: show_skill_name,
}
