"""Sphinx's search, for readers who type « mediation » and mean « médiation »."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sphinx.application import Sphinx
from sphinx.search.fr import SearchFrench

from vademecum.core.names import without_marks

# The letters of European alphabets without their marks, composed or not: one table for all texts
# is many times faster than taking each text apart.
_PLAIN: dict[int, str | None] = {
    **{code: without_marks(chr(code)) for code in (*range(0xC0, 0x250), *range(0xFB00, 0xFB07))},
    **dict.fromkeys(range(0x300, 0x370)),
}


class FrenchWithoutAccents(SearchFrench):
    """French stems of words without accents, in the index and in what a reader types."""

    stopwords = frozenset(map(without_marks, SearchFrench.stopwords))
    js_splitter_code = r"""
var splitQuery = (query) =>
  query
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .replace(/ß/g, "ss")
    .split(/[^\p{Letter}\p{Number}_]+/u)
    .filter((term) => term);
"""

    def split(self, input: str) -> list[str]:  # noqa: A002  the name is Sphinx's
        """Return the words of a text, without accents."""
        return super().split(input.translate(_PLAIN))


def _drop_empty_words(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Forget the words that no note has any more: Sphinx keeps them, with an empty list."""
    indexer = getattr(app.builder, "indexer", None)
    for words in (indexer._mapping, indexer._title_mapping) if indexer is not None else ():
        for word in [word for word, docnames in words.items() if not docnames]:
            del words[word]
    yield from ()


def setup(app: Sphinx) -> None:
    """Take the place of Sphinx's French."""
    app.add_search_language(FrenchWithoutAccents)
    app.connect("html-collect-pages", _drop_empty_words)
