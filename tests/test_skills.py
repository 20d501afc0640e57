# ruff: noqa: E501  (a vault is read best in one line)
"""Skills from plain lists: which notes, which items, which ids."""

from __future__ import annotations

import pytest
from conftest import Build, Built

HEAD = "---\ncompetences: true\n---\n"


def skills(built: Built) -> dict[str, dict[str, object]]:
    return {i: n for i, n in built.needs().items() if n["type"] == "skill"}


@pytest.mark.parametrize(
    "head",
    [
        "competences: true",
        "compétences: oui",
        "Compétences: true",
        "skills: yes",
        "type: compétences",
        "tags: [compétences]",
        "tags: #competences",
    ],
)
def test_front_matter_says_so(build: Build, head: str) -> None:
    built = build({"S.md": f"---\n{head}\n---\n## Curation\n\n- Décrire ^cur-01\n"})
    assert list(skills(built)) == ["CUR-01"]


@pytest.mark.parametrize(
    "head", ["competences: false", "compétences: non", "type: note", "tags: [x]"]
)
def test_front_matter_says_no(build: Build, head: str) -> None:
    built = build({"S.md": f"---\n{head}\n---\n## Curation\n\n- Décrire ^cur-01\n"})
    assert skills(built) == {}


def test_name_is_configured(build: Build) -> None:
    note = "## Curation\n\n- Décrire ^cur-01\n"
    built = build(
        {"Mes savoirs.md": note, "Autre.md": note}, vademecum_skills_notes=["mes savoirs"]
    )
    assert [s.note for s in built.handbook.catalogue.skills.values()] == ["Mes savoirs.md"]


@pytest.mark.parametrize(
    ("heading", "name", "slug", "theme"),
    [
        ("Curation : Formats", "Curation", "curation", "Formats"),
        ("Curation:Formats", "Curation", "curation", "Formats"),
        ("Curation\u00a0: Formats : suite", "Curation", "curation", "Formats : suite"),
        ("Curation :  :  Formats", "Curation", "curation", "Formats"),
        ("Curation :", "Curation", "curation", None),
        ("**Curation**", "Curation", "curation", None),
        ("EDUCATION ET APPRENTISSAGE", "Éducation et apprentissage", "education", None),
        ("Médiation culturelle", "Médiation culturelle", "mediation-culturelle", None),
    ],
)
def test_domain_heading(
    build: Build, heading: str, name: str, slug: str, theme: str | None
) -> None:
    built = build({"S.md": f"{HEAD}## {heading}\n\n- Décrire ^xyz-01\n"})
    (domain,) = [n for n in built.needs().values() if n["type"] == "domain"]
    assert (domain["title"], domain["domain"], domain["theme"]) == (name, slug, theme)
    assert (built.outdir / "domaines" / f"{slug}.html").exists()
    assert name in built.text(f"domaines/{slug}")


@pytest.mark.parametrize(
    ("item", "title"),
    [
        ("- Décrire", "Décrire"),
        ("* Décrire.", "Décrire"),
        ("+  Décrire  ", "Décrire"),
        ("1. Décrire", "Décrire"),
        ("- [ ] Décrire", "Décrire"),
        ("- **Décrire** une `œuvre` ==rare==", "Décrire une œuvre rare"),
        ("- Décrire [[Note|la note]]", "Décrire la note"),
        ("- Et cetera...", "Et cetera..."),
        ("- Décrire\n  sur deux lignes", "Décrire sur deux lignes"),
        ("- Voirie et cadastre", "Voirie et cadastre"),
        ("- Décrire %%caché%%", "Décrire"),
    ],
)
def test_item_is_a_skill(build: Build, item: str, title: str) -> None:
    built = build({"S.md": f"{HEAD}## Curation\n\n{item}\n", "Note.md": "x\n"})
    assert [n["title"] for n in skills(built).values()] == [title]


def test_what_stands_below(build: Build) -> None:
    built = build(
        {
            "S.md": f"{HEAD}## Curation\n\n- Décrire ^cur-01\n"
            "  - Une *description*.\n"
            "  - niveau 2:: J'écris *seule*.\n"
            "  - **Acquisition**:: Prestataire, auto-formation\n"
            "  - Voir aussi [[Note]] et [[Rien]], surtout.\n"
            "  - voir ailleurs\n",
            "Note.md": "# La note\n",
        }
    )
    need = built.needs()["CUR-01"]
    assert need["level_2"] == "J'écris seule."
    assert need["acquisition"] == ["prestataire", "auto-formation"]
    assert need["see"] == ["RES-NOTE", "RES-RIEN"]
    assert need["content"] == "Une description. voir ailleurs"
    assert built.needs()["RES-RIEN"]["status"] == "missing"
    assert built.needs()["RES-NOTE"]["see_back"] == ["CUR-01"]
    words = built.text("competences/cur-01")
    assert "J'écris seule." in words and "Une description ." in words.replace(
        "description.", "description ."
    )
    assert "surtout." in built.text("s")


def test_unknown_field(build: Build) -> None:
    built = build(
        {"S.md": f"{HEAD}## Curation\n\n- Décrire ^cur-01\n  - nivau:: 1\n  - couleur:: bleu\n"}
    )
    assert built.warned("skill-field") == [("S.md", 7), ("S.md", 8)]
    assert [a["hint"] for a in built.arguments("skill-field")] == ["niveau N::", ""]
    assert "bleu" in built.text("competences/cur-01")


