"""Needs after an edit: the site is that of a clean build."""

from __future__ import annotations

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


CHANGES: dict[str, dict[str, str]] = {
    "skill": {"Compétences.md": SKILLS.replace("un texte", "une notice")},
    "resource": {"Autre.md": "---\ntags: ressource\nlangue: fr\n---\n# Autre\n"},
    "title of the resource": {"Autre.md": "---\ntags: ressource\n---\n# Tout autre\n"},
    "line of the skill": {"Compétences.md": SKILLS.replace("## C", "\n\n## C")},
    "page that shows needs": {"Vue.md": NOTES["Vue.md"] + "\nUn mot.\n"},
}


@pytest.mark.parametrize("change", CHANGES)
def test_an_edit_gives_what_a_clean_build_gives(vault: Vault, change: str) -> None:
    vault.write(NOTES)
    vault.build(out="site")
    vault.write(CHANGES[change])
    again(vault)


def test_what_sphinx_needs_warns_of_is_said_each_time(vault: Vault) -> None:
    vault.write(NOTES)
    rules: dict[str, Any] = {
        "needs_warnings": {"never": "type == 'skill'"},
        "needs_warnings_always_warn": True,
    }
    said = [vault.build(out="site", **rules).stderr.count("never") for _ in range(2)]
    assert said[0] > 0
    assert said[0] == said[1]
