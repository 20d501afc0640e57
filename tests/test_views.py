"""The views of sphinx-needs inside notes: heads, numbers, links, extracts; never code."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from conftest import ROOT, Build, Built, Vault, flat

sys.path.insert(0, str(ROOT / "tests" / "pdf"))

from objects_vault import FILES

VIEWS = """# Vues

```{needtable}
:filter: type == "skill"
:columns: id;title;domain;see;level_1;title as "Nom"
:style: table
```

```{needpie} Par domaine
:labels: Curation, Médiation, Autres

type == "skill" and domain == "curation"
type == "skill" and domain == "mediation"
2
```

```{needflow}
:filter: type in ["skill", "role"]
:link_types: requires
```

```{needextract}
:filter: id == "CUR-01"
```
"""


@pytest.fixture(scope="module")
def built(module_vault: Vault) -> Built:
    module_vault.write({**FILES, "Vues.md": VIEWS})
    return module_vault.build()


def tables(built: Built) -> list[list[list[str]]]:
    return [
        [[flat(c.get_text(" ")) for c in row.find_all(["th", "td"])] for row in t.find_all("tr")]
        for t in built.body("vues").find_all("table")
    ]


def test_heads_are_in_the_readers_language(built: Built) -> None:
    heads = tables(built)[0][0]
    assert heads == ["Numéro", "Titre", "Domaine", "Voir", "Niveau 1", "Nom"]


def test_pie_is_a_table_of_numbers(built: Built) -> None:
    pie = tables(built)[1]
    assert [row[:2] for row in pie[1:]] == [["Curation", "3"], ["Médiation", "1"], ["Autres", "2"]]
    assert [row[2].split()[0] for row in pie[1:]] == ["50", "17", "33"]
    assert "Par domaine" in built.text("vues")


def test_flow_is_a_table_of_links(built: Built) -> None:
    flow = tables(built)[2]
    pairs = {(row[0], row[2]) for row in flow[1:]}
    assert ("Direction", "CUR-01 Écrire pour le web") in pairs
    assert ("Médiatrice, médiateur", "MED-01 Raconter en ligne") in pairs
    assert len(pairs) == 5
    assert {row[1] for row in flow[1:]} == {"demande"}


def test_extract_holds_all_that_is_known(built: Built) -> None:
    words = flat(built.body("vues").get_text(" "))
    assert "Titre court : Écrire pour le web" in words
    assert "J'apprends à d'autres à écrire." in words
    assert "close digcomp 3.1" in words


def test_no_script_and_no_dead_link(built: Built) -> None:
    assert built.codes == []
    assert [link for link in built.dead_links() if link[0] == "vues"] == []
    assert not built.body("vues").find_all("script")


def test_views_stand_in_the_pdf(module_vault: Vault) -> None:
    from pdf_reader import Pdf

    module_vault.write({**FILES, "Vues.md": VIEWS})
    built = module_vault.build("pdf")
    words = Pdf(built.outdir / "manuel.pdf").text
    assert "Par domaine" in words
    assert "Titre court" in words


@pytest.mark.parametrize("kind", ["needpie", "needflow", "needextract"])
@pytest.mark.parametrize(
    "body",
    [
        ":filter: {eval}\n",
        ":filter-func: os.system({ran})\n",
        ":filter_warning: [[copy('id')]]\n",
        "\n{eval}\n",
    ],
)
def test_views_refuse_code(build: Build, tmp_path: Path, kind: str, body: str) -> None:
    ran = tmp_path / "ran"
    text = body.format(eval=f"__import__('pathlib').Path('{ran}').touch() or True", ran=ran)
    built = build({**FILES, "V.md": f"```{{{kind}}}\n{text}```\n"})
    assert not ran.exists()
    assert "filter-refused" in built.codes


@pytest.mark.parametrize(
    "text",
    [
        "```{needpie}\n```\n",
        "```{needflow}\n:root_id: CUR-01\n:root_depth: 1\n```\n",
        "```{needflow}\n:root_id: NIX\n:link_types: nix\n```\n",
        '```{needextract}\n:filter: id == "NIX"\n```\n',
        "```{needextract}\n```\n",
    ],
)
def test_odd_views_are_built(build: Build, text: str) -> None:
    built = build({**FILES, "V.md": text})
    assert built.codes == []
