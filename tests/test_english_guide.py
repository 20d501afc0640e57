"""The guide builds without a warning, and what it tells people to type exists."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from conftest import ROOT

from vademecum import api
from vademecum.commands.cli import COMMANDS, command_line
from vademecum.extras import EXTRAS

GUIDE = ROOT / "guide"
PAGES = sorted(GUIDE.glob("*.md"))
CODE = re.compile(r"^```(?P<kind>[\w{}+-]*)\n(?P<text>.*?)^```$|`(?P<inline>[^`\n]+)`", re.M | re.S)


def said(page: Path) -> list[str]:
    """Return what a page shows as code."""
    found = CODE.finditer(page.read_text(encoding="utf-8"))
    return [match["text"] or match["inline"] or "" for match in found]


LINES = [line.strip() for page in PAGES for code in said(page) for line in code.splitlines()]


def test_commands_exist() -> None:
    typed = {
        m[1] for line in LINES if (m := re.search(r"(?<!install )\bvademecum ([a-z]+)\b", line))
    }
    assert {"html", "init", "check", "live", "pdfs"} <= typed
    assert typed <= {command.name for command in COMMANDS}


def test_options_of_commands_exist() -> None:
    for line in LINES:
        match = re.search(r"\bvademecum ((?:html|check|live|pdfs|init) .*--.*)", line)
        if match:
            command_line(match[1].split()).parse_args(match[1].split())


def test_targets_exist() -> None:
    targets = {m[1] for line in LINES if (m := re.match(r"make (\w+)", line))}
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert targets
    assert [name for name in targets if not re.search(rf"^{name}:", makefile, re.MULTILINE)] == []


def test_extras_exist() -> None:
    named = {
        name
        for line in LINES
        for m in re.findall(r"vademecum\[([a-z,]+)\]", line)
        for name in m.split(",")
    }
    assert named == {*EXTRAS, "all"}


def test_all_that_is_promised_is_described() -> None:
    page = (GUIDE / "api.md").read_text(encoding="utf-8")
    names = [name for name in api.__all__ if not re.search(rf"(?:\.|`){name}\b", page)]
    assert names == []


def test_where_it_is_built() -> None:
    read_the_docs = yaml.safe_load((ROOT / ".readthedocs.yaml").read_text(encoding="utf-8"))
    assert "make guide" in read_the_docs["build"]["commands"]


@pytest.mark.slow  # furo writes for half a minute on a busy machine
def test_it_builds_without_a_warning(tmp_path: Path) -> None:
    line = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html"]
    done = subprocess.run(
        [*line, "-d", tmp_path / "doctrees", GUIDE, tmp_path / "html"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")

    def page(name: str) -> BeautifulSoup:
        return BeautifulSoup((tmp_path / "html" / f"{name}.html").read_text("utf-8"), "html.parser")

    assert page("index").select('article a[href="first-vault.html"]')  # a wikilink
    assert page("notation").select("#front-matter")
    assert "vademecum_vault" in page("options").get_text()
    assert page("api").find(id="vademecum.api.add_rule")
    assert "trusted publisher" in " ".join(page("releasing").get_text().split())
