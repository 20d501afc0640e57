"""What a proposal is told, on two clones of one bare remote; read with the main branch's code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from vademecum.commands.changed import REPORT
from vademecum.commands.cli import main

TOOL = ROOT / "tools" / "proposal.py"
SKILLS = "---\ncompetences: true\n---\n# Compétences\n\n## Curation\n\n"
TWO = (
    "- Écrire ^cur-01\n\t- Des textes.\n\t- Voir [[Guide]]\n"
    "- Lire ^cur-02\n\t- Des livres.\n\t- Voir [[Guide]]\n"
)
REGISTER = "registre-des-competences.txt"


def git(folder: Path, *arguments: str) -> str:
    own = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    command = ["git", *own, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def commit(folder: Path, message: str) -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", message)
    return git(folder, "rev-parse", "HEAD").strip()


@pytest.fixture
def clones(tmp_path: Path) -> tuple[Path, Path]:
    """Two clones of a bare remote; the first note holds a slip that has long been there."""
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "remote")
    git(tmp_path, "clone", "-q", "remote", "one")
    one, two = tmp_path / "one", tmp_path / "two"
    git(one, "checkout", "-q", "-B", "main")
    write(
        one,
        {
            "É a.md": "# É a\n\nVoir [[Giude]].\n\nVoir [[Guide]] et [[Compétences]].\n",
            "Guide.md": "# Guide\n",
            "Compétences.md": SKILLS + TWO,
            REGISTER: "CUR-01 = active : Écrire\nCUR-02 = active : Lire\n",
            "index.md": "# Accueil\n\n[[É a]]\n",
        },
    )
    commit(one, "first")
    git(one, "push", "-q", "origin", "main")
    git(tmp_path, "clone", "-q", "remote", "two")
    return one, two


def check(folder: Path, *options: str) -> tuple[int, str]:
    """Check the vault that a clone is; return the status, and the report for the page."""
    build = folder.parent / "built"
    where = ["--vault", str(folder), "--build", str(build)]
    status = main(["check", *where, "--base", "origin/main", *options])
    report = build / "check" / REPORT
    return status, report.read_text(encoding="utf-8") if report.is_file() else ""


def test_what_was_there_before_is_not_the_contributor_s_fault(
    clones: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    _, two = clones
    text = (two / "É a.md").read_text(encoding="utf-8")
    write(two, {"É a.md": "# É a\n\nUne ligne de plus.\n\n" + text.partition("\n\n")[2]})
    commit(two, "proposal")
    status, report = check(two, "--format", "github")
    assert status == 0
    assert "Giude" not in report
    assert "::error" not in capsys.readouterr().out


def test_a_slip_on_a_changed_line_is_annotated_there(
    clones: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = clones
    write(one, {"Guide.md": "# Guide\n\nLa branche principale avance.\n"})
    commit(one, "main moves on")
    git(one, "push", "-q", "origin", "main")
    text = (two / "É a.md").read_text(encoding="utf-8")
    write(two, {"É a.md": text.replace("Voir [[Guide]]", "Voir [[Guyde]]")})
    commit(two, "proposal")
    git(two, "fetch", "-q")
    status, report = check(two, "--format", "github")
    said = capsys.readouterr().out
    assert status == 1
    assert [line for line in said.split("\n") if line.startswith("::error")] != []
    assert "line=5" in said
    assert "line=3" not in said
    assert "Guyde" in report


def test_a_note_that_is_deleted_breaks_lines_that_nobody_touched(
    clones: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    _, two = clones
    git(two, "rm", "-q", "Compétences.md")
    commit(two, "proposal")
    status, report = check(two, "--format", "github")
    assert status == 1
    assert "skill-gone" in capsys.readouterr().out
    assert "CUR-01" in report


def test_a_commit_is_read_as_data_and_the_work_tree_stays(clones: tuple[Path, Path]) -> None:
    """As the job does that may write: the proposal is fetched, never checked out."""
    one, two = clones
    write(two, {"Guide.md": "# Guide\n\nVoir [[Giude]].\n", "conf.py": "raise SystemExit(9)\n"})
    head = commit(two, "proposal")
    git(two, "push", "-q", "origin", "HEAD:refs/pull/7/head")
    git(one, "fetch", "-q", "origin", "refs/pull/7/head")
    status, report = check(one, "--head", head)
    assert status == 1
    assert "Guide.md" in report
    assert git(one, "status", "--porcelain") == ""


def test_lost_numbers_stand_in_bold_and_end_with_1(clones: tuple[Path, Path]) -> None:
    one, two = clones
    write(two, {"Compétences.md": SKILLS + TWO.partition("- Lire")[0]})
    head = commit(two, "proposal")
    git(one, "fetch", "-q", str(two), "HEAD")
    build = one.parent / "built"
    where = ["--vault", str(one), "--build", str(build)]
    assert main(["diff", *where, "--base", "origin/main", "--head", head]) == 0
    words = (build / "diff" / "diff.md").read_text(encoding="utf-8")
    assert "**Numéros de compétences perdus\u00a0: 1.**" in words
    assert tool(one, "lost", str(build / "diff" / "diff.json"))[0] == 1


def test_a_retired_skill_is_told_with_its_successor(clones: tuple[Path, Path]) -> None:
    one, two = clones
    write(
        two,
        {
            "Compétences.md": SKILLS + TWO.partition("- Lire")[0],
            REGISTER: "CUR-01 = active : Écrire\nCUR-02 = retirée → CUR-01 : Lire\n",
        },
    )
    head = commit(two, "proposal")
    git(one, "fetch", "-q", str(two), "HEAD")
    build = one.parent / "built"
    where = ["--vault", str(one), "--build", str(build)]
    assert main(["diff", *where, "--base", "origin/main", "--head", head]) == 0
    words = (build / "diff" / "diff.md").read_text(encoding="utf-8")
    assert "Lire (Curation) → CUR-01" in words
    assert tool(one, "lost", str(build / "diff" / "diff.json"))[0] == 0


def test_an_unknown_revision_is_told(
    clones: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    one, _ = clones
    status = main(
        ["check", "--vault", str(one), "--build", str(one.parent / "b"), "--base", "nulle"]
    )
    assert status == 2
    assert "nulle" in capsys.readouterr().err


def tool(folder: Path, action: str, *values: str) -> tuple[int, str]:
    command = [sys.executable, "-X", "utf8", str(TOOL), action, *values]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout


def test_a_report_is_text(tmp_path: Path) -> None:
    (tmp_path / "r.md").write_text(
        "**2** @all <b> [a](https://x.org) #12 gh-12 www.x.org ⟦site⟧\n" + "é" * 60_000,
        encoding="utf-8",
    )
    status, text = tool(tmp_path, "message", "r.md", "https://example.org/runs/7")
    assert status == 0
    assert "**2**" in text
    assert "https://example.org/runs/7" in text
    for live in ("@all", "<b>", "](", "://x", "#12", "gh-12", "www.x"):
        assert live not in text
    assert len(text.encode()) < 52_000


def test_lost_numbers_end_with_1(tmp_path: Path) -> None:
    (tmp_path / "d.json").write_text(json.dumps({"lost": [{}, {}]}))
    assert tool(tmp_path, "lost", "d.json") == (1, "")
    (tmp_path / "d.json").write_text(json.dumps({"lost": []}))
    assert tool(tmp_path, "lost", "d.json") == (0, "")
