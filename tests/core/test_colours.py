"""Colours that a vault asks for can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.tokens import NEEDED, PALETTE, contrast, domain_colours, readable, typst_tokens

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_of_black_and_white() -> None:
    assert contrast("#000000", "#ffffff") == contrast("#ffffff", "#000000") == pytest.approx(21)


@given(COLOURS, st.sampled_from(["#fdfcf9", "#f3f0e8", "#15171a", "#1f2226"]))
def test_every_colour_becomes_readable(colour: str, ground: str) -> None:
    assert contrast(readable(colour, ground), ground) >= NEEDED


def test_a_readable_colour_stays() -> None:
    assert readable("#123456", "#f3f0e8") == "#123456"


@given(COLOURS)
def test_a_vaults_colour_is_read_wherever_it_stands(colour: str) -> None:
    """On the site in light and dark, and in the PDF, on white."""
    light, dark = domain_colours({"visits": colour})["visits"]
    for ground in ("paper", "shade"):
        assert contrast(light, PALETTE[ground][0]) >= NEEDED
        assert contrast(dark, PALETTE[ground][1]) >= NEEDED
    assert contrast(typst_tokens({"visits": colour})["domains"]["visits"], "#ffffff") >= NEEDED


@pytest.mark.parametrize("slug", domain_colours({}))
def test_the_themes_colours_are_read(slug: str) -> None:
    light, dark = domain_colours({})[slug]
    for ground in ("paper", "shade"):
        assert contrast(light, PALETTE[ground][0]) >= NEEDED
        assert contrast(dark, PALETTE[ground][1]) >= NEEDED
