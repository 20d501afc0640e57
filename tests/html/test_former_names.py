"""Renamed notes: their former addresses lead on, from git and from the note's own word."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from conftest import Build, Built, Vault

WORDS = "Une note assez longue pour que git la reconnaisse.\n" * 5


def git(folder: Path, *arguments: str) -> None:
    who = {"NAME": "L", "EMAIL": "l@m.example", "DATE": "2024-02-01T12:00:00"}
    names = {f"GIT_{role}_{key}": v for role in ("AUTHOR", "COMMITTER") for key, v in who.items()}
    subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, env=os.environ | names
    )


def target(built: Built, page: str) -> str:
    """Where a page leads on to, said three times alike."""
    soup = built.soup(page)
    (refresh,) = soup.select('meta[http-equiv="refresh"]')
    address = str(refresh["content"]).partition("url=")[2]
    assert refresh.parent is not None
    assert refresh.parent.name == "noscript"  # the script takes the place on the page along
    (script,) = soup.select("script[data-to]")
    assert script["data-to"] == address
    assert [a["href"] for a in soup.select("main a")] == [address]
    return address


def test_git_mv_leaves_a_page_that_leads_on(vault: Vault) -> None:
    vault.write({"index.md": "[[Ancien]]\n", "Ancien.md": f"# Titre\n\n{WORDS}"})
    git(vault.folder, "init", "-q")
    git(vault.folder, "add", "-A")
    git(vault.folder, "commit", "-qm", "x")
    first = vault.build()
    assert first.soup("ancien").find("article")
    git(vault.folder, "mv", "Ancien.md", "Nouveau.md")
    vault.write({"index.md": "[[Nouveau]]\n"})
    git(vault.folder, "commit", "-qam", "y")
    second = vault.build(html_baseurl="https://m.example/manuel")
    assert target(second, "ancien") == "nouveau.html"
    canonical = second.soup("ancien").select_one('link[rel="canonical"]')
    assert canonical is not None
    assert canonical["href"] == "https://m.example/manuel/nouveau.html"
    assert second.codes == []
    fresh = vault.build(out="fresh", html_baseurl="https://m.example/manuel")
    assert fresh.html("ancien") == second.html("ancien")
    vault.write({"Ancien.md": "# Une autre note\n"})  # its own page again
    third = vault.build()
    assert third.soup("ancien").select('meta[http-equiv="refresh"]') == []
    assert third.title("ancien") == "Une autre note"


@pytest.mark.parametrize(
    "name", ["anciens noms", "Ancien nom", "former names", "frühere Namen", "nomi precedenti"]
)
def test_a_note_says_its_former_names(build: Build, name: str) -> None:
    built = build(
        {
            "d/Neuf.md": f"---\n{name}: [Vieux nom, e/Plus vieux.md]\n---\n# Neuf\n",
            "index.md": "x\n",
        }
    )
    assert target(built, "d/vieux-nom") == "neuf.html"
    assert target(built, "e/plus-vieux") == "../d/neuf.html"


@pytest.mark.parametrize(
    "written",
    ["[A]", "catalogue", "index", "[Neuf]", "../x", "/", "''", "{a: b}", "[1, [x]]", "search"],
)
def test_never_over_a_page_nor_out_of_the_site(build: Build, written: str) -> None:
    built = build(
        {"A.md": "# A\n", "Neuf.md": f"---\nanciens noms: {written}\n---\n# Neuf\n", "index.md": ""}
    )
    moved = [
        name
        for name in built.files()
        if name.endswith(".html") and b'http-equiv="refresh"' in built.files()[name]
    ]
    assert [
        name for name in moved if name.split("-")[0] not in {"catalogue", "hors", "index", "search"}
    ] == []
    assert built.title("a") == "A"
    assert built.soup("index").select('meta[http-equiv="refresh"]') == []


def test_the_first_by_path_has_a_name_that_two_claim(build: Build) -> None:
    front = "---\nanciens noms: X\n---\n"
    built = build({"B.md": front, "A.md": front, "index.md": ""})
    assert target(built, "x") == "a.html"
