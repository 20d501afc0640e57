"""Skills: a card each, in their note or in a domain's chapter."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from vademecum import nodes as vn
from vademecum.core.skills.catalogue import PlacedSkill
from vademecum.environment.declared import declared
from vademecum.pdf.blocks import headline
from vademecum.pdf.syntax import NOTHING, array, boolean, call, joined, string
from vademecum.pdf.translator import Writer, show
from vademecum.presentation.skill_words import dots, field_pairs, level_words

_WHOLE = 1_500
"""Signs of a card that certainly fits a page; a longer one may break."""


def skill_place(identifier: str) -> str:
    """Return the name of the place where a skill's card stands."""
    return f"skill:{identifier}"


@show.register(vn.skill_list)
@show.register(vn.skill_reference)
def show_skills(node: nodes.Element, writer: Writer) -> str:
    """Cards, and « Voir … » lines."""
    return writer.inside(node)


@show.register
def show_skill(node: vn.skill, writer: Writer) -> str:
    """A card: id, title, domain, fields, description, references."""
    skill_catalogue = writer.handbook.catalogue
    placed = skill_catalogue.skills[skill_catalogue.by_place[node["note"], node["ordinal"]]]
    domain = skill_catalogue.domains[placed.domain]
    body = [child for child in node.children if not isinstance(child, vn.skill_title)]
    size = len(node.astext())
    pictures = any(True for _ in node.findall(nodes.image)) or any(
        True for _ in node.findall(nodes.table)
    )
    title = next(
        (headline(c, writer) for c in node.children if isinstance(c, vn.skill_title)), NOTHING
    )
    return call(
        "card",
        joined([*_places(node, placed, writer), _title(placed, title, writer)]),
        joined([*(writer.show(child) for child in body), *_levels(placed, writer)]),
        id=string(placed.id),
        domain=string(domain.slug),
        domain_name=string(domain.name),
        fields=array(_fields(placed, writer)),
        whole=boolean(size < _WHOLE and not pictures),
    )


def _places(node: vn.skill, placed: PlacedSkill, writer: Writer) -> list[str]:
    """Return a card's anchors: its id's, and those by which notes and tables link to it."""
    if node.get("copy"):
        return []
    note = writer.handbook.notes[placed.note].docname
    names = [
        skill_place(placed.id),
        f"{note}#{placed.id}",
        *(f"{note}#{name}" for name in node["ids"]),
    ]
    return [writer.places.place(name) for name in names]


def _title(placed: PlacedSkill, official: str, writer: Writer) -> str:
    """Return the short title with the official one below it, or the official one alone."""
    short = placed.skill.short_title
    return call("two-titles", writer.text(short), official) if short else official


def _levels(placed: PlacedSkill, writer: Writer) -> Iterator[str]:
    """Yield the ladder of a skill's levels."""
    notation = declared(writer.env.config)
    rungs = []
    for number, text in placed.skill.levels:
        writer.last = ""
        words = string(level_words(number, notation))
        rungs.append(array([string(dots(number, notation)), words, writer.text(text)]))
    if rungs:
        yield call("ladder", array(rungs))


def _fields(placed: PlacedSkill, writer: Writer) -> list[str]:
    return [
        array([string(label), writer.text(value)])
        for label, value in field_pairs(placed.skill, declared(writer.env.config))
    ]


@show.register
def show_skill_title(node: vn.skill_title, writer: Writer) -> str:
    """A skill's title outside its card."""
    return writer.inside(node)
