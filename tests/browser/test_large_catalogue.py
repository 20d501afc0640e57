"""A catalogue of more skills than a page should hold: its script has them all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .conftest import Site, served

pytestmark = pytest.mark.slow

COUNT = 1200
DOMAINS = ("Curation", "Marketing et communication")
SLOWED = 4
PATIENCE = 600
"""Milliseconds that a filter may take here: the target, 100, is for an idle machine."""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    base = tmp_path_factory.mktemp("large")
    vault = base / "vault"
    vault.mkdir()
    (vault / "index.md").write_text("# Manuel\n\n[[Guide]]\n", encoding="utf-8")
    (vault / "Guide.md").write_text("# Guide\n\nTexte.\n", encoding="utf-8")
    for number, domain in enumerate(DOMAINS):
        lines = [f"---\ncompetences: true\n---\n# {domain}\n\n## {domain}\n"]
        for skill in range(1, COUNT // 2 + 1):
            kind = "œuvre" if skill % 50 == 0 else "salle"
            see = "\n  - Voir [[Guide]]" if skill % 3 == 0 else ""
            mark = f"{domain[:3].lower()}-{skill}"
            lines.append(f"- Décrire une {kind} {number} {skill} ^{mark}{see}")
        (vault / f"{domain}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with served(base, vault) as site:
        yield site


@pytest.fixture
def page(browser: Browser, large: Site) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(large.address + "catalogue.html")
    expect(page.locator("#v-found")).to_have_text(f"{COUNT} compétences")
    yield page
    page.close()


def lines(page: Page) -> int:
    return page.locator(".skill-lines a:visible").count()


def test_counts_are_of_all_though_some_are_shown(page: Page) -> None:
    assert lines(page) == 100
    page.locator("#v-q").fill("oeuvres")
    expect(page.locator("#v-found")).to_have_text(f"{COUNT // 50} sur {COUNT} compétences")
    assert lines(page) == COUNT // 50
    assert page.url.endswith("?q=oeuvres")
    counts = page.locator("[data-total]").all_inner_texts()
    assert counts == ["12 sur 600 compétences", "12 sur 600 compétences"]


def test_more_is_shown_by_keyboard(page: Page) -> None:
    button = page.get_by_role("button", name="Montrer plus de compétences")
    button.focus()
    page.keyboard.press("Enter")
    assert lines(page) == 200
    place = page.evaluate(
        "[...document.querySelectorAll('.skill-lines a')].indexOf(document.activeElement)"
    )
    assert place == 100  # the first that was not there before
    page.get_by_role("checkbox", name="Marketing").check()
    expect(page.locator("#v-found")).to_have_text(f"600 sur {COUNT} compétences")
    assert lines(page) == 100


def test_an_address_brings_its_view_back(page: Page, large: Site) -> None:
    page.goto(large.address + "catalogue.html?domaine=curation&ressource=avec")
    expect(page.locator("#v-found")).to_have_text(f"200 sur {COUNT} compétences")
    page.locator(".skill-lines a:visible").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Décrire une salle")


def test_nothing_left_offers_a_way_out(page: Page) -> None:
    page.locator("#v-q").fill("oeuvres")
    page.get_by_label("Ressources").select_option("avec")
    page.locator("#v-q").fill("zzz")
    expect(page.locator("#v-loosen button")).to_have_count(1)
    assert lines(page) == 0


def test_weighs_little_and_is_accessible(page: Page, large: Site) -> None:
    assert (large.folder / "catalogue.html").stat().st_size < 400_000
    assert max(p.stat().st_size for p in large.folder.glob("domaines/*.html")) < 400_000
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert Axe().run(page).response["violations"] == []


def test_works_from_a_folder(browser: Browser, large: Site) -> None:
    page = browser.new_page()
    page.goto((large.folder / "catalogue.html").as_uri())
    expect(page.locator("#v-found")).to_have_text(f"{COUNT} compétences")
    page.close()


def test_leads_to_the_domains_without_script(browser: Browser, large: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(large.address + "catalogue.html")
    expect(page.get_by_text("pages des domaines")).to_be_visible()
    page.get_by_role("link", name="Curation").last.click()
    assert page.locator(".skill-lines a").count() == COUNT // 2
    context.close()


def test_filters_at_once_on_a_slow_processor(browser: Browser, page: Page) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    taken = page.evaluate(
        """() => ["salle", "oeuvre 1", "zzz", ""].map((words) => {
          const field = document.getElementById("v-q");
          field.value = words;
          const started = performance.now();
          field.dispatchEvent(new Event("input", { bubbles: true }));
          document.body.getBoundingClientRect();
          return performance.now() - started;
        })"""
    )
    assert max(taken) < PATIENCE, taken


def test_fewer_skills_take_the_pieces_away(tmp_path: Path) -> None:
    from conftest import Vault

    vault = Vault(tmp_path / "vault", tmp_path / "work")
    many = "".join(f"- Compétence {n} ^cur-{n}\n" for n in range(1, 502))
    vault.write({"S.md": f"---\ncompetences: true\n---\n## Curation\n\n{many}"})
    built = vault.build("html", out="out")
    assert (built.outdir / "_static" / "catalogue" / "0.js").exists()
    vault.write({"S.md": "---\ncompetences: true\n---\n## Curation\n\n- Une ^cur-1\n"})
    built = vault.build("html", out="out")
    assert not (built.outdir / "_static" / "catalogue").exists()
    assert 'class="skill ' in (built.outdir / "catalogue.html").read_text(encoding="utf-8")
