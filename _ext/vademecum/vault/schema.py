"""What a handbook declares about its skills: levels, fields with values, frameworks.

Written names exist in several languages and all are accepted in any vault; keys are stable and
English. ``vademecum.settings`` fills these records from ``vademecum.toml`` and ``conf.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from vademecum.languages import FALLBACK, languages, names, words
from vademecum.vault.names import without_marks

LANGUAGES: Final = tuple(languages())
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


def _label(by_language: Mapping[str, str], language: str, key: str) -> str:
    """Return a name in a language, else in English, else in the first that has one, else *key*."""
    own = by_language.get(language.partition("_")[0], "") or by_language.get(FALLBACK, "")
    return own or next(iter(by_language.values()), key)


REFERENCE_WORDS: Final = words("words", "see")
"""With which an item begins that gives references, in each language."""


def _first_names(table: str) -> dict[str, dict[str, str]]:
    """Return the first name of each key of a table by language."""
    return {
        key: {code: several[0] for code, several in by_language.items()}
        for key, by_language in names(table).items()
    }


_FIELD_NAMES: Final = _first_names("fields")
FIELDS: Final = (
    FieldSpec(
        "acquisition",
        _FIELD_NAMES["acquisition"],
        tuple(ValueSpec(key, own) for key, own in _first_names("acquisition").items()),
        multiple=True,
    ),
    FieldSpec("status", _FIELD_NAMES["status"]),
)
"""The fields of a skill in a handbook that declares none."""

_ESCO: Final = "http://data.europa.eu/esco/skill/"
_UUID: Final = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_DIGCOMP: Final = {
    "1.1": "e439742d-558d-4f52-885e-afdc740b48cf",
    "1.2": "1d6c7de4-350e-4868-a47b-333b4b0d9650",
    "1.3": "4d97e3c3-f335-47cc-a4ee-0d779fd42222",
    "2.1": "a12057b4-6d11-4a12-ab8e-15a028ef0a6d",
    "2.2": "40001d93-8937-4859-89d5-2dca53290ff4",
    "2.3": "16a00c69-9c74-4c37-96d7-6301d285e5ce",
    "2.4": "2b34a99f-9813-4c91-9509-b6b9b8c3132e",
    "2.5": "97c1895a-a890-47da-abfc-79dc272add2e",
    "2.6": "bc0b0b5d-f6be-405a-b224-b6902a4dbe97",
    "3.1": "5fd5c985-eaaa-47aa-8314-62359c54505a",
    "3.2": "5af49836-2269-46d9-87b9-0d3140c6c22e",
    "3.3": "a91732ce-988e-4105-9570-f425c6ffdc82",
    "3.4": "21d2f96d-35f7-4e3f-9745-c533d2dd6e97",
    "4.1": "df329d70-87b0-466b-a214-3431f36e2a5e",
    "4.2": "33a82b83-c838-4889-ae62-fae1317481eb",
    "4.3": "d1ed5b3a-cab5-4c5d-baf8-0214998b58fb",
    "4.4": "c4ba12d1-4698-42fa-8abb-789462ea2586",
    "5.1": "14832d87-2f2f-4895-b290-e4760ebae42a",
    "5.2": "42fcf80d-7b45-40f3-bd2f-5411c4c0dfa0",
    "5.3": "1a4cc54f-1e53-442b-a6d2-1682dc8ef8f9",
    "5.4": "238343b1-7b51-42b3-a9ed-cf24d3a236e7",
}

FRAMEWORKS: Final = (
    FrameworkSpec(
        "digcomp",
        "DigComp",
        r"[1-5]\.[1-6]",
        ids={number: _ESCO + concept for number, concept in _DIGCOMP.items()},
    ),
    FrameworkSpec("esco", "ESCO", _ESCO.replace(".", r"\.") + _UUID, url="{id}"),
)
