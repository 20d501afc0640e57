"""The graph: neighbours of a note as a list, the whole as a list and as data, d3 as published."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from bs4.element import Tag
from conftest import ROOT, Build, Built, Vault, flat

SKILLS = "Compétences.md"
FILES = {
    "index.md": "# Accueil\n\n[[Avant]] [[Note]] [[Après]]\n",
    "Avant.md": "---\ntags: question\n---\n# Avant\n\n[[Note]] et [[Après]].\n",
    "Note.md": "# Note\n\n[[Après]], [[Aller-retour]], [[Fantôme]], [[Brouillon]].\n",
    "Après.md": "# Après\n",
    "Aller-retour.md": "# Aller-retour\n\n[[Note]]\n",
    "Brouillon.md": "---\npublish: false\n---\n# Brouillon\n\n[[Note]]\n",
    "Aide.md": "---\ntags: contribuer\n---\n# Aide\n\n[[Note]]\n",
    "Cheffe.md": "---\ntags: profil\n---\n# Cheffe\n\n- CUR-01 [niveau:: 2]\n",
    SKILLS: "---\ncompetences: true\n---\n## Curation\n\n- Filmer ^cur-01\n\t- Voir [[Note]]\n",
}
D3 = {
    "d3-color": "3.1.1",
    "d3-dispatch": "3.0.2",
    "d3-drag": "3.0.1",
    "d3-ease": "3.0.2",
    "d3-force": "3.0.1",
    "d3-interpolate": "3.0.2",
    "d3-quadtree": "3.0.2",
    "d3-selection": "3.0.1",
    "d3-timer": "3.0.2",
    "d3-transition": "3.0.2",
    "d3-zoom": "3.0.1",
}
DIGESTS = {
    "d3-color": "41ebabc615acf63e5af87a1d565f16c3ce73f00c1394772a624780f7c6c7244b",
    "d3-dispatch": "5afe071dad74c14cd580f540c9ec85b0755eed78b7f9ed3e9f63b989fc41aa4b",
    "d3-drag": "da7f489ebae8418e53759d2df5e9327eb9bedcdb4aa93feb065beda31f085232",
    "d3-ease": "1c6cf6a8e676624967a8d193ccea2cca605b63d33d922b2e11205e4b331ec478",
    "d3-force": "ed05b52ecfe280d753ebab954e4e1f24097952480a9d277be55b6ba297bf4a9b",
    "d3-interpolate": "09b66887d084b49bf14c93867522e366ce846bee53b9f632c1c3a5e2b00f891a",
    "d3-quadtree": "6bd9974b3efdf9c22942a6fb9a5a027ee39f81a6c27b09a3444c9e911796f439",
    "d3-selection": "1dcd563b613b841dbe5a536df5289b0ac64c233a21bc1e954651cbe2a4809877",
    "d3-timer": "f6b80ed73b21d01658db60d1c04adb88adc70f885346ae07d59ed69ba0348849",
    "d3-transition": "85f3b76042e41fa517fb03e931d62ea5c7066a435d55ac605288cc6675f2a250",
    "d3-zoom": "5fcc9d4b4c14da3de574a0638c938ccfb8771a97e1b666be2d327170e7cdbdc3",
}
"""SHA-256 of ``dist/*.min.js`` in these versions, as npm publishes them (``make vendor``)."""


def data(built: Built) -> dict[str, Any]:
    script = (built.outdir / "_static/graph/data.js").read_text(encoding="utf-8")
    text = script.removeprefix("vademecum.graph = JSON.parse('").removesuffix("');\n")
    found: dict[str, Any] = json.loads(text.replace("\\'", "'").replace("\\\\", "\\"))
    return found


def named_links(built: Built) -> set[tuple[str, str]]:
    """The links of the data, by titles in their order."""
    found = data(built)
    names = [row[0] for row in found["nodes"]]
    return {(min(pair), max(pair)) for a, b in found["links"] for pair in [(names[a], names[b])]}


def block(soup: Tag) -> Tag:
    found = soup.select_one("details.neighbours")
    assert found is not None
    return found


def listed(part: Tag, place: str) -> list[tuple[str, str, str, str]]:
    """Title, address, kind and domain of each neighbour of a list."""
    return [
        (
            flat(item.get_text()),
            str(item.a["href"]),
            str(item["data-kind"]),
            str(item["data-domain"]),
        )  # type: ignore[index]
        for item in part.select(f"#{place} + ul > [data-kind]")
    ]


def test_neighbours_with_kind_domain_and_what_joins_them(build: Build) -> None:
    part = block(build(FILES).soup("note"))
    assert listed(part, "v-leads-here") == [
        ("Filmer", "competences/cur-01.html", "skill", "curation"),
        ("Avant", "avant.html", "question", "curation"),
    ]
    assert listed(part, "v-leads-to") == [
        ("Après", "apres.html", "", "curation"),
        ("Aller-retour", "aller-retour.html", "", "curation"),
    ]
    assert [str(item.get("data-to", "")) for item in part.select("[data-kind]:is(li)")] == [
        *("", "2", "", "")
    ]
    frame = part.select_one(".graph")
    assert frame is not None
    assert (frame["data-here"], frame["data-domain"]) == ("Note", "curation")


def test_the_whole_is_data_and_the_same_list(build: Build) -> None:
    built = build(FILES)
    found = data(built)
    assert found["groups"] == [["Curation", "curation"], ["Autres notes", ""]]
    assert sorted(row[:5] for row in found["nodes"]) == [
        ["Aller-retour", "aller-retour.html", "", "curation", 0],
        ["Après", "apres.html", "", "curation", 0],
        ["Avant", "avant.html", "question", "curation", 0],
        ["Cheffe", "cheffe.html", "profil", "", 1],
        ["Filmer", "competences/cur-01.html", "skill", "curation", 0],
        ["Note", "note.html", "", "curation", 0],
    ]
    shown = {
        tuple(sorted((flat(item.a.get_text()), flat(to.get_text()))))  # type: ignore[union-attr]
        for item in built.soup("carte").select(".graph-list li")
        for to in item.select(".about a")
    }
    assert shown == named_links(built)
    assert ("Cheffe", "Filmer") in shown


def test_unpublished_ghosts_and_guides_are_in_no_graph(build: Build) -> None:
    built = build(FILES)
    whole = (built.outdir / "_static/graph/data.js").read_text(encoding="utf-8")
    for text in (str(block(built.soup("note"))), str(built.soup("carte").main), whole):
        for name in ("Brouillon", "Fantôme", "Aide"):
            assert name not in text


def test_neighbours_are_bounded(build: Build) -> None:
    many = {f"N{i:03}.md": f"# N{i:03}\n\n[[Centre]]\n" for i in range(60)}
    links = " ".join(f"[[M{i:03}]]" for i in range(40))
    many |= {f"M{i:03}.md": f"# M{i:03}\n" for i in range(40)}
    part = block(build({**many, "Centre.md": f"# Centre\n\n{links}\n"}).soup("centre"))
    assert len(listed(part, "v-leads-here")) == len(listed(part, "v-leads-to")) == 15
    assert [flat(item.get_text()) for item in part.select(".more")] == ["45 autres", "25 autres"]


def test_titles_are_text(build: Build) -> None:
    titles = ["<script>alert(1)</script>", "L'« été »\\", "متحف رقمي", "博物館" * 40]
    notes = {f"n{i}.md": f"# {t}\n\n[[Centre]]\n" for i, t in enumerate(titles)}
    built = build({**notes, "Centre.md": "# Centre\n"})
    part = block(built.soup("centre"))
    assert part.select("script") == []
    assert "<script>alert" not in str(part)
    assert len(part.select("[data-kind]:is(li)")) == 4
    assert titles[2] in {row[0] for row in data(built)["nodes"]}


def test_no_graph_without_a_neighbour(build: Build) -> None:
    built = build({"index.md": "# Accueil\n", "Seule.md": "# Seule\n"})
    assert built.soup("seule").select("details.neighbours, .graph") == []


def test_of_nothing_of_one_note_and_of_folders(vault: Vault) -> None:
    assert vault.build().soup("carte").select(".graph") == []
    vault.write({"Une.md": "# Une\n"})
    assert data(vault.build())["groups"] == [["Autres notes", ""]]
    vault.write({f"Outils/o{i}.md": f"# O{i}\n" for i in range(4)})
    assert [name for name, _domain in data(vault.build())["groups"]] == ["Outils", "Autres notes"]


def test_an_edit_far_away_changes_what_shows_it(vault: Vault) -> None:
    vault.write(FILES)
    vault.build(out="incremental")
    vault.write({"Avant.md": "---\ntags: question\n---\n# Renommée\n\n[[Note]]\n"})
    vault.write({"Fantôme.md": "# Fantôme\n\n[[Après]]\n"})
    incremental, clean = vault.build(out="incremental"), vault.build(out="clean")
    for page in ("note", "apres", "carte"):
        assert incremental.html(page) == clean.html(page), page
    assert data(incremental) == data(clean)
    assert "Renommée" in str(block(clean.soup("note")))
    assert ("Après", "Fantôme") in named_links(clean)


def test_a_new_link_is_on_the_pages_of_both_notes(vault: Vault) -> None:
    vault.write({"Une.md": "# Une\n", "Deux.md": "# Deux\n", "Trois.md": "# Trois\n"})
    vault.build()
    vault.write({"Une.md": "# Une\n\n[[Deux]]\n"})
    built = vault.build()
    assert [row[0] for row in listed(block(built.soup("une")), "v-leads-to")] == ["Deux"]
    assert [row[0] for row in listed(block(built.soup("deux")), "v-leads-here")] == ["Une"]
    assert built.soup("trois").select("details.neighbours") == []


def test_page_and_data_are_left_alone_if_they_say_the_same(vault: Vault) -> None:
    vault.write(FILES)
    outdir = vault.build().outdir
    paths = [outdir / "carte.html", outdir / "_static/graph/data.js"]
    before = [path.stat().st_mtime_ns for path in paths]
    vault.write({"Après.md": "# Après\n\nUne phrase de plus.\n"})
    assert "Une phrase de plus" in vault.build().text("apres")
    assert [path.stat().st_mtime_ns for path in paths] == before


def test_a_large_handbook_lists_groups_and_how_they_are_joined(build: Build) -> None:
    notes = {f"Salle {i % 2}/n{i}.md": f"# N{i}\n\n[[n{i + 1}]]\n" for i in range(320)}
    built = build(notes)
    soup = built.soup("carte")
    assert [flat(h.get_text(" ")) for h in soup.select(".graph-list h3")] == [
        "Salle 0 160 notes et compétences",
        "Salle 1 160 notes et compétences",
    ]
    assert soup.select(".graph-list li") == []
    assert "Salle 1 (319 liens)" in flat(soup.select(".graph-list section")[0].get_text())
    assert len(data(built)["nodes"]) == 320


@pytest.mark.slow
def test_many_domains_and_notes_make_a_light_page_and_small_groups(build: Build) -> None:
    headings = "".join(f"## Domaine {i}\n\n- Compétence {i} ^dom-{i}\n\n" for i in range(1500))
    notes = {f"Dossier {i % 40}/n{i}.md": f"# Note {i}\n\n[[n{i + 1}]]\n" for i in range(2000)}
    built = build({SKILLS: f"---\ncompetences: true\n---\n{headings}", **notes})
    assert len(str(built.soup("carte").main)) < 150_000
    sizes: dict[int, int] = {}
    for row in data(built)["nodes"]:
        sizes[row[4]] = sizes.get(row[4], 0) + 1
    assert len(sizes) < 80
    assert max(sizes.values()) <= 250


@pytest.mark.slow
def test_same_bytes_for_each_hash_seed(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    for name, text in FILES.items():
        (vault / name).write_text(text, encoding="utf-8")
    outputs = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-c", str(ROOT)]
        command += ["-d", str(out / "trees"), str(vault), str(out / "html")]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": seed})
        names = ("note.html", "carte.html", "_static/graph/data.js")
        outputs.append([(out / "html" / name).read_bytes() for name in names])
    assert outputs[0] == outputs[1]


@pytest.mark.parametrize("name", D3)
def test_the_libraries_are_those_that_were_published(name: str) -> None:
    folder = files("vademecum") / "theme" / "vademecum" / "static" / "vendor"
    script = (folder / f"{name}.min.js").read_bytes()
    assert re.match(rb"// https://d3js\.org/[\w-]+/ v([\d.]+) ", script)[1].decode() == D3[name]  # type: ignore[index]
    assert hashlib.sha256(script).hexdigest() == DIGESTS[name]
    assert "Mike Bostock" in (folder / f"{name}.LICENSE.txt").read_text(encoding="utf-8")
