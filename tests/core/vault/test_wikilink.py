"""``[[target#heading|label]]``: tables of what is written and what it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.vault.wikilink import (
    EmbedLabel,
    Wikilink,
    find_wikilink,
    is_malformed_link,
    parse_embed_label,
    parse_wikilink,
)

BRACKETS = st.text(alphabet="[]|#^\\\n\r\u2028 ab(", max_size=40)


@pytest.mark.parametrize(
    ("inner", "link", "shown"),
    [
        ("Note", Wikilink("Note"), "Note"),
        ("  Note  ", Wikilink("Note"), "Note"),
        ("Note.md", Wikilink("Note.md"), "Note.md"),
        ("dossier/Note", Wikilink("dossier/Note"), "dossier/Note"),
        ("Note|texte", Wikilink("Note", label="texte"), "texte"),
        ("Note\\|texte", Wikilink("Note", label="texte"), "texte"),
        ("Note|a|b", Wikilink("Note", label="a|b"), "a|b"),
        ("Note| ", Wikilink("Note"), "Note"),
        ("Note#Titre", Wikilink("Note", ("Titre",)), "Note > Titre"),
        ("Note#A#B", Wikilink("Note", ("A", "B")), "Note > A > B"),
        ("Note # A # B ", Wikilink("Note", ("A", "B")), "Note > A > B"),
        ("#Titre", Wikilink("", ("Titre",)), "Titre"),
        ("#A#B", Wikilink("", ("A", "B")), "A > B"),
        ("Note#^id-1", Wikilink("Note", block="id-1"), "Note > ^id-1"),
        ("#^id", Wikilink("", block="id"), "^id"),
        ("Note#A#^id", Wikilink("Note", ("A",), "id"), "Note > A > ^id"),
        ("Note#", Wikilink("Note"), "Note"),
        ("#|haut", Wikilink("", label="haut"), "haut"),
        ("C. F. Ramuz", Wikilink("C. F. Ramuz"), "C. F. Ramuz"),
        ("Un\u00a0lieu\u202f?", Wikilink("Un lieu ?"), "Un lieu ?"),
        ("Note|un\u00a0lieu", Wikilink("Note", label="un\u00a0lieu"), "un\u00a0lieu"),
        ("image.png#icon|300", Wikilink("image.png", ("icon",), label="300"), "300"),
    ],
)
def test_parse(inner: str, link: Wikilink, shown: str) -> None:
    assert parse_wikilink(inner) == link
    assert link.shown == shown


@pytest.mark.parametrize("inner", ["", " ", "\u00a0", "|", "|texte", "\\|texte", "#", "##", "#^"])
def test_parse_nothing_meant(inner: str) -> None:
    assert parse_wikilink(inner) is None


@pytest.mark.parametrize(
    ("src", "pos", "found"),
    [
        ("[[X]]", 0, (5, "X")),
        ("a [[X]] b", 2, (7, "X")),
        ("[[X]]]", 0, (5, "X")),
        ("[[[X]]]", 0, None),
        ("[[[X]]]", 1, (6, "X")),
        ("[[A]] [[B]]", 0, (5, "A")),
        ("[[A[[B]]c", 0, None),
        ("[[A[[B]]c", 3, (8, "B")),
        ("[[A]b]]", 0, (7, "A]b")),
        ("[[A\nB]]", 0, None),
        ("[[A\rB]]", 0, None),
        ("[[]]", 0, None),
        ("[[ ]]", 0, None),
        ("[[X", 0, None),
        ("[[X]", 0, None),
        ("[[", 0, None),
    ],
)
def test_find(src: str, pos: int, found: tuple[int, str] | None) -> None:
    assert find_wikilink(src, pos, len(src)) == found


def test_find_looks_no_further_than_the_end() -> None:
    assert find_wikilink("[[X]]", 0, 4) is None


@pytest.mark.parametrize(
    ("src", "meant"),
    [
        ("[[A[[B]]c", True),
        ("[[]]", True),
        ("[[ ]]", True),
        ("[[|texte]]", True),
        ("[[X", True),
        ("[[X]", True),
        ("[[X\n]]", True),
        ("[[", False),
        ("[[ \nX", False),
        ("[[[X]]]", False),
        ("[[1] Smith]", False),
        ("[[texte](adresse)]", False),
        ("[[texte](adresse)", False),
        ("[[X]]", False),
    ],
)
def test_plainly_meant(src: str, meant: bool) -> None:
    assert is_malformed_link(src, 0, len(src)) is meant


@given(BRACKETS)
def test_what_is_found_is_a_link_on_one_line(text: str) -> None:
    src = "[[" + text
    found = find_wikilink(src, 0, len(src))
    if found is None:
        return
    stop, inner = found
    assert src[:stop] == f"[[{inner}]]"
    assert not {"\n", "\r"} & set(inner)
    assert "[[" not in inner
    assert "]]" not in inner
    assert parse_wikilink(inner) is not None
    assert not is_malformed_link(src, 0, len(src))


@given(st.text())
def test_parse_never_raises_and_always_shows_something(inner: str) -> None:
    link = parse_wikilink(inner)
    assert link is None or link.shown


@pytest.mark.parametrize(
    ("label", "read"),
    [
        (None, EmbedLabel()),
        ("", EmbedLabel()),
        ("300", EmbedLabel(width=300)),
        ("300x200", EmbedLabel(300, 200)),
        ("une affiche", EmbedLabel(alt="une affiche")),
        ("une affiche|300", EmbedLabel(width=300, alt="une affiche")),
        ("une affiche\\|300x200", EmbedLabel(300, 200, "une affiche")),
        ("a|b|300", EmbedLabel(width=300, alt="a|b")),
        ("0", EmbedLabel(alt="0")),
        ("300 px", EmbedLabel(alt="300 px")),
        ("9" * 5000, EmbedLabel(alt="9" * 5000)),
    ],
)
def test_embed_label(label: str | None, read: EmbedLabel) -> None:
    assert parse_embed_label(label) == read


@given(st.text(alphabet="0123456789x|\\ a"))
def test_embed_label_never_raises(label: str) -> None:
    read = parse_embed_label(label)
    assert read.height is None or read.width is not None
