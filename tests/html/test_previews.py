"""The words of previews: in small scripts of the site, the same whatever the order."""

from __future__ import annotations

import json

from conftest import Build, Built, Vault
from hypothesis import given
from hypothesis import strategies as st

from vademecum.html.previews import FOLDER, SCRIPTS, script_of, scripts

SKILLS = (
    "---\ncompetences: true\n---\n# L\n\n## Curation : Formats\n\n- Écrire ^cur-01\n  - Un texte.\n"
)


def words(built: Built) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in sorted((built.outdir / FOLDER).iterdir()):
        head = f"vademecum.previews.put({path.stem},"
        text = path.read_text(encoding="utf-8").removeprefix(head).removesuffix(");\n")
        some = json.loads(text)
        assert {script_of(address.partition("#")[0]) for address in some} == {int(path.stem)}
        found |= some
    return found


def test_notes_skills_and_domains(build: Build) -> None:
    built = build(
        {
            "L.md": SKILLS,
            "Q.md": "---\ntags: question\n---\n# Que faire ?\n\nUne réponse.\n\nLa suite.\n",
            "index.md": "[[L]]",
        }
    )
    found = words(built)
    assert found["q.html"] == ["Question", "Que faire ?", "Une réponse."]
    assert found["competences/cur-01.html"] == [
        "Compétence CUR-01, Curation",
        "Écrire",
        "Un texte.",
    ]
    assert found["l.html#bloc-cur-01"] == found["competences/cur-01.html"]
    assert found["domaines/curation.html"] == ["Domaine", "Curation", "Formats"]


def test_what_is_gone_leaves_no_words(vault: Vault) -> None:
    vault.write({"A.md": "# A\n\nUn.\n", "B.md": "# B\n", "index.md": ""})
    assert "a.html" in words(vault.build())
    vault.write({"A.md": None, "B.md": "# Bé\n"})
    after = words(vault.build())
    assert after == words(vault.build(out="fresh"))
    assert "a.html" not in after


@given(st.dictionaries(st.text(min_size=1), st.tuples(st.text(), st.text(), st.text())))
def test_any_words_are_data(previews: dict[str, tuple[str, str, str]]) -> None:
    written = scripts(previews)
    assert scripts(dict(reversed(previews.items()))) == written
    read: dict[str, list[str]] = {}
    for name, text in written.items():
        assert "</" not in text
        number = int(name.removesuffix(".js"))
        assert 0 <= number < SCRIPTS
        head = f"vademecum.previews.put({number},"
        read |= json.loads(text.removeprefix(head).removesuffix(");\n"))
    assert read == {address: list(some) for address, some in previews.items()}
