"""What git knows of the notes, asked of real repositories."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from conftest import Vault

from vademecum.environment import history as module
from vademecum.environment.history import History, history

WHO = {"GIT_AUTHOR_NAME": "Léa", "GIT_COMMITTER_NAME": "Léa"} | {
    "GIT_AUTHOR_EMAIL": "l@m.example",
    "GIT_COMMITTER_EMAIL": "l@m.example",
}


def git(folder: Path, *arguments: str, day: str = "2024-01-01") -> None:
    when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00", "GIT_COMMITTER_DATE": f"{day}T12:00:00"}
    subprocess.run(
        ["git", *arguments], cwd=folder, env={**os.environ, **WHO, **when}, check=True,
        capture_output=True,
    )  # fmt: skip


def commit(folder: Path, day: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x", day=day)


@pytest.fixture
def repository(vault: Vault) -> Vault:
    """A vault below the root of a repository."""
    git(vault.folder.parent, "init", "-q", "-b", "principal")
    (vault.folder.parent / ".gitignore").write_text("work\n")
    return vault


def test_dates_authors_and_former_names(repository: Vault) -> None:
    words = "Une note assez longue pour que git la reconnaisse.\n" * 5
    repository.write({"Été.md": f"# Été\n\n{words}", "B.md": "b\n", "d/C.md": f"c {words}"})
    commit(repository.folder, "2024-01-01")
    git(repository.folder, "mv", "Été.md", "Saison d’été.md")
    commit(repository.folder, "2024-02-02")
    git(repository.folder, "mv", "Saison d’été.md", "d/Saison.md")
    git(repository.folder, "rm", "-q", "B.md")
    commit(repository.folder, "2024-03-03")
    known = history(repository.folder)
    assert {path: change.day for path, change in known.changes.items()} == {
        "d/Saison.md": "2024-03-03",
        "B.md": "2024-01-01",
        "d/C.md": "2024-01-01",
    }
    assert known.moved == {"Été.md": "d/Saison.md", "Saison d’été.md": "d/Saison.md"}
    assert known.changes["d/Saison.md"].author == "Léa"
    assert (known.folder, known.branch) == ("vault/", "principal")


def test_a_shallow_clone_gives_no_date(repository: Vault, tmp_path: Path) -> None:
    repository.write({"A.md": "a\n"})
    commit(repository.folder, "2024-01-01")
    repository.write({"B.md": "b\n"})
    commit(repository.folder, "2024-02-02")
    git(tmp_path, "clone", "-q", "--depth=1", tmp_path.as_uri(), "clone")
    known = history(tmp_path / "clone" / "vault")
    assert (known.changes, known.folder, known.branch) == ({}, "vault/", "principal")


def test_without_git_nothing_is_known(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    assert history(vault.folder) == History()
    monkeypatch.setenv("PATH", str(vault.folder))
    assert history(vault.folder) == History()


def test_a_slow_git_is_not_waited_for(
    repository: Vault, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "bin").mkdir()
    slow = tmp_path / "bin" / "git"
    slow.write_text("#!/bin/sh\nexec sleep 30\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    monkeypatch.setattr(module, "SECONDS", 0.2)
    assert history(repository.folder) == History()


def test_a_repository_runs_no_program_of_its_own(repository: Vault, tmp_path: Path) -> None:
    repository.write({"A.md": "a\n"})
    commit(repository.folder, "2024-01-01")
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    trap.chmod(0o755)
    for key in ("gpg.program", "core.pager", "core.fsmonitor", "diff.external"):
        git(repository.folder, "config", key, str(trap))
    git(repository.folder, "config", "log.showSignature", "true")
    assert history(repository.folder).changes["A.md"].day == "2024-01-01"
    assert not (tmp_path / "ran").exists()
