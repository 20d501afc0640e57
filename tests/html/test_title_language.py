"""Titles and quotes in another language say so, wherever they stand."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import Tag
from conftest import Build, Built

from vademecum.handbook import body_language, quotes_language, title_language
from vademecum.vault.names import NotePath
from vademecum.vault.records import Kind, Note

RESOURCE = "---\ntags: ressource\nlangue: {}\n{}---\n# {}\n\n> A quote.\n\n> [!quote]\n> Another.\n"
OLD = "> [!note]\n> Une remarque.\n"


def note(properties: dict[str, str]) -> Note:
    return Note(NotePath("A.md"), "a", "A", Kind.RESOURCE, properties=properties)  # type: ignore[arg-type]


def test_who_says_the_language() -> None:
    assert title_language(note({"langue": "anglais"}), "fr") == "en"
    assert title_language(note({"langue": "en, de"}), "fr") == "en"
    assert title_language(note({"langue": "en, fr"}), "fr") == ""
    assert title_language(note({"langue": "fr"}), "fr_CH") == ""
    assert title_language(note({"Sprache": "Französisch"}), "de") == "fr"
    assert title_language(note({"langue": "en", "langue du titre": "fr"}), "fr") == ""
    assert title_language(note({"langue": "on verra"}), "fr") == ""
    assert title_language(note({"langue": '"><script>'}), "fr") == ""
    assert quotes_language(note({"langue": "en"}), "fr") == ""
    assert quotes_language(note({"quotes language": "en"}), "fr") == "en"
    assert body_language(note({"lang": "de"}), "fr") == "de"


def spoken(tag: Tag) -> str:
    """In which language a text is: of the nearest element that says it."""
    around = tag if tag.has_attr("lang") else tag.find_parent(lang=True)
    return str(around["lang"]) if isinstance(around, Tag) else ""


def said_by_author(tag: Tag) -> bool:
    """Whether a note's own words stand here: code, or a link out of the handbook."""
    emphasis = tag.name == "em" and not tag.find_parent(class_="sentence")
    return emphasis or bool(tag.find_parent(["pre", "code"])) or "external" in tag.get("class", ())


def unsaid(built: Built, page: str, foreign: dict[str, str]) -> list[str]:
    """Links, headings and list items that are a foreign title and do not say so."""
    soup = BeautifulSoup(built.html(page), "html.parser")
    found = []
    for text in soup.find("body").find_all(string=True):  # type: ignore[union-attr]
        words = re.sub(r"\s+", " ", str(text)).strip()
        parent = text.parent
        told = parent is None or words not in foreign or spoken(parent) == foreign[words]
        if not told and parent is not None and not said_by_author(parent):
            found.append(f"{page}: {parent}")
    return found


def test_everywhere_on_the_site(build: Build) -> None:
    skills = "---\ncompetences: true\n---\n# L\n\n## Curation\n\n- Un ^cur-01\n"
    built = build(
        {
            "index.md": "[[Plain sight]], [[Plain sight|ce guide]]\n\n![[Plain sight]]\n",
            "Plain sight.md": RESOURCE.format("en", "langue des citations: en\n", "Plain sight"),
            "Vu.md": RESOURCE.format("en", "langue du titre: fr\n", "Vu d’ici"),
            "L.md": skills + "  - Voir [[Plain sight]]\n",
        }
    )
    pages = [name.removesuffix(".html") for name in built.files() if name.endswith(".html")]
    assert [line for page in pages for line in unsaid(built, page, {"Plain sight": "en"})] == []
    heading = built.soup("plain-sight").h1
    assert heading is not None
    assert heading.find("span", lang="en").get_text() == "Plain sight"  # type: ignore[union-attr]
    assert [spoken(q) for q in built.body("plain-sight").select("blockquote, .callout")] == [
        "en",
        "en",
    ]
    assert [spoken(q) for q in built.body("vu").select("blockquote, .callout")] == ["fr", "fr"]
    custom = [a for a in built.body("index").select("a") if a.get_text() == "ce guide"]
    assert [spoken(a) for a in custom] == ["fr"]
    assert built.codes == []


def test_a_note_in_another_language(build: Build) -> None:
    built = build({"A.md": "---\nlang: de\n---\n# Ein Titel\n\nEin Satz.\n", "index.md": "[[A]]\n"})
    assert built.soup("a").select_one('section[lang="de"]') is not None
    assert built.soup("sommaire").select_one('a [lang="de"]') is not None


def test_the_shipped_handbook_has_no_foreign_title_unsaid(shipped: Built) -> None:
    languages = shipped.handbook.title_languages
    foreign = {shipped.handbook.notes[path].title: code for path, code in languages.items()}
    assert len(foreign) > 10
    pages = [name.removesuffix(".html") for name in shipped.files() if name.endswith(".html")]
    assert [line for page in pages for line in unsaid(shipped, page, foreign)] == []
