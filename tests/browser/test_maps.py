"""Maps in the browser: by keyboard, on a phone, with large text, in the colours of the system."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from .conftest import Visit

NOTE = "one-by-one.html"
HEIGHTS = """() => [...document.querySelectorAll(".map text")]
  .filter(t => t.checkVisibility()).map(t => t.getBoundingClientRect().height)"""


def opened(visit: Callable[..., Visit], width: int = 1280, **options: object) -> Page:
    """The page of a note with its map open."""
    return visit(width, **options).go(NOTE + "#v-neighbours")


def test_by_keyboard_from_the_fold_to_a_neighbour(visit: Callable[..., Visit]) -> None:
    page = visit().go(NOTE)
    page.locator("details.neighbours > summary").focus()
    page.keyboard.press("Enter")
    names = []
    for _press in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('svg a')"):
            names.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert "Question, Par quelle compétence commencer à trois\u00a0?" in names
    ring = "getComputedStyle(document.activeElement.querySelector('rect')).strokeWidth"
    assert page.evaluate(ring) == "3px"
    address = page.evaluate("document.activeElement.href.baseVal")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{address}")


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("address", [NOTE + "#v-neighbours", "carte.html"])
def test_words_can_be_read_and_nothing_is_wide(
    visit: Callable[..., Visit], width: int, address: str
) -> None:
    page = visit(width).go(address)
    assert min(page.evaluate(HEIGHTS)) >= 12
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_map_grows_with_the_text(visit: Callable[..., Visit]) -> None:
    page = opened(visit)
    before = min(page.evaluate(HEIGHTS))
    page.evaluate("document.documentElement.classList.add('large')")
    page.evaluate(
        "const s = new CSSStyleSheet(); s.replaceSync('.large { font-size: 200% }');"
        "document.adoptedStyleSheets = [s]"
    )
    assert min(page.evaluate(HEIGHTS)) > 1.9 * before


def test_colours_of_the_system(visit: Callable[..., Visit]) -> None:
    page = opened(visit, forced_colors="active")
    colour = "s => getComputedStyle(document.querySelector(s))"
    fill = page.evaluate(f"({colour})('.map-box rect').fill")
    ground = page.evaluate(f"({colour})('body').backgroundColor")
    text = page.evaluate(f"({colour})('a.map-box text').fill")
    assert fill == ground
    assert text not in {fill, "rgb(31, 35, 40)"}


def test_it_is_there_without_a_script(visit: Callable[..., Visit]) -> None:
    page = visit(java_script_enabled=False).go(NOTE)
    page.locator("details.neighbours > summary").click()
    link = page.locator("svg.map a").first
    address = str(link.get_attribute("href"))
    link.click()
    page.wait_for_url(f"**/{address}")
