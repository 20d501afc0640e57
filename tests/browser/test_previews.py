"""The preview of a link: by mouse and by keyboard, dismissed, pointed at, and on no phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from .conftest import Site, Visit, served
from .test_every_page import violations

NOTES = {
    "index.md": "# Accueil\n\n[[Une question]]\n",
    "Une note.md": "# Une note\n\nUn mot, puis [[Une question|la question]], et la suite.\n\n"
    "Voir aussi [[Une question#Partie|sa partie]] et [[Une note|ici même]].\n",
    "Une question.md": "---\ntags: question\n---\n# Que <faire> ?\n\nOn répond d’une phrase.\n\n"
    "## Partie\n\nx\n",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    base = tmp_path_factory.mktemp("previews")
    (base / "vault").mkdir()
    for name, text in NOTES.items():
        (base / "vault" / name).write_text(text, encoding="utf-8")
    with served(base, base / "vault") as site:
        yield site


def opened(visit: Callable[..., Visit], address: str, width: int = 1280, **how: object) -> Page:
    page = visit(width, **how).page
    page.goto(address + "une-note.html")
    return page


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, small: Site) -> str:
    return small.address if request.param == "http" else small.folder.as_uri() + "/"


def test_by_mouse(visit: Callable[..., Visit], address: str) -> None:
    page = opened(visit, address)
    box = page.locator(".preview")
    page.hover("text=la question")
    box.wait_for()
    assert box.inner_text().split("\n") == [
        "Question",
        "",
        "Que <faire> ?",
        "",
        "On répond d’une phrase.",
    ]
    link = page.locator("text=la question")
    assert link.get_attribute("aria-describedby") == "v-preview"
    box.hover()  # it may be pointed at
    page.wait_for_timeout(600)
    assert box.is_visible()
    page.keyboard.press("Escape")  # and dismissed where the pointer is
    assert not box.is_visible()
    page.hover("text=la question")
    box.wait_for()
    page.hover("h1")
    box.wait_for(state="hidden")
    assert link.get_attribute("aria-describedby") is None


def test_by_keyboard(visit: Callable[..., Visit], address: str) -> None:
    page = opened(visit, address)
    box = page.locator(".preview")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "la question":
            break
    box.wait_for()
    page.mouse.move(1, 1)
    page.wait_for_timeout(600)  # it lasts as long as the focus
    assert box.is_visible()
    page.keyboard.press("Escape")
    assert not box.is_visible()
    assert page.evaluate("document.activeElement.textContent") == "la question"
    page.keyboard.press("Tab")
    box.wait_for()
    page.keyboard.press("Tab")  # the page itself has none
    box.wait_for(state="hidden")


def test_a_finger_sees_none(visit: Callable[..., Visit], small: Site) -> None:
    page = opened(visit, small.address, 360, has_touch=True, is_mobile=True)
    page.evaluate("addEventListener('click', e => e.preventDefault())")
    page.tap("text=la question")
    page.wait_for_timeout(900)
    assert not page.locator(".preview").is_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_it_fits_and_axe_is_content(
    visit: Callable[..., Visit], small: Site, axe: str, width: int
) -> None:
    for scheme in ("light", "dark"):
        page = opened(visit, small.address, width, color_scheme=scheme)
        page.hover("text=la question")
        page.locator(".preview").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(axe)
        assert violations(page) == []


@pytest.mark.parametrize("how", [{"forced_colors": "active"}, {"reduced_motion": "reduce"}])
def test_other_ways_of_seeing(
    visit: Callable[..., Visit], small: Site, how: dict[str, str]
) -> None:
    page = opened(visit, small.address, **how)
    page.hover("text=la question")
    page.locator(".preview").wait_for()
    edge = "getComputedStyle(document.querySelector('.preview')).borderTopWidth"
    assert page.evaluate(edge) == "1px"


def test_wide_spacing_and_a_missing_script(visit: Callable[..., Visit], small: Site) -> None:
    page = opened(visit, small.address, 320)
    page.evaluate(
        """const s = new CSSStyleSheet(); document.adoptedStyleSheets = [s]; s.replaceSync(
        `* { line-height: 1.5 !important; letter-spacing: .12em !important;
             word-spacing: .16em !important }`)"""
    )
    page.hover("text=la question")
    box = page.locator(".preview")
    box.wait_for()
    assert box.evaluate("e => e.scrollWidth <= e.clientWidth && e.scrollHeight <= e.clientHeight")
    page = visit(service_workers="block").page  # else the worker's requests pass by the route
    page.route("**/previews/*", lambda route: route.abort())
    page.goto(small.address + "une-note.html")
    page.hover("text=la question")
    page.wait_for_timeout(700)
    assert not page.locator(".preview").is_visible()
