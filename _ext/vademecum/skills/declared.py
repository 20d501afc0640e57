"""What the notation of one handbook is: its levels, fields, frameworks and reference words."""

from __future__ import annotations

from dataclasses import dataclass

from vademecum.skills.notation import WrittenField
from vademecum.vault.nearest import suggest
from vademecum.vault.records import parse_match
from vademecum.vault.schema import FieldSpec, FrameworkSpec, LevelSpec, find_field
from vademecum.vault.vocabulary import SKILL_FIELDS, key_of, names_in


@dataclass(frozen=True, slots=True)
class Declared:
    """The notation of one handbook. ``language``: the one in which the check suggests names.

    Nothing has a default here: those of a handbook that declares nothing are the settings'.
    """

    levels: tuple[LevelSpec, ...]
    fields: tuple[FieldSpec, ...]
    frameworks: tuple[FrameworkSpec, ...]
    reference_words: tuple[str, ...]
    language: str

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the levels."""
        return tuple(level.number for level in self.levels)

    def level_name(self, number: int) -> str:
        """Return the name of a level; empty if none has that number."""
        return next((level.name for level in self.levels if level.number == number), "")

    def field(self, name: str) -> FieldSpec | None:
        """Return the declared field that *name* means in any language, None if none does."""
        return find_field(name, self.fields)

    def framework(self, name: str) -> FrameworkSpec | None:
        """Return the framework whose matches are written under *name*, None if none is."""
        return next((spec for spec in self.frameworks if spec.key == name.strip().lower()), None)

    def names(self) -> tuple[str, ...]:
        """Return the names of all fields in the vault's language, for suggestions."""
        labels = (spec.label(self.language) for spec in self.fields)
        frameworks = (spec.key for spec in self.frameworks)
        return (*names_in(SKILL_FIELDS, self.language), *labels, *frameworks)

    def meant(self, name: str, value: str) -> str:
        """Return the field that *name* is, or misspells if it takes *value*; empty if none."""
        if self.knows(name):
            return name
        near = suggest(name, self.names()) if " " not in name else None
        spec = self.field(near) if near is not None else None
        takes = spec is not None and spec.values and spec.value(value) is not None
        return near if near is not None and takes else ""

    def without_colons(self, text: str) -> WrittenField | None:
        """Return the match that *text* is but for its colons (``digcomp 2.2``), else None."""
        name, _, value = text.strip().partition(" ")
        framework = self.framework(name)
        known = framework is not None and parse_match(value, framework) is not None
        return WrittenField(name, value.strip()) if known else None

    def knows(self, name: str) -> bool:
        """Say whether *name* is that of a field, of a framework, or of one level."""
        return bool(
            key_of(name, SKILL_FIELDS)
            or self.field(name)
            or self.framework(name)
            or key_of(name.partition(" ")[0], SKILL_FIELDS) == "level"
        )
