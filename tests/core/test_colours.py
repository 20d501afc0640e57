"""Colours that a vault asks for can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.html.assets import NEEDED, contrast, readable

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_of_black_and_white() -> None:
    assert contrast("#000000", "#ffffff") == contrast("#ffffff", "#000000") == pytest.approx(21)


@given(COLOURS, st.sampled_from(["#fdfcf9", "#f3f0e8", "#15171a", "#1f2226"]))
def test_every_colour_becomes_readable(colour: str, ground: str) -> None:
    assert contrast(readable(colour, ground), ground) >= NEEDED


def test_a_readable_colour_stays() -> None:
    assert readable("#123456", "#f3f0e8") == "#123456"
