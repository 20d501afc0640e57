"""Words that people type and the words of a handbook that they mean."""

from __future__ import annotations

from collections.abc import Iterable

from vademecum.languages import FALLBACK, languages, own
from vademecum.vault.text import normalised

Groups = Iterable[tuple[str, ...]]


def synonyms(language: str) -> tuple[tuple[str, ...], ...]:
    """Return the groups of words that mean the same in a language, else those of English."""
    return (own(language) or languages()[FALLBACK]).synonyms


def synonym_table(groups: Groups) -> list[list[str]]:
    """Return the groups, normalised: who asks for a phrase is shown the others' answers as well."""
    table = (list(dict.fromkeys(filter(None, map(normalised, group)))) for group in groups)
    return [phrases for phrases in table if len(phrases) > 1]
