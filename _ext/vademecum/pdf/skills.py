"""Skills: a card each, in their note or in a domain's chapter; how well roles need them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from docutils import nodes

from vademecum import nodes as vn
from vademecum.environment.domain import declared
from vademecum.i18n import _
from vademecum.pdf.blocks import headline, show_holder
from vademecum.pdf.syntax import NOTHING, array, boolean, call, joined, string
from vademecum.pdf.tables import Cell, table
from vademecum.pdf.translator import Handlers, TypstTranslator
from vademecum.presentation.skill_words import dots, field_pairs, level_words, value_label
from vademecum.skills.catalogue import Domain, PlacedSkill
from vademecum.skills.notation import SkillId
from vademecum.skills.role_matrix import MatrixRow, role_matrix
from vademecum.skills.roles import Role

_WHOLE = 1_500
"""Signs of a card that certainly fits a page; a longer one may break."""


def skill_place(identifier: str) -> str:
    """Return the name of the place where a skill's card stands."""
    return f"skill:{identifier}"


def show_skill(node: vn.skill, translator: TypstTranslator) -> str:
    """Print a card: id, title, domain, fields, description, references."""
    skill_catalogue = translator.handbook.catalogue
    placed = skill_catalogue.skills[skill_catalogue.by_place[node["note"], node["ordinal"]]]
    domain = skill_catalogue.domains[placed.domain]
    body = [child for child in node.children if not isinstance(child, vn.skill_title)]
    size = len(node.astext())
    pictures = any(True for _ in node.findall(nodes.image)) or any(
        True for _ in node.findall(nodes.table)
    )
    title = next(
        (headline(c, translator) for c in node.children if isinstance(c, vn.skill_title)), NOTHING
    )
    return call(
        "card",
        joined([*_places(node, placed, translator), _title(placed, title, translator)]),
        joined([*(translator.show(child) for child in body), *_levels(placed, translator)]),
        id=string(placed.id),
        domain=string(domain.slug),
        domain_name=string(domain.name),
        fields=array(_fields(placed, translator)),
        whole=boolean(size < _WHOLE and not pictures),
    )


def _places(node: vn.skill, placed: PlacedSkill, translator: TypstTranslator) -> list[str]:
    """Return a card's anchors: its id's, and those by which notes and tables link to it."""
    if node.get("copy"):
        return []
    note = translator.handbook.notes[placed.note].docname
    names = [
        skill_place(placed.id),
        f"{note}#{placed.id}",
        *(f"{note}#{name}" for name in node["ids"]),
    ]
    return [translator.places.place(name) for name in names]


def _title(placed: PlacedSkill, official: str, translator: TypstTranslator) -> str:
    """Return the short title with the official one below it, or the official one alone."""
    short = placed.skill.short_title
    return call("two-titles", translator.text(short), official) if short else official


def _levels(placed: PlacedSkill, translator: TypstTranslator) -> Iterator[str]:
    """Yield the ladder of a skill's levels."""
    notation = declared(translator.env.config)
    rungs = []
    for number, text in placed.skill.levels:
        translator.last = ""
        words = string(level_words(number, notation))
        rungs.append(array([string(dots(number, notation)), words, translator.text(text)]))
    if rungs:
        yield call("ladder", array(rungs))


def _fields(placed: PlacedSkill, translator: TypstTranslator) -> list[str]:
    return [
        array([string(label), translator.text(value)])
        for label, value in field_pairs(placed.skill, declared(translator.env.config))
    ]


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
    vn.skill_list: show_holder,
    vn.skill_reference: show_holder,
    vn.skill: show_skill,
    vn.skill_title: show_holder,
    vn.role_item: show_role_item,
    vn.skill_name: show_skill_name,
}
