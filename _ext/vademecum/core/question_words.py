"""The words that make a question of what somebody looks for, by language: they tell nothing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_ASKING: Final[Mapping[str, str]] = MappingProxyType(
    {
        "fr": "comment pourquoi combien quand quoi lequel laquelle lesquels lesquelles peut peux "
        "puis pouvons pouvez peuvent faut faudrait dois doit devons devez doivent veux voudrais "
        "voulons souhaite aimerais faire fais fait besoin occupe occuper charge",
        "en": "may might must shall will need needs want wants know get find",
        "de": "wer wen wem warum wieso weshalb wann woher wohin darf durfen mochte mochten "
        "brauche brauchen braucht gibt geht kummert",
        "it": "quando posso possiamo possono puo devo dobbiamo deve devono bisogna serve voglio "
        "vorrei occupa esiste",
    }
)
_WHO: Final[Mapping[str, str]] = MappingProxyType(
    {"fr": "qui", "en": "who whose", "de": "wer wen wem", "it": "chi"}
)


def asking_words(language: str) -> list[str]:
    """Return the words of questions (``fr``, ``de_CH``), normalised; none of other languages."""
    return _ASKING.get(language[:2], "").split()


def who_words(language: str) -> list[str]:
    """Return the words that ask for a person."""
    return _WHO.get(language[:2], "").split()
