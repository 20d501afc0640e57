"""The map of a note's neighbours, and the map of the whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from bs4.element import Tag
from conftest import ROOT, Build, Vault, flat

SKILLS = "Compétences.md"
FILES = {
    "index.md": "# Accueil\n\n[[Avant]] [[Note]] [[Après]]\n",
    "Avant.md": "---\ntags: question\n---\n# Avant\n\n[[Note]] et [[Après]].\n",
    "Note.md": "# Note\n\n[[Après]], [[Aller-retour]], [[Fantôme]], [[Brouillon]].\n",
    "Après.md": "# Après\n",
    "Aller-retour.md": "# Aller-retour\n\n[[Note]]\n",
    "Brouillon.md": "---\npublish: false\n---\n# Brouillon\n\n[[Note]]\n",
    "Aide.md": "---\ntags: contribuer\n---\n# Aide\n\n[[Note]]\n",
    SKILLS: "---\ncompetences: true\n---\n## Curation\n\n- Filmer ^cur-01\n\t- Voir [[Note]]\n",
}


def block(soup: Tag) -> Tag:
    found = soup.select_one("details.neighbours")
    assert found is not None
    return found


def drawn(part: Tag) -> dict[str, str]:
    """Accessible name and address of each link of a map."""
    return {str(a["aria-label"]): str(a["href"]) for a in part.select("svg a")}


def listed(soup: Tag, *headings: str) -> set[str]:
    """Addresses of the lists that stand below headings with these ids."""
    found: set[str] = set()
    for name in headings:
        heading = soup.select_one(f"#{name}")
        lists = heading.find_next("ul") if heading is not None else None
        found |= {str(a["href"]) for a in lists.select("a")} if lists is not None else set()
    return found


def test_map_and_lists_say_the_same(build: Build) -> None:
    soup = build(FILES).soup("note")
    shown = drawn(block(soup))
    assert shown == {
        "Compétence, Filmer": "competences/cur-01.html",
        "Question, Avant": "avant.html",
        "Après": "apres.html",
        "Aller-retour": "aller-retour.html",
    }
    lists = listed(soup, "v-resting", "v-cited", "v-leads-to")
    assert set(shown.values()) <= lists


def test_here_is_no_link_and_lines_say_which_way(build: Build) -> None:
    part = block(build(FILES).soup("note"))
    here = part.select("svg .map-here")
    assert [flat(h.get_text()) for h in here] == ["Note"]
    # Two that lead here, two that it leads to, one of them back, and one link past it.
    assert len(part.select(".map-line:not(.map-faint) path")) == 4
    assert len(part.select(".map-line:not(.map-faint) polygon")) == 5
    assert len(part.select(".map-faint path")) == 1


def test_unpublished_ghosts_and_guides_are_on_no_map(build: Build) -> None:
    built = build(FILES)
    for page in ("note", "carte"):
        html = built.files()[f"{page}.html"].decode()
        svg = html[html.index("<svg") : html.rindex("</svg>")]
        assert "Brouillon" not in svg
        assert "Fantôme" not in svg
        assert "Aide" not in svg


@pytest.mark.slow
def test_many_neighbours_are_counted(build: Build) -> None:
    many = {f"N{i:03}.md": f"# N{i:03}\n\n[[Centre]]\n" for i in range(250)}
    links = " ".join(f"[[M{i:03}]]" for i in range(250))
    many |= {f"M{i:03}.md": f"# M{i:03}\n" for i in range(250)}
    built = build({**many, "Centre.md": f"# Centre\n\n{links}\n"})
    soup = built.soup("centre")
    shown = drawn(block(soup))
    assert len(shown) == 6 + 6 + 2 - 1  # two say « 244 autres » and have one name
    ends = {str(a["href"]) for a in block(soup).select("svg a") if "244" in a.get_text()}
    assert ends == {"#v-cited", "#v-leads-to"}
    assert len(listed(soup, "v-leads-to")) == 250
    assert len(built.files()["centre.html"]) < 400_000


def test_titles_are_text(build: Build) -> None:
    long = "Un titre de musée " * 17
    titles = ["<script>alert(1)</script>", "🎨🖼️ émoji", "متحف رقمي", "博物館" * 40, long.strip()]
    files = {f"n{i}.md": f"# {t}\n\n[[Centre]]\n" for i, t in enumerate(titles)}
    built = build({**files, "Centre.md": "# Centre\n"})
    part = block(built.soup("centre"))
    assert part.select("svg script") == []
    names = set(drawn(part))
    assert titles[2] in names
    assert "<script>" not in str(part)
    for text in part.select("svg text.map-title"):
        assert len(text.get_text()) <= 24, text


def test_no_map_without_a_neighbour(build: Build) -> None:
    built = build({"index.md": "# Accueil\n", "Seule.md": "# Seule\n"})
    assert built.soup("seule").select("details.neighbours, svg.map") == []


def test_whole_map_by_domain(build: Build) -> None:
    soup = build(FILES).soup("carte")
    parts = soup.select("section.map-part")
    assert [flat(p.select_one("h2").get_text()) for p in parts] == ["Curation", "Autres notes"][:1]
    first = parts[0]
    assert {str(a["href"]) for a in first.select("svg a")} == {
        str(a["href"]) for a in first.select("details a")
    }
    assert "competences/cur-01.html" in {str(a["href"]) for a in first.select("svg a")}


def test_whole_map_of_nothing_of_one_note_and_of_folders(vault: Vault) -> None:
    assert "Carte" in vault.build().soup("carte").select_one("h1").get_text()  # type: ignore[union-attr]
    vault.write({"Une.md": "# Une\n"})
    assert len(vault.build().soup("carte").select("section.map-part")) == 1
    vault.write({f"Outils/o{i}.md": f"# O{i}\n" for i in range(4)})
    names = [flat(h.get_text()) for h in vault.build().soup("carte").select("section.map-part h2")]
    assert names == ["Outils", "Autres notes"]


def test_many_domains_are_grouped(build: Build) -> None:
    headings = "".join(f"## Domaine {i}\n\n- Compétence {i}\n\n" for i in range(60))
    built = build({SKILLS: f"---\ncompetences: true\n---\n{headings}"})
    soup = built.soup("carte")
    assert len(soup.select("section.map-part")) == 12
    more = soup.select_one("#v-more-parts")
    assert more is not None
    assert "48" in more.get_text()


def test_an_edit_far_away_redraws_what_shows_it(vault: Vault) -> None:
    vault.write(FILES)
    vault.build(out="incremental")
    vault.write({"Avant.md": "---\ntags: question\n---\n# Renommée\n\n[[Note]]\n"})
    vault.write({"Fantôme.md": "# Fantôme\n\n[[Après]]\n"})
    incremental, clean = vault.build(out="incremental"), vault.build(out="clean")
    for page in ("note", "apres", "carte"):
        assert incremental.html(page) == clean.html(page), page
    assert "Question, Renommée" in drawn(block(clean.soup("note")))
    assert "Renommée" in clean.html("carte")


def test_the_whole_map_is_left_alone_if_it_says_the_same(vault: Vault) -> None:
    vault.write(FILES)
    page = vault.build().outdir / "carte.html"
    before = page.stat().st_mtime_ns
    vault.write({"Après.md": "# Après\n\nUne phrase de plus.\n"})
    assert "Une phrase de plus" in vault.build().text("apres")
    assert page.stat().st_mtime_ns == before


@pytest.mark.slow
def test_same_bytes_for_each_hash_seed(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    for name, text in FILES.items():
        (vault / name).write_text(text, encoding="utf-8")
    pages = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-c", str(ROOT)]
        command += ["-d", str(out / "trees"), str(vault), str(out / "html")]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": seed})
        pages.append([(out / "html" / f"{n}.html").read_bytes() for n in ("note", "carte")])
    assert pages[0] == pages[1]


@pytest.mark.slow
def test_a_map_of_many_domains_and_notes_is_light(build: Build) -> None:
    headings = "".join(f"## Domaine {i}\n\n- Compétence {i} ^dom-{i}\n\n" for i in range(1500))
    notes = {f"Dossier {i % 40}/n{i}.md": f"# Note {i}\n\n[[n{i + 1}]]\n" for i in range(2000)}
    built = build({SKILLS: f"---\ncompetences: true\n---\n{headings}", **notes})
    soup = built.soup("carte")
    main = soup.select_one("main")
    assert main is not None
    assert len(str(main)) < 150_000
    assert len(soup.select("section.map-part")) == 12
