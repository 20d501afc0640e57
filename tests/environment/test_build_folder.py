"""What a build leaves to the next one: one build at a time, a clean start where it is not whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Vault
from test_incremental import FILES, assert_same

from vademecum.commands.cli import main
from vademecum.environment import build_folder
from vademecum.environment.build_folder import FILE, BusyError
from vademecum.environment.disk import OutputError

HOLD = """
import sys, time
from types import SimpleNamespace
from vademecum.environment.build_folder import take
app = SimpleNamespace(doctreedir=sys.argv[1], outdir=sys.argv[1])
take(app)
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def edited(vault: Vault) -> Vault:
    """A vault that was built, in which another note has changed since."""
    vault.write(FILES)
    vault.build(out="site")
    vault.write({"Question.md": FILES["Question.md"] + "\nEncore.\n"})
    return vault


def test_what_is_whole_is_taken_up(edited: Vault, capfd: pytest.CaptureFixture[str]) -> None:
    read: list[str] = []
    edited.build(out="site", seen=read)
    assert read == ["question"]
    assert "refait" not in capfd.readouterr().err


def test_a_second_build_is_refused_until_the_first_is_gone(
    vault: Vault, capfd: pytest.CaptureFixture[str]
) -> None:
    vault.write({"index.md": "# Accueil\n"})
    vault.build()
    doctrees = vault.work / "html.doctrees"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(doctrees)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "_ext")},
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        with pytest.raises(BusyError, match="dossier"):
            vault.build()
        first.kill()
        first.wait()
    vault.write({"Autre.md": "# Autre\n"})
    assert vault.build().status == 0
    assert "arrêtée avant sa fin" in capfd.readouterr().err  # the one that was killed
    assert (Path(vault.built[-1].app.outdir) / "autre.html").exists()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _a_bit_turned(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(bytes(data))


def _a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "x").touch()


def _a_link_to_itself(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


DAMAGES = (_cut, _emptied, _a_bit_turned, _a_folder, _a_link_to_itself, Path.unlink)


@pytest.mark.parametrize("name", ["environment.pickle", FILE])
@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_told_and_made_good(
    edited: Vault,
    capfd: pytest.CaptureFixture[str],
    name: str,
    damage: Callable[[Path], None],
) -> None:
    damage(edited.work / "site.doctrees" / name)
    (edited.work / "site" / "old.html").write_text("of a note that has gone")
    capfd.readouterr()
    built = edited.build(out="site")
    assert capfd.readouterr().err.count("tout est refait") == 1
    assert built.status == 0
    assert_same(built, edited.build(out="clean"))


@pytest.mark.parametrize("damage", [_cut, _emptied, _a_bit_turned, Path.unlink])
def test_a_damaged_document_does_not_stop_a_command(
    vault: Vault, capfd: pytest.CaptureFixture[str], damage: Callable[[Path], None]
) -> None:
    """The page of a note that links to another is written again from what was read of it before."""
    vault.write({"index.md": "# Accueil\n\n[[Note]]\n", "Note.md": "# Note\n"})
    line = ["html", "--vault", str(vault.folder), "--build", str(vault.work / "site")]
    assert main(line) == 0
    damage(vault.work / "site" / "doctrees" / "index.doctree")
    vault.write({"Note.md": "# Autre titre\n"})
    assert main(line) == 0
    assert "Traceback" not in capfd.readouterr().err
    assert "Autre titre" in (vault.work / "site" / "html" / "index.html").read_text("utf-8")


def test_a_folder_of_the_version_before_is_built_again(
    edited: Vault, capfd: pytest.CaptureFixture[str]
) -> None:
    doctrees = edited.work / "site.doctrees"
    (doctrees / FILE).unlink()
    (doctrees / ".building").touch()
    (doctrees / "kept.json").write_text("{}", encoding="ascii")
    (edited.work / "site" / "old.html").write_text("of a note that has gone")
    read: list[str] = []
    built = edited.build(out="site", seen=read)
    assert "autre version" in capfd.readouterr().err
    assert "archives" in read
    assert not (doctrees / "kept.json").exists()
    assert_same(built, edited.build(out="clean"))


def test_another_engine_begins_again(
    edited: Vault, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build_folder, "engine", lambda: "another")
    read: list[str] = []
    edited.build(out="site", seen=read)
    assert "autre version" in capfd.readouterr().err
    assert "archives" in read


def test_the_engine_is_its_code(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    monkeypatch.setattr(build_folder, "_PACKAGE", tmp_path)
    before = build_folder.engine.__wrapped__()
    assert build_folder.engine.__wrapped__() == before
    (tmp_path / "a.py").write_text("2")
    assert build_folder.engine.__wrapped__() != before


def test_a_copy_is_as_good(edited: Vault, capfd: pytest.CaptureFixture[str]) -> None:
    """As CI restores what it has kept: other times, the same bytes."""
    for name in ("site", "site.doctrees"):
        shutil.copytree(edited.work / name, edited.work / "aside" / name)
        shutil.rmtree(edited.work / name)
        shutil.copytree(edited.work / "aside" / name, edited.work / name, copy_function=shutil.copy)
    built = edited.build(out="site")
    assert "refait" not in capfd.readouterr().err
    assert_same(built, edited.build(out="clean"))


def test_a_site_that_was_deleted_is_written_again(edited: Vault) -> None:
    shutil.rmtree(edited.work / "site")
    assert_same(edited.build(out="site"), edited.build(out="clean"))


@pytest.mark.parametrize("page", ["archives.html", "competences/cur-01.html"])
def test_a_page_that_was_deleted_is_written_again(edited: Vault, page: str) -> None:
    (edited.work / "site" / page).unlink()
    assert_same(edited.build(out="site"), edited.build(out="clean"))


@pytest.mark.parametrize("change", ["", "another author"])
def test_what_others_put_there_is_nobody_s_business(
    edited: Vault, capfd: pytest.CaptureFixture[str], change: str
) -> None:
    (edited.work / "site" / "CNAME").write_text("example.org\n")
    edited.build(out="site", **({"author": change} if change else {}))
    assert "refait" not in capfd.readouterr().err
    assert (edited.work / "site" / "CNAME").exists()


def test_the_site_of_a_host_is_never_emptied(
    vault: Vault, capfd: pytest.CaptureFixture[str]
) -> None:
    vault.write({"index.md": "# Host\n", "notes/N.md": "# Note\n"})
    vault.build(out="host", vademecum_vault="notes")
    (vault.work / "host" / "download.zip").touch()
    (vault.work / "host.doctrees" / FILE).write_bytes(b"")  # as a build that was killed leaves it
    vault.build(out="host", vademecum_vault="notes")
    assert "arrêtée avant sa fin" in capfd.readouterr().err
    assert (vault.work / "host" / "download.zip").exists()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the rights of POSIX")
def test_what_may_not_be_read_is_made_again(edited: Vault) -> None:
    (edited.work / "site.doctrees" / "environment.pickle").chmod(0)
    assert_same(edited.build(out="site"), edited.build(out="clean"))


def test_a_page_that_cannot_be_written_is_no_success(vault: Vault) -> None:
    vault.write(FILES)
    (vault.work / "site" / "archives.html").mkdir(parents=True)
    with pytest.raises(OutputError, match="Tout n’a pas pu être écrit"):
        vault.build(out="site")
    assert_same(vault.build(out="site"), vault.build(out="clean"))
