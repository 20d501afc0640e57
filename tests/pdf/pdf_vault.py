"""A small museum for the tests of the PDF, and how its PDF is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from conftest import Built, Files, Vault
from pdf_reader import Pdf

MUSEUM = {
    "index.md": '# Le musée d\'essai\n\nPourquoi? Pour "bien décrire". Voir [[Comment décrire]].\n',
    "Compétences.md": (
        "---\ntags: [question]\ncompetences: true\n---\n# Compétences du musée\n\n"
        "## Curation : Décrire\n\n"
        "- Décrire un objet ^cur-01\n  - Avec les mots du métier.\n  - niveau:: débutant\n"
        "  - Voir [[La fiche]]\n  - Voir [[Fiche à venir]]\n"
        "- Classer ^cur-02\n\n"
        "## Marketing et communication\n\n"
        "- Publier ^mar-01\n  - Dire où et quand.\n  - Voir [[Le public]]\n"
        "- Voir [[La charte]]\n"
    ),
    "Comment décrire.md": (
        "---\ntags: [question]\n---\n# Comment décrire?\n\n"
        "Pour cela, voir [[La fiche|la fiche]], ou [un site](https://exemple.org/a?b=1) "
        "et [[Le public#Qui vient|ceux qui viennent]].\n\n## D'abord\n\nRegarder.\n"
    ),
    "La fiche.md": (
        "---\ntags: [ressource]\n---\nTexte de la fiche. [[Compétences#^cur-01|CUR-01]]\n"
    ),
    "Le public.md": "---\ntags: [ressource]\n---\n## Qui vient\n\nTexte du public. [[Une note]].\n",
    "La charte.md": "---\ntags: [ressource]\n---\nTexte de la charte. [[La fiche]].\n",
    "Une note.md": "Texte à part.\n",
}


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">'
    '<rect width="40" height="20"/></svg>'
)


@dataclass(frozen=True)
class BuiltPdf:
    """A build and the PDF that it left."""

    built: Built
    pdf: Pdf

    @property
    def problems(self) -> list[str]:
        """The codes of what the PDF warned of."""
        return [code for code in self.built.codes if code.startswith("pdf-")]


def make(vault: Vault, domains: str = "", **options: Any) -> BuiltPdf:
    """Make one PDF of a vault."""
    built = vault.build("pdf", vademecum_pdf_domains=domains, **options)
    names = sorted(p.name for p in built.outdir.glob("*.pdf"))
    wanted = [name for name in names if (name == "manuel.pdf") == (not domains)]
    assert wanted, (names, built.stderr)
    return BuiltPdf(built, Pdf(built.outdir / wanted[-1]))


MakePdf = Callable[..., BuiltPdf]


@pytest.fixture
def make_pdf(vault: Vault) -> MakePdf:
    """Write a vault and make its PDF: ``make_pdf({path: content}, domains="curation")``."""

    def run(files: Files, domains: str = "", **options: Any) -> BuiltPdf:
        vault.write(files)
        return make(vault, domains, **options)

    return run
