"""A handbook in many volumes is the same document as in one."""

from __future__ import annotations

from itertools import pairwise

import pikepdf
import pytest
from conftest import Vault
from pdf_reader import Pdf, Tag
from pdf_vault import MUSEUM, SVG, make

from vademecum.pdf import typesetting, volumes
from vademecum.pdf.survey import Spot, Survey
from vademecum.pdf.volumes import Piece

pytestmark = pytest.mark.slow

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
def parted(module_vault: Vault) -> tuple[Pdf, Pdf]:
    """The same notes in one volume and in as many as can be."""
    patch = pytest.MonkeyPatch()
    patch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    module_vault.write(NOTES)
    one = make(module_vault, out="one")
    patch.setattr(volumes, "LIMIT", 1)
    many = make(module_vault, out="many")
    again = make(module_vault, out="again", parallel=2)
    patch.undo()
    assert one.problems == many.problems == []
    assert many.pdf.path.read_bytes() == again.pdf.path.read_bytes()
    return one.pdf, many.pdf


def test_there_are_several(parted) -> None:
    one, many = parted
    of_one, of_many = (
        {font.objgen for page in pdf.file.pages for font in page.resources.Font.values()}
        for pdf in (one, many)
    )
    assert len(of_many) > 3 * len(of_one)


def test_bookmarks_are_the_same(parted) -> None:
    one, many = parted
    assert one.bookmarks == many.bookmarks
    assert len(one.bookmarks) > 30


def test_contents_list_the_parts_and_chapters(parted) -> None:
    listed = ("Questions", "Question 7", "Réponse 7", "Les compétences par domaine", "Curation")
    for pdf in parted:
        contents = " ".join(pdf.pages[1:3])
        assert all(title in contents for title in (*listed, "Index des notes"))
        assert {j.target for j in pdf.jumps if j.page in {2, 3}} >= {
            pdf.page_of("Mots de 7."),
            pdf.page_of("Index des notes"),
        }


def test_tags_are_the_same(parted) -> None:
    """Elements, their words for who cannot see, their order; a page's end may cut a paragraph."""

    def shape(tag: Tag) -> object:
        return tag.kind, tag.alt, [shape(below) for below in tag.below]

    one, many = parted
    assert shape(one.tags) == shape(many.tags)
    assert many.is_accessible
    levels = [int(tag.kind[1]) for tag in many.tagged(*(f"H{i}" for i in range(1, 7)))]
    assert levels[0] == 1 and all(below <= above + 1 for above, below in pairwise(levels))


def test_structure_and_pages_lead_to_one_another(parted) -> None:
    for pdf in parted:
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
        assert int(pdf.file.Root.StructTreeRoot.ParentTreeNextKey) > max(seen)


def test_cells_name_their_heads(parted) -> None:
    for pdf in parted:
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


def test_links_lead_to_the_page_that_they_print(parted) -> None:
    for pdf in parted:
        for n in range(1, 10):
            source, target = pdf.page_of(f"Mots de {n}."), pdf.page_of(f"Mots de {n % 9 + 1}.")
            assert f"Voir Question {n % 9 + 1} → p. {target}" in pdf.pages[source - 1]
            assert target in {jump.target for jump in pdf.jumps if jump.page == source}


def test_pages_and_footnotes_count_on(parted) -> None:
    _one, many = parted
    for number, page in enumerate(many.pages, 1):
        assert number == 1 or str(number) in page
    labels = many.file.Root.PageLabels.Nums
    assert [int(labels[0]), int(labels[1].St)] == [0, 1]
    for n in range(1, 10):
        page = many.pages[many.page_of(f"Mots de {n}.") - 1]
        assert f"Mots de {n}.{n}" in page or f"Pied {n}." in page


def test_heads_are_those_of_one_volume(parted) -> None:
    """What stands above a note's words is the same, whichever page it fell on."""
    one, many = parted
    for n in range(1, 10):
        words = f"Mots de {n}."
        head = f"Question {n}"
        assert head in one.pages[one.page_of(words) - 1]
        assert head in many.pages[many.page_of(words) - 1]


# --- the parts by themselves ---------------------------------------------------------


def pieces(*kinds: str) -> list[Piece]:
    """``P``: a part's title, ``f``: a chapter that begins a page, ``c``: one that does not,
    ``-``: what has no heading."""
    known = {"P": (True, 1), "f": (True, 2), "c": (False, 2), "-": (False, 0)}
    return [Piece(kind, 10, *known[kind]) for kind in "".join(kinds)]


@pytest.mark.parametrize(
    ("kinds", "limit", "cut"),
    [
        ("PccPcc", 20, ["Pcc", "Pcc"]),
        ("Pfcfc", 30, ["Pfc", "fc"]),
        ("Pccccc", 20, ["Pcc", "ccc"]),  # nothing begins a page: any chapter, a little later
        ("P-----", 10, ["P-----"]),  # a volume begins with a heading
        ("fPcc", 10, ["f", "Pc", "c"]),  # a title is not left alone
        ("Pcc", 1000, ["Pcc"]),
    ],
)
def test_where_volumes_part(monkeypatch: pytest.MonkeyPatch, kinds: str, limit: int, cut) -> None:
    monkeypatch.setattr(volumes, "LIMIT", limit)
    parted = volumes.volumes(pieces(kinds))
    assert ["".join(p.code for p in v.pieces) for v in parted] == cut


def test_heads_of_pages() -> None:
    turns = (Spot(1, 0, 40), Spot(2, 0, 400), Spot(4, 0, 60), Spot(4, 0, 80), Spot(4, 0, 500))
    assert list(Survey(5, {}, turns, 0).heads()) == [0, 0, 1, 3, 4]


def test_gives_up_on_numbers_that_never_agree(vault: Vault, monkeypatch) -> None:
    """A layout that its own page numbers change for ever ends after as many rounds as are set."""
    monkeypatch.setattr(volumes, "LIMIT", 1)
    original = typesetting.Typesetting._pages
    calls = []

    def restless(self):
        calls.append(1)
        return {name: page + len(calls) for name, page in original(self).items()}

    monkeypatch.setattr(typesetting.Typesetting, "_pages", restless)
    vault.write(MUSEUM)
    assert make(vault).pdf.is_accessible
    assert len(calls) <= 2 * typesetting.ROUNDS + 2


def test_killed_compiler_is_told(vault: Vault, monkeypatch) -> None:
    from vademecum.pdf import compiler

    monkeypatch.setattr(compiler, "TIME_LIMIT", (0, 0))
    vault.write(MUSEUM)
    built = vault.build("pdf")
    assert "more than 0 s" in built.stderr
    assert built.status == 2
