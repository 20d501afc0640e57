"""What a field says of a skill: level, short title, synonyms, match, declared or unknown field."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vademecum.core.nearest import suggest
from vademecum.core.skills.declared import Declared
from vademecum.core.skills.fields import WrittenField
from vademecum.core.skills.levels import parse_level_name
from vademecum.core.skills.matches import SkillMatch, parse_match
from vademecum.core.skills.schema import FieldSpec, FrameworkSpec
from vademecum.core.skills.vocabulary import RELATIONS, SKILL_FIELDS, key_of, name_in, names_in

_SHOWN = 80
_BETWEEN = re.compile(r"\s+(?:et|ou|and|or|und|oder|e|o)\s+|\s*[;/+&|]\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ShortTitle:
    """The plain title under which lists show a skill."""

    text: str


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Words under which people look for a skill."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LevelSentence:
    """What can be observed of somebody at a level."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A field with its values; of a declared one ``name`` is the key, and so are its values."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with a field: the code of the finding, and what its message says."""

    code: str
    args: tuple[tuple[str, str], ...] = ()


Statement = ShortTitle | Synonyms | LevelSentence | SkillMatch | FieldValue


def read_statement(
    written: WrittenField, declared: Declared
) -> tuple[Statement | None, FieldProblem | None]:
    """Return what a field says and what is wrong with it; both None if it is plain text.

    An undeclared name of several words is text. What is wrong keeps the field as it is written,
    so that no text is lost.
    """
    name = written.name
    spec, framework = declared.field(name), declared.framework(name)
    level = parse_level_name(name, declared.numbers)
    key = key_of(name, SKILL_FIELDS)
    if not (spec or framework or level or key):
        return _undeclared(written, declared)
    if level is not None and level.number is None:
        return _as_written(written), _level_problem(level.written, declared)
    if not written.value:
        return None, _problem("field-empty", name=name)
    if level is not None and level.number is not None:
        return LevelSentence(level.number, written.value), None
    if framework is not None:
        return _match(written, framework, declared)
    if spec is not None:
        return _values(written, spec, declared)
    return (ShortTitle(written.value) if key == "short_title" else _synonyms(written.value)), None


def level_problem(written: str, declared: Declared) -> FieldProblem:
    """Say that *written* is no level."""
    numbers = ", ".join(map(str, declared.numbers))
    return _problem("level-unknown", level=written, numbers=numbers)


def values_of(
    written: WrittenField, spec: FieldSpec, language: str
) -> tuple[tuple[str, ...], FieldProblem | None]:
    """Return the values of a declared field by their keys, and the first that is not declared."""
    parts = written.value.split(",") if spec.multiple else [written.value]
    texts = [part.strip() for part in parts if part.strip()]
    if not spec.values:
        return tuple(texts), None
    pairs = [(text, spec.value(text)) for text in texts]
    values = tuple(dict.fromkeys(v.key if v is not None else text for text, v in pairs))
    wrong = next((text for text, value in pairs if value is None), None)
    if wrong is None:
        return values, None
    known = [value.label(language) for value in spec.values]
    hint = _apart(wrong, spec) or suggest(wrong, known) or ""
    args = {"name": written.name, "value": wrong[:_SHOWN], "known": ", ".join(known), "hint": hint}
    return values, _problem("field-value", **args)


def _apart(text: str, spec: FieldSpec) -> str:
    """Return several values that other signs than commas part, with commas; else empty."""
    parts = [part.strip() for part in _BETWEEN.split(text)]
    known = spec.multiple and len(parts) > 1 and all(spec.value(part) for part in parts)
    return ", ".join(parts) if known else ""


def _undeclared(
    written: WrittenField, declared: Declared
) -> tuple[Statement | None, FieldProblem | None]:
    if " " in written.name:
        return None, None
    hint = _level_apart(written.name) or suggest(written.name, declared.names()) or ""
    if hint == name_in("level", SKILL_FIELDS, declared.language):
        hint = f"{hint} N"
    problem = _problem("skill-field", name=written.name, hint=hint and f"{hint}::")
    return _as_written(written), problem


def _level_apart(name: str) -> str:
    """Return ``niveau 2`` for ``niveau2``; empty if *name* is no level's."""
    word, number = name[:-1], name[-1:]
    return f"{word} {number}" if number.isdigit() and key_of(word, SKILL_FIELDS) == "level" else ""


def _as_written(written: WrittenField) -> FieldValue:
    return FieldValue(written.name, (written.value,))


def _level_problem(written: str, declared: Declared) -> FieldProblem:
    if written:
        return level_problem(written, declared)
    name = name_in("level", SKILL_FIELDS, declared.language)
    return _problem("level-alone", suggestion=f"{name} N::")


def _synonyms(value: str) -> Synonyms:
    words = (word.strip() for word in value.split(","))
    return Synonyms(tuple(dict.fromkeys(word for word in words if word)))


def _match(
    written: WrittenField, framework: FrameworkSpec, declared: Declared
) -> tuple[Statement | None, FieldProblem | None]:
    match = parse_match(written.value, framework)
    if match is not None:
        return match, None
    example = next(iter(framework.ids), _beginning(framework.pattern))
    relations = ", ".join(names_in(RELATIONS, declared.language))
    args = {"name": framework.name, "value": written.value[:_SHOWN]}
    problem = _problem("match-form", **args, example=example, relations=relations)
    return _as_written(written), problem


def _beginning(pattern: str) -> str:
    """Return the plain text with which a pattern begins: « http://data.europa.eu/esco/skill/… »."""
    return re.split(r"(?<!\\)[\[(*+?{|^$]", pattern, maxsplit=1)[0].replace("\\", "") + "…"


def _values(
    written: WrittenField, spec: FieldSpec, declared: Declared
) -> tuple[Statement | None, FieldProblem | None]:
    values, problem = values_of(written, spec, declared.language)
    return FieldValue(spec.key, values), problem


def _problem(code: str, /, **args: str) -> FieldProblem:
    return FieldProblem(code, tuple(args.items()))
