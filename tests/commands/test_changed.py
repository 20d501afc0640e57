"""Which lines of notes differ from a revision, whatever the notes and their repository do."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from vademecum.commands.changed import changed_lines
from vademecum.commands.revisions import extract

WHO = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
FILTERS = """[filter "a=b"]
	clean = "touch {ran};cat"
	smudge = "touch {ran};cat"
	required = true
[diff "d"]
	textconv = "touch {ran};cat"
	command = "touch {ran}"
"""


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *WHO, *words], cwd=folder, check=True, capture_output=True)
    return done.stdout.decode()


def commit(folder: Path) -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x", "--allow-empty")
    return git(folder, "rev-parse", "HEAD").strip()


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    folder.mkdir()
    git(folder, "init", "-q")
    return folder


def test_no_program_of_the_repository_is_run(vault: Path) -> None:
    (vault / "A.md").write_text("one\n")
    first = commit(vault)
    (vault / ".gitattributes").write_text("* filter=a=b diff=d\n")
    with (vault / ".git" / "config").open("a") as config:
        config.write(FILTERS.format(ran=vault.parent / "ran"))
    (vault / "A.md").write_text("one\ntwo\n")
    assert changed_lines(vault, first, "") == {("A.md", 2)}
    assert not (vault.parent / "ran").exists()


def test_git_by_itself_would_run_them(vault: Path) -> None:
    test_no_program_of_the_repository_is_run(vault)
    subprocess.run(["git", "diff"], cwd=vault, check=False, capture_output=True)
    assert (vault.parent / "ran").exists()


def test_attributes_hide_no_line(vault: Path) -> None:
    (vault / "A.md").write_text("one\n")
    first = commit(vault)
    (vault / ".gitattributes").write_text("* -diff\n*.md binary\n")
    (vault / "A.md").write_text("one\ntwo\n")
    assert changed_lines(vault, first, commit(vault)) == {("A.md", 2)}


def test_lines_that_look_like_a_difference_are_none(vault: Path) -> None:
    (vault / "A.md").write_text("a\nb\nc\nd\n")
    first = commit(vault)
    forged = "a\n++ b/B.md\n@@ -1 +1,90 @@\nb\nc\nD\\ No newline"
    (vault / "A.md").write_text(forged)
    assert changed_lines(vault, first, "") == {("A.md", 2), ("A.md", 3), ("A.md", 6)}


@pytest.mark.skipif("os.name == 'nt'", reason="names that Windows does not have")
def test_names_that_git_quotes(vault: Path) -> None:
    name = 'é "b"\t\\.md'
    (vault / name).write_text("one\n")
    first = commit(vault)
    (vault / name).write_text("two\n")
    assert {line for _name, line in changed_lines(vault, first, "")} == {1}
    assert all('"b"' in printed for printed, _line in changed_lines(vault, first, ""))


def test_a_film_is_not_compared(vault: Path) -> None:
    (vault / "film.mp4").write_bytes(bytes(9) + b"\n")
    first = commit(vault)
    (vault / "film.mp4").write_bytes(b"x\n" * 99)
    assert changed_lines(vault, first, "") == frozenset()


def test_a_revision_of_which_git_lacks_a_file(vault: Path) -> None:
    (vault / "A.md").write_text("one\n")
    (vault / "B.md").write_text("two\n")
    first = commit(vault)
    blob = git(vault, "rev-parse", "HEAD:A.md").strip()
    (vault / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    there = extract(vault, first, vault.parent / "there")
    assert [path.name for path in there.rglob("*.md")] == ["B.md"]
