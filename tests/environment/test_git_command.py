"""A folder of notes that is itself a repository to git: no program that it names is run."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from vademecum.environment.history import GIT

CONFIG = """[core]
	repositoryformatversion = 0
	bare = false
	worktree = .
	fsmonitor = "touch {ran};false"
"""
CALL = ["diff", "--cached", "--name-status", "HEAD"]


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder that holds what a proposal of notes could bring."""
    folder = tmp_path / "notes"
    for name in ("objects", "refs"):
        (folder / name).mkdir(parents=True)
    (folder / "HEAD").write_text("ref: refs/heads/main\n")
    (folder / "config").write_text(CONFIG.format(ran=tmp_path / "ran"))
    return folder


def ran(notes: Path, *begin: str) -> bool:
    subprocess.run([*begin, *CALL], cwd=notes, check=False, capture_output=True)
    return (notes.parent / "ran").exists()


def test_no_program_of_the_notes_is_run(notes: Path) -> None:
    assert not ran(notes, *GIT)


def test_git_by_itself_would_run_it(notes: Path) -> None:
    assert ran(notes, "git")


def test_no_call_of_git_begins_otherwise() -> None:
    package = Path(__file__).parents[2] / "_ext" / "vademecum"
    calls = [p.name for p in package.rglob("*.py") if '["git"' in p.read_text(encoding="utf-8")]
    assert calls == []
