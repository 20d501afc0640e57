"""What the catalogue filters by beside a skill's own fields: who asks for it, where to learn it.

A card carries two lists, ``data-asked`` (role, level) and ``data-learning`` (form, languages, free
of charge): choices about one list must meet in one of its entries, a free guide in French.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vademecum.i18n import _
from vademecum.languages import word_in
from vademecum.presentation.skill_words import form_name, language_name
from vademecum.skills.catalogue import PlacedSkill, SkillCatalogue
from vademecum.skills.declared import Declared
from vademecum.skills.resource_record import ResourceRecord


@dataclass(frozen=True, slots=True)
class Facet:
    """A choice of the catalogue: ``about`` names the list, ``part`` what of an entry it looks at.

    ``values``: value, what a reader sees of it, the number of skills.
    """

    name: str
    about: str
    part: str
    label: str
    values: tuple[tuple[str, str, int], ...]


def asked_and_learning(
    placed: PlacedSkill, catalogue: SkillCatalogue
) -> dict[str, list[list[object]]]:
    """Return the two lists of a skill: who asks for it and how well, where to learn it."""
    return {
        "asked": [[role.id, need.level] for role, need in catalogue.asked.get(placed.id, [])],
        "learning": [
            [record.form, _languages(record), record.free] for record in _records(placed, catalogue)
        ],
    }


def card_lists(placed: PlacedSkill, catalogue: SkillCatalogue) -> dict[str, str]:
    """Return the two lists of a skill's card as attributes; none where a list is empty."""
    return {
        f"data-{name}": json.dumps(values, ensure_ascii=False)
        for name, values in asked_and_learning(placed, catalogue).items()
        if values
    }


def facets(catalogue: SkillCatalogue, declared: Declared) -> tuple[Facet, ...]:
    """Return the choices that the handbook offers; one without values is none."""
    candidates = (*_asked(catalogue, declared), *_learning(catalogue, declared.language))
    return tuple(
        replace(facet, name=word_in("parameters", facet.name, declared.language))
        for facet in candidates
        if facet.values
    )


def _records(placed: PlacedSkill, catalogue: SkillCatalogue) -> Iterator[ResourceRecord]:
    return (catalogue.resources[i].record for i in placed.see)


def _languages(record: ResourceRecord) -> list[str]:
    return [code.strip() for code in record.language.split(",") if code.strip()]


def _asked(catalogue: SkillCatalogue, declared: Declared) -> Iterator[Facet]:
    roles = [(role.id, role.name, len(role.needed)) for role in catalogue.roles.values()]
    yield Facet("role", "asked", "role", _("Role"), tuple(one for one in roles if one[2]))
    highest = [max(need.level for _role, need in asked) for asked in catalogue.asked.values()]
    levels = (
        (str(level.number), level.name, sum(top >= level.number for top in highest))
        for level in declared.levels
    )
    label = _("Level asked for, at least")
    yield Facet("level", "asked", "level", label, tuple(one for one in levels if one[2]))


def _learning(catalogue: SkillCatalogue, language: str) -> Iterator[Facet]:
    forms: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    free = 0
    for placed in catalogue.skills.values():
        records = list(_records(placed, catalogue))
        forms.update({record.form for record in records if record.form})
        languages.update({code for record in records for code in _languages(record)})
        free += any(record.free for record in records)
    by_form = tuple((form, form_name(form, language), forms[form]) for form in sorted(forms))
    by_language = tuple(
        (code, language_name(code, language), languages[code]) for code in sorted(languages)
    )
    yield Facet("form", "learning", "form", _("Form of a resource"), by_form)
    yield Facet("language", "learning", "language", _("Language of a resource"), by_language)
    gratis = ((word_in("parameters", "free", language), _("free of charge"), free),) if free else ()
    yield Facet("price", "learning", "free", _("Price of a resource"), gratis)
