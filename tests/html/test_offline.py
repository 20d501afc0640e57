"""The service worker: what it names is there, the same bytes for the same notes."""

from __future__ import annotations

import json
import re

from conftest import Build, Built, Vault

FILES = {"index.md": "# Accueil\n\n[[Une]]\n", "Une.md": "# Une\n\nUne phrase.\n"}


def about(built: Built) -> dict[str, object]:
    found = re.search(r"const ABOUT = (\{.*\});\n", built.files()["sw.js"].decode())
    assert found is not None
    data: dict[str, object] = json.loads(found[1])
    return data


def test_all_that_it_names_is_there(build: Build) -> None:
    built = build(FILES)
    said = about(built)
    names = {"index.html" if n == "./" else n for n in (*said["first"], *said["index"])}  # type: ignore[misc]
    assert names <= built.files().keys()
    assert "_static/search/index.js" in names
    assert said["offline"] == "hors-ligne.html"
    worker = built.soup("une").select_one("meta[name=v-worker]")
    assert worker is not None
    assert worker["content"] == "sw.js"


def test_a_revision_a_build(vault: Vault) -> None:
    vault.write(FILES)
    first = about(vault.build(out="incremental"))["revision"]
    assert about(vault.build(out="incremental"))["revision"] == first
    vault.write({"Une.md": "# Une\n\nUne autre phrase.\n"})
    incremental, clean = vault.build(out="incremental"), vault.build(out="clean")
    assert about(clean)["revision"] != first
    assert incremental.files()["sw.js"] == clean.files()["sw.js"]


def test_no_search_engine_is_sent_to_the_page_without_a_network(build: Build) -> None:
    soup = build(FILES, html_baseurl="https://musee.example/").soup("hors-ligne")
    assert soup.select_one('meta[name=robots][content="noindex"]') is not None


def test_a_host_has_none(build: Build) -> None:
    assert "sw.js" not in build(FILES, html_theme="basic").files()
