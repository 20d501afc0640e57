"""Headings and blocks compared and found."""

import pytest

from vademecum.vault.outline import Heading, heading_key
from vademecum.vault.places import Places
from vademecum.vault.records import Block

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
    found = Places(OUTLINE).heading(wanted)
    assert (found.anchor if found else None) == anchor


GITHUB = Places([Heading(t, 1, f"a{i}", i) for i, t in enumerate(("Où ?", "A b", "A b", "A b"))])


@pytest.mark.parametrize(
    ("wanted", "anchor"), [("où-", "a0"), ("a-b", "a1"), ("A-B-2", "a3"), ("a-b-3", None)]
)
def test_github_heading(wanted: str, anchor: str | None) -> None:
    heading = GITHUB.github_heading(wanted)
    assert (heading.anchor if heading else None) == anchor


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("Collection", "Collection, et la suite"),
        ("Curation des oeuvres, en bref", "Curation des oeuvres"),
        ("Curation", None),  # two begin so
        ("Outil", None),  # too short
        ("Collectio", None),  # not a whole word
    ],
)
def test_beginning_of_a_heading(wanted: str, text: str | None) -> None:
    texts = ("Collection, et la suite", "Curation des oeuvres", "Curation hors les murs", "Outil a")
    assert Places([Heading(t, 1, "", 1) for t in texts]).begins(wanted) == text


def test_blocks_by_id() -> None:
    blocks = [Block(b, b, 1, 1) for b in ("Cur-06", "cur-06", "mar-1", "mar-01", "édu")]
    known = Places([], blocks)
    assert known.block("CUR-06") is blocks[0]
    assert known.block("ÉDU") is blocks[4]
    assert known.block("cur6") is None
    assert known.same_mark("CUR7") is None
    assert Places([], blocks[:1]).same_mark("cur6") == "Cur-06"
    assert known.same_mark("mar1") is None  # two of them


def test_chains_over_many_headings_alike() -> None:
    """Each look-up takes a few steps: ten thousand walks over ten thousand would take minutes."""
    outline = [Heading("T", level, f"t{i}-{level}", i) for i in range(10_000) for level in (1, 2)]
    known = Places(outline)
    for _ in range(10_000):
        heading = known.heading(["T", "T"])
        assert heading is not None
        assert heading.anchor == "t0-2"
        assert known.heading(["T", "T", "T"]) is None
