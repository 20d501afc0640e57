"""Whatever a note says is a string to the compiler, and comes out as it went in."""

from __future__ import annotations

import json

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from vademecum.pdf.syntax import array, call, joined, string

ATTACKS = [
    '#read("/etc/passwd")',
    '"); #read("/etc/passwd"); ("',
    '\\"); read("/etc/passwd"); ("',
    '\\u{22}); read("x"); (\\u{22}',
    '#import "@preview/cetz:0.3.0": *',
    "$ x^2 $",
    "```typ #panic() ```",
    "// comment",
    "/* comment",
    "<label> @label",
    "= heading\n- list\n+ enum\n/ term: x",
    "*strong* _emph_ ~ -- --- ... \\ #sym.arrow",
    "\x00\x01\x1b\x7f",
    "\u2028\u2029\ufeff",
    "}]){[(",
]


def evaluated(code: str) -> object:
    """What the compiler makes of a value."""
    return json.loads(typst.eval(b"", code))


@pytest.mark.parametrize("text", ATTACKS)
def test_text_stays_text(text: str) -> None:
    assert evaluated(string(text)) == text


@settings(max_examples=150, deadline=None)
@given(st.text())
def test_any_text_stays_text(text: str) -> None:
    assert evaluated(string(text)) == text


def test_half_a_pair_is_no_text() -> None:
    assert evaluated(string("a\ud800b")) == "a�b"


def test_joined() -> None:
    assert evaluated(joined([])) == ""
    assert evaluated(joined([string("a"), "", '""', string("b")])) == "ab"
    assert evaluated(array([string("a")])) == ["a"]
    assert call("f", "1", some_name="2", left_out=None) == "f(some-name: 2, 1)"
