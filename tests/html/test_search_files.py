"""What the search leaves in the site: its engine, its index, nothing of Sphinx's."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files

from conftest import Build, Built, Vault

from vademecum.html.search.pages import FOLDER, stop_words

MINISEARCH = "dd19bca503ab423724d42234c9409001a954fb51b390479e8585b593e194dc19"
"""Of version 7.2.0 as ``make vendor`` leaves it."""

SKILLS = "---\ncompetences: true\n---\n# L\n\n## Curation\n\n- Écrire ^cur-01\n  - mots:: plume\n"


def index(built: Built) -> dict[str, object]:
    script = (built.outdir / FOLDER / "index.js").read_text(encoding="utf-8")
    text = script.removeprefix("vademecum.put('index','").removesuffix("');\n")
    found: dict[str, object] = json.loads(text.replace("\\'", "'").replace("\\\\", "\\"))
    return found


def records(built: Built) -> dict[str, list[object]]:
    return {str(row[2]): row for row in index(built)["records"]}  # type: ignore[attr-defined]


def test_the_library_is_the_one_that_was_published() -> None:
    folder = files("vademecum.theme") / "vademecum" / "static" / "vendor"
    data = (folder / "minisearch.min.js").read_bytes()
    assert data.startswith(b"/*! MiniSearch 7.2.0, MIT: minisearch.LICENSE.txt */")
    assert hashlib.sha256(data).hexdigest() == MINISEARCH
    assert "Luca Ongaro" in (folder / "minisearch.LICENSE.txt").read_text(encoding="utf-8")


def test_things_without_a_note_are_records(build: Build) -> None:
    built = build({"L.md": SKILLS, "index.md": "# L’accueil\n\n[[L]]\n"})
    found = records(built)
    assert found["competences/cur-01.html"][:6] == [
        "skill",
        "Écrire",
        "competences/cur-01.html",
        "CUR-01",
        ["curation"],
        ["plume"],
    ]
    assert found["domaines/curation.html"][0] == "domain"
    assert found["catalogue.html"][1] == "Catalogue des compétences"
    assert found["index.html"][1] == "L’accueil"


def test_what_is_gone_is_not_found_and_clean_equals_incremental(vault: Vault) -> None:
    vault.write({"index.md": "# A\n\n[[B]]\n", "B.md": "# B\n\nmot rare\n", "L.md": SKILLS})
    vault.build()
    vault.write({"B.md": None, "index.md": "# A\n\nautre\n"})
    again = vault.build()
    clean = vault.build(out="clean", parallel=2)
    assert "b.html" not in records(again)
    mine, other = again.files(), clean.files()
    assert {n: d for n, d in mine.items() if n.startswith(FOLDER)} == {
        n: d for n, d in other.items() if n.startswith(FOLDER)
    }
    assert "searchindex.js" not in mine


def test_a_language_without_small_words_has_none() -> None:
    assert "les" in stop_words("fr")
    assert "the" in stop_words("en")
    assert stop_words("tlh") == []


def test_the_words_of_a_question_tell_nothing() -> None:
    assert {"comment", "puis", "faut"} <= set(stop_words("fr"))
    assert "pourquoi" not in stop_words("en")


def test_a_name_that_is_a_path_is_found_by_its_end(build: Build) -> None:
    """Some gardens write former paths as aliases; « AC/DC » is none."""
    front = "---\naliases: [Vieux coin/Ancien nom, AC/DC, Un nom]\n---\n"
    built = build({"Vieux coin/Un nom.md": f"{front}# Un nom ?\n", "index.md": "# I\n"})
    assert records(built)["vieux-coin/un-nom.html"][5] == ["Ancien nom", "AC/DC"]


def test_an_engine_of_another_version_is_replaced(vault: Vault) -> None:
    vault.write({"index.md": "# A\n"})
    engine = vault.build().outdir / FOLDER / "engine.js"
    now = engine.read_bytes()
    engine.write_bytes(now + b"// of another version")
    vault.build()
    assert engine.read_bytes() == now
