"""The findings of the check for machines: one a line, GitHub's annotations, SARIF; severities."""

from __future__ import annotations

import json
import re
from typing import Any

from conftest import Build, Built, Vault
from hypothesis import given
from hypothesis import strategies as st

from vademecum.findings import printable
from vademecum.lint.report import _escaped

SLIP = {
    "A.md": "# A\n\nPuis  [[Glossiare]] ici.\n",
    "Glossaire.md": "# Glossaire\n",
    "index.md": "# Accueil\n\n[[A]]\n",
}


def rows(built: Built) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (built.outdir / "findings.jsonl").open(encoding="utf-8")]


def test_one_finding_a_line(build: Build) -> None:
    built = build(SLIP, "check", html_baseurl="https://example.org/")
    found, orphan = rows(built)
    message = found.pop("message")
    assert "Glossiare" in message
    assert "Glossaire" in message
    assert found == {
        "code": "link-note",
        "severity": "error",
        "filename": "A.md",
        "lineno": 3,
        "column": 7,
        "raw": "[[Glossiare]]",
        "suggestion": "[[Glossaire]]",
        "url": "https://example.org/les-messages-de-la-verification.html#bloc-link-note",
    }
    assert orphan["code"] == "note-orphan"
    assert orphan["severity"] == "notice"
    assert built.status == 1


def test_people(build: Build) -> None:
    said = build(SLIP, "check").stdout
    assert said.index("[link-note]") < said.index("[note-orphan]")
    assert "[[Glossiare]]" in said
    assert "[[Glossaire]]" in said


def test_many_notices_stay_calm(build: Build) -> None:
    notes = {f"N{i}.md": f"# N{i}\n" for i in range(40)}
    built = build({**notes, "index.md": "# Accueil\n"}, "check")
    said = built.stdout
    assert said.count("[note-orphan]") == 5
    assert "35" in said
    assert len(rows(built)) == 40


def test_github(build: Build) -> None:
    built = build({**SLIP, "a,b:c.md": "# C\n"}, "check", vademecum_report="github")
    commands = [line for line in built.stdout.splitlines() if line.startswith("::")]
    assert commands[0].startswith("::error file=")
    assert "A.md,line=3,col=7,title=link-note::" in commands[0]
    assert any("a%2Cb%3Ac.md" in line for line in commands)
    assert len(commands) == 4


def test_no_note_can_give_github_a_command(build: Build) -> None:
    name = "::error file=x::tout va bien"
    notes = {f"{name}.md": "# ::warning::x\n\n[[::debug::y]]\n"}
    lines = build(notes, "check", vademecum_report="github").stdout.splitlines()
    assert any("tout va bien" in line for line in lines)
    ours = re.compile(r"::(error|notice) file=[^:]*,line=\d+(,col=\d+)?,title=[a-z-]+::")
    commands = [line for line in lines if line.startswith("::")]
    assert len(commands) == 4
    assert [line for line in commands if not ours.match(line)] == []


@given(st.text())
def test_escaped(text: str) -> None:
    escaped = _escaped(text, ":,")
    assert not set("\r\n:,\x1b\x07\x9b") & set(escaped)
    for code, sign in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%25", "%")):
        escaped = escaped.replace(code, sign)
    assert escaped == printable(text).replace("##[", "# #[")


def test_sarif(build: Build) -> None:
    built = build(SLIP, "check", vademecum_report="sarif", html_baseurl="https://example.org/")
    log = json.loads((built.outdir / "findings.sarif").read_text(encoding="utf-8"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [r["ruleId"] for r in run["results"]] == [
        rules[r["ruleIndex"]]["id"] for r in run["results"]
    ]
    slip = run["results"][0]
    assert slip["level"] == "error"
    place = slip["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 3, "startColumn": 7}
    assert place["artifactLocation"]["uri"].endswith("/A.md")
    assert rules[slip["ruleIndex"]]["helpUri"].startswith("https://example.org/")


def test_severity_is_for_conf_py_to_say(build: Build) -> None:
    chosen = {"note-orphan": "error", "link-note": "off"}
    built = build(SLIP, "check", vademecum_severity=chosen)
    assert [(r["code"], r["severity"]) for r in rows(built)] == [("note-orphan", "error")]
    assert built.status == 1
    assert "link-note" not in build({}, "html", vademecum_severity=chosen).codes


def test_bad_severity_is_told(vault: Vault) -> None:
    vault.write(SLIP)
    assert "config" in vault.build("html", vademecum_severity={"nothing": "error"}).codes


def test_numbers_stay_with_real_notes(vault: Vault) -> None:
    """Rewording, moving, reordering and renaming, on notes read by the parser itself."""
    head = "---\ncompetences: true\n---\n"
    items = ["- Un *mot* ^cur-01\n\t- Texte.\n", "- Deux ^cur-02\n", "1. Trois\n   suite ^cur-03\n"]
    steps = [
        {"A.md": head + "## Curation\n" + "".join(items)},
        {"A.md": head + "## Curation\n" + "\n".join(reversed(items))},
        {"A.md": None, "b/C.md": head + "## Collection :\n" + "".join(items)},
        {"b/C.md": head + "## Jardin\n" + items[2], "D.md": head + "## X\n" + items[0] + items[1]},
        {"D.md": head + "## X\n" + items[0].replace("Un", "Autre chose") + items[1]},
    ]
    for files in steps:
        vault.write(files)
        skills = vault.build("reading").handbook.catalogue.skills
        assert sorted(skills) == ["CUR-01", "CUR-02", "CUR-03"]
        assert all(placed.permanent for placed in skills.values())
    assert skills["CUR-01"].skill.title == "Autre chose mot"  # type: ignore[index]
