"""What the PDF is to a reader: the guide first, nothing for contributors, nothing stranded."""

from __future__ import annotations

import pytest
from conftest import Files, Vault
from pdf_reader import flat
from pdf_vault import MUSEUM, MakePdf, make, make_pdf  # noqa: F401

GUIDED: Files = MUSEUM | {
    "Mode d'emploi.md": "---\ntags: [guide]\n---\n# Mode d’emploi\n\nLire ainsi.\n",
    "Contribuer.md": "---\ntags: [contribuer]\n---\n# Contribuer\n\nÉcrire ainsi. [[La fiche]]\n",
    "Messages.md": "---\ntags: [contribuer]\nparent: Contribuer\n---\n# Les messages\n\nTout.\n",
}


@pytest.fixture
def guided(vault: Vault) -> Vault:
    vault.write(GUIDED)
    return vault


def test_the_readers_guide_comes_first(guided: Vault) -> None:
    parts = [title for depth, title in make(guided).pdf.bookmarks if depth == 0]
    assert parts[:3] == ["Le musée d’essai", "Pour commencer", "Questions"]


def test_contributors_notes_are_a_booklet_of_their_own(guided: Vault) -> None:
    text = make(guided).pdf.text
    assert "Lire ainsi." in text
    assert "Écrire ainsi." not in text
    assert "Les messages" not in text
    built = guided.build("pdf", out="booklet", vademecum_pdf_domains="+")
    assert [p.name for p in built.outdir.glob("*.pdf")] == ["livret-contribuer.pdf"]
    booklet = make(guided, "+", out="booklet").pdf
    assert "Écrire ainsi." in booklet.text
    assert "Les messages" in booklet.text
    assert "Lire ainsi." not in booklet.text


def test_without_contributors_notes_it_says_how_to_have_some(vault: Vault) -> None:
    vault.write(MUSEUM)
    built = vault.build("pdf", vademecum_pdf_domains="+")
    assert built.status == 2
    assert "contribuer" in built.stderr
    assert not list(built.outdir.glob("*.pdf"))


def test_domain_without_skill_has_one_page_that_says_why(make_pdf: MakePdf) -> None:  # noqa: F811
    files = MUSEUM | {
        "Plus.md": "---\ncompetences: true\n---\n# Plus\n\n## Collection\n\n- Voir [[La fiche]]\n"
    }
    built = make_pdf(files, "collection")
    assert len(built.pdf.pages) == 1
    assert "Son livret sera fait dès qu’il y en aura une." in built.pdf.text


def test_all_booklets_are_of_domains_with_skills(vault: Vault) -> None:
    vault.write(GUIDED)
    vault.write(
        {"Plus.md": "---\ncompetences: true\n---\n# Plus\n\n## Collection\n\n- Voir [[La fiche]]\n"}
    )
    built = vault.build("pdf", vademecum_pdf_domains="*")
    assert "livret-collection.pdf" not in {p.name for p in built.outdir.glob("*.pdf")}
    assert "livret-contribuer.pdf" in {p.name for p in built.outdir.glob("*.pdf")}


def test_running_head_names_the_note(make_pdf: MakePdf) -> None:  # noqa: F811
    body = "\n\n".join(f"Paragraphe {number}, assez long pour remplir." for number in range(90))
    pdf = make_pdf({"Longue.md": f"# Une longue note\n\n{body}\n"}).pdf
    page = pdf.pages[pdf.page_of("Paragraphe 80,") - 1]
    assert "Une longue note" in flat(page)[:120]


def test_citations_stand_with_the_end_of_their_note(make_pdf: MakePdf) -> None:  # noqa: F811
    """Whatever the length of a note, its last sentence and « Citée par » share a page."""
    for lines in range(28, 40, 3):
        body = "\n\n".join("Une ligne." for _ in range(lines))
        files = {
            "index.md": "# A\n\n[[Citée]]\n",
            "Citée.md": f"# Citée\n\n{body}\n\nLa dernière phrase.\n",
        }
        pdf = make_pdf(files, fresh=True).pdf
        page = pdf.pages[pdf.page_of("La dernière phrase.") - 1]
        assert "Citée par" in page


def test_cover_gives_the_institution_and_the_day_in_words(
    make_pdf: MakePdf,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")
    cover = make_pdf(MUSEUM, vademecum_institution="Musée d’essai, Berne").pdf.pages[0]
    assert "Musée d’essai, Berne" in cover
    assert "Version du 24 novembre 2026" in flat(cover)
