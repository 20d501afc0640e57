"""The options of ``conf.py``, their page of reference, and what the vault says of itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Build, Vault

from vademecum.settings import Settings
from vademecum.settings.options import PREFIX, options
from vademecum.settings.reference import reference


def test_the_reference_page_is_that_of_the_declarations() -> None:
    assert (ROOT / "OPTIONS.md").read_text(encoding="utf-8") == reference() + "\n"


def test_defaults_are_real_and_pass_their_own_check() -> None:
    for option in options():
        told = option.metadata
        assert told["default"] is not None, option.name
        assert told["check"](told["default"]) == option.default_factory(), option.name  # type: ignore[misc]


def test_only_what_changes_how_a_note_is_read_reads_all_again() -> None:
    scopes = {option.name: option.metadata["scope"] for option in options()}
    assert scopes["note_limit"] == scopes["skills_notes"] == "env"
    assert scopes["edit_url"] == scopes["domains"] == "html"
    assert scopes["severity"] == scopes["report"] == scopes["long_note"] == ""


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("note_limit", "500", 500),
        ("tags", "a, b", frozenset({"a", "b"})),
        ("title_property", "titre", "titre"),
    ],
)
def test_an_option_of_the_command_line(
    build: Build, name: str, written: str, value: object
) -> None:
    built = build({"index.md": "# I\n"}, **{PREFIX + name: written})
    assert getattr(Settings.of(built.app.config), name) == value
    assert built.codes == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("note_limit", "many"),
        ("note_limit", -1),
        ("domains", [{"slug": "c", "code": "COL", "name": "C", "aliases": "Collections"}]),
        ("report", "loud"),
    ],
)
def test_a_bad_value_is_the_default_and_one_warning(build: Build, name: str, value: object) -> None:
    built = build({"index.md": "# I\n"}, **{PREFIX + name: value})
    (option,) = [o for o in options() if o.name == name]
    assert getattr(Settings.of(built.app.config), name) == option.default_factory()  # type: ignore[misc]
    assert built.codes == ["config"]
    assert PREFIX + name in built.warnings[0].text


def test_settings_are_parsed_once(build: Build) -> None:
    config = build({"index.md": "# I\n"}).app.config
    assert Settings.of(config) is Settings.of(config)


def test_an_edit_address_does_not_read_notes_again(vault: Vault) -> None:
    vault.write({"index.md": "# I\n", "N.md": "# N\n"})
    vault.build()
    seen: list[str] = []
    built = vault.build(seen=seen, vademecum_edit_url="https://e.example/{path}")
    assert seen == []
    assert "https://e.example/N.md" in built.html("n")


TOML = """
title = "Le <b>&amp; musée"
language = "en"
author = "Nous"
institution = "Musée <i>"
contact = "a@museum.example"
licence = "CC BY 4.0"

