"""Two branches, one number: two clones with a bare remote, merged by git itself."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, Vault

from vademecum.commands.cli import main
from vademecum.skills.register import REGISTERS

FILE_NAME = REGISTERS["fr"].file

HEAD = "---\ncompetences: true\n---\n# Compétences\n\n"
WHO = ("AUTHOR", "COMMITTER")
NAMES = {f"GIT_{who}_{what}": "a@b.ch" for who in WHO for what in ("NAME", "EMAIL")}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *arguments],
        cwd=folder,
        env={**os.environ, **NAMES, "GIT_CONFIG_GLOBAL": os.devnull},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def commit(folder: Path, words: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", words)


@pytest.fixture
def clones(tmp_path: Path) -> tuple[Path, Path]:
    """Two clones of a handbook whose register is merged as this project's is."""
    git(tmp_path, "init", "-q", "--bare", "remote.git")
    git(tmp_path, "clone", "-q", "remote.git", "one")
    one = tmp_path / "one"
    shutil.copy(ROOT / ".gitattributes", one)
    (one / "S.md").write_text(
        f"{HEAD}## Curation\n\n- Lire ^cur-01\n\n## Collection\n\n- Voir [[G]]\n"
    )
    (one / "T.md").write_text(f"{HEAD}## Curation\n\n- Compter ^cur-02\n")
    (one / "G.md").write_text("# G\n")
    assert main(["ids", "--vault", str(one)]) == 0
    commit(one, "start")
    git(one, "push", "-q", "origin", "HEAD")
    git(tmp_path, "clone", "-q", "remote.git", "two")
    return one, tmp_path / "two"


def test_two_clones_give_one_number(
    clones: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = clones
    for folder, note, title in ((one, "S.md", "Écrire"), (two, "T.md", "Chanter")):
        text = (folder / note).read_text()
        (folder / note).write_text(text.replace("## Curation\n\n", f"## Curation\n\n- {title}\n"))
        assert main(["ids", "--vault", str(folder)]) == 0
        assert f"CUR-03 = active : {title}" in (folder / FILE_NAME).read_text()
        commit(folder, title)
    git(one, "push", "-q", "origin", "HEAD")
    git(two, "pull", "-q", "--no-rebase", "--no-edit")
    assert "<<<<" not in (two / FILE_NAME).read_text()
    assert main(["check", "--vault", str(two), "--build", str(two.parent / "b")]) == 1
    assert "make ids" in capsys.readouterr().out
    assert main(["ids", "--vault", str(two)]) == 0
    register = (two / FILE_NAME).read_text()
    assert register.count("CUR-03 = active") == register.count("CUR-04 = active") == 1
    marks = (two / "S.md").read_text() + (two / "T.md").read_text()
    assert marks.count("^cur-03") == marks.count("^cur-04") == 1
    assert main(["check", "--vault", str(two), "--build", str(two.parent / "b")]) == 0
    before = register
    assert main(["ids", "--vault", str(two)]) == 0
    assert (two / FILE_NAME).read_text() == before


def test_renamed_notes(vault: Vault, capsys: pytest.CaptureFixture[str]) -> None:
    """Git knows the old name, committed or not; the links are rewritten."""
    words = "\n".join(f"Ligne {number} du texte." for number in range(20))
    files = {"Ancien.md": f"# X\n\n{words}\n", "Vieux.md": f"# Y\n\n{words * 2}\n"}
    vault.write({**files, "A.md": "# A\n\n[[Ancien]] et [[Vieux|ici]]\n"})
    git(vault.folder, "init", "-q")
    commit(vault.folder, "start")
    git(vault.folder, "mv", "Ancien.md", "Médiation numérique.md")
    commit(vault.folder, "rename")
    git(vault.folder, "mv", "Vieux.md", "Accueil du public.md")
    built = vault.build("check")
    assert built.found("link-renamed") == [("A.md", 3), ("A.md", 3)]
    assert main(["fix", "--vault", str(vault.folder)]) == 0
    text = (vault.folder / "A.md").read_text(encoding="utf-8")
    assert text == "# A\n\n[[Médiation numérique]] et [[Accueil du public|ici]]\n"
