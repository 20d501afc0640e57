"""Headings compared and found."""

import pytest

from vademecum.core.vault.outline import Heading, find_heading, heading_key

OUTLINE = [
    Heading("Collection", 1, "collection", 1),
    Heading("À retenir", 2, "a-retenir", 3),
    Heading("Curation", 1, "curation", 5),
    Heading("Outils", 2, "outils", 6),
    Heading("À retenir", 3, "a-retenir-2", 7),
    Heading("Collection", 1, "collection-2", 9),
    Heading("Fin", 2, "fin", 10),
]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Quoi de neuf ?", "quoi de neuf"),
        ("a: b, c (d) / e", "A b c d e"),
        ("Où\u00a0?", "OÙ ?"),
        ("100 % [x](y)!", "100 x y"),
        ("C++ & C#", "c c"),
        ("a|b^c", "a b c"),
    ],
)
def test_same_key(left: str, right: str) -> None:
    assert heading_key(left) == heading_key(right)


@pytest.mark.parametrize(("left", "right"), [("l'art", "l art"), ("a-b", "a b"), ("a_b", "a b")])
def test_other_key(left: str, right: str) -> None:
    assert heading_key(left) != heading_key(right)


@pytest.mark.parametrize(
    ("wanted", "anchor"),
    [
        (["curation"], "curation"),
        (["À retenir"], "a-retenir"),
        (["Curation", "À retenir"], "a-retenir-2"),
        (["Curation", "Outils", "À retenir"], "a-retenir-2"),
        (["Collection", "À retenir"], "a-retenir"),
        (["Collection", "Fin"], "fin"),
        (["Outils", "Fin"], None),
        (["Collection", "Curation"], None),
        (["Fin", "Outils"], None),
        (["Absent"], None),
        ([], None),
    ],
)
def test_find_heading(wanted: list[str], anchor: str | None) -> None:
    found = find_heading(OUTLINE, wanted)
    assert (found.anchor if found else None) == anchor
