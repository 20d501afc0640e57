"""Text as look-ups compare it: the table that the browser shares, and what holds for any text."""

from __future__ import annotations

import json
import unicodedata

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from vademecum.vault.nearest import suggest
from vademecum.vault.text import normalised, words

CASES = json.loads((ROOT / "tests" / "normalise_cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_table(text: str, wanted: str) -> None:
    assert normalised(text) == wanted


@given(st.text(st.characters(categories=None)))
def test_any_text_gives_words_and_blanks(text: str) -> None:
    found = words(text)
    assert all(word and word.replace("_", "").isalnum() for word in found)
    assert normalised(text) == " ".join(found)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x24F)))
def test_the_form_of_unicode_does_not_count(text: str) -> None:
    assert normalised(unicodedata.normalize("NFD", text)) == normalised(
        unicodedata.normalize("NFC", text)
    )


def test_it_is_the_key_of_suggestions() -> None:
    known = ["Guide du conservateur·rice", "Glossaire"]
    assert suggest("guide du conservateur(trice)", known) == known[0]
