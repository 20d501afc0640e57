"""The PDF is one document: its structure, its links, its limits."""

from __future__ import annotations

import re

import pikepdf
import pytest
from conftest import Vault
from pdf_reader import Pdf
from pdf_vault import MUSEUM, SVG, make

from vademecum.pdf import assembly, compiler
from vademecum.pdf.chapters import Chapters

NOTES = {
    **MUSEUM,
    **{
        f"Question {n}.md": (
            f"---\ntags: [question]\n---\n# Question {n}\n\n"
            f"Mots de {n}.[^1] Voir [[Question {n % 9 + 1}]] et [[Réponse {n}]].\n\n"
            f"## Suite\n\n| a | b |\n|---|---|\n| {n} | x |\n\n[^1]: Pied {n}.\n"
        )
        for n in range(1, 10)
    },
    **{f"Réponse {n}.md": f"![[p.svg|Plan {n}]]\n\nLe texte de {n}.\n" for n in range(1, 10)},
    "p.svg": SVG,
}


@pytest.fixture(scope="module")
def pdf(module_vault: Vault) -> Pdf:
    module_vault.write(NOTES)
    result = make(module_vault)
    assert result.problems == []
    return result.pdf


def test_bookmarks_are_closed(pdf: Pdf) -> None:
    assert len(pdf.bookmarks) > 30
    with pdf.file.open_outline() as outline:
        assert all(item.is_closed for item in outline.root if item.children)


def test_contents_list_the_parts_and_chapters(pdf: Pdf) -> None:
    listed = ("Questions", "Question 7", "Réponse 7", "Les compétences par domaine", "Curation")
    contents = " ".join(pdf.pages[1:3])
    assert all(title in contents for title in (*listed, "Index des notes"))
    assert {j.target for j in pdf.jumps if j.page in {2, 3}} >= {
        pdf.page_of("Mots de 7."),
        pdf.page_of("Index des notes"),
    }


def test_structure_and_pages_lead_to_one_another(pdf: Pdf) -> None:
    tree = pikepdf.NumberTree(pdf.file.Root.StructTreeRoot.ParentTree)
    seen = set()
    for page in pdf.file.pages:
        elements = tree[int(page.obj.StructParents)]
        assert all(e.Pg.objgen == page.obj.objgen for e in elements if "/Pg" in e)
        seen.add(int(page.obj.StructParents))
        for annotation in page.obj.get("/Annots", ()):
            key = int(annotation.StructParent)
            assert key not in seen
            seen.add(key)
            objects = [k for k in tree[key].K if isinstance(k, pikepdf.Dictionary)]
            assert annotation.objgen in {k.Obj.objgen for k in objects if "/Obj" in k}
    assert set(tree.keys()) == seen


def test_cells_name_their_heads(pdf: Pdf) -> None:
    named = dict(pikepdf.NameTree(pdf.file.Root.StructTreeRoot.IDTree).items())
    heads = [
        (str(head), element)
        for element in pdf.file.objects
        if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/TD"
        for attributes in element.get("/A", ())
        for head in attributes.get("/Headers", ())
    ]
    assert len(heads) > 20
    for name, cell in heads:
        assert named[name].P.P.P.objgen == cell.P.P.P.objgen  # of the same table


def test_links_lead_to_the_page_that_they_print(pdf: Pdf) -> None:
    for n in range(1, 10):
        source, target = pdf.page_of(f"Mots de {n}."), pdf.page_of(f"Mots de {n % 9 + 1}.")
        assert f"Voir Question {n % 9 + 1} → p. {target}" in pdf.pages[source - 1]
        assert target in {jump.target for jump in pdf.jumps if jump.page == source}


def test_links_say_where_they_lead(pdf: Pdf) -> None:
    """Whoever does not see a link hears the title of the note and its page."""
    said = {str(a.get("/Contents", "")) for _page, a in pdf._annotations()}
    assert f"Question 3, page {pdf.page_of('Mots de 3.')}" in said


def test_pages_and_footnotes_count_on(pdf: Pdf) -> None:
    for number, page in enumerate(pdf.pages, 1):
        assert number == 1 or str(number) in page
    called = []
    for n in range(1, 10):
        page = pdf.pages[pdf.page_of(f"Mots de {n}.") - 1]
        called += [int(number) for number in re.findall(rf"Mots de {n}\.(\d+)", page)]
        assert f"{called[-1]}Pied {n}." in page
    assert called == list(range(called[0], called[0] + 9))


def test_head_of_a_page_names_what_it_begins_with(vault: Vault) -> None:
    """What begins in its first line, else what was going on before, wherever others begin."""
    text = "Encore un paragraphe de cette note.\n\n"
    vault.write(
        {
            "Longue.md": f"# Longue\n\nDébut.\n\n{text * 100}Fin de la longue.\n",
            "Suivante.md": f"# Suivante\n\n{text * 50}Fin de la suivante.\n",
        }
    )
    pdf = make(vault, project="Essai").pdf
    begun, ended = pdf.page_of("Début."), pdf.page_of("Fin de la longue.")
    assert "Suivante" in pdf.pages[ended - 1]
    assert pdf.pages[begun - 1].startswith("Essai Autres notes Autres notes Longue")
    assert all(page.startswith("Essai Longue") for page in pdf.pages[begun:ended])
    assert pdf.pages[pdf.page_of("Fin de la suivante.") - 1].startswith("Essai Suivante")


