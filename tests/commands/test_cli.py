"""The command line: one for every system, in the reader's language, with honest exit statuses."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Vault

from vademecum.commands.cli import COMMANDS, main
from vademecum.commands.reader_language import ARGPARSE, reader_language, vault_language
from vademecum.commands.vault import DEFAULTS, application

LOCALES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
GOOD = {"index.md": "# Accueil\n\nVoir [[Note]].\n", "Note.md": "# Note\n\n[[index]]\n"}


@pytest.fixture(autouse=True)
def no_system_language(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in LOCALES:
        monkeypatch.delenv(name, raising=False)


def command(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess:
    """Run the command as a person does, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "vademecum", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT / "_ext"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_vault_without_conf_py(vault: Vault, tmp_path: Path) -> None:
    """What an installed package does in any folder: the site, the check, the PDF."""
    vault.write(GOOD)
    for name, made in [
        ("html", "html/index.html"),
        ("check", "check/output.jsonl"),
        ("pdf", "pdf/manuel.pdf"),
    ]:
        done = command(name, "--vault", vault.folder, "--build", "out", cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, ""), done
        assert (tmp_path / "out" / made).stat().st_size > 0
        assert Path("out", *made.split("/")[:1]).as_posix() in done.stdout.replace(os.sep, "/")


def test_html_says_where_the_site_is(
    vault: Vault, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vault.write(GOOD)
    out = tmp_path / "out"
    for _again in range(2):  # the second has nothing to do
        assert main(["html", "--vault", str(vault.folder), "--build", str(out)]) == 0
        assert capsys.readouterr().out == f"Site\xa0: {out / 'html' / 'index.html'}\n"


def test_conf_py_of_the_current_folder(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.write(GOOD)
    text = (DEFAULTS / "conf.py").read_text(encoding="utf-8")
    (tmp_path / "conf.py").write_text(text + "open('ran', 'w').close()\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--vault", str(vault.folder)]) == 0
    assert (tmp_path / "ran").exists()


def test_conf_py_among_the_notes_is_never_run(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proposal may add a file of that name to a vault that is a repository too."""
    vault.write({**GOOD, "conf.py": "open('ran', 'w').close()\n", "sub/conf.py": "1 / 0\n"})
    for folder in (vault.folder, vault.folder / "sub"):
        monkeypatch.chdir(folder)
        assert main(["check", "--vault", str(vault.folder), "--build", str(vault.work)]) == 0
    assert not (vault.folder / "ran").exists()


def test_check_fails_quietly(vault: Vault, tmp_path: Path) -> None:
    vault.write({"index.md": "# A\n\n[[index#Nulle part]]\n"})
    done = command("check", "--vault", vault.folder, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr == ""
    assert "[link-heading]" in done.stdout


@pytest.mark.parametrize("name", ["html", "check", "pdf", "ids", "fix", "diff", "live"])
def test_no_such_vault(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--vault", "nulle part"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("Le dossier de notes «\xa0nulle part\xa0» n’existe pas.")


def test_a_conf_py_that_is_wrong(
    vault: Vault, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vault.write(GOOD)
    (tmp_path / "conf.py").write_text("1 / 0\n", encoding="utf-8")
    arguments = ["html", "--vault", str(vault.folder), "--build", str(vault.work)]
    assert main([*arguments, "--conf", str(tmp_path)]) == 2
    assert "ZeroDivisionError" in capsys.readouterr().err


@pytest.mark.skipif(shutil.which("head") is None, reason="no head on this system")
@pytest.mark.parametrize(
    ("name", "told"), [("check", []), ("html", ["vademecum.link-malformed"]), ("fix", [])]
)
def test_a_closed_pipe_is_quiet(vault: Vault, tmp_path: Path, name: str, told: list[str]) -> None:
    """Only what stays readable is said: the site's findings, which go to standard error."""
    links = "".join(f"[[Rien {i}]]\n\n" for i in range(400))
    vault.write({"index.md": "# A\n\n" + links + "![[]]\n"})
    reader = subprocess.Popen(["head", "-c", "0"], stdin=subprocess.PIPE)
    reader.wait()
    assert reader.stdin is not None
    done = subprocess.run(
        [sys.executable, "-u", "-m", "vademecum", name, "--vault", str(vault.folder)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "_ext")},
        stdout=reader.stdin,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    codes = [re.search(r"^index\.md:803 .* \[([\w.-]+)\]$", s) for s in done.stderr.splitlines()]
    assert [code and code[1] for code in codes] == told, done.stderr
    assert done.returncode == 1


def test_help_in_the_readers_language(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def helped(*arguments: str) -> str:
        with pytest.raises(SystemExit) as stopped:
            main([*arguments, "--help"])
        assert stopped.value.code == 0
        return capsys.readouterr().out

    assert "usage\xa0: vademecum" in helped()
    assert all(f"    {command.name} " in helped() for command in COMMANDS)
    assert "dossier des notes (docs)" in helped("html")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert "folder of the notes (docs)" in helped("html")


def test_a_wrong_command_is_told_in_french(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["htlm"])
    assert stopped.value.code == 2
    assert "n’est pas un choix possible" in capsys.readouterr().err


def test_argparse_still_says_these_words() -> None:
    """They are looked up word for word; another Python may word one of them otherwise."""
    import argparse

    source = Path(argparse.__file__).read_text(encoding="utf-8")
    known = [text for text in ARGPARSE if text.strip("\n") in source.replace("\\n", "\n")]
    assert len(known) >= len(ARGPARSE) - 2


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('language = "de"', "de"),
        ('title = "x"\nlanguage = "it"', "it"),
        ('language = "../de"', None),
        ("language = 3", None),
        ("language =", None),
        ("\x00", None),
        ("a = " + "[" * 5000, None),
    ],
)
def test_language_of_a_vault(tmp_path: Path, text: str, language: str | None) -> None:
    (tmp_path / "vademecum.toml").write_text(text, encoding="utf-8")
    assert vault_language(tmp_path) == language


def test_language_of_the_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reader_language(tmp_path) == "fr"
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert reader_language(tmp_path) == "fr"
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert reader_language(tmp_path) == "en"
    (tmp_path / "vademecum.toml").write_text('language = "fr"', encoding="utf-8")
    assert reader_language(tmp_path) == "fr"


def test_a_vault_speaks_its_language_after_another(vault: Vault) -> None:
    """In one process, French first: Sphinx by itself would let French answer for English."""
    for language, words in (("fr", "Compétence"), ("en", "Skill"), ("fr", "Compétence")):
        vault.write({"vademecum.toml": f'language = "{language}"\n'})
        out, doctrees = vault.work / language, vault.work / f"{language}.doctrees"
        with application("reading", vault.folder, DEFAULTS, out, doctrees) as app:
            from vademecum.i18n import _

            assert app.config.language == language
            assert _("Skill") == words