def test_reference_of_the_domain(build: Build) -> None:
    built = build(
        {"S.md": f"{HEAD}## Curation\n\n- Voir [[Note]]\n- Décrire ^cur-01\n", "Note.md": "x\n"}
    )
    assert list(skills(built)) == ["CUR-01"]
    assert built.needs()["DOMAINE-CURATION"]["see"] == ["RES-NOTE"]
    assert "Curation" in built.text("note")


def test_lists_elsewhere_are_no_skills(build: Build) -> None:
    built = build(
        {
            "S.md": f"{HEAD}# T\n\n- Avant\n\n## Curation\n\n> - Cité\n\n```\n- Code\n```\n\n### Sous-titre\n\n- Vrai ^cur-01\n"
        }
    )
    assert list(skills(built)) == ["CUR-01"]


def test_id_stays_whatever_changes(build: Build) -> None:
    before = build(
        {"S.md": f"{HEAD}## Curation\n\n- Décrire ^cur-06\n- Classer ^cur-02\n"}, out="a"
    )
    built = build(
        {
            "S.md": None,
            "Autre nom.md": f"{HEAD}## Médiation\n\n- Classer ^cur-02\n- Tout décrire ^cur-06\n",
        },
        out="b",
    )
    assert skills(before).keys() == skills(built).keys()
    assert built.needs()["CUR-06"]["title"] == "Tout décrire"
    assert "Tout décrire" in built.text("competences/cur-06")


def test_provisional_ids(build: Build) -> None:
    text = f"{HEAD}## Curation\n\n- Décrire\n- Classer ^cur-01\n- Décrire\n"
    built = build({"S.md": text})
    ids = [i for i, n in skills(built).items() if n["provisional"]]
    assert len(ids) == 2 and all(i.startswith("CUR-PROV-") for i in ids)
    assert built.needs()["CUR-01"]["provisional"] is False
    assert built.found("skill-provisional") == [("S.md", 6)]
    again = build(
        {"S.md": f"{HEAD}## Curation\n\n- Classer ^cur-01\n- Décrire\n- Décrire\n"}, out="again"
    )
    assert set(skills(again)) == set(skills(built))


def test_catalogue_holds_every_skill_without_script(build: Build) -> None:
    built = build(
        {"S.md": f"{HEAD}## Curation\n\n- Décrire ^cur-01\n\n## Marketing\n\n- Publier ^mar-01\n"}
    )
    words = built.text("catalogue")
    assert all(word in words for word in ("Décrire", "Publier", "CUR-01", "MAR-01", "Curation"))
    assert built.dead_links() == []
    assert {"competences/cur-01", "domaines/marketing", "catalogue"} <= built.reachable()


def test_two_notes_make_one_domain(build: Build) -> None:
    built = build(
        {
            "A.md": f"{HEAD}## Curation\n\n- Un ^cur-01\n",
            "B.md": f"{HEAD}## curation\n\n- Deux ^cur-02\n",
        }
    )
    assert built.codes == []
    assert list(built.handbook.catalogue.domains["curation"].skills) == ["CUR-01", "CUR-02"]


def test_marks_in_a_skills_note_stay_anchors(build: Build) -> None:
    """A mark on any item of a skills note can be linked to and embedded."""
    skills = (
        "---\ncompetences: true\n---\n# S\n\n## Curation\n\n"
        "- Voir [[Autre]] ^renvoi\n"
        "- Décrire ^cur-01\n"
        "\t- Une description. ^texte\n"
        "\t- niveau 4:: Expert. ^champ\n"
        "\t- Voir [[Autre]] ^source\n"
    )
    marks = ("renvoi", "cur-01", "texte", "champ", "source")
    links = "".join(f"[[S#^{mark}]]\n\n![[S#^{mark}]]\n\n" for mark in marks)
    built = build({"S.md": skills, "Autre.md": "# Autre\n", "Liens.md": links})
    assert built.codes == []
    places = {tag["id"] for tag in built.soup("s").find_all(id=True)}
    assert {f"bloc-{mark}" for mark in marks} <= places
    embedded = [str(box.get_text()) for box in built.soup("liens").select(".embedded")]
    assert len(embedded) == len(marks)
    assert "Une description." in embedded[2]


def test_a_card_says_first_what_a_skill_means(build: Build) -> None:
    """Meaning, levels, fields, then where it is learnt; so too without a reference."""
    item = "- Filmer ^cur-0{n}\n  - niveau 1:: Je filme.\n  - acquisition:: prestataire\n"
    item += "  - Tenir une caméra.\n"
    lists = f"{item.format(n=1)}  - Voir [[R]]\n{item.format(n=2)}"
    built = build({"L.md": f"---\ncompetences: true\n---\n## Curation\n\n{lists}", "R.md": "# R"})
    cards = built.soup("domaines/curation").select(".skill-body")
    parts = [[child.name for child in card.find_all(True, recursive=False)] for card in cards]
    assert parts == [["p", "ol", "dl", "div"], ["p", "ol", "dl"]]


def test_what_is_proposed_comes_last_in_its_domain(build: Build) -> None:
    """Whatever the notes are called: a reader meets the list itself first."""
    note = "---\ncompetences: true\n{more}---\n## Curation\n\n- S{n} ^cur-0{n}\n"
    files = {
        "A.md": note.format(n=2, more="origine: proposée\n"),
        "B.md": note.format(n=1, more=""),
    }
    page = build(files).soup("domaines/curation")
    assert [mark.get_text() for mark in page.select("div.skill-head .skill-id")] == [
        "CUR-01",
        "CUR-02",
    ]
