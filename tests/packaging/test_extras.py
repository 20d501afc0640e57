"""The base is what a site needs; an output whose extra is missing says which, and builds go on.

Modules are blocked in a process of their own: an environment for each extra would cost minutes.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT
from packaging.requirements import Requirement

from vademecum.extras import EXTRAS

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PACKAGE = ROOT / "_ext" / "vademecum"
MODULE_OF = {
    "markdown-it-py": "markdown_it",
    "ruamel.yaml": "ruamel",
    "xlsxwriter": "xlsxwriter",
}
"""Names of modules that do not follow from the name of what is installed."""


def modules(requirements: list[str]) -> set[str]:
    names = [Requirement(line).name.lower() for line in requirements]
    return {MODULE_OF.get(name, name.replace("-", "_")) for name in names}


BASE = modules(PROJECT["dependencies"])
OPTIONAL = PROJECT["optional-dependencies"]

RUN = """
import importlib.abc, json, sys
blocked = set({blocked!r})

class Blocked(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in blocked:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Blocked())
sys.path.insert(0, {ext!r})
sys.argv[0] = "vademecum"
from vademecum.commands.cli import main
status = main(sys.argv[1:])
print(json.dumps([status, sorted({{name.partition(".")[0] for name in sys.modules}})]))
"""
NOTES = {
    "index.md": "# Home\n\n[[Skills]]\n\n```mermaid\ngraph TD; A-->B\n```\n",
    "Skills.md": "---\nskills: true\n---\n\n# S\n\n## Visitors\n\n- Welcome a class ^vis-01\n",
}


class Ran:
    """What a command said without some libraries, and what it had imported at the end."""

    def __init__(self, folder: Path, blocked: set[str], *arguments: str) -> None:
        code = RUN.format(blocked=sorted(blocked), ext=str(ROOT / "_ext"))
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout, done.stderr
        *said, last = done.stdout.splitlines()
        self.status, self.modules = json.loads(last)
        self.said, self.errors = "\n".join(said), done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    vault = tmp_path / "docs"
    vault.mkdir()
    for name, text in NOTES.items():
        (vault / name).write_text(text, encoding="utf-8")
    return tmp_path


def language(folder: Path, code: str) -> None:
    (folder / "docs" / "vademecum.toml").write_text(f'language = "{code}"\n', encoding="utf-8")


ALL_EXTRAS = {module for several in EXTRAS.values() for module in several}


def test_a_site_needs_the_base_and_no_more(folder: Path) -> None:
    language(folder, "en")
    ran = Ran(folder, ALL_EXTRAS, "html")
    assert ran.status == 0
    assert ran.errors == ""
    assert set(ran.modules) >= BASE
    assert 'The site has no open data: pip install "vademecum[data]"' in ran.said
    assert 'Diagrams are shown as text: pip install "vademecum[diagrams]"' in ran.said
    pages = folder / "_build" / "html"
    home = (pages / "index.html").read_text(encoding="utf-8")
    assert "graph TD; A--&gt;B" in home
    assert "data.html" not in home
    assert not (pages / "data.html").exists()
    assert not (pages / "data").exists()


def test_a_site_that_gets_the_rest_later_has_it(folder: Path) -> None:
    language(folder, "en")
    Ran(folder, ALL_EXTRAS, "html")
    ran = Ran(folder, set(), "html")
    assert "pip install" not in ran.said
    home = (folder / "_build" / "html" / "index.html").read_text(encoding="utf-8")
    assert "diagram-box" in home
    assert "data.html" in home
    assert (folder / "_build" / "html" / "data" / "competences.ttl").is_file()
    Ran(folder, ALL_EXTRAS, "html")
    assert not (folder / "_build" / "html" / "data" / "competences.ttl").exists()


@pytest.mark.parametrize(
    ("command", "extra"), [("pdf", "pdf"), ("pdfs", "pdf"), ("data", "data"), ("live", "live")]
)
def test_a_command_says_what_to_install(folder: Path, command: str, extra: str) -> None:
    language(folder, "de")
    ran = Ran(folder, set(EXTRAS[extra]), command, "--vault", "docs")
    assert ran.status == 2
    assert ran.errors == (
        f'Dafür fehlen Bibliotheken; so werden sie installiert: pip install "vademecum[{extra}]"\n'
    )
    assert not (folder / "_build").exists()


@pytest.mark.parametrize("builder", ["pdf", "data"])
def test_so_does_sphinx_build(folder: Path, builder: str) -> None:
    (folder / "conf.py").write_text("extensions = ['vademecum']\n", encoding="utf-8")
    code = RUN.format(blocked=sorted(ALL_EXTRAS), ext=str(ROOT / "_ext"))
    code = code.replace("vademecum.commands.cli", "sphinx.cmd.build")
    arguments = ["-b", builder, "-c", ".", "docs", "out"]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert f'pip install "vademecum[{builder}]"' in done.stderr
    assert "Traceback (most recent call last)" not in done.stderr
    assert json.loads(done.stdout.splitlines()[-1])[0] == 2


def test_extras_are_those_of_the_project() -> None:
    assert {name: set(several) for name, several in EXTRAS.items()} == {
        name: modules(lines) for name, lines in OPTIONAL.items() if name != "all"
    }
    assert OPTIONAL["all"] == [f"vademecum[{','.join(EXTRAS)}]"]


def test_few_are_always_needed() -> None:
    assert len(PROJECT["dependencies"]) <= 16


def imported() -> set[str]:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py"))
    names: set[str] = set()
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return {name.partition(".")[0] for name in names} - {*sys.stdlib_module_names, "vademecum"}


def test_what_is_imported_is_declared_and_the_other_way_round() -> None:
    assert imported() == BASE | ALL_EXTRAS


def test_lock_holds_all_extras() -> None:
    """What `make lock` writes is what the shipped handbook is built with."""
    assert "--all-extras" in (ROOT / "Makefile").read_text(encoding="utf-8")
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pinned = {
        name.lower().replace(".", "-") for name in re.findall(r"^([\w.-]+)==", lines, re.MULTILINE)
    }
    wanted = [line for name, lines in OPTIONAL.items() if name != "all" for line in lines]
    names = {
        Requirement(line).name.lower().replace(".", "-")
        for line in (*PROJECT["dependencies"], *wanted)
    }
    assert names - pinned == set()
