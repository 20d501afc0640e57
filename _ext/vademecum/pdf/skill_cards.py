"""Skills: a card each, in their note or in a domain's chapter."""

from __future__ import annotations

from typing import Final

from docutils import nodes

from vademecum import nodes as vn
from vademecum.core.skills.catalogue import PlacedSkill
from vademecum.core.skills.notation import field_key
from vademecum.pdf.blocks import headline
from vademecum.pdf.syntax import NOTHING, array, boolean, call, joined, string
from vademecum.pdf.translator import Handlers, TypstTranslator

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
        joined([*_places(node, placed, translator), title]),
        joined([translator.show(child) for child in body]),
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


def _fields(placed: PlacedSkill, translator: TypstTranslator) -> list[str]:
    labels = {field_key(name): label for name, label in translator.settings.skill_fields.items()}
    return [
        array([string(labels.get(field_key(name), name)), translator.text(value)])
        for name, value in placed.skill.fields
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
