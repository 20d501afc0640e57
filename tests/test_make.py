"""The Makefile calls the command line, and compiles the catalogues when, and only when, needed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from vademecum.commands.cli import COMMANDS

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="no make on this system")


def commands(target: str, *settings: str) -> str:
    """Return what make would run, without running it."""
    line = ["make", "-n", "-B", "PYTHON=python3", target, *settings]  # looks for none
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize("name", [c.name for c in COMMANDS if c.name not in {"fix", "init"}])
def test_target_calls_the_command(name: str) -> None:
    (call,) = re.findall(r"-m vademecum (.*)", commands(name, "VAULT=a b", "BUILD=c d"))
    assert call.startswith(f'{name} --vault "a b" --build "c d"')


@pytest.mark.parametrize(
    ("target", "settings", "options"),
    [
        ("check", ["FIX=1", "FORMAT=sarif"], '--fix --format "sarif"'),
        ("pdf", ["DOMAIN=curation marketing"], '--domain "curation marketing"'),
        ("pdf", ["ROLE=x"], '--role "x"'),
        ("diff", ["BASE=main", "HEAD=x"], '--base "main" --head "x"'),
        ("live", ["BROWSER=1"], "--open"),
    ],
)
def test_settings_are_handed_on(target: str, settings: list[str], options: str) -> None:
    assert options in commands(target, *settings)


def test_catalogues_are_made_once(tmp_path: Path) -> None:
    """In a bare copy: missing, they are made; up to date, make has nothing to do nor to say."""
    copy = tmp_path / "copy"
    for name in ("Makefile", "tools", "_ext/vademecum/locale", "requirements.txt"):
        source, target = ROOT / name, copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.mo"))
        else:
            shutil.copy2(source, target)
    python = copy / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    (copy / ".venv" / ".built").touch()
    catalogue = "_ext/vademecum/locale/fr/LC_MESSAGES/vademecum.mo"
    line = ["make", "--no-print-directory", catalogue]
    first = subprocess.run(line, cwd=copy, capture_output=True, text=True, check=False)
    assert (first.returncode, first.stdout) == (0, ""), first
    stamp = (copy / catalogue).stat().st_mtime_ns
    again = subprocess.run([*line, "-q"], cwd=copy, capture_output=True, text=True, check=False)
    assert again.returncode == 0
    assert (copy / catalogue).stat().st_mtime_ns == stamp
