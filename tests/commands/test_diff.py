"""``make diff``: what a change does to skills and links, from git, without touching the files."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from vademecum.commands import revisions
from vademecum.commands.cli import main
from vademecum.commands.diff import plain
from vademecum.skills.register import REGISTERS

FILE_NAME = REGISTERS["fr"].file

HEAD = "---\ncompetences: true\n---\n# Compétences\n\n## Curation\n"
SKILLS = (
    "- Lire ^cur-01\n\t- Des livres.\n\t- Voir [[Guide]]\n"
    "- Écrire ^cur-02\n\t- Des textes.\n\t- statut:: base\n\t- niveau 2:: Seule.\n"
    "\n## Collection\n\n- Compter ^col-01\n\t- Des objets.\n"
)
NOTES = {
    "Compétences.md": HEAD + SKILLS,
    "Guide.md": "# Guide\n\nUn texte assez long pour être reconnu. [[Absente]]\n",
    "index.md": "# Accueil\n\n[[Compétences]] [[Guide]]\n",
    FILE_NAME: "COL-01 = active\nCUR-01 = active\nCUR-02 = active\n",
}


class Repository:
    """A vault in a repository, with one commit."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.vault = folder, folder / "mes notes"
        self.vault.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")
        self.commit(NOTES)

    def git(self, *arguments: str) -> str:
        identity = [
            "-c",
            "user.name=T",
            "-c",
            "user.email=t@example.org",
            "-c",
            "core.quotepath=off",
        ]
        done = subprocess.run(
            ["git", *identity, *arguments],
            cwd=self.folder,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def write(self, files: dict[str, str | None]) -> None:
        for name, text in files.items():
            path = self.vault / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink() if text is None else path.write_text(text, encoding="utf-8")

    def commit(self, files: dict[str, str | None] | dict[str, str]) -> None:
        self.write(dict(files))
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "change")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "dépôt")


def run(
    repository: Repository, capsys: pytest.CaptureFixture[str], base: str = "HEAD~1", head: str = ""
) -> tuple[dict[str, Any], str]:
    before = repository.git("status", "--porcelain"), tree(repository.folder)
    build = repository.folder.parent / "out"
    arguments = ["diff", "--vault", str(repository.vault), "--build", str(build)]
    arguments += ["--base", base, "--head", head]
    capsys.readouterr()
    assert main(arguments) == 0
    assert (repository.git("status", "--porcelain"), tree(repository.folder)) == before
    return json.loads(
        (build / "diff" / "diff.json").read_text(encoding="utf-8")
    ), capsys.readouterr().out


def tree(folder: Path) -> dict[str, tuple[int, bytes]]:
    found = (p for p in folder.rglob("*") if p.is_file() and ".git" not in p.parts)
    return {str(p): (p.stat().st_mtime_ns, p.read_bytes()) for p in found}


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["id"] for row in rows]


