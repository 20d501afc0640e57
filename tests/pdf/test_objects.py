"""A vault with every object: as many in needs.json, in HTML and in the PDF; both directions."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import Built, Vault, flat
from objects_vault import COUNTS, DIGCOMP_2_2, ESCO, FILES
from pdf_reader import Pdf

from vademecum.pdf.skills import NAME_WEIGHT, ROLES_A_TABLE, head_weights

ROLE = "ROLE-MEDIATRICE-MEDIATEUR"


@pytest.fixture(scope="module")
def built(module_vault: Vault) -> Built:
    module_vault.write(FILES)
    return module_vault.build()


@pytest.fixture(scope="module")
def needs(built: Built) -> dict[str, dict[str, Any]]:
    return built.needs()


def test_counts_are_equal(built: Built, needs: dict[str, dict[str, Any]]) -> None:
    catalogue = built.handbook.catalogue
    assert Counter(need["type"] for need in needs.values()) == COUNTS
    pages = [name for name in built.files() if name.endswith(".html")]
    assert sum(page.startswith("competences/") for page in pages) == COUNTS["skill"]
    assert sum(page.startswith("domaines/") for page in pages) == COUNTS["domain"]
    roles = built.soup("profils").select("main li > a.note-link")
    assert len(roles) == COUNTS["role"] == len(catalogue.roles)
    listed = built.soup("ressources").select("main .note-link, main .plain-list > li")
    assert len(listed) == COUNTS["resource"] == len(catalogue.resources)


def test_nothing_is_wrong_with_it(built: Built) -> None:
    assert built.codes == []
    assert built.dead_links() == []


def test_skill(needs: dict[str, dict[str, Any]]) -> None:
    skill = needs["CUR-01"]
    assert skill["title"] == "Rédaction de textes numériques destinés aux publics"
    assert skill["short_title"] == "Écrire pour le web"
    assert skill["level_1"] == "Je corrige une page avec un modèle."
    assert skill["level_3"] is None
    assert skill["level_4"] == "J'apprends à d'autres à écrire."
    assert skill["synonyms"] == ["newsletter", "lettre d'information"]
    assert skill["acquisition"] == ["auto-formation", "formation continue"]
    assert skill["status"] == "relue"
    assert skill["matches"] == ["close digcomp 3.1", "broad digcomp 2.2", f"exact esco {ESCO}"]
    assert skill["see"] == ["RES-693762D6", "RES-COURS-PAYANT", "RES-STYLE"]
    assert skill["content"] == "Dire une œuvre en mots simples."
    assert needs["CUR-02"]["acquisition"] == ["prestataire"]
    assert needs["CUR-02"]["title"] == "Gestion des images"


def test_origin(needs: dict[str, dict[str, Any]]) -> None:
    origins = {i: n["origin"] for i, n in needs.items() if n["type"] == "skill"}
    assert origins == {"CUR-01": "", "CUR-02": "", "CUR-03": "proposée", "MED-01": ""}


def test_resources(needs: dict[str, dict[str, Any]]) -> None:
    found = {n["title"]: n["status"] for n in needs.values() if n["type"] == "resource"}
    assert found == {
        "Un guide de style": "written",
        "A course": "written",
        "Jamais cité": "written",
        "La clarté": "external",
        "Note à venir": "missing",
    }
    guide = needs["RES-STYLE"]
    record = ("author", "provider", "url", "language", "form", "extent", "price", "year")
    assert [guide[name] for name in (*record, "verified")] == [
        "Anne B.",
        "OCIM",
        "https://example.org/style",
        "fr",
        "guide",
        "2 h",
        "gratuit",
        "2024",
        "2026-05-01",
    ]
    assert needs["RES-COURS-PAYANT"]["form"] == "cours"
    assert needs["RES-COURS-PAYANT"]["language"] == "en"
    assert sorted(needs["RES-693762D6"]["see_back"]) == ["CUR-01", "MED-01"]


def test_role(needs: dict[str, dict[str, Any]]) -> None:
    role = needs[ROLE]
    levels = dict(zip(role["requires"], role["levels"], strict=True))
    assert levels == {"CUR-01": 3, "MED-01": 4, "CUR-02": 1, "CUR-03": 0}
    assert role["see"] == ["RES-COURS-PAYANT"]
    assert needs["ROLE-DIR"]["levels"] == [1]
    assert sorted(needs["CUR-01"]["requires_back"]) == ["ROLE-DIR", ROLE]


def test_page_of_a_skill(built: Built) -> None:
    page = built.soup("competences/cur-01")
    assert built.title("competences/cur-01") == "Écrire pour le web"
    official = page.select_one(".skill-official")
    assert official is not None
    assert flat(official.get_text()) == "Rédaction de textes numériques destinés aux publics"
    words = built.text("competences/cur-01")
    order = (
        "mots simples",
        "modèle.",
        "Médiatrice, médiateur",
        "elle écrit les textes du site",
        "Direction",
        "Cours payant",
        "gratuit",
        "DigComp",
    )
    assert sorted(order, key=words.index) == list(order)
    links = {flat(a.get_text()): a["href"] for a in page.select("main a.external")}
    assert [href for text, href in links.items() if "2.2" in text] == [DIGCOMP_2_2]
    assert "newsletter" not in words


def test_free_and_french_first(built: Built) -> None:
    about = [
        flat(p.get_text()) for p in built.soup("competences/cur-01").select(".learning .facts")
    ]
    assert [line.split(" :")[0] for line in about] == ["Un guide de style", "A course"]


def test_page_of_a_role(built: Built) -> None:
    page = built.soup("mediatrice-mediateur")
    items = [flat(li.get_text(" ")) for li in page.select("#ce-qu-il-faut li")]
    assert items[0].endswith("●●●○ Adapter")
    assert items[1] == "Raconter en ligne ●●●● Transmettre (prestataire)"
    assert items[2] == "Gestion des images ●○○○ Découvrir"
    assert items[3] == "Mesurer ce que lisent les publics non requis"
    assert items[5] == "Une phrase ordinaire."
    assert "[niveau" not in built.text("competences")
    resources = built.text("cours-payant")
    assert "Médiatrice, médiateur" in resources


def test_page_of_a_resource_begins_with_its_record(built: Built) -> None:
    words = built.text("guide-de-style")
    assert words.index("Anne B.") < words.index("Clair.")
    assert "1er mai 2026" in words


def test_page_follows_a_role(module_vault: Vault) -> None:
    """An incremental build: what the role says is on the skill's page at once."""
    module_vault.write(FILES)
    module_vault.build()
    module_vault.write(
        {"Direction.md": str(FILES["Direction.md"]).replace("comprendre", "décider")}
    )
    built = module_vault.build()
    assert "pour décider" in built.text("competences/cur-01")
    module_vault.write({"Direction.md": FILES["Direction.md"]})


