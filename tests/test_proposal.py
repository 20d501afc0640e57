"""What a proposal is told, on two clones of one bare remote."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from conftest import ROOT

TOOL = ROOT / "tools" / "proposal.py"


def git(folder: Path, *arguments: str) -> str:
    own = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    command = ["git", *own, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def tool(folder: Path, action: str, value: str, given: str = "") -> tuple[int, str]:
    command = [sys.executable, "-X", "utf8", str(TOOL), action, value]
    done = subprocess.run(
        command, cwd=folder, input=given, capture_output=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout


def test_only_changed_lines_are_annotated(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "remote")
    git(tmp_path, "clone", "-q", "remote", "one")
    one, two = tmp_path / "one", tmp_path / "two"
    git(one, "checkout", "-q", "-B", "main")
    (one / "É a.md").write_text("un\ndeux\ntrois\n", encoding="utf-8")
    git(one, "add", ".")
    git(one, "commit", "-qm", "first")
    git(one, "push", "-q", "origin", "main")
    git(tmp_path, "clone", "-q", "remote", "two")
    (one / "É a.md").write_text("UN\ndeux\ntrois\n", encoding="utf-8")
    git(one, "commit", "-qam", "main moves on")
    git(one, "push", "-q", "origin", "main")
    (two / "É a.md").write_text("un\nDEUX\ntrois\n", encoding="utf-8")
    git(two, "commit", "-qam", "proposal")
    git(two, "fetch", "-q")
    rows = [f"::error file=É a.md,line={n},title=x::mal{n}" for n in (1, 2, 3)]
    status, told = tool(two, "changed", "origin/main", "\n".join(rows) + "\n")
    assert (status, told) == (0, rows[1] + "\n")
    assert tool(two, "listed", "-", told) == (0, "- `É a.md`, ligne 2 : mal2\n")


def test_a_report_is_text(tmp_path: Path) -> None:
    (tmp_path / "r.md").write_text(
        "**2** @all <b> [a](https://x.org) #12 gh-12 www.x.org\n" + "é" * 60_000, encoding="utf-8"
    )
    status, told = tool(tmp_path, "message", "r.md")
    assert status == 0
    assert "**2**" in told
    for live in ("@all", "<b>", "](", "://", "#12", "gh-12", "www.x"):
        assert live not in told
    assert len(told.encode()) < 52_000


def test_lost_numbers_end_with_1(tmp_path: Path) -> None:
    (tmp_path / "d.json").write_text('{"lost": [{}, {}]}')
    assert tool(tmp_path, "lost", "d.json") == (1, "**2 numéro(s) de compétence perdu(s).**\n")
    (tmp_path / "d.json").write_text('{"lost": []}')
    assert tool(tmp_path, "lost", "d.json") == (0, "")
