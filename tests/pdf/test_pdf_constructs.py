"""Every kind of content that the site shows, on paper."""

from __future__ import annotations

import struct
import zlib

import pytest
from conftest import Vault
from pdf_vault import SVG, BuiltPdf, MakePdf, make, make_pdf  # noqa: F401


def png(width: int, height: int) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    rows = b"".join(b"\0" + b"\x66\x99\xcc" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


SHOWN = {
    "emphasis": ("**gras** *penché* ~~barré~~ ==marqué== `code`", "gras penché barré marqué code"),
    "line break": ("un\ndeux", "un deux"),
    "comment": ("avant %%caché%%après", "avant après"),
    "tag": ("un #mot-clé ici", "un #mot-clé ici"),
    "html": ("H<sub>2</sub>O et <kbd>Ctrl</kbd>", "H2O et Ctrl"),
    "html block": ("<details><summary>Titre</summary>Corps</details>", "Titre Corps"),
    "callout": ("> [!warning] Titre\n> Corps", "Titre Corps"),
    "folded callout": ("> [!note]- Titre\n> Corps caché", "Titre Corps caché"),
    "nested callout": ("> [!note] A\n> > [!tip] B\n> > Corps", "A B Corps"),
    "quote": ("> Une parole", "Une parole"),
    "tasks": ("- [ ] à faire\n- [x] fait", "☐ à faire ☑ fait"),
    "tasks among items": ("- plain\n- [x] fait", "• plain ☑ fait"),
    "numbers": ("3. trois\n4. quatre", "3. trois 4. quatre"),
    "footnote": ("mot[^a]\n\n[^a]: Explication.", "Explication."),
    "inline footnote": ("mot^[Explication *brève*.]", "Explication brève."),
    "footnote twice": ("un[^a] deux[^a]\n\n[^a]: Une fois.", "Une fois."),
    "code": ("```python\nprint('#let')\n```", "print('#let')"),
    "unknown language": ("```inconnu\nTABLE x\n```", "TABLE x"),
    "query": ("```dataview\nTABLE x\n```", "Requête qui ne s’exécute que dans Obsidian (Dataview)"),
    "task": ("- [/] Relire", "commencé : Relire"),
    "rule": ("avant\n\n---\n\naprès", "après"),
    "ghost": ("[[Pas écrite]]", "Pas écrite (note à écrire)"),
    "directive": ("```{note}\nCorps\n```", "Corps"),
    "tabs": ("::::{tab-set}\n:::{tab-item} Onglet\nCorps\n:::\n::::", "Onglet Corps"),
    "card": ("```{card} Carte\nCorps\n```", "Carte Corps"),
    "dropdown": ("```{dropdown} Menu\nCorps\n```", "Menu Corps"),
    "glossary": ("```{glossary}\nmot\n  sens\n```", "mot sens"),
    "sound": ("![[son.mp3]]", "son.mp3 (son, dans le manuel en ligne)"),
    "picture elsewhere": ("![vue](https://a.example/b.png)", "vue"),
    "missing picture": ("![[absente.png]]", "absente.png"),
    "broken picture": ("![[cassée.png|Une vue]]", "[Une vue]"),
}
FILES = {"son.mp3": b"ID3", "cassée.png": b"\x89PNG\r\n", "vue.png": png(400, 200), "s.svg": SVG}


@pytest.mark.parametrize("kind", SHOWN)
def test_is_printed(make_pdf: MakePdf, kind: str) -> None:  # noqa: F811
    source, words = SHOWN[kind]
    result = make_pdf({**FILES, "Note.md": f"# Titre\n\n{source}\n"})
    assert words in result.pdf.text
    assert result.pdf.is_accessible
    assert "pdf-node" not in result.problems
    assert "pdf-note" not in result.problems


def test_pictures_have_size_and_words(make_pdf: MakePdf) -> None:  # noqa: F811
    text = "![[vue.png|Une vue]]\n\n![[vue.png|60]]\n\n![[s.svg|Dessin|80x40]] dans le texte\n"
    result = make_pdf({**FILES, "Note.md": text})
    words = [tag.alt for tag in result.pdf.tagged("Figure")]
    assert words == ["Une vue", "Image sans description : vue.png", "Dessin"]
    assert result.pdf.is_accessible
    assert "Images sans description : 1" in result.built.stdout


def test_link_with_several_children(make_pdf: MakePdf) -> None:  # noqa: F811
    result = make_pdf({"Note.md": "[un **deux** `trois`](https://exemple.org/x)\n"})
    assert "https://exemple.org/x" in result.pdf.text
    assert set(result.pdf.addresses) == {"https://exemple.org/x"}


def test_address_that_is_its_own_text_is_printed_once(make_pdf: MakePdf) -> None:  # noqa: F811
    result = make_pdf({"Note.md": "<https://exemple.org/x>\n"})
    assert result.pdf.text.count("exemple.org/x") == 1


def test_embed_is_unfolded_with_its_source(make_pdf: MakePdf) -> None:  # noqa: F811
    result = make_pdf({"A.md": "![[B#Deux]]\n", "B.md": "## Un\n\nNon.\n\n## Deux\n\nOui.\n"})
    page = result.pdf.pages[result.pdf.page_of("Oui.") - 1]
    assert page.count("Oui.") >= 1
    assert result.pdf.text.count("Oui.") == 2
    assert result.pdf.text.count("Non.") == 1


def test_math_is_drawn_and_said(make_pdf: MakePdf) -> None:  # noqa: F811
    result = make_pdf({"N.md": "$a^2$ et\n\n$$\\frac{1}{\\sqrt{x}} = \\sum_{i=1}^n x_i$$\n"})
    assert [tag.alt for tag in result.pdf.tagged("Formula")] == [
        "a^2",
        "\\frac{1}{\\sqrt{x}} = \\sum_{i=1}^n x_i",
    ]
    assert result.problems == []


def test_math_that_nobody_reads_is_shown_as_typed(make_pdf: MakePdf) -> None:  # noqa: F811
    result = make_pdf({"N.md": "$\\inconnu{x}$ #panic()\n"})
    assert "\\inconnu{x}" in result.pdf.text
    assert result.problems == []
    assert result.built.warned("math-not-drawn") == [("N.md", 1)]


def test_mermaid_is_a_picture_with_its_source_as_words(make_pdf: MakePdf) -> None:  # noqa: F811
    result = make_pdf({"N.md": "```mermaid\ngraph TD\nA --> B\n```\n"})
    (figure,) = result.pdf.tagged("Figure")
    assert figure.alt == "Organigramme\u00a0: graph TD A --> B"
    assert result.problems == []


def test_a_broken_diagram_is_its_source(make_pdf: MakePdf) -> None:  # noqa: F811
    result = make_pdf({"N.md": "```mermaid\ngraph TD\nA -->|x B\n```\n"})
    assert "A -->|x B" in result.pdf.text
    assert result.built.warned("diagram-broken") == [("N.md", 3)]


def test_a_map_is_a_picture_and_a_list(make_pdf: MakePdf) -> None:  # noqa: F811
    card = '{"id": "a", "type": "text", "text": "Une idée", "x": 0, "y": 0, "width": 90}'
    result = make_pdf({"N.md": "![[m.canvas]]\n", "m.canvas": f'{{"nodes": [{card}]}}'})
    (figure,) = result.pdf.tagged("Figure")
    assert figure.alt == "Carte\u00a0: m"
    assert "Une idée" in result.pdf.text


def test_tables(make_pdf: MakePdf) -> None:  # noqa: F811
    result = make_pdf(
        {"N.md": "| A | B |\n|---|--:|\n| un | **deux** |\n| trois [x](https://a.example) |\n"}
    )
    (table,) = result.pdf.tagged("Table")
    kinds = [tag.kind for tag in table.all()]
    assert kinds.count("TH") == 2
    assert kinds.count("TD") == 4
    assert "https://a.example" in result.pdf.text


def test_wide_table_is_cut_into_parts_with_heads(make_pdf: MakePdf) -> None:  # noqa: F811
    head = "|" + "|".join(f"col{i}" for i in range(20)) + "|"
    row = "|" + "|".join(f"val{i}" for i in range(20)) + "|"
    result = make_pdf({"N.md": f"{head}\n|{'--|' * 20}\n{row}\n"})
    assert all(f"col{i}" in result.pdf.text and f"val{i}" in result.pdf.text for i in range(20))
    tables = result.pdf.tagged("Table")
    assert len(tables) == 4
    assert all(any(tag.kind == "TH" for tag in table.all()) for table in tables)
    assert result.pdf.text.count("col0") == 4


def test_signs_that_no_font_has_are_named(make_pdf: MakePdf) -> None:  # noqa: F811
    result = make_pdf({"N.md": "Un 🎨 et ☎ et 日, ½ → ✓.\n"})
    assert "[palette de peinture]" in result.pdf.text
    assert "[U+65E5]" in result.pdf.text
    for sign in "☎½→✓":
        assert sign in result.pdf.text
    assert result.problems == ["pdf-signs"]
    assert result.pdf.is_accessible


def test_card_does_not_break(vault: Vault) -> None:
    words = "Une phrase qui dit ce que la compétence demande à la personne. " * 12
    skills = "".join(
        f"- Compétence {i} ^cur-{i:02}\n  - Début {i}. {words} Fin {i}.\n" for i in range(12)
    )
    vault.write({"S.md": f"---\ncompetences: true\n---\n## Curation\n\n{skills}"})
    pdf = make(vault).pdf
    for i in range(12):
        page = pdf.pages[pdf.page_of(f"Début {i}.") - 1]
        assert f"Fin {i}." in page


def test_card_longer_than_a_page_breaks(vault: Vault) -> None:
    words = "Une phrase qui dit ce que la compétence demande. " * 300
    vault.write(
        {"S.md": f"---\ncompetences: true\n---\n## Curation\n\n- A ^cur-01\n  - {words} Fin.\n"}
    )
    pdf = make(vault).pdf
    assert pdf.page_of("Fin.") > pdf.page_of("Une phrase qui")


def test_other_language_is_not_set_as_french(make_pdf: MakePdf) -> None:  # noqa: F811
    result = make_pdf({"N.md": '---\nlang: en\n---\nReally? It\'s "so".\n', "M.md": "Ah? Oui.\n"})
    assert 'Really? It\'s "so".' in result.pdf.text
    assert "Ah\u202f?" in result.pdf.raw


@pytest.fixture(scope="module")
def strange_pdf(module_vault: Vault) -> BuiltPdf:
    """The PDF of a note that holds the nodes of another extension."""
    module_vault.write({"N.md": "Texte.\n"})
    extensions = ["sphinx_design", "vademecum", "strange_extension"]
    return make(module_vault, extensions=extensions)


def test_node_without_handler_prints_its_text(strange_pdf: BuiltPdf) -> None:
    assert "Texte strange." in strange_pdf.pdf.text
    words = [w.text for w in strange_pdf.built.warnings if w.code == "vademecum.pdf-node"]
    assert [w for w in words if "strange" in w]


def test_node_of_another_extension_is_printed_by_its_handler(strange_pdf: BuiltPdf) -> None:
    assert "Cadre ouvert. Texte framed." in strange_pdf.pdf.text


def test_handler_of_the_base_class_is_used(strange_pdf: BuiltPdf) -> None:
    assert "Cadre ouvert. Texte framed_twice." in strange_pdf.pdf.text


def test_node_that_its_handler_skips_is_not_printed(strange_pdf: BuiltPdf) -> None:
    assert "Texte unprinted." not in strange_pdf.pdf.text


def test_failing_handler_costs_one_node(strange_pdf: BuiltPdf) -> None:
    assert "Texte faulty." in strange_pdf.pdf.text
    assert strange_pdf.problems == [
        "pdf-node",
        "pdf-node",
    ]  # strange, faulty
    assert strange_pdf.pdf.is_accessible
