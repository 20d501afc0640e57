"""Every parser takes every text: the corpus, and texts made of what the grammars are made of."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from parsers import TARGETS

CORPUS = Path(__file__).parent / "corpus"
SIGNS = st.sampled_from(
    [
        *("[[", "]]", "|", "#", "^", "::", ":", "---", "\n", "\r", " ", "\t", "- ", "niveau 1"),
        *("{", "}", "[", "]", '"', "'", "&a ", "*a", "!!", "%", "=", "→", "retirée", "CUR-01"),
        *("\u2028", "\x00", "\x85", "\ufeff", "\U0001f600", "0x", "1e999", "2024-01-02", "Voir "),
    ]
)
TEXTS = st.lists(st.one_of(SIGNS, st.text(max_size=5)), max_size=40).map("".join)


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
@example(text="")
def test_any_text(name: str, text: str) -> None:
    TARGETS[name](text)


@pytest.mark.parametrize("name", TARGETS)
def test_corpus(name: str) -> None:
    files = sorted((CORPUS / name).iterdir())
    assert files
    for file in files:
        started = time.process_time()
        TARGETS[name](file.read_bytes().decode("utf-8", "ignore"))
        assert time.process_time() - started < 5, file.name
