"""The label under which readers see a field of a skill."""

from __future__ import annotations

from vademecum.core.skills.schema import find_field
from vademecum.settings import Settings


def field_label(name: str, settings: Settings, language: str) -> str:
    """Return the label of the field that *name* means; an undeclared one stands as written."""
    spec = find_field(name, settings.skill_fields)
    if spec is None:
        return name
    label = spec.label(language)
    return label[:1].upper() + label[1:]
