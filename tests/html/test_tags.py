"""A page for each tag, and what stands around a skill."""

from __future__ import annotations

from conftest import Build, Vault, flat

SKILLS = """---
competences: true
---
# L

## Curation

- Un ^cur-01
- Deux ^cur-02
- Trois ^cur-03
"""
ROLE = "---\ntags: profil\n---\n# {0}\n\n- [[L#^cur-01]]\n- [[L#^cur-03]] [niveau:: 2]\n"


def test_a_page_for_each_tag_nested_ones_below(build: Build) -> None:
    built = build(
        {
            "index.md": "x\n",
            "A.md": "---\ntags: [Web/Social, question]\n---\n# Une question\n",
            "B.md": "# Bé\n\nDu texte #web, #été.\n",
            "C.md": "# Cé\n\n#web/social/vidéo\n",
        }
    )
    web = built.soup("etiquettes/web")
    assert [flat(a.get_text()) for a in web.select("main .note-link")] == [
        "Une question",
        "Bé",
        "Cé",
    ]
    assert [str(a["href"]) for a in web.select("main a.tag")] == ["web/social.html"]
    video = built.soup("etiquettes/web/social/video")
    assert [str(a["href"]) for a in video.select(".trail a")][-1] == "../social.html"
    assert "etiquettes/question.html" not in built.files()
    assert {flat(a.get_text()): a["href"] for a in built.soup("b").select(".note-tags a")} == {
        "#Web": "etiquettes/web.html",
        "#été": "etiquettes/ete.html",
    }
    assert built.dead_links() == []
    assert built.codes == []


def test_a_tag_that_nobody_bears_any_more_has_no_page(vault: Vault) -> None:
    vault.write({"index.md": "x\n", "A.md": "# A\n\n#un\n"})
    assert "etiquettes/un.html" in vault.build().files()
    vault.write({"A.md": "# A\n\n#deux\n"})
    after = vault.build().files()
    assert "etiquettes/un.html" not in after
    assert "etiquettes/deux.html" in after


def test_two_tags_that_look_alike_have_two_pages(build: Build) -> None:
    built = build({"A.md": "# A\n\n#été #ete #Été\n", "index.md": "x\n"})
    pages = [name for name in built.files() if name.startswith("etiquettes/")]
    assert len(pages) == 2


def test_the_trail_names_the_kind(build: Build) -> None:
    built = build({"index.md": "x\n", "A.md": "---\ntags: question\n---\n# Quoi ?\n"})
    assert [flat(a.get_text()) for a in built.soup("a").select(".trail a")] == [
        "Accueil",
        "Questions",
    ]


def test_around_a_skill(build: Build) -> None:
    built = build(
        {"L.md": SKILLS, "R.md": ROLE.format("R"), "S.md": ROLE.format("S"), "index.md": ""}
    )
    beside = {
        str(a["rel"][0]): str(a["href"])
        for a in built.soup("competences/cur-02").select(".beside a")
    }
    assert beside == {"prev": "cur-01.html", "next": "cur-03.html"}
    assert len(built.soup("competences/cur-01").select(".beside a")) == 1
    together = built.soup("competences/cur-01").select("section:has(> #v-together) .skill-link")
    assert [str(a["href"]) for a in together] == ["cur-03.html"]
    assert built.soup("competences/cur-02").select("#v-together") == []
