"""Needs that are what they were are neither made nor written; the site is that of a clean build."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Built, Vault

SKILLS = (
    "---\ncompetences: true\n---\n# Compétences\n\n## Curation\n\n"
    "- Écrire un texte ^cur-01\n\t- Voir [[Autre]]\n"
)
NOTES = {
    "index.md": "# Accueil\n\n[[Note]]\n",
    "Note.md": "# Note\n\nUn mot.\n",
    "Autre.md": "---\ntags: ressource\n---\n# Autre\n",
    "Compétences.md": SKILLS,
    "Vue.md": "# Vue\n\n```{needlist}\n:types: skill\n```\n",
}


def again(vault: Vault, **settings: Any) -> Built:
    """Build what was built before; it is what a clean build gives."""
    built, clean = vault.build(out="site", **settings), vault.build(out="clean", **settings)
    ours, theirs = built.files(), clean.files()
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []
    assert sorted(built.codes) == sorted(clean.codes)
    return built


def test_an_edit_of_a_note_makes_no_need(vault: Vault, needs_made: list[str]) -> None:
    vault.write(NOTES)
    before = (vault.build(out="site").outdir / "needs.json").stat()
    needs_made.clear()
    vault.write({"Note.md": "# Note\n\nDeux mots.\n"})
    vault.build(out="site")
    assert needs_made == []
    vault.write({"Note.md": "# Note\n\nTrois mots.\n"})
    assert (again(vault).outdir / "needs.json").stat().st_mtime_ns == before.st_mtime_ns


CHANGES: dict[str, dict[str, str]] = {
    "skill": {"Compétences.md": SKILLS.replace("un texte", "une notice")},
    "resource": {"Autre.md": "---\ntags: ressource\nlangue: fr\n---\n# Autre\n"},
    "title of the resource": {"Autre.md": "---\ntags: ressource\n---\n# Tout autre\n"},
    "line of the skill": {"Compétences.md": SKILLS.replace("## C", "\n\n## C")},
    "page that shows needs": {"Vue.md": NOTES["Vue.md"] + "\nUn mot.\n"},
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_needs_are_made_of_is_looked_at(
    vault: Vault, needs_made: list[str], change: str
) -> None:
    vault.write(NOTES)
    vault.build(out="site")
    needs_made.clear()
    vault.write(CHANGES[change])
    built = vault.build(out="site")
    assert needs_made != []
    assert built.files() == vault.build(out="clean").files()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "deleted": Path.unlink,
    "edited": lambda file: file.write_text("{}", encoding="utf-8"),
}


@pytest.mark.parametrize("how", DAMAGE)
def test_the_file_must_be_the_one_that_was_written(
    vault: Vault, needs_made: list[str], how: str
) -> None:
    vault.write(NOTES)
    file = vault.build(out="site").outdir / "needs.json"
    needs_made.clear()
    DAMAGE[how](file)
    again(vault)
    assert needs_made != []


def test_other_settings_make_them_anew(vault: Vault, needs_made: list[str]) -> None:
    vault.write(NOTES)
    vault.build(out="site")
    needs_made.clear()
    built = vault.build(out="site", needs_reproducible_json=False)
    assert needs_made != []
    assert '"created": "2' in (built.outdir / "needs.json").read_text(encoding="utf-8")


def test_without_shortcuts_they_are_made_each_time(vault: Vault, needs_made: list[str]) -> None:
    vault.write(NOTES)
    vault.build(out="site", vademecum_shortcuts=False)
    needs_made.clear()
    vault.build(out="site", vademecum_shortcuts=False)
    assert "CUR-01" in needs_made


def test_what_sphinx_needs_warns_of_is_said_each_time(vault: Vault) -> None:
    vault.write(NOTES)
    rules: dict[str, Any] = {
        "needs_warnings": {"never": "type == 'skill'"},
        "needs_warnings_always_warn": True,
    }
    said = [vault.build(out="site", **rules).stderr.count("never") for _ in range(2)]
    assert said[0] > 0
    assert said[0] == said[1]