# --- what costs only itself, and what is not made ----------------------------------------------


@pytest.fixture
def broken_layout(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The compiler stops at the notes that say these words, and quotes the name of another."""
    words: list[str] = []
    whole = Chapters.chapter

    def chapter(self: Chapters, entry: object, doctree: object) -> str:
        shown = whole(self, entry, doctree)  # type: ignore[arg-type]
        return 'panic("notes/0.typ:1:1")' if any(word in shown for word in words) else shown

    monkeypatch.setattr(Chapters, "chapter", chapter)
    return words


def test_links_to_a_note_that_became_plain_text(vault: Vault, broken_layout: list[str]) -> None:
    """One to the note leads to it; one to a heading that is gone is text."""
    broken_layout.append("Mots du piège")
    vault.write(
        {
            "A.md": "# A\n\nVoir [[Piège]], et [[Piège#Dedans|ce qui suit]].\n",
            "Piège.md": "# Piège\n\nMots du piège.\n\n## Dedans\n\nSuite.\n",
            "T.md": "# T\n\n## [[Piège#Dedans|Au titre]]\n\nFin.\n",
        }
    )
    result = make(vault)
    page = result.pdf.page_of("Mots du piège.")
    assert f"Voir Piège → p. {page}" in result.pdf.text
    assert "ce qui suit" in result.pdf.text
    assert (2, "Au titre") in result.pdf.bookmarks
    assert result.built.warned("pdf-note") == [("Piège.md", 0)]
    assert result.pdf.is_accessible


def test_several_broken_notes_cost_only_themselves(
    vault: Vault, broken_layout: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken_layout += ["Mots de 2.", "Mots de 5.", "Le texte de 7."]
    vault.write(NOTES)
    result = make(vault)
    names = ["Question 2.md", "Question 5.md", "Réponse 7.md"]
    assert sorted(result.built.warned("pdf-note")) == [(name, 0) for name in names]
    assert all(f"Mots de {n}." in result.pdf.text for n in range(1, 10))
    assert result.pdf.is_accessible
    monkeypatch.setattr(compiler, "MOST_PLAIN", 2)
    built = vault.build("pdf", out="again")
    assert built.status == 2
    assert "Traceback" not in built.stderr


def test_what_no_standard_allows_is_made_without_it(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assembly.Assembly, "_cover", lambda *_: 'image("/x.svg")')
    original = compiler.Compiler.__init__

    def with_picture(self: compiler.Compiler, root: object, *limits: int) -> None:
        (root / "x.svg").write_text(SVG)  # type: ignore[operator]
        original(self, root, *limits)  # type: ignore[arg-type]

    monkeypatch.setattr(compiler.Compiler, "__init__", with_picture)
    vault.write(MUSEUM)
    result = make(vault)
    assert result.problems == ["pdf-access"]
    assert not result.pdf.is_accessible
    assert "Texte de la fiche." in result.pdf.text


def test_a_compiler_that_is_stopped_is_told(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "TIME_LIMIT", (0, 0))
    vault.write(MUSEUM)
    built = vault.build("pdf")
    assert "more than 0 s" in built.stderr
    assert "ne nomme aucune note" in built.stderr
    assert built.status == 2
    assert "Traceback" not in built.stderr


def test_too_large_a_pdf_names_the_booklets(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembly, "MOST_PAGES", 0)
    vault.write(MUSEUM)
    built = vault.build("pdf")
    assert built.status == 2
    assert "pages" in built.stderr
    assert "vademecum pdf --domain curation (make pdf DOMAIN=curation)" in built.stderr
    assert "vademecum pdf --domain marketing (make pdf DOMAIN=marketing)" in built.stderr
    assert "Traceback" not in built.stderr
    assert not list(built.outdir.glob("*.pdf"))


def test_too_large_a_booklet_names_no_booklet(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assembly, "MOST_PAGES", 0)
    monkeypatch.setattr(assembly, "_SIGNS_A_PAGE", 100)
    vault.write(MUSEUM)
    built = vault.build("pdf", vademecum_pdf_domains="curation")
    assert built.status == 2
    assert "--domain" not in built.stderr
    assert "excluded_folders" in built.stderr


def test_booklets_are_made_where_the_whole_is_too_large(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.write({**MUSEUM, "Longue.md": "Un mot de plus.\n\n" * 2_000})
    monkeypatch.setattr(assembly, "MOST_PAGES", 10)
    built = vault.build("pdf", vademecum_pdf_domains="*")
    assert built.status == 2
    names = {p.name for p in built.outdir.glob("*.pdf")}
    assert names == {"livret-curation.pdf", "livret-marketing.pdf"}
