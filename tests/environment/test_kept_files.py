"""What a build keeps for the next one, damaged in between: the next is right, and says so."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Vault
from test_incremental import FILES, assert_same

from vademecum.environment import kept_files
from vademecum.environment.kept_files import RECORD
from vademecum.environment.unfinished import OutputError


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _a_bit_turned(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(bytes(data))


def _turned_with_its_time(path: Path) -> None:
    status = path.stat()
    _a_bit_turned(path)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "x").touch()


def _a_link_to_itself(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


DAMAGES = (
    _cut,
    _emptied,
    _a_bit_turned,
    _turned_with_its_time,
    _a_folder,
    _a_link_to_itself,
    Path.unlink,
)
KEPT = (
    "site.doctrees/environment.pickle",
    "site.doctrees/archives.doctree",
    "site.doctrees/search-words.json",
    "site.doctrees/data.seal",
    f"site.doctrees/{RECORD}",
    "site/.buildinfo",
    "site/archives.html",
    "site/competences/cur-01.html",
    "site/_static/search/terms-0.js",
    "site/needs.json",
)


@pytest.fixture
def edited(vault: Vault) -> Vault:
    """A vault that was built, in which another note has changed since."""
    vault.write(FILES)
    vault.build(out="site")
    vault.write({"Question.md": FILES["Question.md"] + "\nEncore.\n"})
    return vault


# Each file with one damage, each damage with some file: all pairs are tried by `make faults`.
@pytest.mark.parametrize(
    ("name", "damage"), [(name, DAMAGES[n % len(DAMAGES)]) for n, name in enumerate(KEPT * 2)]
)
def test_damage_is_told_and_made_good(
    edited: Vault, capfd: pytest.CaptureFixture[str], name: str, damage: Callable[[Path], None]
) -> None:
    damage(edited.work / name)
    capfd.readouterr()
    built = edited.build(out="site")
    told = capfd.readouterr().err
    assert "tout est refait" in told
    assert Path(name).name in told or name.endswith(RECORD)
    assert built.status == 0
    assert_same(built, edited.build(out="clean"))


def test_what_is_whole_is_kept(edited: Vault, capfd: pytest.CaptureFixture[str]) -> None:
    read: list[str] = []
    edited.build(out="site", seen=read)
    assert read == ["question"]
    assert "refait" not in capfd.readouterr().err


def test_a_copy_is_as_good(edited: Vault, capfd: pytest.CaptureFixture[str]) -> None:
    """As CI restores what it has kept: other times, the same bytes."""
    for name in ("site", "site.doctrees"):
        shutil.copytree(edited.work / name, edited.work / "aside" / name)
        shutil.rmtree(edited.work / name)
        shutil.copytree(edited.work / "aside" / name, edited.work / name, copy_function=shutil.copy)
    read: list[str] = []
    built = edited.build(out="site", seen=read)
    assert "refait" not in capfd.readouterr().err
    assert_same(built, edited.build(out="clean"))


def test_a_site_that_was_deleted_is_written_again(edited: Vault) -> None:
    shutil.rmtree(edited.work / "site")
    assert_same(edited.build(out="site"), edited.build(out="clean"))


def test_what_others_put_there_is_nobody_s_business(
    edited: Vault, capfd: pytest.CaptureFixture[str]
) -> None:
    (edited.work / "site" / "CNAME").write_text("example.org\n")
    edited.build(out="site")
    assert "refait" not in capfd.readouterr().err


def test_another_engine_begins_anew(
    edited: Vault, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(kept_files, "engine", lambda: "another")
    read: list[str] = []
    edited.build(out="site", seen=read)
    assert "autre version" in capfd.readouterr().err
    assert "archives" in read


def test_the_engine_is_its_code(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    monkeypatch.setattr(kept_files, "_PACKAGE", tmp_path)
    before = kept_files.engine.__wrapped__()
    assert kept_files.engine.__wrapped__() == before
    (tmp_path / "a.py").write_text("2")
    assert kept_files.engine.__wrapped__() != before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the rights of POSIX")
def test_what_may_not_be_read_is_made_anew(edited: Vault) -> None:
    (edited.work / "site.doctrees" / "environment.pickle").chmod(0)
    assert_same(edited.build(out="site"), edited.build(out="clean"))


def test_a_page_that_cannot_be_written_is_no_success(vault: Vault) -> None:
    vault.write(FILES)
    (vault.work / "site" / "archives.html").mkdir(parents=True)
    with pytest.raises(OutputError, match="Tout n’a pas pu être écrit"):
        vault.build(out="site")
    assert_same(vault.build(out="site"), vault.build(out="clean"))


def test_looking_costs_little(vault: Vault) -> None:
    vault.write({f"N{n}.md": f"# N{n}\n" for n in range(150)})
    vault.build(out="site")
    app = vault.built[-1].app
    kept_files.engine()
    started = time.process_time()
    assert kept_files.damage(app, whole=True) is None
    kept_files.keep(app)
    assert time.process_time() - started < 0.25