def test_filters_know_the_fields(module_vault: Vault) -> None:
    lists = {
        "A.md": 'type == "role" and "CUR-02" in requires',
        "B.md": 'type == "resource" and price == "gratuit"',
        "C.md": 'type == "skill" and "auto-formation" in acquisition',
    }
    for name, condition in lists.items():
        module_vault.write({name: f"```{{needlist}}\n:filter: {condition}\n```\n"})
    built = module_vault.build()
    module_vault.write(dict.fromkeys(lists))
    assert [flat(built.body(p).get_text(" ")).split(" ", 1)[0] for p in "abc"]
    assert (
        "Médiatrice" in built.body("a").get_text() and "Direction" not in built.body("a").get_text()
    )
    assert "guide de style" in built.body("b").get_text()
    assert "Rédaction" in built.body("c").get_text()
    assert built.codes == []


def test_pdf_shows_every_object(module_vault: Vault) -> None:
    module_vault.write(FILES)
    built = module_vault.build("pdf")
    words = Pdf(built.outdir / "manuel.pdf").text
    assert Path(built.outdir / "manuel.pdf").is_file()
    for identifier in ("CUR-01", "CUR-02", "CUR-03", "MED-01"):
        assert identifier in words
    for word in ("Écrire pour le web", "apprends à d", "Anne B.", "Profils et compétences"):
        assert word in words
    assert words.count("Transmettre") >= 2


def test_booklet_of_a_role(module_vault: Vault) -> None:
    module_vault.write(FILES)
    built = module_vault.build("pdf", vademecum_pdf_role="role-dir")
    words = Pdf(built.outdir / "profil-direction.pdf").text
    assert "CUR-01" in words
    assert "MED-01" not in words
    built = module_vault.build("pdf", vademecum_pdf_role="personne")
    assert built.status == 2
    assert "ROLE-DIR" in built.stderr


def test_words_of_a_head_fit_their_column() -> None:
    """Of the matrix: a text of 400 points, in letters of 8 points that are half as wide."""
    roles = ["Direction", "Responsable de la communication", "Restauratrice", "Développement"]
    assert len(roles) == ROLES_A_TABLE
    titles = ["Compétence", *roles]
    first, *others = head_weights(titles)
    whole = max(first, NAME_WEIGHT) + sum(others)
    for title, weight in zip(roles, others, strict=True):
        assert max(map(len, title.split())) * 4.6 <= 400 * weight / whole - 10
