"""Skills: a card each, in their note or in a domain's chapter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docutils import nodes

from vademecum import nodes as vn
from vademecum.environment.domain import declared
from vademecum.pdf.blocks import headline
from vademecum.pdf.syntax import NOTHING, array, boolean, call, joined, string
from vademecum.pdf.translator import Handlers, TypstTranslator
from vademecum.presentation.skill_words import dots, field_pairs, level_words
from vademecum.skills.catalogue import PlacedSkill

_WHOLE = 1_500
"""Signs of a card that certainly fits a page; a longer one may break."""


def skill_place(identifier: str) -> str:
    """Return the name of the place where a skill's card stands."""
    return f"skill:{identifier}"


def show_skills(node: nodes.Element, translator: TypstTranslator) -> str:
    """Print the cards of a heading, or a « Voir … » line."""
    return translator.inside(node)


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


def show_skill_title(node: vn.skill_title, translator: TypstTranslator) -> str:
    """Print a skill's title outside its card."""
    return translator.inside(node)


HANDLERS: Final[Handlers] = {
    vn.skill_list: show_skills,
    vn.skill_reference: show_skills,
    vn.skill: show_skill,
    vn.skill_title: show_skill_title,
}
