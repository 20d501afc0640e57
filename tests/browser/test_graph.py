"""The graph in the browser: by mouse, finger and keyboard, from a folder, in a large handbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from .conftest import Site, Visit, served

NOTE = "one-by-one.html"
OFFENCES = """addEventListener("securitypolicyviolation",
  e => (window.offences ??= []).push(e.violatedDirective))"""
INK = """() => { const c = document.querySelector("canvas");
  const copy = new OffscreenCanvas(c.width, c.height)
  .getContext("2d", { willReadFrequently: true });
  copy.drawImage(c, 0, 0);
  return copy.getImageData(0, 0, c.width, c.height).data.reduce(
    (sum, value, i) => sum + (i % 4 === 3 ? 3 * value : value / 256), 0); }"""
"""How much is drawn, and how bright."""
DRAWN = ".graph:not([hidden]) canvas"


def drawn(page: Page) -> Page:
    """Wait until it is drawn and stands still."""
    page.wait_for_selector(DRAWN)
    last = -1
    while (now := page.evaluate(INK)) != last or now == 0:
        last = now
        page.wait_for_timeout(300)
    return page


def said(page: Page) -> str:
    return " ".join(page.inner_text(".graph-said").split())


def place_of(page: Page, name: str) -> tuple[float, float]:
    """Where the mouse finds a node: the canvas is searched as a reader would."""
    box = page.locator("canvas").bounding_box()
    assert box is not None
    for y in range(8, int(box["height"]), 9):
        for x in range(8, int(box["width"]), 9):
            page.mouse.move(box["x"] + x, box["y"] + y)
            if said(page).startswith(name):
                return box["x"] + x, box["y"] + y
    raise AssertionError(name)


def walked(page: Page, presses: int) -> list[str]:
    """What is said at each press of an arrow."""
    page.locator("canvas").focus()
    names = []
    for press in range(presses):
        page.keyboard.press(("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp")[press // 3 % 4])
        names.append(said(page))
    return names


@pytest.fixture
def calm(visit: Callable[..., Visit]) -> Callable[..., Visit]:
    """A window of somebody who wants no motion: what is drawn stands still at once."""
    return lambda width=1280, **options: visit(width, reduced_motion="reduce", **options)


def test_nothing_is_loaded_before_it_is_opened(visit: Callable[..., Visit]) -> None:
    window = visit()
    window.page.add_init_script(OFFENCES)
    page = window.go(NOTE)
    assert not [r.url for r in window.responses if "graph" in r.url or "d3-" in r.url]
    page.locator("details.neighbours > summary").click()
    drawn(page)
    assert len([r for r in window.responses if "/vendor/d3-" in r.url and r.ok]) == 11
    assert page.evaluate("window.offences ?? []") == []
    assert (window.complaints, window.elsewhere) == ([], [])


def test_pointing_names_and_dims_and_a_click_opens(calm: Callable[..., Visit]) -> None:
    page = drawn(calm().go(NOTE + "#v-neighbours"))
    page.locator("canvas").scroll_into_view_if_needed()
    before = page.evaluate(INK)
    at = place_of(page, "Compétences proposées")
    assert said(page) == "Compétences proposées – Note"
    assert page.evaluate(INK) < before
    page.mouse.click(*at)
    page.wait_for_url("**/competences-proposees.html")


def test_the_wheel_is_the_pages_beside_a_note_and_zooms_on_its_own_page(
    calm: Callable[..., Visit],
) -> None:
    for address, zooms in ((NOTE + "#v-neighbours", False), ("carte.html", True)):
        page = drawn(calm(height=600).go(address))
        page.locator("canvas").scroll_into_view_if_needed()
        page.locator("canvas").hover(position={"x": 3, "y": 300})
        scrolled, before = page.evaluate("scrollY"), page.evaluate(INK)
        page.mouse.wheel(0, -120)
        page.wait_for_timeout(400)
        assert (page.evaluate("scrollY") == scrolled) is zooms
        assert (page.evaluate(INK) != before) is zooms


def test_buttons_and_dragging_move_what_is_drawn(calm: Callable[..., Visit]) -> None:
    page = drawn(calm().go("carte.html"))
    first = page.evaluate(INK)
    page.locator("[data-do=in]").click()
    assert page.evaluate(INK) != first
    page.locator("[data-do=fit]").click()
    page.mouse.move(5, 5)
    assert page.evaluate(INK) == first
    box = page.locator("canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 6, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 300, steps=4)
    page.mouse.up()
    page.mouse.move(5, 5)
    assert page.evaluate(INK) != first
    assert page.url.endswith("carte.html")


def test_filters_leave_what_is_wanted(calm: Callable[..., Visit]) -> None:
    page = drawn(calm().go("carte.html"))
    for box in page.locator("input[name=kind]").all():
        if box.get_attribute("value") != "question":
            box.uncheck()
    page.locator("input[name=domain][value=marketing]").uncheck()
    names = {name for name in walked(page, 40) if name}
    assert len(names) > 3
    assert all("– Question" in name and "Marketing" not in name for name in names)


def test_by_keyboard(calm: Callable[..., Visit]) -> None:
    page = drawn(calm().go(NOTE + "#v-neighbours"))
    names = walked(page, 12)
    assert names[0] == "One by One – Ressource, Marketing et communication"
    assert len(set(names)) > 3
    assert page.locator(".graph-said").get_attribute("aria-live") == "polite"
    page.keyboard.press("Escape")
    assert said(page) == ""
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    link = page.locator(".graph-said a").get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(str(link))


def test_no_motion_where_none_is_wanted(
    visit: Callable[..., Visit], calm: Callable[..., Visit]
) -> None:
    def pictures(page: Page) -> set[int]:
        page.wait_for_selector(DRAWN)
        page.wait_for_function(f"({INK})() > 0")
        return {page.evaluate(INK) for _look in range(6) if not page.wait_for_timeout(80)}

    assert len(pictures(calm().go("carte.html"))) == 1
    assert len(pictures(visit().go("carte.html"))) > 1


def test_by_finger_on_a_phone(calm: Callable[..., Visit]) -> None:
    page = drawn(calm(360, has_touch=True).go(NOTE + "#v-neighbours"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("canvas").scroll_into_view_if_needed()
    x, y = place_of(page, "Let’s Get Real 7")
    page.mouse.move(5, 5)
    assert said(page) == ""
    page.touchscreen.tap(x, y)
    assert said(page).startswith("Let’s Get Real 7")
    page.touchscreen.tap(x, y)
    page.wait_for_url("**/let-s-get-real-7.html")


def test_dark_and_light_change_at_once(calm: Callable[..., Visit]) -> None:
    page = drawn(calm(color_scheme="light").go("carte.html"))
    light = page.evaluate(INK)
    page.locator("#v-look input[value=dark]").check()
    page.wait_for_function(f"({INK})() !== {light}")


def test_from_a_folder(calm: Callable[..., Visit], site: Site) -> None:
    window = calm()
    for name in ("carte.html", NOTE + "#v-neighbours"):
        window.page.goto((site.folder / "index.html").as_uri().replace("index.html", name))
        drawn(window.page)
        assert any(walked(window.page, 4))
    assert window.complaints == []


def test_the_lists_are_there_without_a_script(visit: Callable[..., Visit]) -> None:
    page = visit(java_script_enabled=False).go(NOTE)
    page.locator("details.neighbours > summary").click()
    assert not page.locator(".graph").is_visible()
    page.locator(".graph-nodes a").first.click()
    assert not page.url.endswith(NOTE)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A page and data as 6,500 notes make them: the script is given them, nothing is built."""
    base = tmp_path_factory.mktemp("large")
    vault = base / "vault"
    for name in ("Une", "Deux"):
        (vault / f"{name}.md").parent.mkdir(parents=True, exist_ok=True)
        (vault / f"{name}.md").write_text(f"# {name}\n\n[[Une]] [[Deux]]\n", encoding="utf-8")
    with served(base, vault) as site:
        Path(site.folder, "_static/graph/data.js").write_text(
            """vademecum.graph = {
              groups: Array.from({length: 40}, (_, i) => [`Salle ${i}`, ""]),
              nodes: Array.from({length: 6500}, (_, i) =>
                [`Objet ${i}`, "une.html", i % 3 ? "" : "question", "", i % 40]),
              links: Array.from({length: 20000}, (_, i) => [i % 6500, (i * 7919 + 40) % 6500])
                .filter(([a, b]) => a !== b),
            };""",
            encoding="utf-8",
        )
        yield site


@pytest.mark.slow
def test_of_6500_groups_that_open(browser: Browser, large: Site) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-CH")
    page = context.new_page()
    page.add_init_script(
        "new PerformanceObserver(l => (window.long ??= []).push(...l.getEntries()"
        ".map(e => e.duration))).observe({type: 'longtask', buffered: true})"
    )
    page.goto(large.address + "carte.html")
    drawn(page)
    names = walked(page, 5)
    assert all("Salle " in name and "notes et compétences" in name for name in names)
    page.keyboard.press("Enter")
    drawn(page)
    assert said(page).startswith("Salle ")
    assert page.locator("[data-do=back]").is_visible()
    assert any(name.startswith("Objet ") for name in walked(page, 6))
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert not page.locator("[data-do=back]").is_visible()
    assert max(page.evaluate("window.long ?? [0]")) < 2000
    context.close()
