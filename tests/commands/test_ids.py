"""``make ids``: numbers for skills, nothing else; and the register."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT, Build, Vault

from vademecum.commands import files
from vademecum.commands.cli import main
from vademecum.skills.register import REGISTERS, RegisterWords, read_register

FILE_NAME = REGISTERS["fr"].file

HEAD = "---\ncompetences: true\n---\n## Curation\n\n"
NOTE = "Compétences.md"


def run(vault: Vault, files: dict[str, str | bytes]) -> tuple[int, dict[str, bytes]]:
    vault.write(files)
    status = main(["ids", "--vault", str(vault.folder)])
    return status, contents(vault)


def contents(vault: Vault) -> dict[str, bytes]:
    found = (p for p in vault.folder.rglob("*") if p.is_file())
    return {p.relative_to(vault.folder).as_posix(): p.read_bytes() for p in found}


PLACES = [
    ("one line", "- Un\n", "- Un ^cur-01\n"),
    (
        "several lines",
        "- Un\n  deux\n  trois\n\t- Description.\n",
        "- Un\n  deux\n  trois ^cur-01\n\t- Description.\n",
    ),
    ("lazy line", "- Un\ndeux\n", "- Un\ndeux ^cur-01\n"),
    ("trailing blanks", "- Un  \n\t- Description.\n", "- Un ^cur-01  \n\t- Description.\n"),
    ("backslash", "- Un\\\n\t- Description.\n", "- Un\\ ^cur-01\n\t- Description.\n"),
    ("backslash within", "- Un\\\n  deux\n", "- Un\\\n  deux ^cur-01\n"),
    ("numbered list", "1. Un\n2. Deux\n", "1. Un ^cur-01\n2. Deux ^cur-02\n"),
    ("other bullets", "* Un\n\n+ Deux\n", "* Un ^cur-01\n\n+ Deux ^cur-02\n"),
    ("task", "- [ ] Un\n", "- [ ] Un ^cur-01\n"),
    ("markup", "- **Un** et `deux`\n", "- **Un** et `deux` ^cur-01\n"),
    ("link", "- Un [[Note]]\n", "- Un [[Note]] ^cur-01\n"),
    ("comment at the end", "- Un %%pas fini%%\n", "- Un %%pas fini%% ^cur-01\n"),
    (
        "math and a footnote",
        "- Un $x$[^1]\n\n[^1]: Note.\n",
        "- Un $x$[^1] ^cur-01\n\n[^1]: Note.\n",
    ),
    ("loose list", "- Un\n\n  Suite.\n\n- Deux\n", "- Un ^cur-01\n\n  Suite.\n\n- Deux ^cur-02\n"),
    (
        "among marked ones",
        "- A ^cur-07\n- B\n- C ^cur-02\n",
        "- A ^cur-07\n- B ^cur-08\n- C ^cur-02\n",
    ),
    ("mark on a line of its own", "- A\n  ^cur-03\n- B\n", "- A\n  ^cur-03\n- B ^cur-04\n"),
    ("mark of another kind", "- A ^mienne\n- B\n", "- A ^mienne\n- B ^cur-01\n"),
    ("number of some other block", "- A\n\nTexte. ^cur-05\n", "- A ^cur-06\n\nTexte. ^cur-05\n"),
    ("a reference is no skill", "- Voir [[X]]\n- A\n", "- Voir [[X]]\n- A ^cur-01\n"),
    ("code looks like a skill", "- A\n\n```\n- B\n```\n", "- A ^cur-01\n\n```\n- B\n```\n"),
    ("commented skill", "- A\n\n%%\n- B\n%%\n", "- A ^cur-01\n\n%%\n- B\n%%\n"),
    ("two domains", "- A\n\n## Collection\n- B\n", "- A ^cur-01\n\n## Collection\n- B ^col-01\n"),
    ("unknown domain", "- A\n\n## Jardin\n- B\n", "- A ^cur-01\n\n## Jardin\n- B ^jar-01\n"),
    ("html at the end", "- A <br>\n", "- A <br> ^cur-01\n"),
    ("caret at the end", "- 2^\n", "- 2^ ^cur-01\n"),
]


@pytest.mark.parametrize(("before", "after"), [r[1:] for r in PLACES], ids=[r[0] for r in PLACES])
def test_place(vault: Vault, before: str, after: str) -> None:
    status, found = run(vault, {NOTE: HEAD + before})
    assert found[NOTE].decode() == HEAD + after
    assert status == 0


BYTES = [
    ("CRLF", "\r\n", b"", False),
    ("CR", "\r", b"", False),
    ("BOM", "\n", b"\xef\xbb\xbf", True),
    ("no final newline", "\n", b"", False),
    ("tabs and decomposed accents", "\n", b"", True),
]


@pytest.mark.parametrize(("end", "bom", "final"), [r[1:] for r in BYTES], ids=[r[0] for r in BYTES])
def test_bytes(vault: Vault, end: str, bom: bytes, final: bool) -> None:
    text = (
        HEAD
        + "- Me\u0301diation  \n\t- Une\tdescription.\t\n\n\n- Un\u00a0autre"
        + ("\n" if final else "")
    )
    before = bom + text.replace("\n", end).encode()
    _, found = run(vault, {NOTE: before})
    assert found[NOTE] != before
    assert found[NOTE].replace(b" ^cur-01", b"").replace(b" ^cur-02", b"") == before
    assert found[NOTE].count(b" ^cur-") == 2


def test_twice_changes_nothing(vault: Vault) -> None:
    status, first = run(vault, {NOTE: HEAD + "- A\n- B\n", "Autre.md": "# Autre\n- C\n"})
    assert status == 0
    assert first["Autre.md"] == b"# Autre\n- C\n"
    stamps = {p: p.stat().st_mtime_ns for p in vault.folder.iterdir()}
    assert run(vault, {}) == (0, first)
    assert {p: p.stat().st_mtime_ns for p in vault.folder.iterdir()} == stamps


def test_mode_is_kept(vault: Vault) -> None:
    vault.write({NOTE: HEAD + "- A\n"})
    (vault.folder / NOTE).chmod(0o640)
    run(vault, {})
    assert (vault.folder / NOTE).stat().st_mode & 0o777 == 0o640


def test_of_two_with_one_number_the_second_gets_another(
    vault: Vault, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {"A.md": HEAD + "- Un ^cur-01\n- Deux\n", "B.md": HEAD + "- Trois ^cur-01\n"}
    status, found = run(vault, before)
    assert status == 0
    assert found["A.md"].decode() == HEAD + "- Un ^cur-01\n- Deux ^cur-02\n"
    assert found["B.md"].decode() == HEAD + "- Trois ^cur-03\n"
    said = capsys.readouterr().out
    assert "B.md" in said
    assert "Trois" in said


def test_conflict_is_ordered(vault: Vault) -> None:
    register = "<<<<<<< a\nCUR-01 = active : A\n=======\nCUR-01 = active : B\n>>>>>>> b\n"
    status, found = run(vault, {NOTE: HEAD + "- A\n", FILE_NAME: register})
    assert status == 0
    assert found[NOTE].decode() == HEAD + "- A ^cur-01\n"
    assert found[FILE_NAME].decode() == "CUR-01 = active : A\n"


def test_not_utf8_is_left_alone(vault: Vault, capsys: pytest.CaptureFixture[str]) -> None:
    other = (HEAD + "- Été\n").encode("cp1252")
    status, found = run(vault, {NOTE: HEAD + "- A\n", "Latin.md": other})
    assert status == 1
    assert found["Latin.md"] == other
    assert found[NOTE].decode() == HEAD + "- A ^cur-01\n"
    assert "Latin.md" in capsys.readouterr().out


def test_retired_numbers_are_never_given_again(vault: Vault) -> None:
    run(vault, {NOTE: HEAD + "- A\n- B\n"})
    status, found = run(vault, {NOTE: HEAD + "- A ^cur-01\n"})
    assert status == 0
    assert "CUR-02 = retirée : B" in found[FILE_NAME].decode()
    _, found = run(vault, {NOTE: HEAD + "- A ^cur-01\n- C\n"})
    assert found[NOTE].decode() == HEAD + "- A ^cur-01\n- C ^cur-03\n"


def test_a_lost_mark_is_put_back(vault: Vault) -> None:
    run(vault, {NOTE: HEAD + "- A\n- B\n"})
    _, found = run(vault, {NOTE: HEAD + "- B\n- A ^cur-01\n- C\n"})
    assert found[NOTE].decode() == HEAD + "- B ^cur-02\n- A ^cur-01\n- C ^cur-03\n"
    assert "retirée :" not in found[FILE_NAME].decode()


def test_nothing_is_retired_while_a_note_cannot_be_read(vault: Vault) -> None:
    run(vault, {NOTE: HEAD + "- A\n"})
    latin = (HEAD + "- Été ^cur-01\n").encode("utf-16")
    vault.write({NOTE: None, "B.md": latin})
    _, found = run(vault, {})
    assert "CUR-01 = active" in found[FILE_NAME].decode()


def test_a_link_out_of_the_vault_is_not_followed(vault: Vault, tmp_path: Path) -> None:
    outside = tmp_path / "dehors.txt"
    outside.write_text("CUR-41 = active\n")
    (vault.folder / FILE_NAME).symlink_to(outside)
    vault.write({NOTE: HEAD + "- A\n"})
    assert main(["ids", "--vault", str(vault.folder)]) == 1
    assert outside.read_text() == "CUR-41 = active\n"


def test_somebody_else_writes_meanwhile(tmp_path: Path) -> None:
    note = tmp_path / "a.md"
    note.write_bytes(b"autre")
    with pytest.raises(files.ChangedMeanwhileError):
        files.replace_file(tmp_path, "a.md", b"avant", b"apres")
    assert note.read_bytes() == b"autre"
    assert list(tmp_path.iterdir()) == [note]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_killed_at_any_moment_nothing_is_lost(vault: Vault) -> None:
    """Killed again and again, then left to finish: the end is as if nothing had happened."""
    before = {f"N{i:02}.md": HEAD + f"- Skill {i}\n" for i in range(40)}
    vault.write(before)
    slow = (
        "import time, vademecum.commands.files as f\n"
        "real = f._take_mode\n"
        "f._take_mode = lambda a, b: (time.sleep(0.03), real(a, b))\n"
        "import sys, vademecum.commands.cli as cli; cli.main(['ids', *sys.argv[1:]])\n"
    )
    seen = set()
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", slow, "--vault", str(vault.folder)],
            env={**os.environ, "PYTHONPATH": str(ROOT / "_ext")},
            stdout=subprocess.DEVNULL,
        )
        marked = _marked(vault)
        deadline = time.monotonic() + 60
        while (
            process.poll() is None and _marked(vault) < marked + 5 and time.monotonic() < deadline
        ):
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.wait()
        seen.add(_marked(vault))
        for name, text in before.items():
            found = (vault.folder / name).read_text(encoding="utf-8")
            assert found == text or found.startswith(text.rstrip("\n") + " ^cur-")
    assert min(seen) < len(before), "the command was never killed half way"
    assert main(["ids", "--vault", str(vault.folder)]) == 0
    numbers = read_register((vault.folder / FILE_NAME).read_text(encoding="utf-8"))
    assert len(numbers.entries) == len(before) == _marked(vault)
    assert not [p for p in vault.folder.iterdir() if p.name.startswith(".")]


def _marked(vault: Vault) -> int:
    return sum(b"^cur-" in p.read_bytes() for p in vault.folder.glob("*.md"))


def test_retired_page_answers(build: Build) -> None:
    register = (
        "CUR-01 = active : A\nCUR-09 = retirée → CUR-01 : Ancienne\nCUR-08 = active : Perdue\n"
    )
    built = build({"index.md": "# I\n", NOTE: HEAD + "- A ^cur-01\n", FILE_NAME: register})
    page = built.soup("competences/cur-09")
    assert "Retirée" in page.get_text()
    assert "remplacée par" in page.get_text()
    assert page.find("a", href="cur-01.html") is not None
    assert "Perdue" in built.text("competences/cur-08")
    assert built.soup("catalogue").find(id="CUR-09") is not None
    assert {n["id"] for n in built.needs().values() if n["type"] == "skill"} == {"CUR-01"}
    assert built.codes == ["skill-gone"]
    assert built.found("skill-gone") == [(FILE_NAME, 3)]


def test_retired_page_follows_the_register(vault: Vault) -> None:
    vault.write({NOTE: HEAD + "- A ^cur-01\n", FILE_NAME: "CUR-01 = active\nCUR-02 = retirée\n"})
    vault.build()
    vault.write({FILE_NAME: "CUR-01 = active\nCUR-02 = retirée → CUR-01\n"})
    assert "remplacée par" in vault.build().text("competences/cur-02")


def test_retired_number_in_use(build: Build) -> None:
    built = build({NOTE: HEAD + "- A ^cur-09\n", FILE_NAME: "CUR-09 = retirée\n"})
    assert built.warned("skill-retired") == [(NOTE, 6)]


def test_unregistered_number_is_told_once(build: Build) -> None:
    built = build({NOTE: HEAD + "- A ^cur-09\n- B ^cur-10\n", FILE_NAME: "# vide\n"})
    assert built.codes == []
    assert built.found("skill-unregistered") == [(NOTE, 6)]


def test_two_branches(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each gives CUR-02 to a skill of its own; after the merge the check names both places."""
    vault = tmp_path / "docs"
    vault.mkdir()
    git = _git(tmp_path)
    (vault / "A.md").write_text(HEAD + "- Un ^cur-01\n", encoding="utf-8")
    main(["ids", "--vault", str(vault)])
    git("add", "-A"), git("commit", "-qm", "base"), git("branch", "other")
    for branch, name in (("main", "B.md"), ("other", "C.md")):
        git("checkout", "-q", branch)
        (vault / name).write_text(HEAD + f"- Nouvelle {name}\n", encoding="utf-8")
        main(["ids", "--vault", str(vault)])
        git("add", "-A"), git("commit", "-qm", branch)
    merged = git("merge", "-q", "main", check=False)
    assert merged != 0, "git itself stops at the register"
    assert main(["ids", "--vault", str(vault)]) == 0
    assert "<<<<" not in (vault / FILE_NAME).read_text(encoding="utf-8")
    texts = [(vault / name).read_text(encoding="utf-8") for name in ("B.md", "C.md")]
    assert sorted(text.rpartition("^")[2].strip() for text in texts) == ["cur-02", "cur-03"]


