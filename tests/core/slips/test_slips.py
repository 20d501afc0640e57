"""Slips of the pen, one a line: what is written, the code of its finding, what is to be written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.lint.rulebook import Rulebook
from vademecum.lint.rules import On
from vademecum.lint.skill_rules import reference_word, right_mark
from vademecum.lint.sources import Source
from vademecum.markdown.read_context import Layout
from vademecum.vault.records import Finding


def slips(source: Source) -> list[Finding]:
    """Return what the rules find in a note's lines."""
    findings = Rulebook().find(On.SOURCE, source)
    return sorted(findings, key=lambda f: (f.line, f.code, f.raw))


LINES = [
    ("##Informatique", "heading-form", "## Informatique"),
    ("###\u00a0Formats", "heading-form", "### Formats"),
    ("##\u202fFormats", "heading-form", "## Formats"),
    ("\u00a0## Formats", "heading-form", "## Formats"),
    ("##\u200bFormats", "heading-form", "## Formats"),
    ("##**Formats**", "heading-form", "## **Formats**"),
    ("-\u00a0Écrire", "list-form", "- Écrire"),
    ("\t*\u202fÉcrire", "list-form", "\t* Écrire"),
    ("1.\u00a0Écrire", "list-form", "1. Écrire"),
    ("\u00a0- Écrire", "list-form", "- Écrire"),
    ("•\tÉcrire", "list-form", "- Écrire"),
    ("• Écrire ^cur-01", "list-form", "- Écrire ^cur-01"),
    ("\t– Écrire", "list-form", "\t- Écrire"),
    ("— Écrire", "list-form", "- Écrire"),
    ("▪ Écrire", "list-form", "- Écrire"),
    ("o\tÉcrire", "list-form", "- Écrire"),
    ("-Écrire", "list-form", "- Écrire"),
    ("2.Écrire", "list-form", "2. Écrire"),
    ("> [!tip Un mot", "callout-form", "[!tip] Un mot"),
    ("> [!tip]Collé", "callout-form", "[!tip] Collé"),
    ("> [!warning]-Plié", "callout-form", "[!warning]- Plié"),
    ("> ![tip] Un", "callout-form", "[!tip] Un"),
    ("> [tip!] Un", "callout-form", "[!tip] Un"),
    ("> (!tip) Un", "callout-form", "[!tip] Un"),
    ("[!note] Sans chevron", "callout-form", "> [!note] Sans chevron"),
    ("> [!conseil]", "callout-kind", "[!tip] Conseil"),
    ("> [!exemple]+ Ici", "callout-kind", "[!example]+ Ici"),
    ("> [!warnning] Ici", "callout-kind", "[!warning] Ici"),
    ("Voir [vide]().", "link-empty", ""),
    ("Voir ![]( ).", "link-empty", ""),
    ("Voir [lien](x.md", "link-form", "[lien](x.md)"),
    (
        "Voir [lien](https://musee.ch et la suite",
        "link-form",
        "[lien](https://musee.ch) et la suite",
    ),
    ("![Plan](mon plan.png)", "link-form", "![Plan](mon%20plan.png)"),
    ("[note](Ma note.md#Titre)", "link-form", "[note](Ma%20note.md#Titre)"),
    ("[texte] (https://musee.ch)", "link-form", "[texte](https://musee.ch)"),
    ("(texte)[https://musee.ch]", "link-form", "[texte](https://musee.ch)"),
    ("Une phrase.[^2]", "footnote-missing", ""),
]


@pytest.mark.parametrize(("line", "code", "instead"), LINES)
def test_line(line: str, code: str, instead: str) -> None:
    (slip,) = slips(Source(["Avant.", "", line], lists=True))
    assert (slip.code, slip.line, slip.suggestion) == (code, 3, instead)
    if instead:
        assert line.count(slip.raw) == 1
        mended = line.replace(slip.raw, slip.suggestion)
        assert slips(Source(["Avant.", "", mended], lists=True)) == []


