"""The compiled catalogues: made beside their sources by whoever packages, tests or makes."""

from __future__ import annotations

import gettext
import multiprocessing
import os
import shutil
from pathlib import Path

import pytest

from catalogs import LOCALE, compile_catalogs
from vademecum.commands.cli import main

SOURCE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "a"\nmsgstr "é"\n'


@pytest.fixture
def locale(tmp_path: Path) -> Path:
    source = tmp_path / "fr" / "LC_MESSAGES" / "x.po"
    source.parent.mkdir(parents=True)
    source.write_text(SOURCE, encoding="utf-8")
    return tmp_path


def said(locale: Path) -> str:
    gettext._translations.clear()  # type: ignore[attr-defined]  # it keeps what it has read
    return gettext.translation("x", locale, ["fr"]).gettext("a")


def test_compiled_once_and_again_when_the_source_changes(locale: Path) -> None:
    assert [path.name for path in compile_catalogs(locale)] == ["x.mo"]
    assert said(locale) == "é"
    assert compile_catalogs(locale) == []
    source = locale / "fr" / "LC_MESSAGES" / "x.po"
    source.write_text(SOURCE.replace("é", "è"), encoding="utf-8")
    later = source.stat().st_mtime_ns + 10_000_000
    os.utime(source, ns=(later, later))
    assert len(compile_catalogs(locale)) == 1
    assert said(locale) == "è"


def test_a_broken_source_leaves_the_old_catalogue(locale: Path) -> None:
    compile_catalogs(locale)
    source = locale / "fr" / "LC_MESSAGES" / "x.po"
    source.write_bytes(b'msgid "\xff')
    later = source.stat().st_mtime_ns + 10_000_000
    os.utime(source, ns=(later, later))
    with pytest.raises(ValueError, match="codec"):
        compile_catalogs(locale)
    assert said(locale) == "é"
    assert sorted(path.name for path in source.parent.iterdir()) == ["x.mo", "x.po"]


def _compile_often(locale: Path) -> None:
    for _ in range(50):
        (locale / "fr" / "LC_MESSAGES" / "x.po").touch()
        compile_catalogs(locale)


def test_several_at_once(locale: Path) -> None:
    """Whoever reads meanwhile finds a whole catalogue."""
    compile_catalogs(locale)
    workers = [multiprocessing.Process(target=_compile_often, args=(locale,)) for _ in range(3)]
    for worker in workers:
        worker.start()
    while any(worker.is_alive() for worker in workers):
        assert said(locale) == "é"
    assert [worker.exitcode for worker in workers] == [0, 0, 0]


def test_a_checkout_without_them_speaks_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = tmp_path / "locale"
    shutil.copytree(LOCALE, bare, ignore=shutil.ignore_patterns("*.mo"))
    for module in ("vademecum.i18n", "vademecum.commands.reader_language"):
        monkeypatch.setattr(f"{module}.LOCALE", bare)
    assert main(["html", "--vault", "nowhere"]) == 2
    assert "does not exist" in capsys.readouterr().err
    assert not list(bare.rglob("*.mo"))


def test_every_text_has_its_french() -> None:
    from babel.messages.pofile import read_po

    with (LOCALE / "fr" / "LC_MESSAGES" / "vademecum.po").open("rb") as file:
        catalog = read_po(file, locale="fr")
    assert [m.id for m in catalog if m.id and not m.string] == []
    assert [m.id for m in catalog if m.fuzzy and m.id] == []
