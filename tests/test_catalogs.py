"""The compiled catalogues: made beside their sources by whoever packages, tests or makes."""

from __future__ import annotations

import gettext
import multiprocessing
import os
import re
import shutil
from io import StringIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping
from babel.messages.pofile import read_po

from catalogs import LOCALE, compile_catalogs
from vademecum.commands.cli import main
from vademecum.commands.init import LANGUAGES
from vademecum.commands.reader_language import SOURCE as SOURCE_LANGUAGE

TRANSLATED = sorted(path.parents[1].name for path in LOCALE.glob("*/LC_MESSAGES/*.po"))

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


@pytest.fixture(scope="session")
def texts() -> set[str]:
    """Return what the source marks for the catalogues, by babel.cfg and the words of `make`."""
    methods, options = parse_mapping(
        StringIO((LOCALE.parents[2] / "babel.cfg").read_text(encoding="utf-8"))
    )
    keywords = {**DEFAULT_KEYWORDS, "later": None, "t": None, "Rule": (2,)}
    found = extract_from_dir(LOCALE.parent, methods, options, keywords)
    return {str(message[2]) for message in found}


def read(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / "vademecum.po").open("rb") as file:
        return read_po(file, locale=language)


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)[a-z]|%[a-z%]", text))


def test_languages() -> None:
    """English stands in the source; every other language that `init` offers has a catalogue."""
    assert {path.name for path in LOCALE.iterdir()} == {*LANGUAGES} - {SOURCE_LANGUAGE}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(language: str, texts: set[str]) -> None:
    catalog = read(language)
    known = {str(message.id) for message in catalog if message.id}
    assert known - texts == set()
    assert texts - known == set()
    assert [m.id for m in catalog if m.id and (not m.string or m.fuzzy)] == []
    assert list(catalog.obsolete) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_fit_their_text(language: str) -> None:
    """A lost placeholder would stop a build in that language alone; a lost blank glues words."""
    texts = [(str(m.id), str(m.string)) for m in read(language) if m.id]
    assert [t for t in texts if placeholders(t[0]) != placeholders(t[1])] == []
    assert [t for t in texts if t[0].count("\n") != t[1].count("\n")] == []
    assert [t for t in texts if t[0][-1].isspace() != t[1][-1].isspace()] == []


@pytest.mark.parametrize("language", ["de", "it"])
def test_quotation_marks(language: str) -> None:
    """As in Swiss typography: « » without blanks inside, and no sharp s."""
    texts = [str(m.string) for m in read(language) if m.id]
    assert [t for t in texts if re.search(r"[“”„ß]|«[\s\u202f]|[\u00a0\u202f]»", t)] == []
    assert [t for t in texts if t.count("«") != t.count("»")] == []
