"""What Obsidian users write, on the page: states, places in files, properties, maps, drawings."""

from __future__ import annotations

import json

import pytest
from bs4.element import Tag
from conftest import Build, flat

PNG = b"\x89PNG\r\n\x1a\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><style>{}</style></svg>'
FONT = "@font-face{font-family:V;src:url(data:font/woff2;base64,AA==)}"


def test_states_of_tasks_are_words(build: Build) -> None:
    signs = {" ": "à faire", "x": "fait", "/": "commencé", "-": "annulé", ">": "reporté"}
    signs |= {"<": "planifié", "?": "question", "!": "important", "*": "à retenir", "%": "fait"}
    built = build({"N.md": "".join(f"- [{sign}] Mot\n" for sign in signs)})
    for item, name in zip(built.body("n").select("li.task"), signs.values(), strict=True):
        mark = item.find(class_="task-mark")
        assert mark is not None, name
        state = item.find(class_="task-state")
        said = mark.get("aria-label") or (
            mark["aria-hidden"] and state.get_text().rstrip("\u00a0:")
        )
        assert said == name


def test_where_files_open(build: Build) -> None:
    note = "![[d.pdf#page=2]]\n\n![[d.pdf#height=400]]\n\n"
    note += "![[s.mp3#t=10]]\n\n![[f.mp4#t=00:01:10,80]]\n"
    bad = '![[d.pdf#page=2"onload=x]]\n\n![[s.mp3#t=javascript:x]]\n'
    files = {"d.pdf": b"%PDF-1.4", "s.mp3": b"ID3", "f.mp4": b"\0"}
    built = build({"N.md": note + "\n" + bad, **files})
    shown = built.body("n").select("details[data-document], .media")
    places = [str(m.get("data-document") or m.get("src")).partition("#")[2] for m in shown]
    assert places == ["page=2", "", "t=10", "t=00:01:10,80", "", ""]
    assert shown[1]["data-document-height"] == "400"


PROPERTIES = """---
auteur: Anne & Paul
lieu: "[[Autre|ici]]"
public: [Familles, Écoles]
uid: 7
tags: [{tag}]
---
# N
"""


def test_properties_that_mean_something(build: Build) -> None:
    built = build({"N.md": PROPERTIES.format(tag="x"), "Autre.md": "# Autre\n"})
    record = built.soup("n").find("dl", class_="record")
    assert isinstance(record, Tag)
    said = [flat(entry.get_text(" ")) for entry in record.find_all("div")]
    assert said == ["Auteur Anne & Paul", "Lieu ici", "Public Familles, Écoles"]
    assert record.find("a")["href"] == "autre.html"


def test_the_record_of_a_resource_is_not_said_twice(build: Build) -> None:
    built = build({"N.md": PROPERTIES.format(tag="ressource/livre"), "Autre.md": "# Autre\n"})
    text = built.soup("n").find("article").get_text(" ")
    assert text.count("Anne") == 1
    assert "Ressource" in built.text("n")  # a nested tag is of its outermost's kind


def test_properties_as_the_settings_say(build: Build) -> None:
    built = build({"N.md": PROPERTIES.format(tag="x")}, vademecum_shown_properties=["uid"])
    record = built.soup("n").find("dl", class_="record")
    assert flat(record.get_text(" ")) == "Uid 7"


def test_a_map_leads_where_its_cards_lead(build: Build) -> None:
    cards = [
        {"id": "a", "type": "file", "file": "Autre.md", "x": 0, "y": 0, "width": 90, "height": 40},
        {"id": "b", "type": "text", "text": "Un <b>mot</b> [[Autre|là]]", "x": 200, "y": 0},
        {"id": "c", "type": "link", "url": "javascript:alert(1)", "x": 0, "y": 90},
        {"id": "d", "type": "text", "text": '"/><script>alert(1)</script>', "x": 9, "y": 200},
    ]
    arrows = [{"fromNode": "a", "toNode": "b", "label": "mène à"}]
    files = {"N.md": "Avant ![[m.canvas]] après\n", "Autre.md": "# Autre\n"}
    built = build({**files, "m.canvas": json.dumps({"nodes": cards, "edges": arrows})})
    figure = built.body("n").find("figure")
    drawn = figure.find("svg")
    assert [a["href"] for a in drawn.find_all("a")] == ["autre.html", "autre.html"]
    assert not figure.find_all(["script", "p > figure"])
    items = [flat(item.get_text()) for item in figure.find_all("li")]
    assert items[0] == "Autre → Un mot là (mène à)"
    assert "javascript:alert(1)" in items[2]
    assert built.body("autre") and "N" in built.text("autre")  # cited by
    built = build({"m.canvas": '{"nodes": []}'})
    assert built.body("n").find("figure").find_all("li") == []


def test_a_table_follows_the_notes(build: Build) -> None:
    base = 'filters: file.hasTag("œuvre")\n'
    files = {"N.md": "![[t.base]]\n", "t.base": base, "A.md": "---\ntags: [œuvre]\n---\n# A\n"}
    built = build(files)
    assert [a.get_text() for a in built.body("n").select("table a")] == ["A"]
    built = build({"B.md": "---\ntags: [œuvre]\n---\n# B\n"})
    assert [a.get_text() for a in built.body("n").select("table a")] == ["A", "B"]
    built = build({"A.md": None, "B.md": None})
    assert "Aucune note" in built.text("n")


@pytest.mark.parametrize("name", ["D.excalidraw.svg", "D.svg", "D.excalidraw.light.svg"])
def test_a_drawing_is_its_exported_picture(build: Build, name: str) -> None:
    data = "---\nexcalidraw-plugin: parsed\n---\n# Excalidraw Data\n## Text Elements\nMusée ^a1\n\n"
    data += '%%\n## Drawing\n```json\n{"type":"excalidraw"}\n```\n%%\n'
    files = {"D.excalidraw.md": data, name: SVG.format(FONT), "N.md": "![[D.excalidraw]]\n"}
    built = build(files)
    assert built.body("n").find("img")["alt"] == "D"
    assert built.body("d-excalidraw").find("img")["alt"] == "Dessin\u00a0: Musée"
    assert '"type"' not in built.html("d-excalidraw") + built.html("n")


def test_queries_are_a_quiet_line(build: Build) -> None:
    built = build(
        {"N.md": "```dataviewjs\ndv.pages()\n```\n\n```tasks\nnot done\n```\n\n`$= dv.x`\n"}
    )
    assert "dv." not in built.html("n")
    assert built.body("n").find("details").find("pre").get_text() == "not done\n"
