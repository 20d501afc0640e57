# ruff: noqa: E501  (a row is read best in one line)
"""Where links lead, in whole builds: every row of the contract's table, and the finer rules."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from conftest import Build, Built, Vault

NFD = unicodedata.normalize("NFD", "Éducation")
FILES = {
    "index.md": "# Accueil\n",
    "Note.md": "# La note\n\n## Première partie\n\n### Détail\n\nUn bloc. ^bloc-1\n\n## Seconde partie\n\n### Détail\n\n- un\n- deux\n\n^liste\n",
    "dossier/Note deux.md": "---\naliases: [Bis, Partagé]\n---\n# Deux\n",
    "dossier/Voisine.md": "# Voisine\n",
    "autre/Partage.md": "---\nalias: Partagé\n---\n# Partage\n",
    "C. F. Ramuz.md": "# Ramuz\n",
    "2.0.md": "# Deux point zéro\n",
    f"{NFD}.md": "# Éducation\n",
    "L’été.md": "# L’été\n",
    "Titres.md": "# Titres\n\n## Qu'est-ce que c'est ?\n\n## `Code` et **gras** : fin\n\n> ## Dans une citation\n\n## Zut, encore !\n",
    "plan.pdf": b"%PDF",
    ".trash/Jetée.md": "# Jetée\n",
}

# What is written; where it leads (None: nowhere), the words shown, status, suggestion.
ROWS: list[tuple[str, str | None, str, str, str | None]] = [
    ("[[Note]]", "note.html", "Note", "ok", None),
    ("[[Note.md]]", "note.html", "Note.md", "ok", None),
    ("[[note]]", "note.html", "note", "ok", None),
    ("[[/Note]]", "note.html", "/Note", "ok", None),
    ("[[./Note]]", "note.html", "./Note", "ok", None),
    ("[[dossier/Note deux]]", "dossier/note-deux.html", "dossier/Note deux", "ok", None),
    ("[[Note deux]]", "dossier/note-deux.html", "Note deux", "ok", None),
    ("[[ Note | le texte ]]", "note.html", "le texte", "ok", None),
    ("[[Note\\|texte]]", "note.html", "texte", "ok", None),
    ("[[Note#Première partie]]", "note.html#premiere-partie", "Note > Première partie", "ok", None),
    (
        "[[Note#première  PARTIE]]",
        "note.html#premiere-partie",
        "Note > première PARTIE",
        "ok",
        None,
    ),
    ("[[Note#Détail]]", "note.html#detail", "Note > Détail", "ok", None),
    (
        "[[Note#Seconde partie#Détail]]",
        "note.html#detail-2",
        "Note > Seconde partie > Détail",
        "ok",
        None,
    ),
    ("[[Note#La note]]", "note.html#la-note", "Note > La note", "ok", None),
    ("[[Note#^bloc-1]]", "note.html#bloc-bloc-1", "Note > ^bloc-1", "ok", None),
    ("[[Note#^BLOC-1|b]]", "note.html#bloc-bloc-1", "b", "ok", None),
    ("[[Note#^liste|l]]", "note.html#bloc-liste", "l", "ok", None),
    ("[[Note#Absente]]", "note.html", "Note > Absente", "missing-heading", None),
    (
        "[[Note#Premiere parti]]",
        "note.html",
        "Note > Premiere parti",
        "missing-heading",
        "Première partie",
    ),
    ("[[Note#^absent|x]]", "note.html", "x", "missing-block", None),
    ("[[Note#^bloc-11|y]]", "note.html", "y", "missing-block", None),
    ("[[Bis]]", "dossier/note-deux.html", "Bis", "ok", "[[Note deux|Bis]]"),
    ("[[Partagé]]", None, "Partagé", "missing-note", "Partage"),
    ("[[Pas écrite]]", None, "Pas écrite", "missing-note", None),
    ("[[Voisinne]]", None, "Voisinne", "missing-note", "Voisine"),
    ("[[rien/Note]]", None, "rien/Note", "missing-note", "Note"),
    ("[[../Note]]", None, "../Note", "missing-note", "Note"),
    ("[[Jetée]]", None, "Jetée", "missing-note", None),
    ("[[.trash/Jetée]]", None, ".trash/Jetée", "missing-note", None),
    ("[[C. F. Ramuz]]", "c-f-ramuz.html", "C. F. Ramuz", "ok", None),
    ("[[2.0]]", "2-0.html", "2.0", "ok", None),
    ("[[Éducation]]", "education.html", "Éducation", "ok", None),
    ("[[ÉDUCATION]]", "education.html", "ÉDUCATION", "ok", None),
    ("[[L’été]]", "l-ete.html", "L’été", "ok", None),
    (
        "[[Titres#Qu'est-ce que c'est ?]]",
        "titres.html#qu-est-ce-que-c-est",
        "Titres > Qu'est-ce que c'est ?",
        "ok",
        None,
    ),
    (
        "[[Titres#Code et gras fin]]",
        "titres.html#code-et-gras-fin",
        "Titres > Code et gras fin",
        "ok",
        None,
    ),
    (
        "[[Titres#Dans une citation]]",
        "titres.html",
        "Titres > Dans une citation",
        "missing-heading",
        None,
    ),
    ("[[Titres#Zut encore]]", "titres.html#zut-encore", "Titres > Zut encore", "ok", None),
    ("[[#Ici]]", "#ici", "Ici", "ok", None),
    ("[[#^moi|moi]]", "#bloc-moi", "moi", "ok", None),
]
SOURCE = "\n\n".join(written for written, *_ in ROWS) + "\n\n## Ici\n\nMoi. ^moi\n"


@pytest.fixture(scope="module")
def built(module_vault: Vault) -> Built:
    module_vault.write({**FILES, "Source.md": SOURCE})
    return module_vault.build()


@pytest.fixture(scope="module")
def rows(module_vault: Vault) -> list[dict[str, Any]]:
    module_vault.write({**FILES, "Source.md": SOURCE})
    return [r for r in module_vault.build("check").output() if r["filename"] == "Source.md"]


@pytest.mark.parametrize("number", range(len(ROWS)), ids=[row[0] for row in ROWS])
def test_link_on_the_page(built: Built, number: int) -> None:
    _, address, shown, _, _ = ROWS[number]
    paragraph = built.body("source").find_all("p")[number]
    anchors = paragraph.find_all("a")
    if address is None:
        assert anchors == []
        assert paragraph.find(class_="ghost").get_text().startswith(shown)
        assert "note à écrire" in paragraph.get_text()
    else:
        assert [a["href"] for a in anchors] == [address]
        assert " ".join(anchors[0].get_text().split()) == shown


@pytest.mark.parametrize("number", range(len(ROWS)), ids=[row[0] for row in ROWS])
def test_link_in_the_report(rows: list[dict[str, Any]], number: int) -> None:
    written, address, _, status, suggestion = ROWS[number]
    row = rows[number]
    assert row["raw"] == written
    assert row["lineno"] == 2 * number + 1
    assert (row["status"], row["suggestion"]) == (status, suggestion)
    assert (row["target"] is None) == (address is None)
    assert row["embed"] is False


def test_report_names_files_composed(rows: list[dict[str, Any]]) -> None:
    (target,) = {r["target"] for r in rows if r["raw"] == "[[Éducation]]"}
    assert target == "Éducation.md"


def test_no_link_is_dead(built: Built) -> None:
    assert built.dead_links() == []


def test_findings(built: Built) -> None:
    places = {w: 2 * i + 1 for i, (w, *_) in enumerate(ROWS)}
    assert built.warned("link-note") == [
        ("Source.md", places[w]) for w in ("[[Voisinne]]", "[[rien/Note]]", "[[../Note]]")
    ]
    assert built.warned("link-alias-shared") == [("Source.md", places["[[Partagé]]"])]
    assert built.found("link-alias") == [("Source.md", places["[[Bis]]"])]
    assert [line for _, line in built.found("link-ghost")] == [
        places[w] for w in ("[[Pas écrite]]", "[[Jetée]]", "[[.trash/Jetée]]")
    ]
    assert len(built.warned("link-heading")) == 3
    assert len(built.warned("link-block")) == 2


def test_table(build: Build) -> None:
    built = build(
        {**FILES, "T.md": "| a |\n| --- |\n| [[Note\\|ici]] |\n| [[Note#^bloc-1\\|là]] |\n"}
    )
    assert built.linked("t") == {"ici": "note.html", "là": "note.html#bloc-bloc-1"}


def test_raw_of_a_table_is_as_written(build: Build) -> None:
    built = build({**FILES, "T.md": "| a |\n| --- |\n| [[Note\\|ici]] |\n"}, "check")
    assert [(r["raw"], r["lineno"]) for r in built.output()] == [("[[Note\\|ici]]", 3)]


def test_markdown_links(build: Build) -> None:
    built = build(
        {
            **FILES,
            "dossier/M.md": "[a](Note%20deux.md) [b](../Note.md#Première%20partie) [c](<Note deux.md>) "
            "[d](/Note.md#^bloc-1) [e](Rien.md) [f](../plan.pdf) [g](#moi) [h](https://exemple.ch)\n\n## Moi\n",
        }
    )
    links = built.linked("dossier/m")
    assert links["a"] == links["c"] == "note-deux.html"
    assert links["b"] == "../note.html#premiere-partie"
    assert links["d"] == "../note.html#bloc-bloc-1"
    assert links["f"].endswith("/plan.pdf") and "e" not in links
    assert links["g"] == "#moi" and links["h"] == "https://exemple.ch"
    assert built.ghosts("dossier/m")[0].startswith("e")


def test_markdown_links_are_no_rows_of_the_report(build: Build) -> None:
    assert build({**FILES, "M.md": "[a](Note.md)\n"}, "check").output() == []


def test_nearest_wins_and_the_others_are_named(build: Build) -> None:
    files = {
        "a/Fiche.md": "A\n",
        "b/x/Fiche.md": "B\n",
        "b/Source.md": "[[Fiche]]\n",
        "c/Source.md": "[[Fiche]]\n",
    }
    built = build(files)
    assert built.link("b/source", "Fiche") == "x/fiche.html"
    assert built.link("c/source", "Fiche") == "../a/fiche.html"
    assert built.warned("link-ambiguous") == [("b/Source.md", 1), ("c/Source.md", 1)]
    first, second = built.arguments("link-ambiguous")
    assert "a/Fiche" in first["others"] and first["suggestion"] == "[[b/x/Fiche]]"
    assert "b/x/Fiche" in second["others"]


def test_ambiguous_rows(build: Build) -> None:
    files = {"a/Fiche.md": "A\n", "b/Fiche.md": "B\n", "Source.md": "[[Fiche]]\n"}
    (row,) = build(files, "check").output()
    assert row["status"] == "ambiguous"
    assert (row["target"], row["suggestion"], row["candidates"]) == (
        "a/Fiche.md",
        "a/Fiche",
        ["b/Fiche.md"],
    )


@pytest.mark.parametrize(
    "value",
    [
        '"[[Note]]"',
        "[[Note]]",
        '["[[Note]]"]',
        "\n  - '[[Note|x]]'",
        ">-\n  [[Note]]",
        "{ de: '[[Note]]' }",
    ],
)
def test_property_is_a_link(build: Build, value: str) -> None:
    built = build({**FILES, "P.md": f"---\nrelie: {value}\n---\nTexte.\n"})
    assert [c.source for c in built.handbook.citations["Note.md"]] == ["P.md"]  # type: ignore[index]
    assert built.codes == []


def test_property_with_more_than_a_link_is_none(build: Build) -> None:
    built = build({**FILES, "P.md": "---\nrelie: voir [[Note]]\n---\nTexte.\n"})
    assert "Note.md" not in built.handbook.citations


def test_property_rows(build: Build) -> None:
    (row,) = build(
        {**FILES, "P.md": "---\nun: 1\nrelie: '[[Note#Absente]]'\n---\n"}, "check"
    ).output()
    assert (row["lineno"], row["raw"], row["status"]) == (3, "[[Note#Absente]]", "missing-heading")


def test_backlinks_show_the_sentence(build: Build) -> None:
    built = build(
        {
            **FILES,
            "Citant.md": "# Le titre\n\nRien ici. Mais M. Dupont cite [[Note|cette note]] avec soin ! Et plus rien.\n",
            "Liste.md": "# Une liste\n\n- Le premier point\n  - voir [[Note]]\n",
        }
    )
    words = built.text("note")
    assert "Le titre" in words and "cite cette note avec soin !" in words
    assert "Rien ici." not in words and "Et plus rien." not in words
    assert "Le premier point" in words
    assert {"citant.html", "liste.html"} <= {
        a["href"] for a in built.soup("note").find_all("a", href=True)
    }


def test_a_note_does_not_cite_itself(build: Build) -> None:
    built = build({"Note.md": "[[Note]] [[#x]]\n\n## x\n"})
    assert built.handbook.citations == {}


def test_ghosts_are_listed_with_who_asks(build: Build) -> None:
    built = build(
        {
            **FILES,
            "Un.md": "# Source une\n\n[[Futur]]\n",
            "Deux.md": "# Source deux\n\n[[futur#x]]\n",
        }
    )
    (ghost,) = [g for g in built.handbook.ghosts if g.name.lower() == "futur"]
    assert {c.source for c in ghost.citations} == {"Un.md", "Deux.md"}
    words = built.text("a-ecrire")
    assert "Source une" in words and "Source deux" in words and "utur" in words


def test_missing_file_is_no_ghost(build: Build) -> None:
    built = build({**FILES, "F.md": "![[rien.png]] [[rien.pdf]]\n"})
    assert built.warned("link-file") == [("F.md", 1), ("F.md", 1)]
    assert built.handbook.ghosts == ()


def test_no_break_spaces_and_blanks(build: Build) -> None:
    built = build(
        {"Qui a peur ?.md": "x\n", "S.md": "[[Qui a peur\u00a0?]] [[ Qui a peur ? |b]]\n"}
    )
    assert built.codes == []
    assert len(built.linked("s")) == 2


def test_link_in_a_title_is_a_link_and_a_title(build: Build) -> None:
    built = build({**FILES, "T.md": "# Voir [[Note|la note]]\n\n## Et [[Rien]]\n"})
    assert built.handbook.notes["T.md"].title == "Voir la note"  # type: ignore[index]
    assert built.link("t", "la note") == "note.html"


def test_address_of_a_crowded_name_follows(build: Build, vault: Vault) -> None:
    """A second note that wants the same address takes none from the first's links."""
    built = build({"É.md": "# Un\n", "E.md": "# Deux\n", "S.md": "[[É]] [[E]]\n"})
    links = built.linked("s")
    assert built.title(links["É"].removesuffix(".html")) == "Un"
    assert built.title(links["E"].removesuffix(".html")) == "Deux"