def test_added_reworded_moved_resources(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    after = (
        "- Écrire pour l'écran ^cur-02\n\t- Des textes clairs.\n"
        "\t- Voir [[Guide]]\n\t- statut:: avancé\n"
        "\t- niveau 2:: Seule et vite.\n\t- niveau 3:: Avec les autres.\n"
        "\n## Collection\n\n- Compter ^col-01\n\t- Des objets.\n- Lire ^cur-01\n\t- Des livres.\n"
        "- Ranger\n"
    )
    repository.commit({"Compétences.md": HEAD + after})
    found, said = run(repository, capsys)
    changed = {row["id"]: row for row in found["changed"]}
    assert set(changed) == {"CUR-01", "CUR-02"}
    assert changed["CUR-01"]["moved"]
    assert not changed["CUR-01"]["reworded"]
    assert changed["CUR-01"]["lost"] == ["Guide"]
    assert changed["CUR-02"]["reworded"]
    assert changed["CUR-02"]["gained"] == ["Guide"]
    assert [row["title"] for row in found["added"]] == ["Ranger"]
    assert "Écrire **pour l'écran**" in said
    assert "Des ~~textes.~~ **textes clairs.**" in said
    assert "statut : ~~base~~ **avancé**" in said
    assert "niveau 2 : ~~Seule.~~ **Seule et vite.**" in said
    assert "niveau 3 : **Avec les autres.**" in said
    assert "Curation → Collection" in said
    assert "− Guide" in said


def test_retired_and_lost(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    one = "\n## Collection\n\n- Compter ^col-01\n\t- Des objets.\n"
    register = "COL-01 = active\nCUR-01 = retirée → COL-01\nCUR-02 = active\n"
    repository.commit({"Compétences.md": HEAD + one, FILE_NAME: register})
    found, said = run(repository, capsys)
    assert ids(found["retired"]) == ["CUR-01"]
    assert ids(found["lost"]) == ["CUR-02"]
    assert "Numéros perdus" in said


def test_a_number_given_is_no_new_skill(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.commit({"Compétences.md": HEAD + SKILLS + "- Ranger\n"})
    repository.commit({"Compétences.md": HEAD + SKILLS + "- Ranger ^col-02\n"})
    found, _ = run(repository, capsys)
    assert ids(found["numbered"]) == ["COL-02"]
    assert not found["added"]


@pytest.mark.parametrize(
    "change",
    [
        {
            "Guide.md": None,
            "dossier/Manuel.md": NOTES["Guide.md"],
            "index.md": "# Accueil\n\n[[Compétences]] [[Manuel]]\n",
            "Compétences.md": NOTES["Compétences.md"].replace("[[Guide]]", "[[Manuel]]"),
        },
        {"Compétences.md": None, "Savoir-faire.md": NOTES["Compétences.md"]},
        {"Compétences.md": HEAD + "\n\n" + SKILLS},
        {
            "Compétences.md": HEAD.replace("## Curation\n", "")
            + SKILLS.partition("\n## ")[2].join(("## ", "\n## Curation\n"))
            + SKILLS.partition("\n## ")[0]
        },
        {"Guide.md": "# Guide\n\nD’autres mots, [[Absente]].\n"},
    ],
    ids=["rename a resource", "rename the list", "move lines", "move domains", "other words"],
)
def test_no_change_to_the_skills(
    repository: Repository, capsys: pytest.CaptureFixture[str], change: dict[str, str | None]
) -> None:
    repository.commit(change)
    found, said = run(repository, capsys)
    assert "Aucun changement de compétences." in said
    assert not found["skills_changed"]


def test_renamed_notes_and_their_links(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.commit({"Guide.md": None, "Manuel.md": NOTES["Guide.md"] + "\nUne ligne.\n"})
    found, _ = run(repository, capsys)
    assert found["notes_renamed"] == [["Guide.md", "Manuel.md"]]
    assert not found["notes_added"] + found["notes_removed"]
    assert {(row["path"], row["raw"]) for row in found["broken"]} == {
        ("Compétences.md", "[[Guide]]"),
        ("index.md", "[[Guide]]"),
    }
    assert not found["mended"]


def test_mended_links(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.commit({"Absente.md": "# Absente, enfin écrite\n"})
    found, said = run(repository, capsys)
    assert [(r["path"], r["line"], r["raw"]) for r in found["mended"]] == [
        ("Guide.md", 3, "[[Absente]]")
    ]
    assert found["notes_added"] == ["Absente.md"]
    assert "Liens réparés (1)" in said


def test_files_not_yet_committed(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write({"Compétences.md": HEAD + SKILLS + "- Ranger ^col-02\n"})
    found, _ = run(repository, capsys, "HEAD")
    assert ids(found["added"]) == ["COL-02"]
    found, _ = run(repository, capsys, "HEAD", "HEAD")
    assert not found["skills_changed"]


def test_what_happened_on_main_since_is_not_ours(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.git("checkout", "-q", "-b", "mine")
    repository.commit({"Compétences.md": HEAD + SKILLS + "- Ranger ^col-02\n"})
    repository.git("checkout", "-q", "main")
    repository.commit({"Nouvelle.md": "# Nouvelle\n"})
    repository.git("checkout", "-q", "mine")
    found, _ = run(repository, capsys, "main")
    assert ids(found["added"]) == ["COL-02"]
    assert not found["notes_removed"]


def test_attributes_of_a_revision_change_nothing(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository.folder / ".gitattributes").write_text("*.md export-ignore export-subst\n")
    repository.commit({"Guide.md": "# Guide\n\n$Format:%H$ [[Absente]]\n"})
    found, _ = run(repository, capsys)
    assert not found["notes_removed"]
    assert not found["skills_changed"]


def test_what_git_keeps_in_little_is_not_read_whole(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(revisions, "LARGEST", 1_000)
    monkeypatch.setattr(revisions, "ALL_BYTES", 1_500)
    repository.commit({"0a": "x" * 1_001, "0b": "x" * 900, "0c": "y" * 900})
    read: list[int] = []
    plain = revisions.git

    def measured(folder: Path, *words: str, data: bytes = b"") -> bytes:
        answer = plain(folder, *words, data=data)
        read.append(len(answer) if "cat-file" in words else 0)
        return answer

    monkeypatch.setattr(revisions, "git", measured)
    there = revisions.extract(repository.vault, "HEAD", tmp_path / "there")
    sizes = [(there / name).stat().st_size for name in ("0a", "0b", "0c")]
    assert sizes == [1_001, 900, 900]
    assert (there / "0b").read_text() == "x" * 900
    assert (there / "0c").read_bytes() == b"\0" * 900
    assert max(read) < 1_500 + 200


@pytest.mark.parametrize("base", ["nulle-part", "--output=x", "-h"])
def test_unknown_revision(
    repository: Repository, capsys: pytest.CaptureFixture[str], base: str
) -> None:
    assert main(["diff", "--vault", str(repository.vault), f"--base={base}"]) == 2
    assert "git" in capsys.readouterr().err


def test_roles(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    head = "---\ntags: profil\n---\n"
    repository.commit(
        {
            "Régie.md": head + "# Régie\n\n- CUR-01 [niveau:: 2]\n- CUR-02\n",
            "Direction.md": head + "# Direction\n\n- COL-01\n",
        }
    )
    repository.git("checkout", "-q", "-b", "roles")
    (repository.vault / "Régie.md").unlink()
    repository.commit(
        {
            "Régisseuse.md": head + "# Régie\n\n- CUR-01 [niveau:: 3]\n- COL-01 [niveau:: 0]\n",
            "Accueil du public.md": head + "# Accueil\n\n- CUR-02 [niveau:: 4]\n",
        }
    )
    (repository.vault / "Direction.md").unlink()
    found, said = run(repository, capsys)
    assert [role["name"] for role in found["roles"]["added"]] == ["Accueil"]
    assert [role["name"] for role in found["roles"]["removed"]] == ["Direction"]
    assert len(found["roles"]["changed"]) == 1
    assert "+ COL-01 (non requis)" in said
    assert "− CUR-02" in said
    assert "CUR-01 : niveau 2 → niveau 3" in said


def test_a_note_cannot_write_markdown() -> None:
    assert plain("![x](http://a) <b> `c` @moi #1 | a") == (
        "!\\[x\\](http\\://a) \\<b\\> \\`c\\` @\u2060moi \\#1 \\| a"
    )