def _git(folder: Path):
    def git(*arguments: str, check: bool = True) -> int:
        identity = ["-c", "user.name=T", "-c", "user.email=t@example.org"]
        return subprocess.run(
            ["git", *identity, *arguments], cwd=folder, check=check, stdout=subprocess.DEVNULL
        ).returncode

    git("init", "-q", "-b", "main")
    return git


def test_register_that_is_too_long_refuses_everything(
    vault: Vault, capsys: pytest.CaptureFixture[str]
) -> None:
    """Taken as empty, it would have its numbers given a second time."""
    register = "CUR-01 = retirée : Ancienne\n" + "# " + "x" * 1_000_000 + "\n"
    status, after = run(vault, {NOTE: HEAD + "- Nouvelle\n", FILE_NAME: register})
    assert status == 1
    assert after[NOTE] == (HEAD + "- Nouvelle\n").encode()
    assert f"{FILE_NAME}:1:" in capsys.readouterr().err
    assert vault.build("check").status == 1
    assert [w.code for w in vault.built[-1].reported if w.path == FILE_NAME] == [
        "register-too-long"
    ]


def test_the_file_that_changed_is_named(tmp_path: Path) -> None:
    (tmp_path / "Note.md").write_text("autre")
    with pytest.raises(files.ChangedMeanwhileError, match=r"^Note\.md$"):
        files.replace_file(tmp_path, "Note.md", b"avant", b"apr\xc3\xa8s")


