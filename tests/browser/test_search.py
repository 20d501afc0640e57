"""What a person finds by searching: over http, from a folder, by keyboard, with bad input."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from .conftest import ROOT, Site, Visit, served

sys.path.insert(0, str(ROOT / "tests" / "search"))
import vault as small_vault
from vademecum.vault.text import normalised

Open = Callable[..., Visit]
PAIRS = json.loads((ROOT / "tests" / "search" / "pairs.json").read_text(encoding="utf-8"))
CASES = json.loads((ROOT / "tests" / "normalise_cases.json").read_text(encoding="utf-8"))
INCLUSIVE = r"[a-zé]{2,9}([·./(-][a-zé']{1,5}){1,2}\)?s? l['’][a-zà-ÿ]+"
SCRIPTS = "_ext/vademecum/theme/vademecum/static"


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    base = tmp_path_factory.mktemp("small")
    with served(base, small_vault.write(base / "vault")) as site:
        yield site


def answers(page: Page, query: str) -> list[str]:
    """Type a query into the open page of the search; return where its results lead."""
    page.locator("main input[type=search]").fill(query)
    page.wait_for_function(
        "query => new URLSearchParams(location.search).get('q') === query"
        " && document.getElementById('search-status').textContent.includes(query.slice(0, 80))",
        arg=query,
    )
    page.wait_for_timeout(60)  # sentences and headings follow
    links = page.locator("#search-results a")
    return [str(link.get_attribute("href")).removeprefix("./") for link in links.all()]


@pytest.mark.parametrize(
    ("vault", "way"),
    [
        ("small", "file"),
        pytest.param("docs", "http", marks=pytest.mark.slow),
        pytest.param("docs", "file", marks=pytest.mark.slow),
        pytest.param("small", "http", marks=pytest.mark.slow),
    ],
)
def test_pairs(visit: Open, site: Site, small: Site, vault: str, way: str) -> None:
    """Each query of the table finds its answer, not lower than the table says."""
    where = {"docs": site, "small": small}[vault]
    page = visit().page
    page.goto(
        where.address + "search.html" if way == "http" else (where.folder / "search.html").as_uri()
    )
    missed = {}
    for query, answer, rank in PAIRS[vault]:
        found = answers(page, query)
        if answer not in {place for a in found[:rank] for place in (a, a.partition("#")[0])}:
            missed[query] = (answer, found[:5])
    assert missed == {}


def test_there_are_ninety_pairs() -> None:
    assert len({query for pairs in PAIRS.values() for query, _answer, _rank in pairs}) > 90


def test_the_browser_normalises_as_python_does(visit: Open) -> None:
    page = visit().page
    page.goto("about:blank")
    page.add_script_tag(path=ROOT / SCRIPTS / "vademecum.normalise.js")
    got = page.evaluate("all => all.map(([text]) => vademecum.normalised(text))", CASES)
    assert got == [wanted for _text, wanted in CASES]

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(
            st.text(st.characters(max_codepoint=0x24F))
            | st.from_regex(
                r"[a-zé]{2,9}([·./(-][a-zé']{1,5}){1,2}\)?s? l['’][a-zà-ÿ]+", fullmatch=True
            )
        )
    )
    def same(texts: list[str]) -> None:
        got = page.evaluate("all => all.map(text => vademecum.normalised(text))", texts)
        assert got == [normalised(text) for text in texts]

    same()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_first_result_is_on_the_first_screen(visit: Open, width: int) -> None:
    page = visit(width, 640).go("search.html?q=formation")
    first = page.locator("#search-results a").first
    expect(first).to_be_in_viewport()
    facets = page.locator("#search-facets")
    row = facets.get_by_role("link", name="Curation")
    if width == 360:
        expect(row).to_be_hidden()
        facets.locator("summary").click()
    row.click()
    expect(facets.locator(".count")).to_have_text("(Curation)")
    expect(facets.get_by_role("link", name="Curation")).to_be_focused()


def test_a_result_says_what_it_is_and_quotes_the_sentence(visit: Open) -> None:
    page = visit().go("search.html?q=propriete%20intellectuelle")
    first = page.locator("#search-results li").first
    expect(first.locator(".facts")).to_contain_text("Compétence")
    expect(first.locator(".domain-curation")).to_have_text("Curation")
    expect(first.locator("mark", has_text="propriété").first).to_be_visible()
    status = page.get_by_role("status")
    expect(status).to_contain_text("résultats pour")
    number = status.inner_text().split()[0]
    expect(page).to_have_title(
        f"«\u00a0propriete intellectuelle\u00a0»\u00a0: {number} résultats"
        " — Chercher — Compétences numériques au musée"
    )


def test_a_long_sentence_is_cut_between_words(visit: Open, small: Site) -> None:
    page = visit().page
    page.goto(small.address + "search.html?q=stratigraphie")
    quoted = page.locator("#search-results p.context").first
    expect(quoted.locator("mark")).to_have_text("stratigraphie")
    text = quoted.inner_text()
    assert len(text) < 260
    assert text.startswith("… ")
    assert text.endswith(" …")
    written = small_vault.NOTES["Une seule phrase.md"].split()
    assert set(text.strip("… ").split()) <= set(written)


def test_results_come_while_one_types_and_the_address_keeps_up(visit: Open) -> None:
    page = visit().go("search.html")
    page.locator("main input[type=search]").press_sequentially("glossa")
    expect(page.locator("#search-results a").first).to_contain_text("Glossaire")
    assert page.url.endswith("search.html?q=glossa")


def test_facets_narrow_and_the_address_says_so(visit: Open) -> None:
    page = visit().go("search.html?q=utilisation")
    before = page.locator("#search-results li").count()
    page.get_by_role("link", name="Curation (").click()
    expect(page.locator("#search-facets a[aria-current]").last).to_contain_text("Curation (")
    assert "domaine=curation" in page.url
    shown = page.locator("#search-results li")
    assert 0 < shown.count() < before
    assert shown.count() == shown.filter(has=page.locator(".domain-curation")).count()
    address = page.url
    page.go_back()
    expect(page.locator("#search-results li")).to_have_count(before)
    assert visit().page.goto(address)
    page.get_by_role("link", name="Compétences (").click()
    assert "genre=competence" in page.url


def test_by_keyboard_from_the_box_of_a_page(visit: Open) -> None:
    page = visit().go("contribuer.html")
    box = page.get_by_role("combobox")
    box.focus()
    page.keyboard.type("cur06")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("CUR-06")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("cur06")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    chosen = box.get_attribute("aria-activedescendant")
    assert chosen == options.first.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/competences/cur-06.html")


def test_enter_without_a_choice_leads_to_all_results(visit: Open) -> None:
    page = visit().go("contribuer.html")
    page.get_by_role("combobox").fill("réseaux sociaux")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=r%C3%A9seaux+sociaux")
    page.locator("main input").focus()
    expect(page.locator("#search-results a").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('#search-results') !== null")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.type") == "search"


def test_nothing_found_says_where_to_go(visit: Open) -> None:
    page = visit().go("search.html?q=glosxxre+qqqq")
    expect(page.get_by_role("status")).to_contain_text("Aucun résultat pour")
    assert page.locator("#search-results a").count() == 0
    near = page.locator("#search-nearest a")
    expect(near.first).to_be_visible()
    near.first.click()
    expect(page.get_by_role("link", name="proposer une note")).to_be_visible()
    link = page.get_by_role("link", name="le catalogue")
    expect(link).to_have_attribute("href", re.compile(r"catalogue\.html\?q="))


def test_without_script_the_lists_are_there_and_the_query_stays(visit: Open) -> None:
    page = visit(java_script_enabled=False).go("contribuer.html")
    page.locator("input[type=search]").fill("œuvre")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=%C5%93uvre")
    offered = page.locator("main a").all_inner_texts()
    assert {"Curation", "Collection", "Catalogue des compétences"} <= set(offered)


@pytest.mark.parametrize(
    "query",
    [
        "x" * 10_000,
        "droit " * 1700,
        "<script>window.hurt=1</script>",
        "\"'><img src=x onerror=hurt=1>",
        "%00 %ff",
        "((((",
        "·" * 300,
        "__proto__ constructor",
    ],
)
def test_no_query_breaks_anything(visit: Open, query: str) -> None:
    window = visit()
    page = window.go("search.html?q=" + quote(query))
    expect(page.get_by_role("status")).to_contain_text("résultat", timeout=10_000)
    assert page.evaluate("window.hurt") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert window.complaints == []


def test_half_a_character_breaks_nothing(visit: Open) -> None:
    window = visit()
    page = window.go("search.html")
    page.evaluate(
        "() => { const f = document.querySelector('main input'); f.value = 'musée \\ud800';"
        " f.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    expect(page.get_by_role("status")).to_contain_text("résultat")
    assert window.complaints == []


def test_a_title_with_signs_is_shown_as_it_is(visit: Open, small: Site) -> None:
    page = visit().page
    page.goto(small.address + "search.html?q=xylophone")
    expect(page.locator("#search-results a").first).to_contain_text("& « co »")
    assert page.evaluate("window.hurt") is None


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda path: path.unlink(), "ne peut pas être lu"),
        (lambda path: path.write_text("vademecum.put('index','{\"format\":0}');"), "même version"),
        (lambda path: path.write_text("vademecum.put('index','{\"format"), "abîmé"),
    ],
    ids=["missing", "old", "cut off"],
)
def test_a_broken_index_is_told_and_the_catalogue_stays(
    browser: Browser, site: Site, tmp_path: Path, damage: Callable[[Path], Any], words: str
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(site.folder, copy)
    damage(copy / "_static" / "search" / "index.js")
    page = browser.new_page()
    page.goto((copy / "search.html").as_uri() + "?q=musée")
    expect(page.get_by_role("status")).to_contain_text(words)
    page.get_by_role("link", name="le catalogue").click()
    expect(page.locator("#v-q")).to_have_value("musée")
    page.close()


@pytest.mark.parametrize("query", ["", "musée", "droits d'auteur des photos", "réseaux sociaux"])
def test_a_query_costs_few_requests_and_little_weight(visit: Open, site: Site, query: str) -> None:
    """The page with its answers, everything counted, is no heavier than any other."""
    window = visit()
    page = window.go("search.html?q=" + quote(query))
    page.wait_for_function("window.vademecum?.Finder !== undefined")
    if query:
        expect(page.locator("#search-results p.context").nth(4)).to_be_visible()
        page.wait_for_load_state("networkidle")
    assert sum(site.size(r.url) for r in window.responses if r.ok) <= 400_000
    assert len(window.responses) <= 20


@pytest.mark.slow
def test_no_pair_of_the_table_weighs_more(visit: Open, site: Site) -> None:
    heavy = {}
    for query, _answer, _rank in PAIRS["docs"][::6]:
        window = visit()
        page = window.go("search.html?q=" + quote(query))
        expect(page.locator("#search-results a").first).to_be_attached()
        page.wait_for_load_state("networkidle")
        weight = sum(site.size(r.url) for r in window.responses if r.ok)
        if weight > 400_000 or len(window.responses) > 20:
            heavy[query] = (weight, len(window.responses))
        page.close()
    assert heavy == {}


def test_what_is_on_another_site_leads_there_and_says_so(visit: Open) -> None:
    page = visit().go("search.html?q=" + quote("Et demain ? Intelligence artificielle"))
    result = page.locator("#search-results li", has_text="sur un autre site").first
    expect(result.locator("a.external")).to_have_attribute("href", "https://www.icom-musees.fr")
    listed = result.get_by_role("link", name="dans la liste des ressources")
    listed.click()
    page.wait_for_url("**/ressources.html#RES-*")
    place = page.url.partition("#")[2]
    expect(page.locator(f"[id='{place}']")).to_contain_text("Et demain ?")


def test_the_sentence_stands_below_the_heading_that_was_found(visit: Open) -> None:
    page = visit().go("search.html?q=" + quote("domaine public"))
    result = page.locator("#search-results li", has_text="Glossaire › Domaine public")
    expect(result.locator(".context")).to_contain_text("Ensemble des œuvres")


def test_a_foreign_title_is_spoken_in_its_language(visit: Open) -> None:
    page = visit().go("search.html?q=impact+playbook")
    title = page.locator("#search-results a [lang=en]").first
    expect(title).to_have_text("Impact Playbook")


def test_storage_may_be_forbidden(visit: Open) -> None:
    window = visit()
    window.page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, {get() { throw new DOMException('no'); }});"
    )
    page = window.go("search.html?q=cur06")
    expect(page.locator("#search-results a").first).to_contain_text("CUR-06")
    window.go("catalogue.html?q=rfid")
    expect(page.locator("#MAR-03")).to_be_visible()
    assert window.complaints == []


def test_a_vault_without_notes_can_be_searched(
    visit: Open, tmp_path_factory: pytest.TempPathFactory
) -> None:
    base = tmp_path_factory.mktemp("empty")
    (base / "vault").mkdir()
    with served(base, base / "vault") as empty:
        window = visit()
        window.page.goto(empty.address + "search.html?q=catalogue")
        expect(window.page.get_by_role("status")).to_contain_text("résultat")
        window.page.goto(empty.address + "search.html?q=xyz")
        expect(window.page.get_by_role("status")).to_contain_text("Aucun résultat")
        assert [c for c in window.complaints if "404" not in c] == []


def test_sphinx_builds_no_index_of_its_own(site: Site) -> None:
    assert not list(site.folder.rglob("searchindex.js"))
    page = (site.folder / "search.html").read_text(encoding="utf-8")
    assert "searchtools" not in page


def test_the_open_list_stands_in_nobodys_way(visit: Open, axe: str) -> None:
    page = visit(320).go("contribuer.html")
    page.locator(".site-menu > summary").click()
    page.get_by_role("combobox").fill("réseaux")
    expect(page.get_by_role("option").first).to_be_visible()
    page.evaluate(axe)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        assert [v["id"] for v in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
