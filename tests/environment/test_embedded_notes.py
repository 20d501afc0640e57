# ruff: noqa: E501  (a vault is read best in one line)
"""Embeds: what is shown in place, where it comes from, and where it must stop."""

from __future__ import annotations

from conftest import Build

NOTE = "# La note\n\nDébut.\n\n## Partie\n\nDedans, avec [[Autre]]. ^ici\n\n### Plus bas\n\nEncore.\n\n## Reste\n\nDehors.\n"
FILES = {"Note.md": NOTE, "Autre.md": "# Autre\n", "index.md": "# Accueil\n"}


def test_whole_note(build: Build) -> None:
    built = build({**FILES, "E.md": "# E\n\nAvant.\n\n![[Note]]\n\nAprès.\n"})
    words = built.body("e").get_text()
    assert all(
        part in words for part in ("Avant.", "Début.", "Dedans", "Encore.", "Dehors.", "Après.")
    )
    assert built.link("e", "La note") == "note.html"
    assert built.link("e", "Autre") == "autre.html"
    assert built.codes == []


def test_section_with_what_is_below_it(build: Build) -> None:
    built = build({**FILES, "E.md": "![[Note#Partie]]\n"})
    words = built.body("e").get_text()
    assert "Dedans" in words and "Encore." in words
    assert "Début." not in words and "Dehors." not in words
    assert "note.html#partie" in built.linked("e").values()


def test_block_alone(build: Build) -> None:
    built = build({**FILES, "E.md": "![[Note#^ici]]\n"})
    words = built.body("e").get_text()
    assert "Dedans" in words and "^ici" not in words
    assert "Encore." not in words and "Début." not in words


def test_list_item_alone(build: Build) -> None:
    built = build({"L.md": "- un\n- deux ^d\n  - sous\n- trois\n", "E.md": "![[L#^d]]\n"})
    words = built.body("e").get_text()
    assert "deux" in words and "sous" in words and "trois" not in words


def test_page_has_one_title_and_ids_of_its_own(build: Build) -> None:
    built = build({**FILES, "E.md": "# E\n\n![[Note]]\n\n![[Note]]\n\n## Partie\n"})
    levels = [tag for tag, _ in built.headings("e") if tag == "h1"]
    assert levels == ["h1"]
    ids = [tag["id"] for tag in built.soup("e").find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert built.dead_links() == []


def test_link_inside_leads_from_the_page_that_shows_it(build: Build) -> None:
    built = build(
        {**FILES, "a/b/E.md": "![[Note]]\n", "Autre.md": "# Autre\n\n![[#Ici]]\n\n## Ici\n\nx\n"}
    )
    assert built.link("a/b/e", "Autre") == "../../autre.html"
    assert built.dead_links() == []


def test_link_to_the_embedded_note_itself(build: Build) -> None:
    built = build({"N.md": "[[#Bas|vers le bas]]\n\n## Bas\n", "d/E.md": "![[N]]\n"})
    assert built.link("d/e", "vers le bas") == "../n.html#bas"


def test_picture_of_an_embedded_note(build: Build) -> None:
    built = build({"a/N.md": "![[p.png|Un plan]]\n", "a/p.png": b"x", "b/c/E.md": "![[N]]\n"})
    image = built.body("b/c/e").find("img")
    assert image["alt"] == "Un plan"
    assert (built.outdir / "b/c" / image["src"]).resolve().is_file()


def test_cycle_of_two(build: Build) -> None:
    built = build({"A.md": "Texte A.\n\n![[B]]\n", "B.md": "Texte B.\n\n![[A]]\n"})
    assert sorted(built.warned("embed-cycle")) == [("A.md", 3), ("B.md", 3)]
    assert built.body("a").get_text().count("Texte A.") == 1
    assert "Texte B." in built.body("a").get_text()


def test_section_of_the_same_note_is_no_cycle(build: Build) -> None:
    built = build({"A.md": "![[#Bas]]\n\n## Bas\n\nContenu.\n"})
    assert built.codes == []
    assert built.body("a").get_text().count("Contenu.") == 2


def test_section_that_shows_itself(build: Build) -> None:
    built = build({"A.md": "# A\n\n## Bas\n\nContenu.\n\n![[#Bas]]\n"})
    assert built.warned("embed-cycle") == [("A.md", 7)]


def test_depth_of_five(build: Build) -> None:
    files = {f"N{i}.md": f"Niveau {i}.\n\n![[N{i + 1}]]\n" for i in range(8)}
    built = build({**files, "N8.md": "Niveau 8.\n"})
    words = built.body("n0").get_text()
    assert "Niveau 5." in words and "Niveau 6." not in words
    assert ("N5.md", 3) in built.warned("embed-deep")
    assert built.link("n0", "N6") == "n6.html"


def test_missing_parts(build: Build) -> None:
    built = build({**FILES, "E.md": "![[Rien]]\n\n![[Note#Absente]]\n\n![[Note#^absent]]\n"})
    assert built.ghosts("e")[0].startswith("Rien")
    assert built.warned("link-heading") == [("E.md", 3)]
    assert built.warned("link-block") == [("E.md", 5)]
    assert "Début." not in built.body("e").get_text()


def test_embeds_are_citations_and_rows(build: Build) -> None:
    built = build({**FILES, "E.md": "Voir ![[Note#Partie]]\n"}, "check")
    (row,) = [r for r in built.output() if r["filename"] == "E.md"]
    assert (row["embed"], row["target"], row["anchor"]) == (True, "Note.md", "partie")
    assert [c.source for c in built.handbook.citations["Note.md"]] == ["E.md"]  # type: ignore[index]


def test_in_a_list_a_table_and_a_callout(build: Build) -> None:
    built = build(
        {
            "N.md": "Montré.\n",
            "E.md": "- a ![[N]]\n\n| x |\n| --- |\n| ![[N]] |\n\n> [!note]\n> ![[N]]\n",
        }
    )
    assert built.codes == []
    assert built.body("e").get_text().count("Montré.") == 3


def test_footnotes_of_an_embed(build: Build) -> None:
    built = build(
        {"N.md": "Un[^1].\n\n[^1]: La note.\n", "E.md": "Ici[^1].\n\n![[N]]\n\n[^1]: Mienne.\n"}
    )
    assert built.codes == []
    assert built.dead_links() == []


def test_media(build: Build) -> None:
    files = {"s.mp3": b"s", "f.mp4": b"f", "d.pdf": b"d", "t.csv": b"a,b"}
    built = build(
        {**files, "M.md": "![[s.mp3]]\n\n![[f.mp4|640x360]]\n\n![[d.pdf]]\n\n![[t.csv]]\n"}
    )
    body = built.body("m")
    assert body.find("audio").has_attr("controls")
    assert (body.find("video")["width"], body.find("video")["height"]) == ("640", "360")
    (document,) = body.select("details[data-document]")  # loaded when it is unfolded
    assert str(document["data-document"]).endswith("/d.pdf")
    assert document.has_attr("hidden"), "without the script there is nothing to unfold"
    assert body.select("p div, p details") == []
    for name, data in files.items():
        (link,) = [a for a in body.find_all("a", href=True) if a["href"].endswith("/" + name)]
        assert (built.outdir / link["href"]).read_bytes() == data


def test_picture_with_size_and_text(build: Build) -> None:
    built = build({"p.png": b"x", "P.md": "![[p.png|Un plan|300x200]] ![[p.png|80]]\n"})
    first, second = built.body("p").find_all("img")
    assert first["alt"] == "Un plan"
    assert "300" in str(first) and "200" in str(first) and "80" in str(second)