FINE = [
    "## Informatique",
    "#étiquette",
    "- Écrire",
    "---",
    "-----",
    "**gras**",
    "> [!tip] Titre",
    "> [!tip]- Titre",
    "> [!maison] Un genre à nous",
    "> texte",
    "[lien](x.md) et [autre](https://musee.ch/a_(b))",
    '[lien](x.md "un titre")',
    "[1] (sans adresse)",
    "`[vide]()` et `[^2]` et `##x`",
    r"\[vide]()",
    "[^1]: sa définition",
    "[[Note|mots]]",
    "| une seule | ligne |",
    "$a [b]() c$",
]


@pytest.mark.parametrize("line", FINE)
def test_no_slip(line: str) -> None:
    assert slips(Source(["Avant.", "", line], lists=False)) == []


def test_bullets_of_word_are_told_in_lists_that_mean_something_alone() -> None:
    assert slips(Source(["– Bonjour, dit-elle.", "• Un point"], lists=False)) == []


def test_table_without_dashes() -> None:
    (slip,) = slips(Source(["| a | b |", "| 1 | 2 |", "| 3 | 4 |"]))
    assert (slip.code, slip.line, slip.suggestion) == ("table-form", 1, "")
    (slip,) = slips(Source(["| a | b |", "| — | — |", "| 3 | 4 |"]))
    assert (slip.code, slip.line, slip.suggestion) == ("table-form", 2, "|---|---|")


def test_bar_in_a_table() -> None:
    lines = ["| a |", "|---|", "| ![[p.png|300]] et [[Glossaire|mots]] |"]
    found = slips(Source(lines, Layout(tables=frozenset({1, 2, 3}))))
    assert [s.suggestion for s in found] == [r"![[p.png\|300]]", r"[[Glossaire\|mots]]"]


def test_conflict() -> None:
    lines = ["<<<<<<< HEAD", "a", "=======", "b", ">>>>>>> autre"]
    (slip,) = slips(Source(lines))
    assert (slip.code, slip.line) == ("merge-conflict", 1)
    assert slips(Source(lines, Layout(hidden=frozenset(range(1, 6))))) == []


MARKS = [
    ("- Écrire ^ cur-06", "- Écrire ^cur-06"),
    ("- Écrire ^cur-06.", "- Écrire ^cur-06"),
    ("- Écrire B^cur-06", "- Écrire B ^cur-06"),
    ("- Écrire (^cur-06)", "- Écrire ^cur-06"),
    ("- Écrire ^CUR_06", "- Écrire ^cur-06"),
    ("- Écrire ^^cur-06", "- Écrire ^cur-06"),
    ("- Écrire ^cur -06", "- Écrire ^cur-06"),
    ("- Écrire ^cur–06", "- Écrire ^cur-06"),
    ("- Écrire ^cur-06 pour le web", "- Écrire pour le web ^cur-06"),
    ("- Écrire CUR-06", "- Écrire ^cur-06"),
    ("- Écrire (cur-06).", "- Écrire ^cur-06"),
    ("- Passer après le Covid-19", ""),
    ("- Écrire", ""),
]


@pytest.mark.parametrize(("line", "instead"), MARKS)
def test_mark(line: str, instead: str) -> None:
    assert right_mark(line, {"CUR"}) == instead


@pytest.mark.parametrize(
    ("before", "word"), [("Voire ", "Voir"), ("Vior ", "Voir"), ("voir ", ""), ("Avoir lu ", "")]
)
def test_reference_word(before: str, word: str) -> None:
    assert reference_word(before, ("Voir", "See"))[1] == word


@given(st.lists(st.text(alphabet="#-*•–>[]!()^|`$ \u00a0\tabé1.:/", max_size=60), max_size=12))
def test_whatever_is_written_nothing_is_raised_and_mends_can_be_made(lines: list[str]) -> None:
    for slip in slips(Source(lines, lists=True)):
        assert 1 <= slip.line <= len(lines)
        assert not slip.suggestion or slip.raw in lines[slip.line - 1]