def test_a_role_with_an_id_is_registered_and_retired(vault: Vault) -> None:
    role = "---\ntags: profil\nid: rol-01\n---\n# Régie\n\n- CUR-01\n"
    skills = HEAD + "- Écrire ^cur-01\n"
    other = "---\ntags: profil\n---\n# Direction\n\n- CUR-01\n"
    status, found = run(vault, {NOTE: skills, "Régie.md": role, "Direction.md": other})
    assert status == 0
    entries = read_register(found[FILE_NAME].decode()).entries
    assert {i: e.title for i, e in entries.items()} == {"CUR-01": "Écrire", "ROL-01": "Régie"}
    assert found["Régie.md"].decode() == role
    status, again = run(vault, {})
    assert again == found
    _, found = run(vault, {"Régie.md": None})  # type: ignore[dict-item]
    assert read_register(found[FILE_NAME].decode()).entries["ROL-01"].retired
    assert vault.build("check").codes == []


WORDS = [(code, words) for code, words in REGISTERS.items()]


@pytest.mark.parametrize(("language", "words"), WORDS, ids=list(REGISTERS))
def test_a_new_register_has_the_name_and_the_words_of_the_language(
    vault: Vault, language: str, words: RegisterWords
) -> None:
    settings = f'language = "{language}"\n'
    files = {"vademecum.toml": settings, NOTE: HEAD + "- A ^cur-01\n- B\n"}
    status, found = run(vault, files)
    assert status == 0
    assert sorted(name for name in found if name.endswith(".txt")) == [words.file]
    assert f"CUR-02 = {words.active} : B" in found[words.file].decode()
    assert words.retired in found[words.file].decode()  # the comment tells how to write it
    _status, found = run(vault, {NOTE: HEAD + "- A ^cur-01\n"})
    assert f"CUR-02 = {words.retired} : B" in found[words.file].decode()
    assert read_register(found[words.file].decode()).entries["CUR-02"].retired


@pytest.mark.parametrize("words", REGISTERS.values(), ids=list(REGISTERS))
def test_a_register_of_another_language_is_used_and_none_is_made_beside_it(
    vault: Vault, words: RegisterWords
) -> None:
    files: dict[str, str | bytes] = {
        "vademecum.toml": 'language = "de"\n',
        NOTE: HEAD + "- A\n",
        words.file: f"CUR-01 = {words.retired} : Alt\n",
    }
    status, found = run(vault, files)
    assert status == 0
    assert "- A ^cur-02\n" in found[NOTE].decode(), "CUR-01 is taken"
    assert [name for name in found if name.endswith(".txt")] == [words.file]
    assert f"CUR-02 = {words.active} : A\n" in found[words.file].decode()


def test_of_two_registers_none_is_written_and_no_number_given(vault: Vault) -> None:
    files: dict[str, str | bytes] = {
        NOTE: HEAD + "- A\n",
        REGISTERS["fr"].file: "CUR-01 = active : A\n",
        REGISTERS["en"].file: "CUR-02 = retired : Old\n",
    }
    status, found = run(vault, files)
    assert status == 1
    assert found == {name: str(text).encode() for name, text in files.items()}
