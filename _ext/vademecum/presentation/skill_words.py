"""What site and PDF say of a skill's fields, levels and matches, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vademecum.i18n import _, later
from vademecum.languages import names
from vademecum.skills.declared import Declared
from vademecum.skills.resource_record import ResourceRecord
from vademecum.vault.records import Skill, SkillMatch
from vademecum.vault.vocabulary import FORMS, RELATIONS, name_in

_FULL, _EMPTY = "●", "○"
_LABELS = {
    "author": later("Author"),
    "provider": later("Provider"),
    "form": later("Form"),
    "language": later("Language"),
    "extent": later("Length"),
    "price": later("Price"),
    "year": later("Year"),
    "verified": later("Address verified on"),
}


def field_label(name: str, declared: Declared) -> str:
    """Return what readers see of a field's name: its label, else the name as it is written."""
    spec = declared.field(name)
    label = spec.label(declared.language) if spec is not None else name
    return label[:1].upper() + label[1:]


def value_label(name: str, value: str, declared: Declared) -> str:
    """Return what readers see of a field's value."""
    spec = declared.field(name)
    known = spec.value(value) if spec is not None else None
    return known.label(declared.language) if known is not None else value


def field_pairs(skill: Skill, declared: Declared) -> Iterator[tuple[str, str]]:
    """Yield label and value of each field of a skill."""
    for name, text in skill.fields:
        spec = declared.field(name)
        parts = skill.values(name) if spec is not None and spec.multiple else (text,)
        values = ", ".join(value_label(name, part, declared) for part in parts)
        yield field_label(name, declared), values


def match_words(match: SkillMatch, declared: Declared) -> tuple[str, str, str]:
    """Return the framework's name, how its concept relates, and the address of the concept."""
    framework = declared.framework(match.framework)
    relation = name_in(match.relation, RELATIONS, declared.language)
    if framework is None:
        return match.framework, relation, ""
    return framework.name, relation, framework.address(match.identifier)


def dots(level: int, declared: Declared) -> str:
    """Return a level as filled dots, one for each level there is."""
    top = max(declared.numbers, default=0)
    return _FULL * min(level, top) + _EMPTY * (top - min(level, top))


def level_words(level: int, declared: Declared) -> str:
    """Return a level in words: its name, or that it is not required."""
    if level == 0:
        return _("not required")
    return declared.level_name(level) or str(level)


def record_pairs(record: ResourceRecord, language: str) -> Iterator[tuple[str, str, str]]:
    """Yield key, label and words of what is known of a resource, its address left out."""
    for key, label in _LABELS.items():
        value = getattr(record, key)
        if value:
            yield key, _(label), _record_value(key, value, language)


def language_name(code: str, language: str) -> str:
    """Return the name of a language in another, else what stands for it."""
    known = names("languages")
    return name_in(code, known, language) if code in known else code


def form_name(form: str, language: str) -> str:
    """Return the name of a resource's form, else what its note says."""
    return name_in(form, FORMS, language) if form in FORMS else form


def _record_value(key: str, value: str, language: str) -> str:
    if key == "form":
        return form_name(value, language)
    if key == "price" and value == "gratuit":
        return _("free of charge")
    if key == "language":
        return ", ".join(language_name(code.strip(), language) for code in value.split(","))
    return value


def record_line(record: ResourceRecord, language: str) -> str:
    """Return form, length, price and language of a resource in one line."""
    wanted = ("form", "extent", "price", "language")
    by_key = {key: words for key, _label, words in record_pairs(record, language)}
    return " · ".join(by_key[key] for key in wanted if key in by_key)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A skill that a role needs: its name, its level in number and words.

    ``entrusted``: whether somebody from outside may do it.
    """

    name: str
    level: int
    level_name: str
    entrusted: bool


def job_offer(role: str, lead: str, wanted: Iterable[Wanted], top: int, handbook: str) -> str:
    """Return the text: the role, its skills from the highest level down, where levels come from."""
    skills = sorted(wanted, key=lambda one: -one.level)
    lines = [role, *([lead] if lead else []), "", _("Digital skills asked for")]
    lines.extend(_by_level((one for one in skills if not one.entrusted), top))
    outside = [f"– {one.name}" for one in skills if one.entrusted]
    if outside:
        lines.extend(("", _("To be steered with somebody from outside"), *outside))
    lines.extend(("", _("The levels are those of the handbook “%(title)s”.") % {"title": handbook}))
    return "\n".join(lines)


def _by_level(skills: Iterable[Wanted], top: int) -> Iterator[str]:
    level = 0
    for one in skills:
        if one.level != level:
            level = one.level
            yield ""
            yield _("%(name)s (level %(level)s of %(top)s)") % {
                "name": one.level_name,
                "level": level,
                "top": top,
            }
        yield f"– {one.name}"
