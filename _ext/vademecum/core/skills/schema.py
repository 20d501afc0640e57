"""What a handbook declares about its skills: levels, fields with values, frameworks.

Written names exist in several languages and all are accepted in any vault; keys are stable and
English. ``vademecum.settings`` fills these records from ``vademecum.toml`` and ``conf.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from vademecum.core.names import without_marks

LANGUAGES: Final = ("fr", "en", "de", "it")
"""The languages in which names of the notation are written."""

ID_LIMIT: Final = 200
"""Characters beyond which nothing is an id of a framework."""

_BETWEEN: Final = re.compile(r"[\s_-]+")


def field_key(name: str) -> str:
    """Give the key under which spellings of a field's name are the same: « Durée », « duree »."""
    return _BETWEEN.sub("-", without_marks(name).strip())


@dataclass(frozen=True, slots=True)
class LevelSpec:
    """A level: ``number`` counts from 1; ``sentence`` says what somebody at it does."""

    number: int
    name: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class ValueSpec:
    """A declared value of a field: its key in data, its written names by language."""

    key: str
    names: Mapping[str, str] = field(default_factory=dict)

    def label(self, language: str) -> str:
        """Return the name in a language, else in the first that has one, else the key."""
        return _label(self.names, language, self.key)


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A declared field of skills: its key in data, its written names by language.

    ``values`` empty: any text. ``multiple``: several values, separated by commas.
    """

    key: str
    names: Mapping[str, str] = field(default_factory=dict)
    values: tuple[ValueSpec, ...] = ()
    multiple: bool = False

    def label(self, language: str) -> str:
        """Return the name in a language, else in the first that has one, else the key."""
        return _label(self.names, language, self.key)

    def is_called(self, name: str) -> bool:
        """Say whether *name* is a written name of the field, in any language, or its key."""
        return field_key(name) in {field_key(n) for n in (self.key, *self.names.values())}

    def value(self, written: str) -> ValueSpec | None:
        """Return the declared value that *written* names in any language, None if none does."""
        wanted = field_key(written)
        for value in self.values:
            if wanted in {field_key(n) for n in (value.key, *value.names.values())}:
                return value
        return None


@dataclass(frozen=True, slots=True)
class FrameworkSpec:
    """A framework that skills are matched with; ``key`` is the name of its field in notes.

    ``pattern``: regular expression that a whole id matches; ``ids``: the ids that exist, each
    with the address of its concept (empty: all that match); ``url``: the address of an id without
    one of its own, in which ``{id}`` stands for it.
    """

    key: str
    name: str
    pattern: str
    url: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)

    def accepts(self, identifier: str) -> bool:
        """Say whether *identifier* has the form of an id of the framework, and exists."""
        if len(identifier) > ID_LIMIT or not re.fullmatch(self.pattern, identifier):
            return False
        return not self.ids or identifier in self.ids

    def address(self, identifier: str) -> str:
        """Return the address of the concept *identifier*; empty if the framework gives none."""
        return self.ids.get(identifier, "") or self.url.replace("{id}", identifier)


def find_field(name: str, fields: Iterable[FieldSpec]) -> FieldSpec | None:
    """Return the field that *name* means in any language, None if it is not declared."""
    return next((spec for spec in fields if spec.is_called(name)), None)


def _label(names: Mapping[str, str], language: str, key: str) -> str:
    return names.get(language.partition("_")[0], "") or next(iter(names.values()), key)
