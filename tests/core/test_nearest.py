"""A suggestion is one clear, close name, or none."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.vault.nearest import suggest

KNOWN = [
    "Unwritten",
    "MuseumXTD - Tatiana Jullier",
    "The impact of digital technology on arts and culture in the UK",
    "Comment utiliser les réseaux sociaux",
    "One-by-One",
    "Musée 1",
    "Tate",
    "Guide",
    "Marie Dupont",
    "Templates",
    "Éducation",
    "L’atelier",
]


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Unwriten", "Unwritten"),
        ("MuseumXTD - Tatiana Julliez", "MuseumXTD - Tatiana Jullier"),
        (KNOWN[2].replace(" and", ""), KNOWN[2]),
        ("Comment utilisr les réseaux sociaux", "Comment utiliser les réseaux sociaux"),
        ("One by One", "One-by-One"),
        ("Marie Dupond", "Marie Dupont"),
        ("education", "Éducation"),
        ("L'atelier", "L’atelier"),
        ("Musée 2", None),
        ("Taxe", None),
        ("Le Guide", None),
        ("Marc Dupont", None),
        ("Example", None),
        ("😀", None),
        ("", None),
        ("x" * 10_000, None),
    ],
)
def test_suggest(wanted: str, name: str | None) -> None:
    assert suggest(wanted, KNOWN) == name


def test_two_equally_close_are_not_clear() -> None:
    assert suggest("Ateliers", ["Atelierx", "Ateliery"]) is None


def test_order_does_not_matter() -> None:
    names = ("Éducation", "education", "EDUCATION")
    assert len({suggest("Educatio", order) for order in permutations(names)}) == 1


@given(st.text(), st.lists(st.text()))
def test_gives_a_known_name_or_none(wanted: str, known: list[str]) -> None:
    assert suggest(wanted, known) in {None, *known}
