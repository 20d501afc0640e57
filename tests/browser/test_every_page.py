"""What holds for every page of the handbook, at both widths, by day and by night."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page

from .conftest import Site, Visit

pytestmark = pytest.mark.slow

HEAVIEST = 400_000
KINDS = {
    "home": "index.html",
    "question": "comment-utiliser-les-reseaux-sociaux.html",
    "skills": "quelles-sont-les-competences-numeriques-a-acquerir-et-a-developper-en-interne.html",
    "resource": "one-by-one.html",
    "plain note": "contribuer.html",
    "catalogue": "catalogue.html",
    "catalogue, one result": "catalogue.html?q=rfid#MAR-03",
    "catalogue, no result": "catalogue.html?q=nef&domaine=curation",
    "domain": "domaines/curation.html",
    "domain without skills": "domaines/collection.html",
    "skill": "competences/cur-07.html",
    "questions": "questions.html",
    "resources": "ressources.html",
    "contents": "sommaire.html",
    "ghosts": "a-ecrire.html",
    "role": "responsable-de-la-conservation.html",
    "matrix": "matrice.html",
    "empty plan": "mon-plan.html",
    "plan": "mon-plan.html?role=ROLE-RESPONSABLE-DE-LA-CONSERVATION",
    "team": "equipe.html",
    "map of the neighbours": "one-by-one.html#v-neighbours",
    "map of the handbook": "carte.html",
    "search": "search.html",
    "search with results": "search.html?q=musée",
}
SKIPPED = """() => {
  const levels = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")]
    .filter(h => h.checkVisibility()).map(h => Number(h.tagName[1]));
  const skips = levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1);
  return [levels.filter(level => level === 1).length, skips];
}"""


def violations(page: Page) -> list[str]:
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{v['id']}: {node['html'][:160]} ({node.get('failureSummary', '')})"
        for v in found["violations"]
        for node in v["nodes"]
    ]


def settle(page: Page) -> None:
    """Wait for what a script writes into the search page."""
    if "search.html?" in page.url:
        page.wait_for_selector("#search-results li p.context")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_stands_in_anyones_way(visit: Callable[..., Visit], axe: str, kind: str) -> None:
    page = visit().go(KINDS[kind])
    settle(page)
    page.evaluate(axe)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == [], (width, scheme)


def test_every_page_is_sound(visit: Callable[..., Visit], site: Site) -> None:
    """One title, no level skipped, nobody called, nothing heavy, wide or broken."""
    window = visit(320)
    wrong: dict[str, object] = {}
    for path in site.pages():
        window.responses.clear()
        page = window.go(path)
        titles, skips = page.evaluate(SKIPPED)
        weight = sum(site.size(r.url) for r in window.responses if r.ok)
        width = page.evaluate("document.documentElement.scrollWidth")
        failed = [r.url for r in window.responses if not r.ok]
        if (titles, skips, failed) != (1, [], []) or weight > HEAVIEST or width > 320:
            wrong[path] = (titles, skips, failed, weight, width)
        assert page.get_attribute("html", "lang") == "fr"
        assert page.title().endswith(" — Compétences numériques au musée")
    assert wrong == {}
    assert window.elsewhere == []
    assert window.complaints == []


def test_every_link_leads_somewhere(site: Site) -> None:
    """Each link inside the site names a page that is there, and a place on it."""
    sources = {path: (site.folder / path).read_text(encoding="utf-8") for path in site.pages()}
    places = {path: set(re.findall(r'\bid="([^"]+)"', html)) for path, html in sources.items()}
    broken = []
    for path, html in sources.items():
        for href in re.findall(r'<a\b[^>]*\bhref="([^"]*)"', html):
            if re.match(r"[a-z]+:", href):
                continue
            target, _, place = urljoin(path, href).partition("#")
            target = target.partition("?")[0]
            known = (site.folder / target).is_file()
            if not known or (place and target in places and place not in places[target]):
                broken.append((path, href))
    assert broken == []


@pytest.mark.parametrize("kind", ["home", "question", "catalogue", "domain", "skill"])
def test_text_at_twice_its_size_still_fits(visit: Callable[..., Visit], kind: str) -> None:
    page = visit(640).go(KINDS[kind])
    page.evaluate("document.documentElement.style.fontSize = '200%'")  # no style in the text
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


@pytest.mark.parametrize("kind", ["home", "question", "catalogue", "skill", "search"])
def test_the_interface_speaks_french(visit: Callable[..., Visit], kind: str) -> None:
    page = visit().go(KINDS[kind])
    spoken = page.inner_text("body") + " ".join(
        page.eval_on_selector_all("[aria-label]", "all => all.map(e => e.ariaLabel)")
    )
    assert not re.search(
        r"\b(the|Search|Skills?|resources|Home|Page of|This|Loading)\b",
        spoken.replace("The impact of digital technology on arts and culture in the UK", ""),
    )


def test_the_first_stop_of_the_keyboard_leads_to_the_text(visit: Callable[..., Visit]) -> None:
    page = visit().go("contribuer.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au texte"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


def test_the_chosen_appearance_is_kept_and_never_flashes(visit: Callable[..., Visit]) -> None:
    window = visit(color_scheme="light")
    page = window.go("contribuer.html")
    page.get_by_label("sombre").check()
    page = window.go("catalogue.html")
    assert page.evaluate("document.documentElement.dataset.look") == "dark"
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(21, 23, 26)"
    page.get_by_label("automatique").check()
    assert page.evaluate(ground) == "rgb(253, 252, 249)"


def test_paper_shows_all_and_no_navigation(visit: Callable[..., Visit]) -> None:
    page = visit().go("catalogue.html")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".skill .skill-body").count() == 33
    assert all(body.is_visible() for body in page.locator(".skill .skill-body").all())
    assert not page.locator(".site-nav").is_visible()
    assert not page.locator("#v-filters").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.locator("details.skill[open]").count() == 0
