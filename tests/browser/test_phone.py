"""On a phone: one line of header, what one came for in the first screen, nothing wider or cut."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Visit
from .test_every_page import violations

pytestmark = pytest.mark.slow

Open = Callable[..., Visit]
QUESTION = "comment-utiliser-les-reseaux-sociaux.html"
RESOURCE = "ressources/le-droit-d-auteur-au-musee-ams.html"
KINDS = (
    "index.html",
    QUESTION,
    RESOURCE,
    "competences/cur-07.html",
    "domaines/curation.html",
    "catalogue.html?domaine=curation",
    "catalogue.html?q=nef&domaine=curation",
    "search.html",
    "a-ecrire.html",
)
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"""
CUT = """() => [...document.querySelectorAll("main *")].filter(e => {
  const style = getComputedStyle(e);
  const shut = /hidden|clip/.test(style.overflowX + style.overflowY);
  return shut && style.position !== "absolute" && e.checkVisibility()
    && (e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1);
}).map(e => e.outerHTML.slice(0, 120))"""
BROKEN = """() => {
  const broken = [];
  for (const e of document.querySelectorAll("h1, h2, h3, .note-link, .skill-title, .site-name a")) {
    const walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      for (const word of node.data.matchAll(/[\\p{L}\\d]+/gu)) {
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map(r => Math.round(r.top)));
        if (e.checkVisibility() && lines.size > 1) broken.push(word[0]);
      }
  }
  return broken;
}"""


def bottom(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None, selector
    return box["y"] + box["height"]


@pytest.mark.parametrize("path", KINDS)
def test_the_header_is_low(visit: Open, path: str) -> None:
    page = visit(360, 640).go(path)
    assert bottom(page, ".site-head") < 120


def test_the_first_skill_is_in_the_first_screen(visit: Open) -> None:
    page = visit(360, 640).go("catalogue.html")
    assert bottom(page, ".skill .skill-title") < 640


@pytest.mark.parametrize("path", [QUESTION, RESOURCE])
def test_the_first_sentence_is_in_the_first_screen(visit: Open, path: str) -> None:
    page = visit(360, 640).go(path)
    box = page.locator("article section > p, article > section > p").first.bounding_box()
    assert box is not None
    assert box["y"] + 48 < 640


@pytest.mark.parametrize("javascript", [True, False])
def test_the_menu_is_one_control(visit: Open, javascript: bool) -> None:
    page = visit(360, java_script_enabled=javascript).go(QUESTION)
    link = page.get_by_role("link", name="Catalogue", exact=True)
    expect(link).not_to_be_visible()
    page.locator(".site-menu > summary").press("Enter")
    expect(link).to_be_visible()
    assert page.locator(".site-menu input[type=search]").is_visible()
    link.click()
    assert page.url.endswith("catalogue.html")


@pytest.mark.parametrize("javascript", [True, False])
def test_on_a_wide_screen_the_menu_is_open(visit: Open, javascript: bool) -> None:
    page = visit(1280, java_script_enabled=javascript).go(QUESTION)
    expect(page.get_by_role("link", name="Catalogue", exact=True)).to_be_visible()
    expect(page.locator(".site-menu > summary")).not_to_be_visible()


def test_the_folded_filters_say_what_is_on(visit: Open) -> None:
    page = visit(360).go("catalogue.html")
    summary = page.locator(".fold > summary")
    expect(summary).to_have_text("Filtrer (aucun filtre)")
    expect(page.get_by_label("Mots", exact=True)).not_to_be_visible()
    summary.click()
    page.get_by_role("checkbox", name="Curation").check()
    page.get_by_label("Ressources").select_option("avec")
    expect(summary).to_have_text("Filtrer (Curation, avec ressource)")
    page.reload()
    expect(page.get_by_label("Mots", exact=True)).not_to_be_visible()
    expect(page.locator(".fold > summary")).to_have_text("Filtrer (Curation, avec ressource)")


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("width", [320, 768])
def test_titles_break_between_words_and_nothing_is_wide(visit: Open, path: str, width: int) -> None:
    page = visit(width).go(path)
    assert page.evaluate(BROKEN) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", KINDS)
def test_text_spacing_cuts_nothing(visit: Open, path: str) -> None:
    """WCAG 1.4.12: with wider spacing all text stays there, teasers of the home page too."""
    page = visit(320).go(path)
    page.add_style_tag(content=SPACING)
    assert page.evaluate(CUT) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", ["index.html", "a-ecrire.html", RESOURCE])
def test_new_pages_stand_in_nobodys_way(visit: Open, axe: str, path: str) -> None:
    page = visit().go(path)
    page.evaluate(axe)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == [], (width, scheme)


def test_the_open_menu_stands_in_nobodys_way(visit: Open, axe: str) -> None:
    page = visit(320).go("catalogue.html")
    page.evaluate(axe)
    page.locator(".site-menu > summary").click()
    page.locator(".fold > summary").click()
    assert violations(page) == []
