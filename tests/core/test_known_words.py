"""Words of texts that were looked at before are what they would be if looked at again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.html.search import index
from vademecum.html.search.index import KnownWords
from vademecum.vault import text as normalise


@given(st.lists(st.text(), max_size=6), st.lists(st.text(), max_size=6))
def test_words_are_those_of_the_text(first: list[str], second: list[str]) -> None:
    before = KnownWords()
    for text in first:
        assert before.words(text) == normalise.words(text)
    after = KnownWords(before.stored())
    for text in (*first, *second):
        assert after.words(text) == normalise.words(text)


def test_what_was_known_is_not_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = KnownWords()
    before.words("L’Œuvre")
    asked: list[str] = []
    monkeypatch.setattr(index.normalise, "normalised", lambda text: asked.append(text) or "x")
    after = KnownWords(before.stored())
    assert after.words("L’Œuvre") == ["oeuvre"]
    assert asked == []
    assert after.words("Autre") == ["x"]


def test_what_nobody_asks_for_any_more_is_forgotten() -> None:
    before = KnownWords()
    before.words("un")
    after = KnownWords(before.stored())
    after.words("deux")
    assert len(after.stored()) == len(before.stored()) + len("deux") - len("un")


@pytest.mark.parametrize("stored", ["", "{", "[]", "{}", '{"form": "another"}', "null"])
def test_what_cannot_be_read_is_nothing(stored: str) -> None:
    assert KnownWords(stored).words("L’Œuvre") == ["oeuvre"]
