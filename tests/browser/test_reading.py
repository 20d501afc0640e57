"""What a person finds on the home page, on a note, on a skill, and by searching."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from vademecum.presentation.words import long_date

from .conftest import ROOT, Visit

Open = Callable[..., Visit]
SOCIAL = ROOT / "docs" / "Comment utiliser les réseaux sociaux.md"


def day_of_last_commit(note: Path) -> str:
    """The day as a reader sees it; this note states no change of its own, so that git's holds."""
    command = ["git", "log", "-1", "--format=%cs", "--", str(note)]
    day = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return long_date(day.strip(), "fr")


def test_home_says_what_this_is_in_one_look(visit: Open) -> None:
    page = visit(1280, 900).go("index.html")
    cards = page.locator(".home-card")
    expect(cards).to_have_count(5)
    counts = [text.splitlines()[0] for text in page.locator(".home-card-count").all_inner_texts()]
    assert counts == [
        "4 compétences",
        "8 compétences",
        "10 compétences",
        "6 compétences",
        "5 compétences",
    ]
    assert cards.last.evaluate("e => e.getBoundingClientRect().bottom < innerHeight")
    assert page.locator("main input[type=search]").is_visible()
    expect(page.locator("#v-start + .note-lines > li")).to_have_count(3)


def test_home_leads_to_the_domains(visit: Open) -> None:
    page = visit().go("index.html")
    page.locator(".home-card a").nth(3).click()
    expect(page.locator("h1")).to_have_text("Éducation et apprentissage")
    assert page.locator(".skill").count() == 6


def test_a_note_says_where_it_stands_and_who_cites_it(visit: Open) -> None:
    page = visit().go("comment-utiliser-les-reseaux-sociaux.html")
    trail = page.get_by_role("navigation", name="Fil d’Ariane")
    assert trail.get_by_role("link").first.inner_text() == "Accueil"
    expect(trail.locator("[aria-current=page]")).to_have_text(
        "Comment utiliser les réseaux sociaux ?"
    )
    facts = page.locator(".note-facts").inner_text()
    for word in ("Question", "Curation", "Ébauche", "lecture"):
        assert word in facts
    assert f"Modifiée le {day_of_last_commit(SOCIAL)}" in facts
    resting = page.locator("section", has=page.locator("#v-resting")).locator("li .skill-id")
    assert resting.all_inner_texts() == ["CUR-03", "MAR-01"]
    cited = page.locator("section", has=page.locator("#v-cited"))
    sentence = cited.locator("li", has_text="Tate").locator(".sentence")
    expect(sentence).to_have_text(
        "La note Comment utiliser les réseaux sociaux peut servir à préparer l’appel."
    )
    expect(sentence.locator("em")).to_have_text("Comment utiliser les réseaux sociaux")
    cited.get_by_role("link", name="Tate").click()
    assert "tate" in page.url


def test_the_parts_of_a_note_come_in_their_order(visit: Open) -> None:
    page = visit().go("comment-utiliser-les-reseaux-sociaux.html")
    after = page.locator("main .after > h2").all_inner_texts()
    assert after == ["Compétences qui s’appuient sur cette note", "Citée par", "À lire ensuite"]


def test_a_note_to_write_is_no_link(visit: Open) -> None:
    page = visit().go("a-ecrire.html")
    for heading in page.locator(".to-write h2").all():
        assert heading.locator("a").count() == 0
    for source in page.locator(".to-write .citations a").all():
        assert source.get_attribute("href")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_margin_is_beside_or_below(visit: Open, width: int) -> None:
    page = visit(width).go("comment-utiliser-les-reseaux-sociaux.html")
    margin = page.get_by_role("navigation", name="Sur cette page")
    expect(margin.get_by_role("link")).to_have_text(["À surveiller", "Ressources", "Lundi matin"])
    boxes = [page.locator(part).bounding_box() for part in ("main", ".margin")]
    assert boxes[0]
    assert boxes[1]
    if width == 320:
        assert boxes[1]["y"] >= boxes[0]["y"] + boxes[0]["height"]
    else:
        assert boxes[1]["x"] >= boxes[0]["x"] + boxes[0]["width"]


def test_lines_are_of_a_readable_length(visit: Open) -> None:
    page = visit(1440).go("comment-utiliser-les-reseaux-sociaux.html")
    size = page.locator("main p").first.evaluate("e => getComputedStyle(e).fontSize")
    assert 16 <= float(size.removesuffix("px")) <= 18
    length = page.locator("article p").first.evaluate(
        """p => { const range = document.createRange(); range.selectNodeContents(p);
        const lines = new Set([...range.getClientRects()].map(r => Math.round(r.bottom / 12)));
        return p.textContent.length / lines.size; }"""
    )
    assert 55 <= length <= 80


def test_a_skill_has_a_page_that_stays(visit: Open) -> None:
    page = visit().go("competences/cur-07.html")
    expect(page.locator("h1")).to_have_text("Vérifier les droits avant de publier")
    main = page.locator("main").inner_text()
    assert "CUR-07" in main
    assert "propriété intellectuelle" in main, "the official title stands below the short one"
    assert page.locator("main .skill-reference a").count() > 2
    page.get_by_role("link", name="Voir dans le catalogue").click()
    expect(page.locator("#CUR-07 .skill-body")).to_be_visible()


def test_the_table_of_a_domain_is_a_list_on_a_phone(visit: Open) -> None:
    wide = visit(1280).go("domaines/curation.html")
    assert wide.locator(".which-table").is_visible()
    assert not wide.locator(".which-list").is_visible()
    phone = visit(320).go("domaines/curation.html")
    assert not phone.locator(".which-table").is_visible()
    expect(phone.locator(".which-list > li")).to_have_count(8)  # every skill of the domain


def test_search_finds_and_quotes_the_text(visit: Open) -> None:
    page = visit().go("index.html")
    page.locator("main input[type=search]").fill("réseaux sociaux")
    page.keyboard.press("Enter")
    first = page.locator("#search-results li").first
    expect(first.get_by_role("link").first).to_contain_text("réseaux sociaux")
    context = page.locator("#search-results p.context").first
    expect(context).not_to_contain_text("de lecture")
    link = page.get_by_role("link", name="le catalogue")
    assert "q=r%C3%A9seaux+sociaux" in str(
        link.get_attribute("href") or link.evaluate("e => e.href")
    )
