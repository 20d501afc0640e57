"""A fifth language is one TOML and one catalogue: a copy of the package that has both speaks it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from catalogs import compile_catalogs
from vademecum.languages import FALLBACK, languages

GIVEN = Path(__file__).parent / "fifth_language"
NOTES = {
    "vademecum.toml": 'language = "eo"\ntitle = "Manlibro"\n',
    "hejmo.md": "# Bonvenon\n\n[[Niaj kapabloj]]\n",
    "Niaj kapabloj.md": """---
tags: [kompetentoj]
---
# Niaj kapabloj

## Kuracado

- Skribi por la reto
\t- mallonge:: Skribi
\t- nivelo 2:: Mi skribas paĝon.
\t- akiro:: memlernado
\t- vortoj:: retejo
\t- Vidu [[Leĝo]]
- Fotografi
\t- niveau 3:: Je photographie seul.
\t- mallong:: Foti
""",
    "Leĝo.md": "---\ntags: [rimedo]\nformo: leĝo\nlingvo: la franca\n"
    "ligilo: https://example.org/l\n---\n# Leĝo\n\nTeksto.\n",
    "Kuratoro.md": "---\ntags: [rolo]\n---\n# Kuratoro\n\n- [[Niaj kapabloj#^kur-01]] "
    "[nivelo:: 2]\n",
    "Ne preta.md": "---\nstato: malneto\n---\n# Ne preta\n",
}


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault in a language that the package has not, numbered and built by a copy that has it."""
    folder = tmp_path_factory.mktemp("fifth")
    package = folder / "ext" / "vademecum"
    shutil.copytree(ROOT / "_ext" / "vademecum", package)
    shutil.copy(GIVEN / "eo.toml", package / "languages")
    catalog = package / "locale" / "eo" / "LC_MESSAGES" / "vademecum.po"
    catalog.parent.mkdir(parents=True)
    shutil.copy(GIVEN / "eo.po", catalog)
    compile_catalogs(package / "locale")
    notes = folder / "notes"
    for name, text in NOTES.items():
        (notes / name).parent.mkdir(exist_ok=True)
        (notes / name).write_text(text, encoding="utf-8")
    for command in ("ids", "html", "check"):
        line = [sys.executable, "-m", "vademecum", command, "--vault", notes, "--build", folder]
        clean = {k: v for k, v in os.environ.items() if k not in {"LANGUAGE", "LC_ALL"}}
        env = {**clean, "PYTHONPATH": str(package.parent), "LANG": "eo"}
        done = subprocess.run(
            line, env=env, cwd=folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0 or command == "check", done.stdout + done.stderr
    return folder


def needs(vault: Path) -> dict[str, dict[str, Any]]:
    data = json.loads((vault / "html" / "needs.json").read_text(encoding="utf-8"))
    (version,) = data["versions"].values()
    return dict(version["needs"])


def findings(vault: Path) -> Iterator[dict[str, Any]]:
    text = (vault / "check" / "findings.jsonl").read_text(encoding="utf-8")
    return (json.loads(line) for line in text.splitlines())


def test_notes_are_read_in_it(vault: Path) -> None:
    skill = needs(vault)["KUR-01"]
    assert skill["short_title"] == "Skribi"
    assert skill["level_2"] == "Mi skribas paĝon."
    assert skill["acquisition"] == ["auto-formation"]
    assert skill["see"] != []
    (role,) = (need for need in needs(vault).values() if need["type"] == "role")
    assert role["levels"] == [2]
    (resource,) = (need for need in needs(vault).values() if need["type"] == "resource")
    assert (resource["form"], resource["language"]) == ("loi", "fr")


def test_other_languages_are_read_beside_it(vault: Path) -> None:
    assert needs(vault)["KUR-02"]["level_3"] == "Je photographie seul."


def test_the_check_suggests_its_words(vault: Path) -> None:
    (finding,) = (row for row in findings(vault) if row["code"] == "skill-field")
    assert finding["suggestion"] == "mallonge::"


def test_pages_stand_where_it_says_and_speak_it(vault: Path) -> None:
    page = (vault / "html" / "katalogo.html").read_text(encoding="utf-8")
    assert 'lang="eo"' in page
    assert "Katalogo de kompetentoj" in page
    assert "Serĉi" in page
    assert (vault / "html" / "kompetentoj" / "kur-01.html").is_file()
    assert (vault / "html" / "open-data.html").is_file()  # for which it has no word
    assert not (vault / "html" / "ne-preta.html").exists()


def test_the_register_is_written_in_it(vault: Path) -> None:
    register = (vault / "notes" / "registro.txt").read_text(encoding="utf-8")
    assert "KUR-01 = aktiva : Skribi por la reto" in register


@pytest.mark.parametrize("code", languages())
def test_each_of_ours_has_every_word(code: str) -> None:
    """What only some languages need (what others call a callout) is no word of all."""
    some = {"callouts", "endings", "other_properties", "words"}
    source, own = languages()[FALLBACK].tables, languages()[code].tables
    for table in source.keys() - some:
        assert own[table].keys() == source[table].keys(), table
    assert own.keys() <= source.keys() | some


def test_of_equals_the_first_language_decides() -> None:
    assert tuple(languages()) == ("fr", "en", "de", "it")
