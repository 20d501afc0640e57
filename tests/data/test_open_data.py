"""Open data: the same objects in every format, valid, and the same bytes each time."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import Built, Vault
from data_reader import ALL_FILES, SITE, folder, graph, needs, problems, sheets, table
from objects_vault import COUNTS, ESCO
from openpyxl import load_workbook
from rdflib import Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from vademecum.data import builder

SDO = Namespace("https://schema.org/")
MATCHES = [SKOS[f"{kind}Match"] for kind in ("exact", "close", "broad", "narrow", "related")]
SKILL = URIRef(SITE + "competences/cur-01.html")


@pytest.fixture(scope="module")
def objects(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A vault with every object and a retired number, as a site with an address."""
    base = tmp_path_factory.mktemp("objects")
    (base / "vault").mkdir()
    vault = Vault(base / "vault", base / "work")
    vault.write(ALL_FILES)
    return vault.build(html_baseurl=SITE)


def living(built: Built) -> set[object]:
    data = graph(built)
    gone = set(data.subjects(OWL.deprecated, Literal(True)))
    return set(data.subjects(RDF.type, SKOS.Concept)) - gone


def test_counts_are_equal_everywhere(objects: Built) -> None:
    data = graph(objects)
    kinds = Counter(need["type"] for need in needs(objects).values())
    linked = {
        "skill": len(living(objects)),
        "domain": len(set(data.subjects(RDF.type, SKOS.Collection))),
        "role": len(set(data.subjects(RDF.type, SDO.Occupation))),
        "resource": len(set(data.subjects(RDF.type, SDO.LearningResource))),
    }
    assert dict(kinds) == linked == COUNTS
    written = [len(table(objects, n)) for n in ("competences", "profils", "ressources")]
    assert written == [COUNTS["skill"], COUNTS["role"], COUNTS["resource"]]
    found = {title: len(rows) for title, rows in sheets(objects).items()}
    assert found == {
        "Compétences": COUNTS["skill"],
        "Profils": COUNTS["role"],
        "Ressources": COUNTS["resource"],
        "Profils et compétences": COUNTS["skill"],
    }
    cards = objects.soup("catalogue").select("[data-domain]")
    assert len({card["id"] for card in cards if card.get("id")}) == COUNTS["skill"]


def test_matches_are_those_of_the_needs(objects: Built) -> None:
    data = graph(objects)
    linked = [match for kind in MATCHES for match in data.subject_objects(kind)]
    wanted = [m for need in needs(objects).values() for m in need.get("matches", ())]  # type: ignore[attr-defined]
    assert len(linked) == len(wanted) == 3
    assert (SKILL, SKOS.exactMatch, URIRef(ESCO)) in data


def test_skill_says_what_its_note_says(objects: Built) -> None:
    data = graph(objects)
    french = {
        SKOS.prefLabel: {"Rédaction de textes numériques destinés aux publics"},
        SKOS.altLabel: {"Écrire pour le web"},
        SKOS.hiddenLabel: {"newsletter", "lettre d'information"},
        SKOS.definition: {"Dire une œuvre en mots simples."},
    }
    for predicate, texts in french.items():
        assert set(data.objects(SKILL, predicate)) == {Literal(t, lang="fr") for t in texts}
    sentences = {
        str(data.value(level, SDO.termCode)): str(data.value(node, RDF.value))
        for node in data.objects(SKILL, SKOS.example)
        for level in data.objects(node, SDO.educationalLevel)
    }
    assert sentences["4"] == "J'apprends à d'autres à écrire."
    assert set(sentences) == {"1", "2", "4"}


def test_retired_skill_names_its_successor(objects: Built) -> None:
    data = graph(objects)
    gone = URIRef(SITE + "competences/cur-09.html")
    assert data.value(gone, OWL.deprecated) == Literal(True)
    assert data.value(gone, DCTERMS.isReplacedBy) == URIRef(SITE + "competences/cur-02.html")
    assert str(data.value(gone, RDFS.label)) == "Ancienne compétence"


def test_shapes_find_nothing(objects: Built) -> None:
    assert problems(graph(objects)) == ""


@pytest.mark.parametrize(
    "wrong",
    [
        (SKILL, SKOS.hiddenLabel, Literal("Écrire pour le web", lang="fr")),
        (SKILL, SKOS.prefLabel, Literal("Encore un nom", lang="fr")),
        (SKILL, SKOS.broadMatch, URIRef(ESCO)),
        (SKILL, SKOS.notation, Literal("CUR-02")),
        (SKILL, RDF.type, SKOS.Collection),
        (URIRef(SITE + "competences/cur-09.html"), SKOS.prefLabel, Literal("x", lang="fr")),
    ],
)
def test_shapes_do_find_what_is_wrong(
    objects: Built, wrong: tuple[URIRef, URIRef, URIRef | Literal]
) -> None:
    data = graph(objects)
    data.add(wrong)
    assert problems(data) != ""


def test_json_ld_is_the_same_graph(objects: Built) -> None:
    assert isomorphic(graph(objects), graph(objects, "jsonld"))


def test_addresses_answer(objects: Built) -> None:
    """Every address of the site in the data leads to a page."""
    for node in {n for triple in graph(objects) for n in triple if str(n).startswith(SITE)}:
        page = str(node).removeprefix(SITE).partition("#")[0]
        assert (objects.outdir / page).is_file(), node


