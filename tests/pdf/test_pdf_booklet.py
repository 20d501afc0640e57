"""Booklets: one department's skills and what they rest on, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Vault
from pdf_vault import MUSEUM, MakePdf, make, make_pdf  # noqa: F401

from vademecum.tokens import PALETTE, readable

BASE = "https://musee.example/manuel/"


@pytest.fixture
def museum(vault: Vault) -> Vault:
    vault.write(MUSEUM)
    return vault


def test_holds_its_own_and_nothing_else(museum: Vault) -> None:
    text = make(museum, "curation").pdf.text
    for words in ("CUR-01", "Avec les mots du métier.", "CUR-02", "Texte de la fiche."):
        assert words in text
    for words in ("MAR-01", "Publier", "Texte du public.", "Texte de la charte.", "Texte à part."):
        assert words not in text


def test_domain_refers_to_notes_itself(museum: Vault) -> None:
    booklet = make(museum, "marketing")
    for words in ("MAR-01", "Texte du public.", "Texte de la charte."):
        assert words in booklet.pdf.text
    assert "Texte de la fiche." not in booklet.pdf.text
    assert [t for d, t in booklet.pdf.bookmarks if d == 0] == [
        "Marketing et communication",
        "Ressources",
        "Pour retrouver et pour contribuer",
    ]


def test_is_a_book_of_its_own(museum: Vault) -> None:
    booklet = make(museum, "curation")
    assert booklet.pdf.path.name == "livret-curation.pdf"
    assert booklet.pdf.is_accessible
    assert "Curation" in booklet.pdf.information["Title"]
    assert "Livret" in booklet.pdf.pages[0]
    assert booklet.problems == []


def test_a_domain_has_the_colour_that_the_vault_gives_it(museum: Vault) -> None:
    """As written, if it can be read; else darkened as on the site."""
    entry = '[[domains]]\nslug = "%s"\ncode = "%s"\nname = "%s"\ncolour = "%s"\n'
    own = ("curation", "CUR", "Curation", "#123456")
    pale = ("marketing", "MAR", "Marketing et communication", "#ffee00")
    museum.write({"vademecum.toml": entry % own + entry % pale})
    colours = make(museum).pdf.colours
    assert {"#123456", readable("#ffee00", PALETTE["shade"][0])} <= colours
    assert "#ffee00" not in colours


def test_several_domains(museum: Vault) -> None:
    booklet = make(museum, "marketing curation")
    assert booklet.pdf.path.name == "livret-curation-marketing.pdf"
    for words in ("CUR-01", "MAR-01", "Texte de la fiche.", "Texte du public."):
        assert words in booklet.pdf.text
    assert "Texte à part." not in booklet.pdf.text


@pytest.mark.parametrize(
    "asked",
    ["Curation", "CURATION", "cur", "curation,curation", " curation "],
)
def test_names_of_a_domain(museum: Vault, asked: str) -> None:
    assert make(museum, asked).pdf.path.name == "livret-curation.pdf"


def test_name_of_several_words(museum: Vault) -> None:
    assert make(museum, "Marketing et communication").pdf.path.name == "livret-marketing.pdf"


def test_link_out_of_the_booklet_is_text_with_the_address(museum: Vault) -> None:
    booklet = make(museum, "marketing", html_baseurl=BASE)
    assert f"{BASE}une-note.html" in booklet.pdf.addresses
    assert f"{BASE}une-note.html" in booklet.pdf.text
    # The charter links to the card of another department's resource.
    assert f"{BASE}la-fiche.html" in booklet.pdf.addresses


def test_without_an_address_it_says_where_to_look(museum: Vault) -> None:
    text = make(museum, "marketing").pdf.text
    assert "Une note (dans le manuel complet)" in text


def test_link_to_a_card_of_the_booklet_leads_to_it(museum: Vault) -> None:
    booklet = make(museum, "curation")
    card = booklet.pdf.page_of("Avec les mots du métier.")
    note = booklet.pdf.page_of("Texte de la fiche.")
    assert any(j.page == note and j.target == card for j in booklet.pdf.jumps)


def test_the_index_of_skills_goes_by_number(vault: Vault) -> None:
    numbers = (100, 9, 99, 10, 101)
    items = "".join(f"- Compétence {n} ^cur-{n:02}\n" for n in numbers)
    vault.write({"C.md": f"---\ncompetences: true\n---\n# C\n\n## Curation\n\n{items}"})
    text = make(vault).pdf.text
    index = text[text.rindex("Index des compétences") :]
    ordered = [f"CUR-{n:02} Compétence {n}" for n in sorted(numbers)]
    places = [index.index(entry) for entry in ordered]
    assert places == sorted(places)


def test_all_at_once(museum: Vault) -> None:
    built = museum.build("pdf", vademecum_pdf_domains="*")
    assert {p.name for p in built.outdir.glob("*.pdf")} == {
        "manuel.pdf",
        "livret-curation.pdf",
        "livret-marketing.pdf",
    }


def test_unknown_domain_is_told_with_the_known_ones(museum: Vault) -> None:
    built = museum.build("pdf", vademecum_pdf_domains="poterie")
    assert built.status == 2
    assert "« poterie »" in built.stderr
    assert "curation (Curation), marketing (Marketing et communication)" in built.stderr
    assert not list(built.outdir.glob("*.pdf"))


def test_vault_without_skills_has_no_booklets(vault: Vault) -> None:
    vault.write({"Note.md": "Texte.\n"})
    built = vault.build("pdf", vademecum_pdf_domains="curation")
    assert built.status == 2
    assert "ne contient pas de compétences" in built.stderr


def test_make_says_the_same(museum: Vault) -> None:
    venv = Path(sys.executable).parent.parent
    command = ["make", "pdf", "DOMAIN=poterie", f"VAULT={museum.folder}", f"BUILD={museum.work}"]
    done = subprocess.run(
        [*command, f"VENV={venv}"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "Domaines connus" in done.stderr
    assert "Traceback" not in done.stderr


def test_site_offers_what_was_made_of_the_same_vault(museum: Vault, tmp_path: Path) -> None:
    museum.build("pdf", out="pdf", vademecum_pdf_domains="*")
    site = museum.build("html")
    books = site.app.config.html_context["downloads"]
    assert set(books) == {"", "curation", "marketing"}
    assert books["curation"]["file"] == "pdf/livret-curation.pdf"
    assert (site.outdir / "pdf" / "manuel.pdf").read_bytes().startswith(b"%PDF")
    other = Vault(tmp_path / "other", museum.work)
    other.folder.mkdir()
    other.write({"Note.md": "Texte.\n"})
    assert other.build("html", out="html").app.config.html_context["downloads"] == {}
