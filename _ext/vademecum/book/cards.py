"""Skills: a card each, in their note or in a domain's chapter."""

from __future__ import annotations

from docutils import nodes

from vademecum import nodes as vn
from vademecum.book.blocks import headline
from vademecum.book.syntax import NOTHING, array, boolean, call, joined, string
from vademecum.book.writer import Writer, show
from vademecum.core.skillbook import PlacedSkill
from vademecum.core.skillnote import field_key

_WHOLE = 1_500
"""Signs of a card that certainly fits a page; a longer one may break."""


def skill_place(identifier: str) -> str:
    """Return the name of the place where a skill's card stands."""
    return f"skill:{identifier}"


@show.register(vn.skill_list)
@show.register(vn.skill_reference)
def show_skills(node: nodes.Element, book: Writer) -> str:
    """Cards, and « Voir … » lines."""
    return book.inside(node)


@show.register
def show_skill(node: vn.skill, book: Writer) -> str:
    """A card: id, title, domain, fields, description, references."""
    skillbook = book.handbook.book
    placed = skillbook.skills[skillbook.by_place[node["note"], node["ordinal"]]]
    domain = skillbook.domains[placed.domain]
    body = [child for child in node.children if not isinstance(child, vn.skill_title)]
    size = len(node.astext())
    pictures = any(True for _ in node.findall(nodes.image)) or any(
        True for _ in node.findall(nodes.table)
    )
    title = next(
        (headline(c, book) for c in node.children if isinstance(c, vn.skill_title)), NOTHING
    )
    return call(
        "card",
        joined([*_places(node, placed, book), title]),
        joined([book.show(child) for child in body]),
        id=string(placed.id),
        domain=string(domain.slug),
        domain_name=string(domain.name),
        fields=array(_fields(placed, book)),
        whole=boolean(size < _WHOLE and not pictures),
    )


def _places(node: vn.skill, placed: PlacedSkill, book: Writer) -> list[str]:
    """Return a card's anchors: its id's, and those by which notes and tables link to it."""
    if node.get("copy"):
        return []
    note = book.handbook.notes[placed.note].docname
    names = [
        skill_place(placed.id),
        f"{note}#{placed.id}",
        *(f"{note}#{name}" for name in node["ids"]),
    ]
    return [book.labels.place(name) for name in names]


def _fields(placed: PlacedSkill, book: Writer) -> list[str]:
    labels = {field_key(name): label for name, label in book.settings.skill_fields.items()}
    return [
        array([string(labels.get(field_key(name), name)), book.text(value)])
        for name, value in placed.skill.fields
    ]


@show.register
def show_skill_title(node: vn.skill_title, book: Writer) -> str:
    """A skill's title outside its card."""
    return book.inside(node)
