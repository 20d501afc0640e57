"""What other sites show of a page: Open Graph, and a picture for each kind of page."""

from __future__ import annotations

import io

from conftest import Build, Built, Vault
from PIL import Image

SITE = "https://musee.example/manuel"
FILES = {
    "index.md": "# Accueil\n\nUn carnet pour le musée.\n",
    "Q.md": "---\ntags: question\n---\n# Où ?\n\nIci.\n",
    "R.md": "---\ntags: ressource\n---\n# Œuvre\n\nLà.\n",
    "N.md": "# N\n\nUne phrase.\n",
    "Compétences.md": "---\ncompetences: true\n---\n"
    "## Curation : Formats\n\n- Filmer ^cur-01\n\t- Tenir une caméra.\n",
    "vademecum.toml": 'title = "Compétences numériques & « cœur »"\ninstitution = "Musée d’art"\n',
}


def shared(built: Built, page: str) -> dict[str, str]:
    return {
        str(m["property"]).removeprefix("og:"): str(m["content"])
        for m in built.soup(page).select('meta[property^="og:"]')
    }


def picture(built: Built, page: str) -> str:
    address = shared(built, page)["image"]
    assert address.startswith(f"{SITE}/")
    return address.removeprefix(f"{SITE}/")


def test_each_kind_has_its_picture(build: Build) -> None:
    built = build(FILES, html_baseurl=SITE)
    pages = {
        "index": "site",
        "catalogue": "site",
        "q": "question",
        "r": "resource",
        "n": "note",
        "competences/cur-01": "skill-curation",
        "domaines/curation": "domain-curation",
    }
    assert {p: picture(built, p) for p in pages} == {
        p: f"_static/sharing/{name}.png" for p, name in pages.items()
    }
    for page in pages:
        with Image.open(io.BytesIO(built.files()[picture(built, page)])) as image:
            assert image.size == (1200, 630)
            assert image.format == "PNG"


def test_words(build: Build) -> None:
    built = build(FILES, html_baseurl=SITE)
    skill = shared(built, "competences/cur-01")
    assert skill["locale"] == "fr_FR"
    assert skill["description"] == "Tenir une caméra."
    assert skill["image:alt"] == (
        "Compétence · Curation, Compétences numériques & « cœur », Musée d’art"
    )
    assert (skill["image:width"], skill["image:height"]) == ("1200", "630")
    assert shared(built, "domaines/curation")["description"] == "Formats"
    assert shared(built, "sommaire")["description"] == "Un carnet pour le musée."


def test_the_band_has_the_domains_colour(build: Build) -> None:
    files = build(FILES, html_baseurl=SITE).files()
    for name, colour in (("domain-curation", (0x6B, 0x3F, 0xA0)), ("note", (0x1F, 0x23, 0x28))):
        with Image.open(io.BytesIO(files[f"_static/sharing/{name}.png"])) as image:
            assert image.convert("RGB").getpixel((10, 300)) == colour


def test_none_without_an_address(vault: Vault) -> None:
    vault.write(FILES)
    assert any("sharing/" in name for name in vault.build(html_baseurl=SITE).files())
    built = vault.build()
    assert [name for name in built.files() if "sharing/" in name] == []
    assert "image" not in shared(built, "n")
    assert shared(built, "n")["locale"] == "fr_FR"


def test_incremental_is_clean(vault: Vault) -> None:
    vault.write(FILES)
    first = vault.build(out="incremental", html_baseurl=SITE)
    stamp = (first.outdir / "_static/sharing/note.png").stat().st_mtime_ns
    vault.write({"N.md": "# N\n\nAutre phrase.\n"})
    again = vault.build(out="incremental", html_baseurl=SITE)
    assert (again.outdir / "_static/sharing/note.png").stat().st_mtime_ns == stamp
    vault.write({"vademecum.toml": 'title = "Autre titre"\n'})
    incremental = vault.build(out="incremental", html_baseurl=SITE).files()
    clean = vault.build(out="clean", html_baseurl=SITE).files()
    names = {name for name in clean if "sharing/" in name}
    assert {n: incremental[n] for n in names} == {n: clean[n] for n in names}
    assert first.outdir == again.outdir


def test_many_domains_and_a_long_title(build: Build) -> None:
    headings = "".join(f"## Domaine {i}\n\n- Compétence {i}\n\n" for i in range(40))
    title = "Un très long titre « <script> » 🎨 متحف " * 8
    files = {
        "Compétences.md": f"---\ncompetences: true\n---\n{headings}",
        "vademecum.toml": f'title = "{title}"\n',
    }
    built = build(files, html_baseurl=SITE)
    names = [name for name in built.files() if "sharing/" in name]
    assert len(names) == 7 + 2 * 12
    assert picture(built, "domaines/domaine-39") == "_static/sharing/domain.png"


def test_letters_that_the_fonts_lack_are_not_drawn(build: Build) -> None:
    """Boxes say nothing: the address stands for a title in other letters, an emoji is left out."""
    settings = 'title = "博物館のデジタル"\ninstitution = "Musée 🎨 d’art"\n'
    built = build(FILES | {"vademecum.toml": settings}, html_baseurl=SITE)
    assert shared(built, "index")["image:alt"] == "musee.example, Musée d’art"
