"""What other sites show of a page: Open Graph, and the one picture that the vault names."""

from __future__ import annotations

import io
import json

import pytest
from conftest import Build, Built, Vault
from PIL import Image

SITE = "https://musee.example/manuel"
FILES = {
    "index.md": "# Accueil\n\nUn carnet pour le musée.\n",
    "N.md": "# N\n\nUne phrase.\n",
    "Compétences.md": "---\ncompetences: true\n---\n"
    "## Curation : Formats\n\n- Filmer ^cur-01\n\t- Tenir une caméra.\n",
}
NAMED = '# Le musée\ntitle = "L’art & « cœur »"\nsocial_picture = "{}"\n'


def picture(kind: str = "PNG", colour: str = "red") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (12, 6), colour).save(stream, kind)
    return stream.getvalue()


def shared(built: Built, page: str) -> dict[str, str]:
    tags = built.soup(page).select('meta[property^="og:"], meta[name^="twitter:"]')
    return {str(m.get("property") or m["name"]): str(m["content"]) for m in tags}


def published(built: Built) -> dict[str, bytes]:
    return {n: data for n, data in built.files().items() if "social-picture" in n}


def test_words(build: Build) -> None:
    built = build(FILES, html_baseurl=SITE)
    skill = shared(built, "competences/cur-01")
    assert skill["og:locale"] == "fr_FR"
    assert skill["og:description"] == "Tenir une caméra."
    assert skill["twitter:card"] == "summary"
    assert shared(built, "domaines/curation")["og:description"] == "Formats"
    assert shared(built, "sommaire")["og:description"] == "Un carnet pour le musée."
    assert [
        name for page in ("index", "n") for name in shared(built, page) if "image" in name
    ] == []
    assert published(built) == {}


@pytest.mark.parametrize("name", ["Photos/Façade du musée.JPG", "a.png", "a.webp"])
def test_one_picture_for_all_pages(build: Build, name: str) -> None:
    content = picture(name.rpartition(".")[2].upper().replace("JPG", "JPEG"))
    files = {"vademecum.toml": NAMED.format(name), name: content}
    built = build(FILES | files, html_baseurl=SITE)
    address = f"_static/social-picture.{name.rpartition('.')[2].lower()}"
    for page in ("index", "n", "catalogue", "competences/cur-01", "404"):
        said = shared(built, page)
        assert said["og:image"] == f"{SITE}/{address}", page
        assert said["og:image:alt"] == "L’art & « cœur »"
        assert said["twitter:card"] == "summary_large_image"
    assert published(built) == {address: content}
    assert built.codes == []


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("absent.png", {}),
        ("../hors.png", {"../hors.png": picture()}),
        ("/etc/hostname", {}),
        (".obsidian/p.png", {".obsidian/p.png": picture()}),
        ("p.svg", {"p.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>'}),
        ("N.md", {}),
        ("Photos", {"Photos/p.png": picture()}),
    ],
)
def test_what_cannot_be_shown_is_told_where_it_stands(
    build: Build, name: str, files: dict[str, str | bytes]
) -> None:
    built = build(FILES | files | {"vademecum.toml": NAMED.format(name)}, html_baseurl=SITE)
    assert built.warned("vault-file-value") == [("vademecum.toml", 3)]
    assert "og:image" not in shared(built, "n")
    assert published(built) == {}


def test_without_the_address_of_the_site_it_is_told_once(build: Build) -> None:
    built = build(FILES | {"vademecum.toml": NAMED.format("a.png"), "a.png": picture()})
    assert [(w.code, w.path, w.line) for w in built.warnings] == [
        ("vademecum.vault-file-value", "vademecum.toml", 3)
    ]
    assert "site_url" in built.warnings[0].text
    assert "og:image" not in shared(built, "n")
    assert published(built) == {}


def test_too_big_a_picture_is_not_published(build: Build) -> None:
    files = FILES | {"vademecum.toml": NAMED.format("a.png"), "a.png": picture()}
    built = build(files, html_baseurl=SITE, vademecum_file_limit=20)
    assert built.warned("vault-file-value") == [("vademecum.toml", 3)]
    assert published(built) == {}


def test_conf_py_may_name_it(build: Build) -> None:
    settings = {"html_baseurl": SITE, "vademecum_social_picture": "a.png"}
    assert "og:image" in shared(build(FILES | {"a.png": picture()}, **settings), "n")


def test_a_picture_that_changes_or_goes(vault: Vault) -> None:
    vault.write(FILES | {"vademecum.toml": NAMED.format("a.png"), "a.png": picture()})
    vault.build(html_baseurl=SITE)
    other = picture(colour="blue")
    vault.write({"a.png": other})
    assert published(vault.build(html_baseurl=SITE)) == {"_static/social-picture.png": other}
    vault.write({"a.png": None})
    built = vault.build(html_baseurl=SITE)
    assert published(built) == {}
    assert [p for p in ("index", "n", "catalogue") if "og:image" in shared(built, p)] == []


def test_a_host_has_none(build: Build) -> None:
    files = FILES | {"vademecum.toml": NAMED.format("a.png"), "a.png": picture()}
    assert published(build(files, html_baseurl=SITE, html_theme="basic")) == {}


def test_no_note_need_use_it(build: Build) -> None:
    files = {"vademecum.toml": NAMED.format("a.png"), "a.png": picture(), "b.png": picture()}
    built = build(FILES | files, "check", html_baseurl=SITE)
    rows = (built.outdir / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    unused = [row["filename"] for row in map(json.loads, rows) if row["code"] == "file-unused"]
    assert unused == ["b.png"]
