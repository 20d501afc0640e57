"""What a release needs: one version, a changelog in its form, a citation."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from conftest import ROOT

from release import problems
from vademecum import __version__

CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_changelog_begins_with_this_version() -> None:
    """Each landing is a version: its number here and there, its day not before the last one's."""
    versions = re.findall(r"^## \[(.+)\] - (.+)$", CHANGELOG, re.MULTILINE)
    numbers = [tuple(map(int, number.split("."))) for number, _day in versions]
    assert versions[0][0] == __version__
    assert numbers == sorted(numbers, reverse=True)
    assert [day for _number, day in versions] == sorted((d for _n, d in versions), reverse=True)


def test_changelog_in_the_form_of_keep_a_changelog() -> None:
    headings = re.findall(r"^## (.+)$", CHANGELOG, re.MULTILINE)
    for heading in headings:
        assert re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", heading)
    assert set(re.findall(r"^### (.+)$", CHANGELOG, re.MULTILINE)) <= KINDS


@pytest.mark.parametrize(
    ("tag", "version", "wrong"),
    [("v0.1.0", "0.1.0", 0), ("v0.2.0", "0.1.0", 1), ("0.1.0", "0.1.0", 1), ("v9.0.0", "9.0.0", 1)],
)
def test_a_tag_is_released_only_as_what_it_is(tag: str, version: str, wrong: int) -> None:
    assert len(problems(tag, version, "## [0.1.0] - 2026-11-24\n")) == wrong


def test_the_version_stands_in_one_file() -> None:
    named = subprocess.run(
        ["git", "grep", "-lF", f'"{__version__}"', "--", ".", ":!tests", ":!docs"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert named.stdout.split() == ["_ext/vademecum/__init__.py"]


def test_citation() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
    citation = str(ROOT / "CITATION.cff")
    done = subprocess.run(
        [*command, "vendor.citation-file-format", "--default-filetype", "yaml", citation],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
