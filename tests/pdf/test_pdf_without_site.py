"""What the site needs and a PDF does not is not made for a PDF."""

from __future__ import annotations

from conftest import Vault
from pdf_vault import MakePdf, make_pdf  # noqa: F401 (a fixture)

SKILLS = "---\ncompetences: true\n---\n# Compétences\n\n## Curation\n\n- Écrire un texte ^cur-01\n"
NOTES = {"index.md": "# Accueil\n\n[[Compétences]]\n", "Compétences.md": SKILLS}
VIEW = {"Vue.md": "# Vue\n\n```{needlist}\n:types: skill\n```\n"}


def test_a_page_that_shows_needs_has_them(
    make_pdf: MakePdf,  # noqa: F811
) -> None:
    result = make_pdf({**NOTES, **VIEW})
    shown = result.pdf.pages[result.pdf.page_of("Vue") - 1 :]
    assert any("Écrire un texte" in page for page in shown)


def test_a_pdf_says_nothing_of_pages(vault: Vault) -> None:
    """A site that is built after it, with the same doctrees, writes all its pages."""
    vault.write(NOTES)
    assert vault.build("pdf").domain.fingerprints == {}
    assert vault.build().domain.fingerprints != {}
