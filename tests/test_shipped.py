"""The handbook that this project ships: built as ``make html`` and ``make check`` build it."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import ROOT, Built

NOTE = "quelles-sont-les-competences-numeriques-a-acquerir-et-a-developper-en-interne"


def sphinx(builder: str, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sphinx", "-q", "-E", *options, "-b", builder, "-c", str(ROOT)]
    command += ["-d", str(out / "doctrees"), str(ROOT / "docs"), str(out / builder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_builds_without_a_warning(tmp_path: Path) -> None:
    done = sphinx("html", tmp_path, "-W", "--keep-going")
    assert done.stderr == ""
    assert done.returncode == 0


def test_check_passes(tmp_path: Path) -> None:
    done = sphinx("check", tmp_path)
    assert done.returncode == 0, done.stdout
    assert done.stderr == ""
    assert (tmp_path / "check" / "output.jsonl").stat().st_size > 0


@pytest.fixture(scope="module")
def built(shipped: Built) -> Built:
    return shipped


def test_counts(built: Built) -> None:
    needs = list(built.needs().values())
    skills = [(n["origin"], n["domain"]) for n in needs if n["type"] == "skill"]
    assert {n["domain"] for n in needs if n["type"] == "domain"} == {
        "collection",
        "curation",
        "marketing",
        "education",
        "informatique",
    }
    theirs = {"curation": 7, "marketing": 8, "education": 5, "informatique": 2}
    ours = {"collection": 4, "curation": 1, "marketing": 2, "education": 1, "informatique": 3}
    wanted = {("", name): count for name, count in theirs.items()}
    wanted |= {("proposée", name): count for name, count in ours.items()}
    assert dict(Counter(skills)) == wanted


def test_every_skill_has_a_permanent_id(built: Built) -> None:
    skills = {i: n for i, n in built.needs().items() if n["type"] == "skill"}
    assert [i for i, n in skills.items() if n["provisional"]] == []
    assert {"CUR-01", "CUR-07", "MAR-08", "EDU-05", "INF-02"} <= skills.keys()


def test_every_resource_is_written_or_elsewhere(built: Built) -> None:
    resources = [n for n in built.needs().values() if n["type"] == "resource"]
    assert {n["status"] for n in resources} == {"written", "external"}


def test_no_skill_without_resource_and_no_resource_without_skill(built: Built) -> None:
    needs = built.needs().values()
    alone = [n["id"] for n in needs if n["type"] == "skill" and len(n["see"]) < 2]
    assert alone == []
    notes = {path.stem for path in (ROOT / "docs" / "ressources").iterdir()}
    cited = {n["docname"] for n in needs if n["type"] == "resource" and n["see_back"]}
    assert sum(name.startswith("ressources/") for name in cited) == len(notes) > 0


def test_every_page_can_be_reached(built: Built) -> None:
    pages = {name.removesuffix(".html") for name in built.files() if name.endswith(".html")}
    # Forms, servers and addresses of an earlier version lead to the others.
    assert pages - built.reachable() <= {"permalink", "search", "genindex", "404", "hors-ligne"}


def test_every_internal_link_leads_somewhere(built: Built) -> None:
    assert built.dead_links() == []


def test_pages_have_one_title_and_no_skipped_level(built: Built) -> None:
    for name in built.files():
        if name.endswith(".html") and name != "permalink.html":
            levels = [int(tag[1]) for tag, _ in built.headings(name.removesuffix(".html"))]
            assert levels.count(1) == 1, name
            skipped = [(a, b) for a, b in pairwise(levels) if b > a + 1]
            assert not skipped, (name, levels)


def test_no_page_calls_a_third_party(built: Built) -> None:
    for name in built.files():
        if name.endswith(".html"):
            for tag in built.soup(name.removesuffix(".html")).find_all(
                ["script", "link", "img", "iframe"]
            ):
                address = str(tag.get("src") or tag.get("href") or "")
                assert not address.startswith(("http", "//")), (name, address)
