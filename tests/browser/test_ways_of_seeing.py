"""Ways of seeing and of moving: 400 % zoom, wide spacing, forced colours, no motion, no mouse.

Of the grid of kinds of pages `make test` tries two.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from thorough import table

from .conftest import Visit
from .test_every_page import KINDS, settle, violations
from .test_phone import ADD, CUT, SPACING

Open = Callable[..., Visit]
TASTE = ("catalogue", "search with results")
ALL = table(KINDS, TASTE)
STUCK = """() => [...document.querySelectorAll("body *")].filter(e => {
  const { position } = getComputedStyle(e);
  return (position === "fixed" || position === "sticky") && e.checkVisibility()
    && e.getBoundingClientRect().height > innerHeight / 3;
}).map(e => e.outerHTML.slice(0, 120))"""
"""What stays on the screen and leaves less than two thirds of it for the text."""
MOVING = """() => [...document.querySelectorAll("*")].filter(e => {
  const style = getComputedStyle(e);
  const long = style.transitionDuration.split(",").some(time => parseFloat(time) > 0.01);
  return long || style.animationName !== "none" || style.scrollBehavior === "smooth";
}).map(e => e.outerHTML.slice(0, 80))"""
UNSEEN = """() => [...document.querySelectorAll("a, button, summary, input, select")]
  .filter(e => e.checkVisibility() && e.textContent.trim())
  .filter(e => {
    let ground = e;
    while (ground && getComputedStyle(ground).backgroundColor === "rgba(0, 0, 0, 0)")
      ground = ground.parentElement;
    return ground && getComputedStyle(e).color === getComputedStyle(ground).backgroundColor;
  }).map(e => e.outerHTML.slice(0, 120))"""
"""Controls whose words have the colour of their ground."""


@pytest.mark.parametrize("kind", ALL)
def test_four_hundred_percent(visit: Open, axe: str, kind: str) -> None:
    """WCAG 1.4.10: 1,280 pixels at 400 % are 320 wide and 256 high."""
    page = visit(320, 256).go(KINDS[kind])
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(STUCK) == []
    page.evaluate(axe)
    assert violations(page) == []


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("width", [320, 1280])
def test_wide_spacing_cuts_nothing(visit: Open, kind: str, width: int) -> None:
    """WCAG 1.4.12."""
    page = visit(width).go(KINDS[kind])
    settle(page)
    page.evaluate(ADD, SPACING)
    assert page.evaluate(CUT) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours(visit: Open, kind: str, scheme: str) -> None:
    page = visit(forced_colors="active", color_scheme=scheme).go(KINDS[kind])
    settle(page)
    assert page.evaluate(UNSEEN) == []
    page.keyboard.press("Tab")
    focused = "getComputedStyle(document.activeElement)"
    assert page.evaluate(f"{focused}.outlineStyle") != "none"
    assert page.evaluate(f"{focused}.outlineColor !== {focused}.backgroundColor")


@pytest.mark.parametrize("kind", ALL)
def test_nothing_moves_for_who_wants_no_motion(visit: Open, kind: str) -> None:
    page = visit(reduced_motion="reduce").go(KINDS[kind])
    settle(page)
    page.keyboard.press("Tab")  # what has the focus may scroll smoothly
    assert page.evaluate(MOVING) == []


def press_until(page: Page, key: str, wanted: str, most: int = 80) -> None:
    """Press a key until what has the focus matches a selector: as a person does, looking."""
    for _time in range(most):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
        page.keyboard.press(key)
    pytest.fail(f"{wanted} is not reached by {key} on {page.url}")


def test_from_the_search_to_a_resource_and_back_without_a_mouse(visit: Open) -> None:
    page = visit().go("index.html")
    press_until(page, "Tab", "input[type=search]")
    page.keyboard.type("droit d'auteur")
    expect(page.get_by_role("option").first).to_contain_text("CUR-07")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/competences/cur-07.html")
    press_until(page, "Tab", "#v-text .learning a")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "cur-07" not in url)
    expect(page.locator("h1")).to_be_visible()
    assert page.locator("#v-resting").count() == 1
    press_until(page, "Tab", "a[href$='competences/cur-07.html']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/competences/cur-07.html")


def test_filtering_and_sharing_without_a_mouse(visit: Open) -> None:
    window = visit(permissions=["clipboard-read", "clipboard-write"])
    page = window.go("catalogue.html")
    press_until(page, "Tab", "#v-q")
    page.keyboard.type("droit")
    press_until(page, "Tab", "input[name=domaine][value=curation]")
    page.keyboard.press("Space")
    page.wait_for_url(re.compile("domaine=curation"))
    press_until(page, "Tab", "#v-copy")
    page.keyboard.press("Enter")
    expect(page.locator("#v-copied")).to_have_text("Le lien est copié.")
    shared = page.evaluate("navigator.clipboard.readText()")
    assert "q=droit" in shared
    assert "domaine=curation" in shared
    other = visit().page
    other.goto(shared)
    expect(other.locator("#CUR-07")).to_be_visible()


def test_a_preview_comes_and_goes_without_a_mouse(visit: Open) -> None:
    page = visit().go("competences/cur-07.html")
    press_until(page, "Tab", "#v-text .learning a")
    preview = page.locator(".preview")
    expect(preview).to_be_visible()
    described = page.evaluate("document.activeElement.getAttribute('aria-describedby')")
    assert described == "v-preview"
    page.keyboard.press("Escape")
    expect(preview).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('.learning a')")
