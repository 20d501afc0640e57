"""A plan and a team, from an empty page to a printed one; files, good and bad; no storage."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import Site, Visit

Open = Callable[..., Visit]
ROLE = "ROLE-RESPONSABLE-DE-LA-CONSERVATION"


def say(page: Page, skill: str, level: int) -> None:
    page.locator(f'[data-skill="{skill}"] input[type=radio][value="{level}"]').check()


def saved(page: Page, button: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_bytes().decode("utf-8")


def load(page: Page, *texts: str) -> None:
    files = [
        {"name": f"{n}.json", "mimeType": "application/json", "buffer": text.encode()}
        for n, text in enumerate(texts)
    ]
    page.locator("#v-load").set_input_files(files)  # type: ignore[arg-type]


def told(page: Page) -> str:
    return page.locator("#v-message").inner_text()


@pytest.fixture
def plan(visit: Open) -> Page:
    """A plan for one role, with three answers."""
    page = visit().go("mon-plan.html")
    page.get_by_label("Responsable de la conservation").check()
    page.get_by_label("Nom (facultatif").fill("Anne Favre")
    for skill, level in (("CUR-01", 1), ("CUR-04", 0), ("MAR-04", 3)):
        say(page, skill, level)
    return page


def saved_plan(page: Page, **changes: object) -> dict[str, Any]:
    return {**json.loads(saved(page, "Enregistrer")), **changes}


def test_gaps_come_in_the_order_that_the_role_asks(plan: Page) -> None:
    expect(plan.locator("#v-plan-status")).to_have_text(
        "20 compétences choisies, 3 réponses, 2 écarts"
    )
    assert plan.locator(".gap .skill-id").all_inner_texts() == ["CUR-04", "CUR-01"]
    first = plan.locator(".gap").first
    expect(first).to_contain_text("De « 0 – Pas encore » à « 3 – Adapter »")
    assert first.locator(".gap-resources a").count() > 0
    expect(plan.locator("#v-result-body")).to_contain_text("Atteint : Chercher dans la base")


def test_printed_it_is_the_plan_and_nothing_else(plan: Page) -> None:
    plan.emulate_media(media="print")
    expect(plan.locator("#v-result-head")).to_contain_text("Plan de Anne Favre")
    assert plan.locator(".gap").first.is_visible()
    for part in ("#v-plan-form", "#v-save", ".site-nav", ".intro"):
        assert not plan.locator(part).first.is_visible(), part
    assert plan.pdf()[:5] == b"%PDF-"


def test_saved_here_and_loaded_in_another_browser(plan: Page, visit: Open) -> None:
    plan.locator("#v-way-CUR-01").select_option("later")
    plan.locator("#v-who-CUR-01").fill("avec Paul")
    plan.locator("#v-when-CUR-01").fill("2027-03-01")
    text = saved(plan, "Enregistrer")
    other = visit().go("mon-plan.html")
    load(other, text)
    expect(other.locator("#v-message")).to_have_text("Le plan est chargé.")
    assert other.locator(".gap").all_inner_texts() == plan.locator(".gap").all_inner_texts()
    assert json.loads(saved(other, "Enregistrer")) == json.loads(text)


@pytest.mark.slow
def test_a_french_spreadsheet_opens_the_table_and_runs_nothing(plan: Page) -> None:
    for text in ("=1+1", "+1", "-1", "@x", "  =cmd()"):
        plan.locator("#v-who-CUR-01").fill(text)
        raw = saved(plan, "Tableur")
        rows = list(csv.DictReader(io.StringIO(raw.removeprefix("\ufeff")), delimiter=";"))
        assert raw.startswith("\ufeff")
        assert rows[0]["Qui"] == "'" + text.strip()
    assert len(rows) == 20
    assert rows[0]["Écart"] == "2"
    assert plan.evaluate("['\\t1', '\\r1', 'a;b\"c'].map(vademecum.plans.csvCell)") == [
        '"\'\t1"',
        '"\'\r1"',
        '"a;b""c"',
    ]


def test_a_calendar_holds_the_dated_steps_folded_and_escaped(plan: Page) -> None:
    plan.get_by_role("button", name="agenda").click()
    assert "Aucune étape" in told(plan)
    plan.locator("#v-who-CUR-01").fill("é" * 60 + "; Paul, Marie\\")
    plan.locator("#v-when-CUR-01").fill("2027-03-01")
    raw = saved(plan, "agenda")
    lines = raw.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = raw.replace("\r\n ", "")
    assert whole.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20270301\r\n" in whole
    assert "é" * 60 + "\\; Paul\\, Marie\\\\" in whole


BAD: dict[str, tuple[dict[str, object] | str, str]] = {
    "broken": ("{", "abîmé"),
    "no object": ("[1]", "pas un plan"),
    "another file": ('{"name": "x"}', "pas un plan"),
    "five megabytes": (" " * 5_000_000, "plus lourd"),
    "another handbook": (
        {"handbook": {"title": "Autre", "address": ""}},
        "autre manuel, « Autre »",
    ),
    "a newer one": ({"version": 99}, "plus récente"),
    "skills": ({"skills": "CUR-01"}, "« skills »"),
    "an entry": ({"skills": [3]}, "« skills »"),
    "a level": ({"skills": [{"id": "CUR-01", "level": 7}]}, "« level »"),
    "a level in words": ({"skills": [{"id": "CUR-01", "level": "beaucoup"}]}, "« level »"),
    "a day": ({"skills": [{"id": "CUR-01", "when": "2027-02-30"}]}, "« when »"),
    "roles": ({"roles": {"a": 1}}, "« roles »"),
    "a name": ({"name": ["x"]}, "« name »"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_refused_with_its_reason_and_loses_nothing(plan: Page, kind: str) -> None:
    bad, reason = BAD[kind]
    before = saved(plan, "Enregistrer")
    load(plan, bad if isinstance(bad, str) else json.dumps({**json.loads(before), **bad}))
    expect(plan.locator("#v-message")).to_contain_text(reason)
    assert saved(plan, "Enregistrer") == before


def test_a_retired_number_is_told_with_its_successor(plan: Page, visit: Open, site: Site) -> None:
    window = visit()
    text = (site.folder / "mon-plan.html").read_text(encoding="utf-8")
    gone = {
        "CUR-90": {"title": "x", "successors": ["CUR-02"]},
        "CUR-91": {"title": "y", "successors": []},
    }
    retired = '"retired":' + json.dumps(gone)
    changed = re.sub(r'"retired":\{.*?\}(?=\}\}</script>)', retired, text)
    assert retired in changed
    window.page.route("**/mon-plan.html", lambda route: route.fulfill(body=changed))
    page = window.go("mon-plan.html")
    skills = [{"id": i, "level": 1} for i in ("CUR-90", "CUR-91", "CUR-99")]
    load(page, json.dumps(saved_plan(plan, skills=skills)))
    expect(page.locator("#v-remarks li")).to_have_text(
        [
            "CUR-90 est retirée, remplacée par CUR-02. La réponse est reprise.",
            "CUR-91 est retirée, et rien ne la remplace.",
            re.compile("^CUR-99 est inconnue"),
        ]
    )
    assert page.locator('[data-skill="CUR-02"] input[value="1"]').is_checked()
    again = {one["id"] for one in json.loads(saved(page, "Enregistrer"))["skills"]}
    assert again == {"CUR-02", "CUR-91", "CUR-99"}, "what is not known stays in the file"


def test_nothing_is_kept_before_one_asks_and_all_is_forgotten_then(plan: Page) -> None:
    count = "localStorage.length"
    assert plan.evaluate(count) == 0
    plan.get_by_role("button", name="Garder").click()
    assert plan.evaluate(count) == 1
    say(plan, "CUR-06", 1)
    plan.reload()
    assert plan.locator(".gap .skill-id").all_inner_texts() == ["CUR-04", "CUR-01", "CUR-06"]
    plan.once("dialog", lambda dialog: dialog.accept())
    plan.get_by_role("button", name="Tout oublier").click()
    assert plan.evaluate(count) == 0
    expect(plan.locator("#v-plan-status")).to_contain_text("Aucune compétence")


def test_forbidden_storage_is_told_and_the_page_works(visit: Open) -> None:
    window = visit()
    window.page.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " {get() { throw new DOMException('no', 'SecurityError'); }})"
    )
    page = window.go(f"mon-plan.html?role={ROLE}")
    say(page, "CUR-01", 1)
    page.get_by_role("button", name="Garder").click()
    assert "refuse de garder" in told(page)
    assert page.locator(".gap").count() == 1
    assert window.complaints == []


def test_the_catalogue_hands_its_view_on(visit: Open) -> None:
    page = visit().go("catalogue.html?q=cur-06")
    page.locator("#v-plan-link").click()
    page.wait_for_url("**/mon-plan.html?**")
    expect(page.locator(".plan-skill .skill-id")).to_have_text(["CUR-06"])
    page.goto(page.url.partition("?")[0] + "?domaine=education&role=nul&competences=X")
    assert page.get_by_label("Éducation et apprentissage").is_checked()


def test_by_keyboard_alone(visit: Open) -> None:
    page = visit().go(f"mon-plan.html?role={ROLE}")
    page.locator('[data-skill="CUR-01"] input[type=radio]').first.focus()
    for _press in range(2):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#v-plan-status")).to_contain_text("1 écart")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "v-goal-CUR-01"
    for _press in range(2):
        page.keyboard.press("Tab")
    page.keyboard.type("Paul")
    expect(page.locator(".gap-how")).to_contain_text("Paul")


def test_from_a_folder_without_a_server(visit: Open, site: Site) -> None:
    page = visit().page
    page.goto((site.folder / "mon-plan.html").as_uri() + f"?role={ROLE}")
    say(page, "CUR-01", 1)
    assert page.locator(".gap").count() == 1


# --- team ---------------------------------------------------------------------------------------


def person(base: dict[str, Any], number: int, name: str, **levels: int) -> str:
    skills = [{"id": i.replace("_", "-"), "level": level} for i, level in levels.items()]
    return json.dumps({**base, "uid": f"{number:016x}", "name": name, "skills": skills})


@pytest.fixture
def team(plan: Page, visit: Open) -> Page:
    """Three colleagues of one role."""
    base = saved_plan(plan)
    page = visit().go("equipe.html")
    load(
        page,
        person(base, 1, "Anne Favre", CUR_01=1, CUR_04=0),
        person(base, 2, "Jean-Luc Perret", CUR_01=4, CUR_04=1),
        person(base, 3, "=Zoé", CUR_06=1),
        "{",
    )
    expect(page.locator("#v-team-status")).to_have_text("3 personnes, 20 compétences")
    return page


def test_persons_and_skills_against_what_the_roles_ask(team: Page) -> None:
    assert team.locator("tbody th").all_inner_texts() == ["Anne Favre", "Jean-Luc Perret", "=Zoé"]
    assert team.locator("tbody tr").first.locator("td").first.text_content() == "1/31 sur 3"
    assert team.locator("thead th[scope=col]").count() == 22
    assert [row.locator("td").last.inner_text() for row in team.locator("tbody tr").all()] == [
        "5",
        "2",
        "1",
    ]
    expect(team.locator("#v-team-cost li").first).to_contain_text("CUR-04")
    assert team.locator("#v-team-cost li").count() == 3
    expect(team.locator("#v-team-teach li")).to_have_text(
        re.compile(r"CUR-01.*par Jean-Luc Perret \(4\) à Anne Favre \(1\)$")
    )
    expect(team.locator("#v-remarks")).to_contain_text("3.json : il est abîmé")


def test_filters_leave_what_is_asked_for(team: Page) -> None:
    team.get_by_label("Seulement les compétences").check()
    expect(team.locator("#v-team-status")).to_have_text("3 personnes, 3 compétences")
    team.get_by_label("Domaine").select_option("education")
    expect(team.locator("#v-team-status")).to_have_text("3 personnes, 0 compétences")


def test_initials_stand_everywhere_before_the_export(team: Page) -> None:
    team.get_by_label("Des initiales").check()
    assert team.locator("tbody th").all_inner_texts() == ["A. F.", "J.-L. P.", "=."]
    raw = saved(team, "Tableur")
    assert "Perret" not in team.locator("main").inner_text() + raw
    rows = list(csv.reader(io.StringIO(raw.removeprefix("\ufeff")), delimiter=";"))
    assert [row[0] for row in rows] == ["Personne", "A. F.", "J.-L. P.", "'=.", "Atteint par"]
    assert rows[1][1] == "1 sur 3"


def test_on_paper_the_table_on_a_phone_lists(team: Page) -> None:
    team.set_viewport_size({"width": 320, "height": 900})
    assert team.locator("#v-team-list h3").first.is_visible()
    assert not team.locator("#v-team-table").is_visible()
    team.emulate_media(media="print")
    assert team.locator("#v-team-table").is_visible()
    assert not team.locator("#v-people").is_visible()


def test_two_hundred_files_at_once(plan: Page, visit: Open) -> None:
    base = saved_plan(plan)
    page = visit().go("equipe.html")
    load(page, *(person(base, n, f"Personne n° {n}", CUR_01=n % 5) for n in range(200)))
    expect(page.locator("#v-team-status")).to_have_text("200 personnes, 20 compétences")
    assert page.locator("tbody tr").count() == 200


# --- matrix, role, catalogue --------------------------------------------------------------------


def test_the_matrix_without_javascript(visit: Open) -> None:
    page = visit(java_script_enabled=False).go("matrice.html")
    heads = page.locator("thead th[scope=col]").count()
    row = page.locator("tbody tr", has=page.locator("text=CUR-01"))
    assert row.locator("td").count() == heads - 1
    assert page.locator("th[scope=rowgroup]").count() == 5
    assert not page.locator(".matrix-list").is_visible()
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.locator(".matrix-list").is_visible()


def test_a_role_has_its_five_first_and_a_text_for_an_offer(visit: Open) -> None:
    window = visit(permissions=["clipboard-read", "clipboard-write"])
    page = window.go("responsable-de-la-conservation.html")
    ids = page.locator(".role-first .skill-id").all_inner_texts()
    assert ids == ["CUR-01", "CUR-04", "CUR-05", "CUR-07", "MAR-04"]
    page.get_by_role("button", name="Copier le texte").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Responsable de la conservation\n")
    assert "Adapter (niveau 3 sur 4)\n– Ranger et retrouver les images du musée" in copied
    page.get_by_role("link", name="Faire mon plan avec ce profil").click()
    expect(page.get_by_label("Responsable de la conservation")).to_be_checked()


def test_choices_about_one_list_meet_in_one_entry(visit: Open) -> None:
    page = visit().go(f"catalogue.html?role={ROLE}&niveau=3")
    shown = "all => all.filter(e => e.checkVisibility()).map(e => e.id)"
    ids = page.eval_on_selector_all(".skill", shown)
    assert ids == ["CUR-01", "CUR-04", "CUR-05", "CUR-07", "MAR-04"]
    meets = """(wanted) => vademecum.facets.meets(
      (about) => ({learning: [["cours", ["en"], true], ["guide", ["fr"], false]]})[about],
      [{about: "learning", meets: ([form]) => form === wanted},
       {about: "learning", meets: ([, , free]) => free}])"""
    assert page.evaluate(meets, "cours")
    assert not page.evaluate(meets, "guide"), "the guide is not the one that is free"
