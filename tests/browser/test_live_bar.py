"""The bar of ``vademecum live``: ten slips in a note, mended one by one under the reader's eyes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Vault
from live_here import Live
from playwright.sync_api import Page, expect

from .conftest import Site, Visit

SLIPS = {
    "Voir [[Glosaire]].": "Voir [[Glossaire]].",
    "![[plan.png]]": "",
    "[Un lien](Glossaire.md#Absent)": "[Un lien](Glossaire.md)",
    "> [!conseil] Un conseil": "> [!tip] Un conseil",
    "Une note[^2].": "Une note.",
    "[vide]()": "vide",
    "[Écrire](anne@musee.example)": "[Écrire](mailto:anne@musee.example)",
    "## Deux fois\n\nUn.\n\n## Deux fois": "## Deux fois",
    "%% jamais fermé": "",
    "[[Glossaire#Nulle part]]": "[[Glossaire]]",
}
HEAD = "# Brouillon\n\nPremière phrase.\n\n"

Open = Callable[..., Visit]


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    base = tmp_path_factory.mktemp("live")
    (base / "vault").mkdir()
    vault = Vault(base / "vault", base / "work")
    vault.write({"index.md": "# Accueil\n\n[[Brouillon]], [[Glossaire]]\n"})
    vault.write({"Glossaire.md": "# Glossaire\n\nDes mots.\n", "Brouillon.md": HEAD})
    running = Live(vault)
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def clean(live: Live) -> None:
    """Each test begins with a note without fault."""
    if (live.vault.folder / "Brouillon.md").read_text("utf-8") != HEAD:
        live.answers("Reconstruit", lambda: live.vault.write({"Brouillon.md": HEAD}))
        news = live.news("brouillon.html")
        while next(news)["bar"]:
            pass


def look(visit: Open, live: Live, page: str = "brouillon.html", **options: object) -> Page:
    """Open a page of the server."""
    window = visit(**options)
    window.site = Site(Path(live.vault.work), f"http://{live.host}/")
    opened = window.go(page)
    opened.wait_for_selector("#v-live", state="attached")
    return opened


def write(live: Live, slips: list[str]) -> None:
    live.vault.write({"Brouillon.md": HEAD + "\n\n".join(slips) + "\n"})


@pytest.fixture
def faulty(live: Live) -> list[str]:
    """A note with ten slips, saved and built."""
    slips = list(SLIPS)
    live.answers("À corriger", lambda: write(live, slips))
    return slips


def test_shrinks_as_slips_are_mended_and_goes(visit: Open, live: Live) -> None:
    page = look(visit, live)
    expect(page.locator("#v-live")).to_be_hidden()
    slips = list(SLIPS)
    write(live, slips)
    bar = page.locator("#v-live")
    expect(bar).to_be_visible(timeout=30_000)
    for left, (slip, mend) in zip(range(len(SLIPS), 0, -1), SLIPS.items(), strict=True):
        expect(bar.locator("[role=status] li")).to_have_count(left, timeout=30_000)
        slips[slips.index(slip)] = mend
        write(live, slips)
    expect(bar).to_be_hidden(timeout=30_000)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_is_sound_at_any_width_in_any_colours(
    visit: Open, live: Live, faulty: list[str], axe: str, width: int, scheme: str
) -> None:
    page = look(visit, live, width=width, color_scheme=scheme)
    expect(page.locator("#v-live")).to_be_visible(timeout=30_000)
    page.evaluate(axe)
    found = page.evaluate("axe.run()")["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.locator("#v-live").bounding_box()
    assert box is not None
    assert box["height"] <= 900 / 2
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    foot = page.locator("footer").last.bounding_box()
    box = page.locator("#v-live").bounding_box()
    assert foot is not None
    assert box is not None
    assert foot["y"] + foot["height"] <= box["y"] + 1  # nothing lies under it at the end


def test_is_told_and_left_by_keyboard(visit: Open, live: Live, faulty: list[str]) -> None:
    page = look(visit, live)
    bar = page.locator("#v-live")
    expect(bar).to_be_visible(timeout=30_000)
    assert page.get_by_role("status").count() == 1
    assert page.get_by_role("region", name="Ce qui est à corriger").count() == 1
    button = page.get_by_role("button", name="Fermer")
    button.focus()
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert focused.startswith("obsidian://open?path=%2F")
    assert focused.endswith("%2FBrouillon.md")
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    page.reload()
    page.wait_for_timeout(500)
    expect(bar).to_be_hidden()  # it stays away as long as nothing is new
    write(live, faulty[:3])
    expect(bar).to_be_visible(timeout=30_000)


def test_speaks_of_other_notes_by_a_count_and_a_way_to_them(
    visit: Open, live: Live, faulty: list[str]
) -> None:
    page = look(visit, live, "glossaire.html")
    bar = page.locator("#v-live")
    expect(bar).to_be_visible(timeout=30_000)
    summary = bar.locator("#v-live-elsewhere summary")
    expect(summary).to_have_text(re.compile(r"À corriger ailleurs\s: \d+"))
    summary.click()
    bar.get_by_role("link", name="Brouillon.md", exact=True).click()
    page.wait_for_url("**/brouillon.html")
    expect(page.locator("#v-live")).to_contain_text("À corriger dans cette note")


def test_offends_no_policy_and_asks_nobody_else(visit: Open, live: Live, faulty: list[str]) -> None:
    window = visit()
    window.site = Site(Path(live.vault.work), f"http://{live.host}/")
    page = window.go("brouillon.html")
    expect(page.locator("#v-live")).to_be_visible(timeout=30_000)
    assert window.complaints == []
    assert window.elsewhere == []
    assert page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1


def test_is_seen_in_forced_colours_and_not_on_paper(
    visit: Open, live: Live, faulty: list[str]
) -> None:
    page = look(visit, live, forced_colors="active")
    bar = page.locator("#v-live")
    expect(bar).to_be_visible(timeout=30_000)
    assert (
        page.evaluate("getComputedStyle(document.querySelector('#v-live')).borderTopWidth") == "3px"
    )
    page.emulate_media(media="print")
    expect(bar).to_be_hidden()
