"""What a field says of a skill: level, short title, synonyms, match, declared or unknown field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vademecum.languages import names, words
from vademecum.skills.declared import Declared
from vademecum.skills.notation import WrittenField, parse_level_name
from vademecum.vault.names import without_marks
from vademecum.vault.nearest import suggest
from vademecum.vault.records import Finding, Skill, SkillMatch, parse_match
from vademecum.vault.schema import FieldSpec, FrameworkSpec
from vademecum.vault.vocabulary import RELATIONS, SKILL_FIELDS, key_of, name_in, names_in

_SHOWN = 80
_BETWEEN = re.compile(
    rf"(?<!\s)\s++(?:{'|'.join(words('words', 'joining'))})\s++|(?:(?<!\s)\s++)?[;/+&|]\s*+",
    re.IGNORECASE,
)


_LEVEL = re.compile(
    rf"(?P<word>[^\W\d_]{{1,9}})[.\s:_-]*+(?:{'|'.join(words('words', 'number'))}|n[°º])?"
    r"[.\s_-]*+(?P<number>\d)",
    re.IGNORECASE,
)
_CALLED = names("called")
_SHORT_LEVELS = {
    word: language for language, several in _CALLED["level"].items() for word in several
}
_OTHER_NAMES = {
    without_marks(name).replace("-", " "): key
    for key in ("short_title", "synonyms")
    for several in _CALLED[key].values()
    for name in several
}
"""What people and other programs call a field, compared without accents and hyphens."""


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
    hint = _apart(wrong, spec, language) or suggest(wrong, known) or ""
    args = {"name": written.name, "value": wrong[:_SHOWN], "known": ", ".join(known), "hint": hint}
    return values, _problem("field-value", **args)


def _apart(text: str, spec: FieldSpec, language: str) -> str:
    """Return several values that other signs than commas part, with commas; else empty."""
    labels = [value.label(language) for value in spec.values]
    parts = [
        part.strip() if spec.value(part.strip()) else suggest(part, labels) or ""
        for part in _BETWEEN.split(text)
    ]
    return ", ".join(parts) if spec.multiple and len(parts) > 1 and all(parts) else ""


def _undeclared(
    written: WrittenField, declared: Declared
) -> tuple[Statement | None, FieldProblem | None]:
    hint = _level_apart(written.name) or _meant_name(written.name, declared)
    if " " in written.name and not hint:
        return None, None
    hint = hint or suggest(written.name, declared.names()) or ""
    if hint == name_in("level", SKILL_FIELDS, declared.language):
        hint = f"{hint} N"
    problem = _problem("skill-field", name=written.name, hint=hint and f"{hint}::")
    return _as_written(written), problem


def _level_apart(name: str) -> str:
    """Return ``niveau 2`` for ``niveau n° 2``, ``niv. 2``; empty if *name* is no level's."""
    match = _LEVEL.fullmatch(name)
    if match is None:
        return ""
    word = match["word"]
    key = key_of(word, SKILL_FIELDS) or key_of(word[:-1], SKILL_FIELDS)
    if key != "level" and word.lower() not in _SHORT_LEVELS:
        return ""
    language = _SHORT_LEVELS.get(word.lower(), "")
    whole = word if key_of(word, SKILL_FIELDS) else word[:-1]
    return f"{name_in('level', SKILL_FIELDS, language) if language else whole} {match['number']}"


def _meant_name(name: str, declared: Declared) -> str:
    """Return the field that other programs, or people, call *name*; empty if there is none."""
    plain = without_marks(name).replace("-", " ")
    key = _OTHER_NAMES.get(plain)
    return name_in(key, SKILL_FIELDS, declared.language) if key else ""


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
    hint = _match_meant(written.value, framework)
    args = {"name": framework.name, "value": written.value[:_SHOWN], "hint": hint}
    problem = _problem("match-form", **args, example=example, relations=relations)
    return _as_written(written), problem


def _match_meant(value: str, framework: FrameworkSpec) -> str:
    """Return the match that *value* is but for a sign; empty if it is none."""
    *words, identifier = value.split() or [""]
    plain = identifier.strip(".,;:()")
    forms = (plain, plain.replace(",", "."), plain.replace("-", "."))
    address = re.sub(r"^(?:https?://)?(?:www\.)?", "http://", plain).rstrip("/")
    known = [w for w in words if w.lower().strip(":") not in {framework.key, "n°", "no", "nr"}]
    for form in (*forms, address):
        meant = " ".join([*known, form])
        if parse_match(meant, framework) is not None:
            return meant
    return ""


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


def concepts(
    skill: Skill, declared: Declared
) -> Iterator[tuple[SkillMatch, str, SkillMatch | None]]:
    """Yield each match, the address of its concept, and an earlier match with that concept.

    The address is empty if the framework gives none.
    """
    known: dict[str, SkillMatch] = {}
    for match in skill.matches:
        framework = declared.framework(match.framework)
        address = framework.address(match.identifier) if framework is not None else ""
        key = address or f"{match.framework} {match.identifier}"
        yield match, address, known.get(key)
        known.setdefault(key, match)


def match_findings(path: str, skill: Skill, declared: Declared) -> Iterator[Finding]:
    """Yield a finding for each match that data leave out because an earlier one is the same."""
    for match, _address, first in concepts(skill, declared):
        if first is not None:
            args = (("match", _words(match)), ("other", _words(first)))
            yield Finding("match-twice", path, skill.line, args)


def _words(match: SkillMatch) -> str:
    return f"{match.framework}:: {match.identifier}"
