"""No regular expression of the package takes the square of a text's length, whatever the text."""

from __future__ import annotations

import time

import pytest
from patterns import Pattern, patterns, texts

pytestmark = pytest.mark.slow
LENGTH = 20_000
LINE = 2_000
"""The longest line that rules of a note's source look at."""
NAME = 255
"""The longest name of a file."""
SOURCE = ("address", "bracket", "list", "page", "skill", "wording")
BOUNDED = {f"lint.{name}_rules.": LINE for name in SOURCE} | {
    "lint.sources.": LINE,
    "lint.advice_rules.": NAME,
}
"""Modules that ask their expressions of shorter texts alone."""
OURS = {"html.search.pages._COMMENT"}
"""Asked of files of the package, never of what somebody wrote."""
SECONDS = 0.15
"""Of the processor: a good one takes a thousandth of a second, a bad one a whole one."""


def length_for(pattern: Pattern) -> int:
    bounds = {
        max((n for start, n in BOUNDED.items() if place.startswith(start)), default=LENGTH)
        for place in pattern.places
    }
    return max(bounds)


def seconds(pattern: Pattern, text: str) -> float:
    begun = time.process_time()
    pattern.ask(text)
    return time.process_time() - begun


ALL = [p for p in patterns() if not p.places <= OURS]


@pytest.mark.parametrize("pattern", ALL, ids=[min(p.places) for p in ALL])
def test_no_text_takes_the_square_of_its_length(pattern: Pattern) -> None:
    for text in texts(pattern.compiled, length_for(pattern)):
        if seconds(pattern, text) > SECONDS:  # a second look: the machine may have been busy
            assert seconds(pattern, text) < SECONDS, f"{text[:40]!r} … {text[-5:]!r}"


def test_a_bad_pattern_is_told() -> None:
    import re

    bad = Pattern(re.compile(r"\s*x\s*$"), {"here"}, {"search"})
    assert any(seconds(bad, text) > SECONDS for text in texts(bad.compiled, LENGTH))


def test_all_patterns_are_known() -> None:
    assert len(ALL) > 250