def test_without_a_site_addresses_count_from_the_files(vault: Vault) -> None:
    vault.write(ALL_FILES)
    built = vault.build(html_baseurl="")
    here = URIRef("https://elsewhere.example/competences/cur-01.html")
    for suffix in ("ttl", "jsonld"):
        assert (here, RDF.type, SKOS.Concept) in graph(built, suffix)
    assert problems(graph(built)) == ""
    (script,) = built.soup("competences/cur-01").select('script[type="application/ld+json"]')
    assert json.loads(script.get_text())["url"] == "cur-01.html"


def test_same_notes_same_bytes(objects: Built, vault: Vault) -> None:
    vault.write(ALL_FILES)
    again = vault.build("data", html_baseurl=SITE)
    ours = {p.name: p.read_bytes() for p in folder(objects).iterdir()}
    alone = {n: b for n, b in again.files().items() if n in ours}
    assert sorted(alone) == sorted(ours)
    assert alone == ours


def test_workbook_can_be_read_by_a_person(objects: Built) -> None:
    for sheet in load_workbook(folder(objects) / "competences.xlsx").worksheets:
        assert sheet.freeze_panes in {"C2", "D2"}
        assert sheet.auto_filter.ref is not None
        widths = [dimension.width for dimension in sheet.column_dimensions.values()]
        assert all(8 <= width <= 61 for width in widths)


def test_matrix_tells_nothing_from_none(objects: Built) -> None:
    rows = {row["Numéro"]: row for row in table(objects, "profils-competences")}
    assert rows["CUR-03"]["Médiatrice, médiateur"] == "0"
    assert rows["CUR-03"]["Direction"] == ""
    levels = {row[0]: row[3:] for row in sheets(objects)["Profils et compétences"]}
    assert levels["CUR-01"] == (1, 3)
    assert levels["MED-01"] == (None, 4)


def test_page_names_every_file(objects: Built) -> None:
    page = objects.soup("donnees")
    linked = {str(a["href"]) for a in page.select("main a[download]")}
    files = {f"data/{path.name}" for path in folder(objects).iterdir()}
    assert linked == files | {"objects.inv"}
    assert SITE + "competences/cur-01.html" in page.get_text()
    foot = [a["href"] for a in objects.soup("index").select("footer a")]
    assert "donnees.html" in foot


def test_skill_page_is_a_defined_term(objects: Built) -> None:
    (script,) = objects.soup("competences/cur-01").select('script[type="application/ld+json"]')
    term = json.loads(script.get_text())
    assert (term["@type"], term["termCode"]) == ("DefinedTerm", "CUR-01")
    assert term["url"] == SITE + "competences/cur-01.html"
    assert term["inDefinedTermSet"]["url"] == SITE + "catalogue.html"


def test_data_follow_the_notes(vault: Vault) -> None:
    vault.write(ALL_FILES)
    vault.build()
    vault.write({"Compétences.md": ALL_FILES["Compétences.md"].replace("Raconter", "Conter")})
    assert "Conter en ligne" in {row["Titre"] for row in table(vault.build(), "competences")}


NASTY = """---
competences: true
---
# C

## Curation "<script>"
- =HYPERLINK("http://x";"y") ^cur-01
	- @SUM(1)
	- mots:: "guillemets", '+1', \\u005c
	- niveau 1:: </script><script>alert(1)</script>
	- Voir [-2+3](https://example.org/a?b="c")
- -1+2 ^cur-02
	- mots:: ＝1+1
	- court:: \u202f=1+1
- Une \x07 cloche et un \u2028 saut ^cur-03
"""


def test_data_follow_the_code_that_writes_them(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.write(ALL_FILES)
    path = folder(vault.build()) / "competences.csv"
    written = path.read_bytes()
    os.utime(path, (1_000_000_000, 1_000_000_000))
    vault.build()
    assert path.stat().st_mtime == 1_000_000_000, "nothing has changed: nothing is written"
    path.write_bytes(b"of another hand")
    vault.build()
    assert path.read_bytes() == written
    os.utime(path, (1_000_000_000, 1_000_000_000))
    sources = [p.read_bytes() for p in Path(builder.__file__).parent.glob("*.py")]
    assert len(builder._writers()) == len(sources) + 2
    monkeypatch.setattr(builder, "_writers", lambda: ["the code of tomorrow"])
    vault.build()
    assert path.stat().st_mtime != 1_000_000_000
    assert path.read_bytes() == written


@pytest.fixture(scope="module")
def nasty(module_vault: Vault) -> Built:
    huge = "- " + "très long " * 9000 + "^cur-04\n"
    role = "---\ntags: profil\n---\n# =cmd|' /C calc'!A0\n\n- CUR-01 [niveau:: 2]\n"
    module_vault.write({"C.md": NASTY + huge, 'R <x> & "y".md': role})
    return module_vault.build(html_baseurl=SITE)


def test_no_formula_runs(nasty: Built) -> None:
    for name in ("competences", "profils", "ressources", "profils-competences"):
        for row in table(nasty, name):
            for value in (*row, *row.values()):
                assert not value.lstrip().startswith(tuple("=+-@\t\r＝＋－＠")), (name, value)
    for sheet in load_workbook(folder(nasty) / "competences.xlsx").worksheets:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_nothing_in_a_note_breaks_a_format(nasty: Built) -> None:
    data = graph(nasty)
    assert problems(data) == ""
    assert isomorphic(data, graph(nasty, "jsonld"))
    assert len(living(nasty)) == len(table(nasty, "competences")) == 4
    long = max(len(str(cell)) for row in sheets(nasty)["Compétences"] for cell in row)
    assert 30_000 < long <= 32_000
    soup = BeautifulSoup(nasty.html("competences/cur-01"), "html.parser")
    for script in soup.select('script[type="application/ld+json"]'):
        assert json.loads(script.get_text())["termCode"] == "CUR-01"
