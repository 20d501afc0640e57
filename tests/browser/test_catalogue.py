"""What a person does in the catalogue."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Visit

Open = Callable[..., Visit]

TOTAL = 33
"""Skills of the shipped handbook: 22 of the user's note, 11 proposed."""


@pytest.fixture
def catalogue(visit: Open) -> Page:
    return visit().go("catalogue.html")


def shown(page: Page) -> list[str]:
    ids = page.eval_on_selector_all(
        ".skill", "all => all.filter(e => e.checkVisibility()).map(e => e.id)"
    )
    return list(ids)


def domain(page: Page, name: str) -> None:
    page.get_by_role("checkbox", name=name).check()


def found(page: Page, words: str) -> None:
    expect(page.locator("#v-found")).to_have_text(words)


def test_all_skills_are_there_by_domain(catalogue: Page) -> None:
    assert len(shown(catalogue)) == TOTAL
    found(catalogue, f"{TOTAL} compétences")
    counts = catalogue.locator(".filter-domains .count").all_inner_texts()
    assert counts == ["(4)", "(8)", "(10)", "(6)", "(5)"]


def test_the_number_found_is_spoken_politely(catalogue: Page) -> None:
    status = catalogue.locator("#v-found")
    assert status.get_attribute("role") == "status"
    domain(catalogue, "Curation")
    found(catalogue, f"8 sur {TOTAL} compétences")


def test_domains_add_up_and_empty_groups_go(catalogue: Page) -> None:
    domain(catalogue, "Curation")
    domain(catalogue, "Informatique et métiers techniques")
    assert len(shown(catalogue)) == 13
    assert catalogue.locator("[data-group]:visible").count() == 2


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("médias sociaux", ["CUR-03", "MAR-01"]),
        ("MEDIAS  SOCIAUX", ["CUR-03", "MAR-01"]),
        ("sociaux medias", ["CUR-03", "MAR-01"]),
        ("cur-06", ["CUR-06"]),
        ("cur 6", ["CUR-06"]),
        ("propriete intellectuelle", ["CUR-07"]),
        ("newsletter", ["MAR-05"]),
        ("billetterie", ["MAR-03", "MAR-06"]),
        # « cours » stands for « formation » too, by which CUR-04, on works, is acquired.
        ("oeuvre en cours", ["CUR-03", "CUR-04"]),
    ],
)
def test_free_text(catalogue: Page, words: str, ids: list[str]) -> None:
    """All words, in any order; accents, capitals, ligatures and apostrophes do not count."""
    catalogue.get_by_label("Mots", exact=True).fill(words)
    assert shown(catalogue) == ids


def test_a_field_of_several_values(catalogue: Page) -> None:
    catalogue.get_by_label("Acquisition").select_option("prestataire")
    assert "CUR-04" in shown(catalogue), "formation continue, prestataire"
    assert "MAR-03" in shown(catalogue)
    assert "CUR-01" not in shown(catalogue)


def test_with_and_without_resource(catalogue: Page) -> None:
    catalogue.get_by_label("Ressources").select_option("avec")
    assert len(shown(catalogue)) == TOTAL, "every skill of the handbook has one"
    catalogue.get_by_label("Ressources").select_option("sans")
    assert shown(catalogue) == []
    found(catalogue, "Aucune compétence ne répond à tous ces choix.")


def test_zero_says_what_to_loosen(catalogue: Page) -> None:
    domain(catalogue, "Curation")
    catalogue.get_by_label("Mots", exact=True).fill("rfid")
    assert shown(catalogue) == []
    found(catalogue, "Aucune compétence ne répond à tous ces choix.")
    offers = catalogue.locator("#v-loosen button")
    expect(offers).to_have_text(
        ["sans « rfid » : 8 compétences", "sans « Curation » : 1 compétence"]
    )
    offers.nth(1).click()
    assert shown(catalogue) == ["MAR-03"]
    found(catalogue, f"1 sur {TOTAL} compétences")
    expect(catalogue.locator("#v-loosen")).to_be_hidden()


def test_the_address_keeps_the_view(visit: Open) -> None:
    window = visit()
    page = window.go("catalogue.html")
    domain(page, "Marketing")
    page.get_by_label("Ressources").select_option("avec")
    page.get_by_label("Mots", exact=True).fill("réalité")
    before, address = shown(page), page.url
    assert before == ["MAR-07"]
    other = visit().page
    other.goto(address)
    assert shown(other) == before
    assert other.get_by_role("checkbox", name="Marketing").is_checked()
    expect(other.get_by_label("Mots", exact=True)).to_have_value("réalité")
    other.get_by_role("link", name="Sommaire").first.click()
    other.go_back()
    assert shown(other) == before


def test_an_address_with_values_that_nobody_offers(visit: Open) -> None:
    page = visit().go("catalogue.html?domaine=cuisine&acquisition=magie&ressource=peut-etre")
    assert len(shown(page)) == TOTAL


def test_the_link_is_copied(visit: Open) -> None:
    window = visit(permissions=["clipboard-read", "clipboard-write"])
    page = window.go("catalogue.html?domaine=education")
    page.get_by_role("button", name="Copier le lien").click()
    expect(page.locator("#v-copied")).to_have_text("Le lien est copié.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_clear(visit: Open) -> None:
    page = visit().go("catalogue.html?q=rfid&domaine=marketing&acquisition=prestataire")
    page.get_by_role("button", name="Effacer").click()
    assert len(shown(page)) == TOTAL
    assert page.url.endswith("catalogue.html")
    found(page, f"{TOTAL} compétences")


def test_by_keyboard_alone(catalogue: Page) -> None:
    catalogue.get_by_label("Mots", exact=True).focus()
    catalogue.keyboard.type("page d’exposition")
    catalogue.keyboard.press("Tab")
    catalogue.keyboard.press("Tab")
    catalogue.keyboard.press("Space")
    assert shown(catalogue) == ["CUR-06"]
    summary = catalogue.locator("#CUR-06 > summary")
    for _press in range(20):
        if summary.evaluate("e => e === document.activeElement"):
            break
        catalogue.keyboard.press("Tab")
    catalogue.keyboard.press("Enter")
    expect(catalogue.locator("#CUR-06 .skill-body")).to_be_visible()
    ring = summary.evaluate("e => getComputedStyle(e).outlineWidth")
    assert ring == "3px"


def test_a_link_to_a_skill_opens_it(visit: Open) -> None:
    page = visit().go("catalogue.html#CUR-06")
    expect(page.locator("#CUR-06 .skill-body")).to_be_visible()
    assert page.locator("#CUR-06").evaluate("e => e.getBoundingClientRect().top < innerHeight")


def test_without_javascript_all_is_there(visit: Open) -> None:
    page = visit(java_script_enabled=False).go("catalogue.html?domaine=curation")
    assert page.locator(".skill").count() == TOTAL
    assert all(skill.is_visible() for skill in page.locator(".skill").all())
    assert page.locator("[data-group] h2").count() == 5
    assert not page.locator("#v-filters").is_visible(), "no dead controls"
    page.locator("#CUR-06 > summary").click()
    expect(page.locator("#CUR-06 .skill-body")).to_be_visible()
