"""Addresses with a slip, and that a right one is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.vault.urls import is_address, right_address


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("http:/a.example", "http://a.example"),
        ("https:\\\\a.example", "https://a.example"),
        ("https// a.example", "https://a.example"),
        ("hhtps://a.example/x", "https://a.example/x"),
        ("https://http://a.example", "http://a.example"),
        ("https://www,a.example/b,c", "https://www.a.example/b,c"),
        ("mailto://anne@a.example", "mailto:anne@a.example"),
        ("mailto:anne@a.example", ""),
        ("https://a.example/b//c", ""),
        ("HTTPS://a.example", ""),
        ("http/readme.md", ""),
        ("notes/http.md", ""),
        ("", ""),
    ],
)
def test_right_address(written: str, right: str) -> None:
    assert right_address(written) == right


@given(st.text(max_size=60))
def test_what_is_suggested_needs_no_mend(text: str) -> None:
    for written in (text, "http:/" + text, "https://" + text, "mailto: " + text):
        right = right_address(written)
        assert not right or not right_address(right)
        assert not right or is_address(right) or right.startswith("mailto:")
