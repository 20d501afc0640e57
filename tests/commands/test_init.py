"""``vademecum init``: another museum's start, in four languages, clean from the first minute."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT
from ruamel.yaml import YAML

from vademecum import __version__
from vademecum.commands.cli import main
from vademecum.commands.init import LANGUAGES, START, start_files


def start(folder: Path, *arguments: str) -> dict[str, str]:
    assert main(["init", str(folder), *arguments]) == 0
    return contents(folder)


def contents(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in files}


def source(folder: Path) -> dict[str, bytes]:
    """The files of the vault itself, without what was built."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(p): p.read_bytes() for p in files if "_build" not in p.parts}


def test_four_languages() -> None:
    assert LANGUAGES == ("de", "en", "fr", "it")


@pytest.mark.parametrize("language", LANGUAGES)
def test_builds_and_checks_clean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    folder = tmp_path / "manuel"
    start(folder, "--language", language)
    monkeypatch.chdir(folder)
    assert main(["html"]) == 0
    assert main(["check"]) == 0
    lines = (folder / "_build" / "check" / "findings.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in lines.splitlines()]
    assert [row for row in rows if row["severity"] == "error"] == []
    assert f'lang="{language}"' in (folder / "_build/html/index.html").read_text(encoding="utf-8")
    links = (folder / "_build" / "check" / "output.jsonl").read_text(encoding="utf-8")
    assert {json.loads(line)["status"] for line in links.splitlines()} == {"ok"}
    data = json.loads((folder / "_build" / "html" / "needs.json").read_text(encoding="utf-8"))
    (needs,) = (version["needs"] for version in data["versions"].values())
    skills = [need for need in needs.values() if need["type"] == "skill"]
    assert len(skills) == 2
    assert not any(need.get("provisional") for need in skills)
    assert len([need for need in needs.values() if need["type"] == "domain"]) == 1
    before = source(folder)
    assert main(["ids"]) == 0
    assert source(folder) == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_files(language: str) -> None:
    def shape(name: str) -> list[str]:
        suffixes = (Path(path) for path, _text in start_files(name))
        return sorted(f"{path.parent.name.strip('_') != ''}{path.suffix}" for path in suffixes)

    assert shape(language) == shape("fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_to_fill_in(language: str) -> None:
    for name, text in start_files(language):
        assert not re.search(r"@[a-z_]+@", text), name
        assert "dot-" not in name


@pytest.mark.parametrize("language", LANGUAGES)
def test_workflows(tmp_path: Path, language: str) -> None:
    files = start(tmp_path / "x", "--language", language)
    names = [name for name in files if name.startswith(".github/workflows/")]
    assert len(names) == 2
    paths = [str(tmp_path / "x" / name) for name in names]
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
    done = subprocess.run([*command, "vendor.github-workflows", *paths], check=False)
    assert done.returncode == 0
    for name in names:
        workflow = YAML(typ="safe").load(files[name])
        assert workflow["permissions"] == {"contents": "read"}
        assert f"vademecum[all]=={__version__}" in files[name]
        assert "secrets" not in files[name]
        for job in workflow["jobs"].values():
            assert job["timeout-minutes"] <= 30
            runs = [step.get("run", "") for step in job["steps"]]
            assert not any("${{" in run for run in runs)
            assert not any(runs) or "permissions" not in job
        for action in re.findall(r"uses: (\S+)", files[name]):
            assert re.fullmatch(r"actions/[a-z-]+@(v\d+|[0-9a-f]{40})", action)


@pytest.mark.parametrize(
    "title", ['Le "Musée" *d’art* & [[Co]]', "a\\b\n\tc", "@version@", "' # x"]
)
def test_any_title(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, title: str) -> None:
    files = start(tmp_path / "x", "--title", title, "--language", "fr")
    plain = " ".join(title.split())
    assert tomllib.loads(files["vademecum.toml"])["title"] == plain
    monkeypatch.chdir(tmp_path / "x")
    assert main(["check"]) == 0


@pytest.mark.parametrize("kind", ["file in it", "file", "dangling link"])
def test_refuses_what_is_not_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    folder = tmp_path / "x"
    if kind == "file in it":
        (folder / "sub").mkdir(parents=True)
        (folder / "sub" / "index.md").write_text("à moi", encoding="utf-8")
    elif kind == "file":
        folder.write_text("à moi", encoding="utf-8")
    else:
        folder.symlink_to(tmp_path / "nowhere")
    before = contents(tmp_path)
    assert main(["init", str(folder)]) == 2
    assert "rien n’a été écrit" in capsys.readouterr().err
    assert contents(tmp_path) == before


def test_a_fresh_clone_is_empty(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path / "x")], check=True)
    head = (tmp_path / "x" / ".git" / "HEAD").read_text(encoding="utf-8")
    start(tmp_path / "x")
    assert (tmp_path / "x" / ".git" / "HEAD").read_text(encoding="utf-8") == head


def test_the_texts_are_data_of_the_package() -> None:
    assert START.is_relative_to(ROOT / "_ext" / "vademecum")
    assert not list(START.rglob(".*"))  # packaging would take them for its own
