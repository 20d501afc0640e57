"""The whole handbook, read from the file."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from conftest import ROOT, Vault
from pdf_reader import flat
from pdf_vault import MUSEUM, SVG, make

from vademecum.pdf.typography import french
from vademecum.vault.tags import Shelf, shelf_of


@pytest.fixture(scope="module")
def museum(module_vault: Vault):
    module_vault.write(MUSEUM)
    return make(module_vault)


def test_is_accessible(museum) -> None:
    assert museum.pdf.is_accessible
    assert museum.problems == []
    assert str(museum.pdf.file.Root.Lang).startswith("fr")


def test_says_what_it_is(museum) -> None:
    about = museum.pdf.information
    assert about["Title"] == "Le musée d'essai"  # the title of the home note
    assert about.get("Author", "") == ""  # this museum names nobody
    assert "Curation" in about["Keywords"]
    assert about["CreationDate"].startswith("D:2")


def test_parts_and_bookmarks(museum) -> None:
    parts = [title for depth, title in museum.pdf.bookmarks if depth == 0]
    assert parts == [
        "Le musée d’essai",
        "Questions",
        "Autres notes",
        "Les compétences par domaine",
        "Pour retrouver et pour contribuer",
    ]
    below = [title for depth, title in museum.pdf.bookmarks if depth == 1]
    assert below[1:3] == ["Comment décrire\u202f?", "Compétences du musée"]
    assert (2, "La fiche") in museum.pdf.bookmarks  # a resource stands under its question


def test_every_note_is_there_once(museum) -> None:
    headings = [title for depth, title in museum.pdf.bookmarks]
    for note in museum.built.handbook.notes.values():
        assert headings.count(french(note.title)) == 1, note.title


def test_headings_go_down_one_by_one(museum) -> None:
    levels = [int(tag.kind[1]) for tag in museum.pdf.tagged(*(f"H{i}" for i in range(1, 7)))]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_contents_lead_where_they_say(museum) -> None:
    page = museum.pdf.page_of("Texte de la fiche.")
    assert page in {jump.target for jump in museum.pdf.jumps if jump.page == 2}
    assert f"La fiche {page}" in flat(museum.pdf.pages[1].replace(".", ""))


def test_cross_references_give_the_page(museum) -> None:
    page = museum.pdf.page_of("Texte de la fiche.")
    assert f"voir la fiche → p. {page}" in museum.pdf.text


def test_links_land_on_what_they_name(museum) -> None:
    """Each link inside the PDF leads to a page that shows the heading, card or block it names."""
    source = museum.pdf.page_of("voir la fiche")
    target = museum.pdf.page_of("Texte de la fiche.")
    assert any(j.page == source and j.target == target for j in museum.pdf.jumps)
    assert all(0 < jump.target <= len(museum.pdf.pages) for jump in museum.pdf.jumps)


def test_skills_are_cards_with_all_they_say(museum) -> None:
    text = museum.pdf.text
    for words in ("CUR-01", "Décrire un objet", "Avec les mots du métier.", "débutant", "MAR-01"):
        assert words in text
    assert "^cur-01" not in text


def test_tables_have_heads(museum) -> None:
    tables = museum.pdf.tagged("Table")
    assert len(tables) >= 4
    for table in tables:
        kinds = [tag.kind for tag in table.all()]
        assert "TH" in kinds and "TD" in kinds


def test_skills_and_resources_of_a_domain(museum) -> None:
    page = museum.pdf.pages[museum.pdf.page_of("Les compétences par domaine") - 1]
    assert "Numéro Compétence Page CUR-01" in page
    assert "Compétence Ressources CUR-01 Décrire un objet La fiche" in page
    assert "Fiche à venir (note à écrire)" in museum.pdf.text


def test_indexes(museum) -> None:
    end = museum.pdf.text[museum.pdf.text.rindex("Index des compétences") :]
    skills, _, notes = end.partition("Index des notes")
    assert skills.index("CUR-01") < skills.index("CUR-02") < skills.index("MAR-01")
    assert notes.index("Comment décrire") < notes.index("La fiche") < notes.index("Une note")


def test_ghosts_are_listed_with_who_asks(museum) -> None:
    assert "Fiche à venir – demandée par Compétences du musée" in museum.pdf.text


def test_running_heads_and_page_numbers(museum) -> None:
    for number, page in enumerate(museum.pdf.pages, 1):
        if number > 1:
            assert str(number) in page
            assert page.startswith(("Le musée d'essai", "Curation", "Marketing"))


def test_domain_is_said_in_words_at_the_head(museum) -> None:
    card = museum.pdf.page_of("Avec les mots du métier.")
    assert museum.pdf.pages[card - 1].count("Curation") >= 2


def test_fonts_are_in_the_file(museum) -> None:
    assert museum.pdf.fonts
    assert all(museum.pdf.fonts.values()), museum.pdf.fonts
    assert all(n.startswith(("Libertinus", "DejaVu", "NewCM")) for n in museum.pdf.fonts)


def test_french_typography(museum) -> None:
    raw = museum.pdf.raw
    assert "Pourquoi\u202f?" in raw
    assert "«\u202fbien décrire\u202f»" in raw
    assert "https://exemple.org/a?b=1" in raw.replace("\u200b", "")


def test_address_of_a_link_is_printed(museum) -> None:
    assert "https://exemple.org/a?b=1" in museum.pdf.addresses
    assert museum.pdf.text.count("https://exemple.org/a?b=1") == 1


def test_reading_order_is_that_of_the_page(museum) -> None:
    kinds = [tag.kind for tag in museum.pdf.tags.below[0].below]
    assert kinds.index("TOC") < kinds.index("H2")


def test_the_shipped_handbook(tmp_path: Path) -> None:
    """Every note of docs/ and every skill is in the handbook, and the handbook is accessible."""
    vault = Vault(ROOT / "docs", tmp_path)
    handbook = make(vault)
    assert handbook.pdf.is_accessible
    assert handbook.problems == []
    for note in handbook.built.handbook.notes.values():
        if shelf_of(note) is not Shelf.CONTRIBUTING:  # those have a booklet of their own
            assert flat(french(note.title)) in handbook.pdf.text
    for identifier in handbook.built.handbook.catalogue.skills:
        assert identifier in handbook.pdf.text


def test_pictures_and_formulas_have_words(vault: Vault) -> None:
    vault.write({"N.md": "Avant $x^2$.\n\n![[p.svg|Un plan]]\n\n$$\ny\n$$\n", "p.svg": SVG})
    tags = make(vault).pdf.tagged("Figure", "Formula")
    assert sorted(tag.alt for tag in tags) == ["Un plan", "x^2", "y"]


def test_what_an_auditor_looks_at(museum) -> None:
    """Links have words and a place in the structure; tabs follow it; nothing stands outside it."""
    count = 0
    for page in museum.pdf.file.pages:
        annotations = list(page.obj.get("/Annots", []))
        if annotations:
            assert page.obj.get("/Tabs") == "/S"
        for annotation in annotations:
            assert str(annotation.get("/Contents", "")).strip()
            assert "/StructParent" in annotation
            count += 1
        assert "/StructParents" in page.obj
    assert count >= 10
    kinds = {tag.kind for tag in museum.pdf.tags.all()}
    assert {
        "Document",
        "TOC",
        "P",
        "L",
        "LI",
        "LBody",
        "Table",
        "TH",
        "TD",
        "Link",
        "Note",
    } <= kinds


def test_index_of_skills_counts_numbers(vault: Vault) -> None:
    skills = "".join(f"- Compétence {n} ^cur-{n}\n" for n in (100, 99, 7))
    vault.write({"S.md": f"---\ncompetences: true\n---\n## Curation\n\n{skills}"})
    text = make(vault).pdf.text
    index = text[text.rindex("Index des compétences") :]
    places = [index.index(f"Compétence {n}") for n in (7, 99, 100)]
    assert places == sorted(places)
