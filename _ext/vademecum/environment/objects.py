"""What other projects may cite of this handbook, as lines of Sphinx's inventory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vademecum.handbook import Handbook
from vademecum.vault.addresses import Addresses
from vademecum.vault.names import printed
from vademecum.vault.resolve import without_suffix

KINDS = ("skill", "domain", "role", "note")


@dataclass(frozen=True, slots=True)
class CitableObject:
    """A skill or domain by its id, a role by its id, a note by its path in the vault."""

    kind: str
    name: str
    title: str
    page: str


def handbook_objects(handbook: Handbook, addresses: Addresses) -> Iterator[CitableObject]:
    """Yield all that can be cited; ids that are gone still answer, and lead to their page."""
    catalogue = handbook.catalogue
    for placed in catalogue.skills.values():
        yield CitableObject(
            "skill", placed.id, _line(placed.skill.title), addresses.skill(placed.id)
        )
    for gone in handbook.retired.values():
        yield CitableObject(
            "skill", gone.id, _line(gone.title) or gone.id, addresses.skill(gone.id)
        )
    for domain in catalogue.domains.values():
        yield CitableObject("domain", domain.id, _line(domain.name), addresses.domain(domain.slug))
    for role in catalogue.roles.values():
        page = handbook.notes[role.note].docname
        yield CitableObject("role", role.id, _line(role.name), page)
    for note in handbook.notes.values():
        name = _line(without_suffix(printed(note.path)))
        yield CitableObject("note", name, _line(note.title) or name, note.docname)


def _line(text: str) -> str:
    """Return a text on one line, without half characters: an inventory is lines of UTF-8."""
    return " ".join(text.encode("utf-8", "replace").decode().split())
