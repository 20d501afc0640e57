"""Very many links that are none: the work grows with the length, and is bounded by a count."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import product
from types import FrameType

import pytest
from myst_parser.config.main import MdParserConfig
from thorough import table

from vademecum.markdown import bounds
from vademecum.markdown.bounds import TooManyError
from vademecum.markdown.parser import _for_notes, _new_parser

MARKS = ("[[", "[[a|", "[[]]", "[[a", "[x](", "![[", "![x](", "[[ ]]", "[[#", "[", "[[A[[B]]c ")
LAYOUTS: dict[str, Callable[[str, int], str]] = {
    "items": lambda mark, count: f"- {mark}\n" * count,
    "items in items": lambda mark, count: f"- {mark}\n  - {mark}\n" * (count // 2),
    "paragraphs": lambda mark, count: f"{mark}\n\n" * count,
    "lines": lambda mark, count: f"{mark}\n" * count,
    "words": lambda mark, count: f"{mark} mot " * count,
    "one line": lambda mark, count: mark * count,
    "quote": lambda mark, count: f"> {mark}\n" * count,
    "headings": lambda mark, count: f"## {mark}\n" * count,
    "rows": lambda mark, count: "| a | b |\n|---|---|\n" + f"| {mark} | x |\n" * count,
    "cell": lambda mark, count: "| a | b |\n|---|---|\n| " + mark * count + " | x |\n",
}


OFTEN = {*product(LAYOUTS, MARKS[:1]), *product(["items"], MARKS)}


def calls(text: str) -> tuple[int, bool]:
    """Return how many functions of Python a text makes the grammar call, and if it was refused."""
    parser = _new_parser(_for_notes(MdParserConfig()))
    count = 0

    def counted(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(counted)
    try:
        parser.parse(text, {"note_title": "N"})
    except TooManyError:
        return count, True
    finally:
        sys.setprofile(None)
    return count, False


@pytest.mark.parametrize("case", table(product(LAYOUTS, MARKS), OFTEN), ids="-".join)
def test_work_grows_with_the_length(case: tuple[str, str]) -> None:
    """Twice as long is twice the work at most, and not more for each link than for a few."""
    layout, mark = case
    small, _ = calls(LAYOUTS[layout](mark, 200))
    large, _ = calls(LAYOUTS[layout](mark, 800))
    assert large < 4.4 * small


@pytest.mark.slow
@pytest.mark.parametrize(
    ("layout", "mark"), [("items", "[[a"), ("lines", "[[a"), ("one line", "[[")]
)
def test_work_is_bounded(layout: str, mark: str) -> None:
    """From 10,000 to 100,000 links it grows no faster than they do, or is given up by a count."""
    before, refused = calls(LAYOUTS[layout](mark, 10_000))
    for count, times in ((20_000, 2.1), (40_000, 4.2), (100_000, 10.5)):
        work, refused_now = calls(LAYOUTS[layout](mark, count))
        assert work < times * before
        assert refused_now >= refused
        refused = refused_now


@pytest.mark.slow
def test_a_long_note_is_laid_out() -> None:
    """What a person writes is far from the bound."""
    text = "- Un objet de la liste, avec [[un lien]]\n" * 9_000
    assert not calls(text)[1]


@pytest.mark.parametrize("text", ["- a\n", "a\n", "a\n\n", "[[a", "- [[a\n"])
def test_too_many_parts_are_refused_early(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is given up costs no more than what is laid out at most, however long it is."""
    monkeypatch.setattr(bounds, "MAX_PARTS", 1_000)
    longer, longest = calls(text * 2_000), calls(text * 8_000)
    assert longer[1]
    assert longest[1]
    assert longest[0] < 1.5 * longer[0]


@pytest.mark.parametrize(
    ("part", "count"),
    [
        ("## a\n\n", 9_000),
        ("{ref}`x` ", 8_000),
        ("![[x]] ", 9_000),
        ("```\nx\n```\n\n", 9_000),
        ("```{note}\nx\n```\n\n", 3_000),
        ("|a|\n|-|\n|b|\n\n", 3_000),
        ("^[a] ", 8_000),
    ],
)
def test_parts_that_cost_more_count_more(part: str, count: int) -> None:
    """A token of text and a table do not cost the same: what is refused is what takes long."""
    parser = _new_parser(_for_notes(MdParserConfig()))
    with pytest.raises(TooManyError):
        parser.parse(part * count, {"note_title": "N"})
    parser.parse(part * (count // 4), {"note_title": "N"})


def test_texts_within_a_note_are_counted_together() -> None:
    """What directives hold is read as texts of their own, of one note."""
    parser, note = _new_parser(_for_notes(MdParserConfig())), {"note_title": "N"}
    parser.parse("- a\n" * 9_000, note)
    with pytest.raises(TooManyError):
        parser.parse("- a\n" * 9_000, note)
