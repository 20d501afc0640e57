"""A page for each tag, and what stands around a skill."""

from __future__ import annotations

import pytest
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


def test_a_tag_in_the_text_leads_to_its_page(build: Build) -> None:
    built = build(
        {
            "A.md": "# A #web\n\nMot #web/social et #question, [voir #web](B.md), <a href='https://e.org'>#web</a>.\n"
            "\n> [!note]- Titre #web\n> x\n",
            "d/B.md": "# B\n\n![[A]]\n",
            "index.md": "x\n",
        }
    )
    text = built.body("a")
    links = [(a.get_text(), str(a["href"])) for a in text.select("a.tag")]
    assert ("#web/social", "etiquettes/web/social.html") in links
    assert ("#web", "etiquettes/web.html") in links
    assert "#question" in [s.get_text() for s in text.select("span.tag")]
    assert text.select("a a, summary a") == []
    assert "../etiquettes/web/social.html" in {
        str(a["href"]) for a in built.body("d/b").select("a.tag")
    }
    assert built.dead_links() == []


@pytest.mark.slow
def test_a_tag_of_many_notes_is_cut_in_pages(vault: Vault) -> None:
    many = {
        f"N{n:03}.md": f"---\ntags: [t]\n---\n# Note {n:03}\n\n{'mot ' * 90}\n" for n in range(320)
    }
    vault.write({"index.md": "x\n", **many})
    built = vault.build()
    pages = sorted(name for name in built.files() if name.startswith("etiquettes/"))
    assert pages == ["etiquettes/t--2.html", "etiquettes/t--3.html", "etiquettes/t.html"]
    assert max(len(built.files()[name]) for name in pages) < 150_000
    listed = [
        a.get_text()
        for page in ("t", "t--2", "t--3")
        for a in built.soup(f"etiquettes/{page}").select("main .note-link")
    ]
    assert listed == [f"Note {n:03}" for n in range(320)]
    parts = built.soup("etiquettes/t--2").select(".tag-parts a")
    assert flat(parts[0].get_text()) == "De « Note 000 » à « Note 149 »"
    assert [a.get("aria-current") for a in parts] == [None, "page", None]
    assert built.dead_links() == []
    vault.write(dict.fromkeys(list(many)[:200]))
    assert "etiquettes/t--2.html" not in vault.build().files()


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


@pytest.mark.parametrize(
    ("language", "guide", "contribute"),
    [
        ("fr", "guide", "contribuer"),
        ("en", "guide", "contribute"),
        ("de", "anleitung", "mitmachen"),
    ],
)
def test_the_foot_links_to_the_notes_about_the_handbook(
    build: Build, language: str, guide: str, contribute: str
) -> None:
    """By their tags, in any language; an address says nothing."""
    tagged = "---\ntags: [{}]\n---\n# {}\n"
    built = build(
        {
            "index.md": "x\n",
            "Zarvo.md": tagged.format(guide, "Zarvo"),
            "Quilb.md": tagged.format(contribute, "Quilb"),
            "Contribuer.md": "# Contribuer\n",
            "À propos.md": "# À propos\n",
            "vademecum.toml": f'language = "{language}"\n',
        }
    )
    foot = built.soup("index").select(".site-foot nav a")
    assert [str(a["href"]) for a in foot][:-1] == ["zarvo.html", "quilb.html"]
    assert foot[0].get_text() == "Zarvo"


def test_the_foot_of_a_handbook_without_such_notes(build: Build) -> None:
    built = build({"index.md": "x\n", "Contribuer.md": "# Contribuer\n"})
    assert [str(a["href"]) for a in built.soup("index").select(".site-foot nav a")] == [
        "donnees.html"
    ]
