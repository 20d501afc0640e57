"""The items of a list of skills, or of what a role needs, as they are written."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from vademecum.skills.declared import Declared
from vademecum.skills.notation import WrittenField, is_reference, read_field


class ItemKind(Enum):
    """What the notation takes an item for.

    ``EMPTY``: no words. ``REFERENCE``: « Voir » and a link; ``UNLINKED``: « Voir » below a skill
    without one. ``STRAY``: a field beside its skill. ``FIELD``: one below it. ``TEXT``: any other.
    """

    EMPTY = "empty"
    REFERENCE = "reference"
    UNLINKED = "unlinked"
    STRAY = "stray"
    FIELD = "field"
    TEXT = "text"


@dataclass(slots=True)
class ReadField:
    """A field as it is written; ``twice``: what it says had been said, so it stays a text."""

    written: WrittenField
    twice: bool = False


@dataclass(slots=True, kw_only=True)
class Item:
    """An item, from its first line to the last of its first paragraph.

    ``shown``: its text, with the code in it hidden. ``before``: the text before its first link,
    None if it has none; ``lone_link``: as written, if the item is nothing else. ``block``: the id
    of its mark. ``first_line``: that of the first item of its list. ``names_skill``: in a role.
    """

    line: int
    end: int
    first_line: int
    text: str = ""
    shown: str = ""
    before: str | None = None
    lone_link: str = ""
    block: str | None = None
    has_head: bool = True
    names_skill: bool = False
    kind: ItemKind = ItemKind.TEXT
    fields: list[ReadField] = field(default_factory=list)
    below: list[Item] = field(default_factory=list)


def kind_of(item: Item, declared: Declared, *, below: bool) -> ItemKind:
    """Return what an item is; ``below``: it stands below a skill."""
    if not item.has_head or not (below or any(map(str.isalnum, item.text))):  # « - [] », « - -- »
        return ItemKind.EMPTY
    refers = is_reference(item.text, declared.reference_words)
    if refers and item.before is not None:
        return ItemKind.REFERENCE
    if refers and below:
        return ItemKind.UNLINKED
    written = read_field(item.shown)
    if written is None or not (below or declared.knows(written.name)):
        return ItemKind.TEXT
    return ItemKind.FIELD if below else ItemKind.STRAY
