"""The home page of every kind of vault, and the state of the notebook as page and as data."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable

import pytest
from conftest import Built, Files, Vault, flat
from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from vademecum.html.translator import Translator, unbroken

Build = Callable[..., Built]

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
SKILLS = (
    "---\ncompetences: true\n---\n# Compétences\n\n## Curation\n\n- Écrire ^cur-01\n"
    "\t- Voir [[Guide]]\n- Filmer ^cur-02\n\n## Collection\n\n- Voir [[Absente]]\n"
)
PROPOSED = (
    "---\ncompetences: true\norigine: proposée\n---\n# Proposées\n\n"
    "## Curation\n\n- Mesurer ^cur-03\n"
)
MUSEUM: Files = {
    "index.md": "# Que savoir ?\n\nUne phrase, avec [[Compétences]].\n\n## Plus\n\nEncore.\n",
    "Compétences.md": SKILLS,
    "Proposées.md": PROPOSED,
    "Direction.md": "---\ntags: [profil]\n---\n# Direction du musée\n\n- CUR-01\n",
    "Comment faire.md": "---\ntags: [question]\nstatut: ébauche\ndate: 2026-03-01\n---\n"
    "# Comment faire ?\n\nIl faut voir [[Guide|le guide]] et [[À écrire|cette note]].\n\n"
    "> [!todo] À compléter\n> Il manque deux exemples.\n",
    "Guide.md": "---\ntags: [ressource]\ndate: 2022-01-01\n---\n# Le guide\n\nTexte.\n",
    "Seule.md": "# Une note seule\n\nRien ne mène ici.\n",
}


@pytest.fixture
def museum(build: Build) -> Built:
    return build(MUSEUM)


def test_home_welcomes_roles_first_then_domains(museum: Built) -> None:
    page = museum.soup("index")
    (roles,) = page.select(".role-row")
    assert [flat(a.get_text()) for a in roles.find_all("a")] == ["Direction du musée"]
    cards = [flat(card.get_text(" ")) for card in page.select(".home-card")]
    assert cards == ["Collection aucune compétence encore", "Curation 3 compétences"]
    assert museum.html("index").index("role-row") < museum.html("index").index("domain-row")


def test_proposals_are_counted_apart(museum: Built) -> None:
    (line,) = museum.soup("index").select(".origins")
    assert "2 compétences de la note d’origine et 1 proposée." in flat(line.get_text())


def test_the_search_stands_below_the_first_sentence(museum: Built) -> None:
    opening = museum.html("index").partition('class="opening"')[2]
    assert opening.index("Une phrase") < opening.index('type="search"') < opening.index("Encore.")


def test_teaser_has_links_as_words(museum: Built) -> None:
    (teaser,) = museum.soup("index").select("#v-start + .note-lines .lead")
    assert flat(teaser.get_text()) == "Il faut voir le guide et cette note."
    assert teaser.find("a") is None


@pytest.mark.parametrize(
    "files",
    [
        {"Note.md": "Sans titre.\n"},
        {"index.md": ""},
        {"a.md": "Un.\n", "b/c.md": "Deux.\n"},
        {"Note.md": "# Une\n", "x.png": b""},
    ],
)
def test_home_of_a_vault_without_skills(build: Build, files: Files) -> None:
    built = build(files)
    page = built.soup("index")
    assert len(page.find_all("h1")) == 1
    assert not page.select(".domain-row, .role-row, .origins")
    assert "compétence" not in flat(page.get_text())
    nav = [flat(a.get_text()) for a in page.select(".site-nav a")]
    assert nav == ["Sommaire", "État du carnet"]
    assert built.dead_links() == []
    assert not built.soup("catalogue").select("form.filters")


def test_home_of_an_empty_vault(build: Build) -> None:
    built = build({})
    assert len(built.soup("index").find_all("h1")) == 1
    assert built.dead_links() == []


def test_notebook_has_four_numbers_and_their_lists(museum: Built) -> None:
    page = museum.soup("a-ecrire")
    numbers = [flat(item.get_text(" ")) for item in page.select(".numbers li")]
    assert numbers == [
        "1 ébauche",
        "2 compétences sans ressource",
        "2 notes demandées",
        "1 note à laquelle rien ne mène",
    ]
    assert "Il manque deux exemples." in flat(page.get_text())
    assert "À compléter" not in flat(page.select("#v-drafts + ul")[0].get_text())
    assert [flat(a.get_text()) for a in page.select("#v-unreached ~ ul a")] == ["Une note seule"]
    oldest = [flat(a.get_text()) for a in page.select("#v-oldest + ul a")]
    assert oldest == ["Le guide", "Comment faire ?"]
    (bar,) = page.select(".bars .domain-curation .bar-part")
    assert bar["width"] == "33"
    assert "style=" not in museum.html("a-ecrire")


def test_notebook_shows_titles_and_no_file_names(museum: Built) -> None:
    text = museum.text("a-ecrire")
    assert ".md" not in text
    assert "Une note seule" in text
    assert "Comment faire ?" in text


def test_data_of_the_notebook_say_what_needs_say(museum: Built) -> None:
    data = json.loads((museum.outdir / "_static/notebook.json").read_text(encoding="utf-8"))
    needs = museum.needs()
    without: dict[str, list[str]] = {
        need["domain"]: [] for need in needs.values() if need["type"] == "domain"
    }
    for need in needs.values():
        if need["type"] == "skill" and not need["see"]:
            without[need["domain"]].append(need["id"])
    assert data["skills_without_resource"] == without
    missing = {n["title"] for n in needs.values() if n.get("status") == "missing"}
    assert missing <= {asked["name"] for asked in data["notes_asked_for"]}
    assert data["notes_asked_for"][1] == {"name": "À écrire", "asked_by": ["Comment faire.md"]}
    assert data["drafts"] == [
        {
            "note": "Comment faire.md",
            "title": "Comment faire ?",
            "lacks": ["Il manque deux exemples."],
        }
    ]


def test_every_skill_is_in_the_table_of_its_domain(museum: Built) -> None:
    rows = museum.soup("domaines/curation").select(".which-table tbody tr")
    assert len(rows) == 3
    assert len(museum.soup("domaines/curation").select(".which-list > li")) == 3


def test_contributors_notes_are_no_neighbours_of_content(build: Build) -> None:
    built = build(
        {
            "index.md": "# Accueil\n",
            "a.md": "# Un\n",
            "b.md": "# Deux\n",
            "c.md": "---\ntags: [contribuer]\n---\n# Contribuer\n",
        }
    )
    around = [flat(a.get_text()) for a in built.soup("a").select(".around a")]
    assert around == ["Deux"]
    assert "Contribuer" not in built.soup("b").select("main")[0].get_text()
    assert not built.soup("c").select(".around")


def test_matches_are_words(build: Build) -> None:
    address = "http://data.europa.eu/esco/skill/b52d040e-0f04-4ba5-8d1c-71db7dd7e8a6"
    text = SKILLS.replace(
        "\t- Voir [[Guide]]", f"\t- esco:: liée {address}\n\t- digcomp:: plus large 2.2"
    )
    items = build({"Compétences.md": text}).soup("competences/cur-01").select(".matches li")
    assert [flat(item.get_text(" ")) for item in items] == [
        "ESCO (liée) b52d040e-0f04-4ba5-8d1c-71db7dd7e8a6",
        "DigComp 2.2 (plus large)",
    ]


GARDEN: Files = {
    "Aller plus loin.md": "---\nparent: Bienvenue\n---\n# Plus loin\n\nDeux.\n",
    "Avant.md": "---\ndraft: true\n---\n# Pas prêt\n",
    "Bienvenue.md": "# Bienvenue au jardin\n\nUn, puis [[Aller plus loin]] ![[photo.png]].\n\n"
    "## Ensuite\n\nTrois.\n",
    "photo.png": PNG,
}


def test_a_garden_without_index_opens_with_its_first_note(build: Build) -> None:
    built = build(GARDEN)
    page = built.soup("index")
    assert len(page.find_all("h1")) == 1
    assert built.title("index") == "Bienvenue au jardin"
    assert page.title is not None
    assert page.title.get_text() == "Bienvenue au jardin"
    main = page.find("main")
    assert main is not None
    assert "Un, puis" in main.get_text()
    assert "Ensuite" in [flat(h.get_text()).removesuffix("¶") for h in main.find_all("h2")]
    link = main.find("a", string="Aller plus loin")
    assert link is not None
    assert link["href"] == "aller-plus-loin.html"  # type: ignore[index]
    (picture,) = main.find_all("img")
    assert (built.outdir / str(picture["src"])).is_file()
    assert built.title("bienvenue") == "Bienvenue au jardin", "its own address stays"
    start = page.select("#v-start + .note-lines .note-link")
    assert [flat(a.get_text()) for a in start] == ["Plus loin"], "not what one has just read"


def opening(built: Built) -> str:
    (part,) = built.soup("index").select(".opening")
    return flat(part.get_text(" "))


def test_the_home_page_follows_the_first_note(vault: Vault) -> None:
    vault.write(GARDEN)
    assert "Trois." in opening(vault.build())
    vault.write({"Bienvenue.md": "# Le jardin\n\nAutrement.\n"})
    assert "Autrement." in opening(vault.build())
    vault.write({"Accueil.md": "# Par ici\n\nMieux.\n"})
    page = opening(vault.build())
    assert "Mieux." in page
    assert "Autrement." not in page
    vault.write({"Accueil.md": None, "Abc.md": "# Tout devant\n\nPremière.\n"})
    assert "Première." in opening(vault.build())


def test_a_first_note_that_fails_costs_its_own_layout(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(translator: HTML5Translator, node: nodes.Element) -> None:
        if "Trois." in node.astext():
            raise RuntimeError("no layout")
        HTML5Translator.visit_paragraph(translator, node)

    monkeypatch.setattr(Translator, "visit_paragraph", fail)
    built = build(GARDEN)
    assert built.codes == ["note-failed"]
    assert "État du carnet" in built.text("index")
    assert "Deux." in built.text("aller-plus-loin")


def test_what_is_lacking_in_a_list_is_read_word_by_word(build: Build) -> None:
    built = build({"index.md": "# A\n\n> [!todo]\n> Il manque :\n> - un plan.\n> - un prix.\n"})
    page = flat(built.soup("a-ecrire").get_text())
    assert "Il manque : un plan. un prix." in page


@pytest.mark.parametrize("words", ["Pouvons-nous", "a-t-il", "Peut-on", "sont-ils", "Faut-il"])
def test_a_verb_and_its_pronoun_stay_on_one_line(words: str) -> None:
    assert unbroken(f"{words} le dire") == f'<span class="unbroken">{words}</span> le dire'


def test_other_hyphens_may_break() -> None:
    assert unbroken("savoir-faire, rendez-vous-y, one-by-one") == (
        "savoir-faire, rendez-vous-y, one-by-one"
    )
