"""What a field says of a skill: level, short title, synonyms, match, declared or unknown field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from vademecum.languages import names, words
from vademecum.skills.declared import Declared
from vademecum.skills.notation import WrittenField, parse_level_name
from vademecum.vault.names import without_marks
from vademecum.vault.records import Skill, SkillMatch, parse_match
from vademecum.vault.schema import FieldSpec
from vademecum.vault.vocabulary import SKILL_FIELDS, key_of, name_in

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
class EmptyField:
    """A known field that says nothing."""


Statement = ShortTitle | Synonyms | LevelSentence | SkillMatch | FieldValue | EmptyField


def read_statement(written: WrittenField, declared: Declared) -> Statement | None:
    """Return what a field says, None if it is plain text.

    An undeclared name of several words is text. What cannot be read is kept as it is written, so
    that no text is lost.
    """
    name, value = written.name, written.value
    as_written = FieldValue(name, (value,))
    level = parse_level_name(name, declared.numbers)
    if level is None and not is_declared(name, declared):
        return as_written if " " not in name or name_meant(name, declared) else None
    if level is not None and level.number is None:
        return as_written
    if not value:
        return EmptyField()
    if level is not None and level.number is not None:
        return LevelSentence(level.number, value)
    if (framework := declared.framework(name)) is not None:
        return parse_match(value, framework) or as_written
    if (spec := declared.field(name)) is not None:
        return FieldValue(spec.key, values_of(written, spec))
    is_title = key_of(name, SKILL_FIELDS) == "short_title"
    return ShortTitle(value) if is_title else _synonyms(value)


def is_declared(name: str, declared: Declared) -> bool:
    """Say whether *name* is that of a field or of a framework; a level's is read by itself."""
    known = key_of(name, SKILL_FIELDS) or declared.field(name) or declared.framework(name)
    return bool(known)


def texts_of(written: WrittenField, spec: FieldSpec) -> list[str]:
    """Return the values of a declared field as they are written."""
    parts = written.value.split(",") if spec.multiple else [written.value]
    return [part.strip() for part in parts if part.strip()]


def values_of(written: WrittenField, spec: FieldSpec) -> tuple[str, ...]:
    """Return the values of a declared field by their keys; one that is not declared as written."""
    texts = texts_of(written, spec)
    if not spec.values:
        return tuple(texts)
    pairs = [(text, spec.value(text)) for text in texts]
    return tuple(dict.fromkeys(v.key if v is not None else text for text, v in pairs))


@dataclass(slots=True)
class SkillFields:
    """What the fields of one skill say."""

    declared: Declared
    short_title: str = ""
    synonyms: list[str] = field(default_factory=list)
    levels: dict[int, str] = field(default_factory=dict)
    matches: list[SkillMatch] = field(default_factory=list)
    others: dict[str, str] = field(default_factory=dict)

    def take(self, statement: Statement) -> bool:
        """Take what a field says; of what is said twice the second is refused."""
        match statement:
            case ShortTitle(text) if not self.short_title:
                self.short_title = text
            case LevelSentence(number, text) if number not in self.levels:
                self.levels[number] = text
            case Synonyms(words):
                self.synonyms += (word for word in words if word not in self.synonyms)
            case SkillMatch() if statement not in self.matches:
                self.matches.append(statement)
            case FieldValue(name, values) if name not in self.others or self._repeats(name):
                known = (self.others[name],) if name in self.others else ()
                self.others[name] = ", ".join((*known, *values))
            case EmptyField():
                pass
            case _:
                return False
        return True

    def _repeats(self, name: str) -> bool:
        """Say whether a field may be written several times: one of several values, or a match."""
        spec = self.declared.field(name)
        return self.declared.framework(name) is not None or (spec is not None and spec.multiple)

    def given(self) -> dict[str, Any]:
        """Return what a ``Skill`` holds of this."""
        return {
            "fields": tuple(self.others.items()),
            "short_title": self.short_title,
            "levels": tuple(sorted(self.levels.items())),
            "synonyms": tuple(self.synonyms),
            "matches": tuple(self.matches),
        }


def name_meant(name: str, declared: Declared) -> str:
    """Return the field that people, or other programs, call *name*; empty if there is none."""
    return _level_apart(name) or _called(name, declared)


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


def _called(name: str, declared: Declared) -> str:
    plain = without_marks(name).replace("-", " ")
    key = _OTHER_NAMES.get(plain)
    return name_in(key, SKILL_FIELDS, declared.language) if key else ""


def _synonyms(value: str) -> Synonyms:
    words = (word.strip() for word in value.split(","))
    return Synonyms(tuple(dict.fromkeys(word for word in words if word)))


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
