"""The words of each language, from the files of this folder; code names keys only.

A language is one file here and one message catalogue in ``locale``: whoever adds both has added
the language. All languages are accepted in any vault, whatever its own; keys are the same for ever.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

FALLBACK: Final = "en"
"""The language of our source: it speaks where a vault's own has no words."""

Names = Mapping[str, tuple[str, ...]]
"""Words by key, or by language; the first of several is the one that is written and suggested."""

_FIRST: Final = ("fr", FALLBACK)
"""Between equals (two home notes, two registers) the language that comes first decides."""


@dataclass(frozen=True, slots=True)
class Language:
    """What a file says: by table and key the words, and groups of words that mean the same."""

    code: str
    tables: Mapping[str, Names]
    synonyms: tuple[tuple[str, ...], ...]


def read_language(code: str, text: str) -> Language:
    """Return what the text of a language's file says; a single word is a list of one."""
    content: dict[str, Any] = tomllib.loads(text)
    synonyms = tuple(tuple(group) for group in content.pop("synonyms", ()))
    tables = {
        table: {key: (said,) if isinstance(said, str) else tuple(said) for key, said in own.items()}
        for table, own in content.items()
    }
    return Language(code, tables, synonyms)


@cache
def languages() -> Mapping[str, Language]:
    """Return the languages by their code, each file read once a process."""
    files = {path.stem: path for path in Path(__file__).parent.glob("*.toml")}
    codes = [*(code for code in _FIRST if code in files), *sorted(files.keys() - set(_FIRST))]
    return {code: read_language(code, files[code].read_text(encoding="utf-8")) for code in codes}


def own(language: str) -> Language | None:
    """Return a language by its code, of a country or not (``de_CH``); None if it has no words."""
    return languages().get(language.replace("-", "_").partition("_")[0])


def names(table: str) -> dict[str, Names]:
    """Return the words of a table by key, then by language."""
    keys = dict.fromkeys(key for one in languages().values() for key in one.tables.get(table, ()))
    return {key: _by_language(table, key) for key in keys}


def _by_language(table: str, key: str) -> Names:
    return {code: several for code in languages() if (several := words_in(table, key, code))}


def words(table: str, key: str) -> tuple[str, ...]:
    """Return the words of all languages for a key, none twice."""
    return tuple(dict.fromkeys(w for several in _by_language(table, key).values() for w in several))


def table_in(table: str, language: str) -> Names:
    """Return a table of one language; empty if it has none."""
    known = own(language)
    return known.tables.get(table, {}) if known is not None else {}


def words_in(table: str, key: str, language: str) -> tuple[str, ...]:
    """Return the words of one language for a key; none if it has none."""
    return table_in(table, language).get(key, ())


def word_in(table: str, key: str, language: str) -> str:
    """Return the word of a language for a key, else that of English."""
    return (words_in(table, key, language) or words_in(table, key, FALLBACK))[0]