[[domains]]
slug = "visits"
code = "VIS"
name = "Visits"
colour = "#123456"
"""
SKILLS = "---\nskills: true\n---\n\n# S\n\n## Visits\n\n- Welcome ^vis-01\n  - See [[Note]]\n"


def test_the_vault_speaks_for_itself(build: Build) -> None:
    built = build({"vademecum.toml": TOML, "index.md": "# I\n", "S.md": SKILLS, "Note.md": "# N\n"})
    page = built.soup("skills/vis-01")
    assert page.html is not None
    assert page.html["lang"] == "en"
    assert "Le <b>&amp; musée" in page.find("title").get_text()  # type: ignore[union-attr]
    foot = page.select_one(".site-foot-who")
    assert foot is not None
    assert "Musée <i>" in foot.get_text()
    assert "CC BY 4.0" in foot.get_text()
    assert foot.find("a", href="mailto:a@museum.example")
    assert built.text("catalogue").count("Catalogue of skills") >= 1  # not in French
    assert built.codes == []
    assert built.reachable() >= {"skills/vis-01", "domains/visits", "catalogue", "contents"}
    assert built.dead_links() == []


def test_colours_are_in_a_style_sheet(build: Build) -> None:
    built = build({"vademecum.toml": TOML, "index.md": "# I\n", "S.md": SKILLS, "Note.md": "# N\n"})
    sheet = (built.outdir / "_static" / "vademecum.tokens.css").read_text(encoding="utf-8")
    assert ".domain-visits" in sheet
    assert "#123456" in sheet
    assert "vademecum.tokens.css" in built.html("skills/vis-01")
    assert "#123456" not in built.html("skills/vis-01")


def test_sphinx_speaks_the_language_of_the_vault(build: Build, vault: Vault) -> None:
    vault.write({"index.md": "# I\n\n```{note}\nx\n```\n", "vademecum.toml": 'language = "en"\n'})
    assert "Note" in vault.build(out="en").text("index")
    vault.write({"vademecum.toml": 'language = "de"\n'})
    assert "Bemerkung" in vault.build(out="de").text("index")


def test_faults_of_the_file_are_findings(build: Build) -> None:
    built = build({"vademecum.toml": '\ntitel = "x"\nlanguage = 3\n', "index.md": "# I\n"})
    assert [(w.code, w.path, w.line) for w in built.warnings] == [
        ("vademecum.vault-file-key", "vademecum.toml", 2),
        ("vademecum.vault-file-value", "vademecum.toml", 3),
    ]
    assert built.app.config.language == "fr"


def test_conf_py_may_keep_a_key(build: Build) -> None:
    files = {"vademecum.toml": 'title = "X"\n', "index.md": "# Accueil\n"}
    built = build(files, vademecum_reserved_keys=["title"])
    assert built.app.config.project == "Accueil"
    assert built.warned("vault-file-reserved") == [("vademecum.toml", 1)]


@pytest.mark.parametrize(
    ("files", "title"),
    [
        ({"index.md": "# Bienvenue **ici**\n", "README.md": "# R\n"}, "Bienvenue ici"),
        ({"accueil.md": "# A\n", "Home.md": "# H\n"}, "A"),
        ({"README.md": "```\n# not\n```\n\nText\n"}, "README"),
        ({"a.md": "---\nparent: b\n---\n# A\n", "b.md": "# B\n"}, "B"),
        ({"sub/a.md": "# A\n"}, "vault"),
    ],
)
def test_without_a_title_that_of_the_home_note(
    build: Build, files: dict[str, str], title: str
) -> None:
    assert build(files).app.config.project == title


@pytest.mark.parametrize("name", ["Accueil.md", "HOME.md", "Readme.md"])
def test_a_home_note_by_its_name_is_the_home_page(build: Build, name: str) -> None:
    built = build({name: "# Bonjour\n", "N.md": f"# N\n\n[[{name[:-3]}]]\n"})
    assert built.title("index") == "Bonjour"
    assert built.link("n", name[:-3]) == "index.html"
    assert built.found("home-missing") == []


def test_a_link_out_of_the_vault_is_not_read(build: Build, vault: Vault, tmp_path: Path) -> None:
    outside = tmp_path / "outside.toml"
    outside.write_text('title = "Stolen"\n', encoding="utf-8")
    (vault.folder / "vademecum.toml").symlink_to(outside)
    assert build({"index.md": "# I\n"}).app.config.project == "I"


@pytest.mark.parametrize(
    ("key", "instead"), [("sharing", "social_picture"), ("maps", "the graph of links")]
)
def test_a_setting_that_is_gone_is_told_with_what_replaces_it(
    build: Build, key: str, instead: str
) -> None:
    files = {"vademecum.toml": f'language = "en"\n{key} = true\n', "index.md": "# I\n"}
    built = build(files)
    assert built.warned("setting-removed") == [("vademecum.toml", 2)]
    assert instead in built.warnings[0].text


def test_a_setting_of_conf_py_that_is_gone(tmp_path: Path) -> None:
    source = tmp_path / "notes"
    source.mkdir()
    (source / "index.md").write_text("# I\n")
    lines = [
        "import sys",
        f"sys.path.insert(0, {str(ROOT / '_ext')!r})",
        'extensions = ["vademecum"]',
        "vademecum_offline = True",
    ]
    (source / "conf.py").write_text("\n".join(lines))
    command = [sys.executable, "-m", "sphinx", "-q", str(source), str(tmp_path / "html")]
    plain = {**os.environ, "NO_COLOR": "1"}  # GitHub's logs have colours
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=plain)
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"{source / 'conf.py'}:4: WARNING: ")
    assert line.endswith("[vademecum.setting-removed]")
    assert "vademecum_offline" in line
