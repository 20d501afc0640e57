"""A page of a museum's own: which skills serve which visitors, by a field of the museum's own.

In ``conf.py``::

    extensions = ["vademecum", "museum_page"]

A skill may then say ``audience:: schools, families`` (``public::`` in French), and the page
``audiences.html``, to which the menu leads, lists the skills by audience.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from vademecum.api import (
    FieldSpec,
    Handbook,
    Page,
    Skill,
    ValueSpec,
    add_page,
    add_skill_field,
)

AUDIENCE = FieldSpec(
    "audience",
    {"en": "audience", "fr": "public", "de": "Publikum", "it": "pubblico"},
    values=(
        ValueSpec("schools", {"en": "schools", "fr": "écoles", "de": "Schulen", "it": "scuole"}),
        ValueSpec(
            "families", {"en": "families", "fr": "familles", "de": "Familien", "it": "famiglie"}
        ),
    ),
    multiple=True,
)


def by_audience(handbook: Handbook) -> dict[str, object]:
    """Return the skills that each audience is served by, with the notes that list them."""
    audiences: dict[str, list[tuple[Skill, str]]] = {value.key: [] for value in AUDIENCE.values}
    for skill in handbook.catalogue.skills.values():
        for value in skill.skill.values(AUDIENCE.key):
            audiences[value].append((skill, handbook.notes[skill.note].docname))
    return {"audiences": audiences}


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the field and the page."""
    add_skill_field(app, AUDIENCE)
    add_page(
        app,
        Page(
            name="audiences",
            title="Skills by audience",
            template=Path(__file__).with_name("page.html").read_text(encoding="utf-8"),
            facts=by_audience,
            in_menu=True,
        ),
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}
