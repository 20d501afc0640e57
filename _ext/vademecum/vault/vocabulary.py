"""The words of the notation in every language: written names, and the keys they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final

from vademecum.languages import FALLBACK, Names, names, words
from vademecum.vault.schema import field_key


class Vocabulary(dict[str, Names]):
    """Written names by key; asked for each property of each note, so the answer is a look-up."""

    @cached_property
    def by_name(self) -> Mapping[str, str]:
        """The key of each written name; a name that two keys have is the first's."""
        keys: dict[str, str] = {}
        for key, by_language in self.items():
            for name in (name for several in by_language.values() for name in several):
                keys.setdefault(field_key(name), key)
        return keys


SKILL_FIELDS: Final = Vocabulary(names("skill_fields"))
"""Fields of a skill that have a meaning of their own."""
RELATIONS: Final = Vocabulary(names("relations"))
"""How the concept of a framework relates to a skill; the keys are SKOS's, without « Match »."""
PROPERTIES: Final = Vocabulary(names("properties"))
"""Properties of resources, and ``origin`` of a skills note."""
NOTE_PROPERTIES: Final = Vocabulary(names("note_properties"))
"""Properties of any note."""
FORMS: Final = Vocabulary(names("forms"))
"""What a resource is; the keys are the words of the contract, as data hold them."""
FREE: Final = Vocabulary(names("prices"))
"""The price of what costs nothing."""
ORIGINS: Final = Vocabulary(names("origins"))
"""Where skills come from that are not the handbook's own."""
REFERENCES: Final = Vocabulary({"see": names("words")["see"]})
"""The word with which an item refers to a resource."""

SKILL_TAGS: Final = frozenset(words("tags", "skills"))
"""Tags and properties that say that a note lists skills, compared without accents."""
ROLE_TAGS: Final = frozenset(words("tags", "roles"))
RESOURCE_TAGS: Final = frozenset(words("tags", "resources"))
CONTRIBUTING_TAGS: Final = frozenset(words("tags", "contributing"))
"""Tags of a note for those who write the handbook: apart from what readers read, on paper too."""
GUIDE_TAGS: Final = frozenset(words("tags", "guide"))
"""Tags of a note that says how to read the handbook: first on paper."""
QUESTION_TAGS: Final = frozenset(words("tags", "questions"))
"""Tags that say what a note is, compared without accents."""


def key_of(written: str, table: Vocabulary) -> str | None:
    """Return the key that *written* stands for in any language, None if it is in none."""
    return table.by_name.get(field_key(written))


def name_in(key: str, table: Mapping[str, Names], language: str) -> str:
    """Return the written name of a key in a language, else in English."""
    by_language = table[key]
    return by_language.get(language.partition("_")[0], by_language[FALLBACK])[0]


def names_in(table: Mapping[str, Names], language: str) -> tuple[str, ...]:
    """Return the written names of a language, in the order of the table."""
    return tuple(name_in(key, table, language) for key in table)
