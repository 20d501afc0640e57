"""What a vault says is not for readers has no page; the check still reads it."""

from __future__ import annotations

import json

import pytest
from conftest import Build, Vault

DRAFTS = {
    "publish": "publish: false",
    "draft": "draft: true",
    "statut": "statut: brouillon",
    "status": "status: Draft",
    "stato": "stato: bozza",
    "Status": "Status: Entwurf",
}


@pytest.mark.parametrize("line", DRAFTS.values(), ids=DRAFTS)
def test_a_draft_has_no_page_and_no_text(build: Build, line: str) -> None:
    built = build(
        {
            "index.md": "# I\n\n[[Secret]] ![[Secret]]\n",
            "Secret.md": f"---\n{line}\n---\n\n# S\n\nXYZZY\n",
        }
    )
    assert not (built.outdir / "secret.html").exists()
    leaks = [name for name, data in built.files().items() if b"xyzzy" in data.lower()]
    assert leaks == []
    assert built.found("link-unpublished") == [("index.md", 3), ("index.md", 3)]
    assert built.handbook.ghosts == ()
    assert built.ghosts("index") == []
    assert built.codes == []


@pytest.mark.parametrize("line", ["publish: true", "draft: false", "statut: ébauche"])
def test_what_is_no_draft_is_published(build: Build, line: str) -> None:
    built = build({"index.md": "# I\n", "Note.md": f"---\n{line}\n---\n\n# N\n"})
    assert (built.outdir / "note.html").exists()


def test_templates_and_excluded_files_of_obsidian(build: Build) -> None:
    app = {"userIgnoreFilters": ["Archive/", r"/\.old\.md$/", "/(a+)+$/"]}
    built = build(
        {
            "index.md": "# I\n\n![[Archive/p.png|a picture]]\n",
            ".obsidian/templates.json": json.dumps({"folder": "Modèles"}),
            ".obsidian/app.json": json.dumps(app),
            "Modèles/Ressource.md": "# R\n",
            "Archive/Vieux.md": "# V\n",
            "Archive/p.png": b"\x89PNG\r\n\x1a\n",
            "Note.old.md": "# O\n",
            "Note.md": "# N\n",
        }
    )
    assert {n.path for n in built.handbook.notes.values()} == {"index.md", "Note.md"}
    assert "image-no-alt" not in built.codes
    assert built.codes == []  # a picture that Obsidian does not suggest is still shown


def test_the_check_reads_it(build: Build) -> None:
    built = build(
        {
            "index.md": "# I\n\n[[Secret#Plan]] [[Secret#Nowhere]] [[Unwritten]]\n",
            "Secret.md": "---\ndraft: true\n---\n\n# S\n\n## Plan\n\n[[index]] [[Other]]\n",
        },
        "check",
    )
    rows = [(r["filename"], r["raw"], r["status"], r["published"]) for r in built.output()]
    assert sorted(rows, key=lambda row: row[0] != "index.md") == [
        ("index.md", "[[Secret#Plan]]", "ok", True),
        ("index.md", "[[Secret#Nowhere]]", "missing-heading", True),
        ("index.md", "[[Unwritten]]", "missing-note", True),
        ("Secret.md", "[[index]]", "ok", False),
        ("Secret.md", "[[Other]]", "missing-note", False),
    ]
    assert len(built.found("link-unpublished")) == 2
    assert built.found("link-heading") == [("index.md", 3)]


SKILLS = "---\ncompétences: true\n{}---\n\n# C\n\n## Curation\n\n- Écrire ^cur-06\n"
REGISTER = "CUR-06 = active : Écrire\n"


def test_a_template_may_have_gaps_and_stand_alone(vault: Vault) -> None:
    vault.write(
        {
            "index.md": "# I\n\n{{title}}\n",
            ".obsidian/templates.json": json.dumps({"folder": "Modèles"}),
            "Modèles/Livre.md": "---\ntags: livre\n---\n# {{title}}\n\n<% tp.date.now() %>\n",
        }
    )
    built = vault.build("check")
    assert [f.path for f in built.findings if f.code == "template-left"] == ["index.md"]
    assert "Livre" not in (built.outdir / "findings.jsonl").read_text("utf-8")


def test_an_unpublished_skills_note_keeps_its_numbers(build: Build) -> None:
    files = {"index.md": "# I\n", "registre-des-competences.txt": REGISTER}
    built = build({**files, "C.md": SKILLS.format("draft: true\n")})
    assert built.handbook.retired == {}
    assert built.found("skill-gone") == []
    assert not (built.outdir / "competences" / "cur-06.html").exists()
    assert "CUR-06" not in built.needs()


def test_a_note_is_unpublished_later(vault: Vault) -> None:
    vault.write({"index.md": "# I\n\n[[Note]]\n", "Note.md": "# N\n"})
    first = vault.build("html")
    assert first.link("index", "Note") == "note.html"
    vault.write({"Note.md": "---\npublish: false\n---\n\n# N\n"})
    second = vault.build("html")
    assert not (second.outdir / "note.html").exists()
    assert second.linked("index") == {}


@pytest.mark.parametrize(
    ("fragment", "anchor"),
    [
        ("11-installer-lapplication", "1-1-installer-l-application"),
        ("11-INSTALLER-lapplication", "1-1-installer-l-application"),
        ("1.1 Installer l'application", "1-1-installer-l-application"),
        ("encore-1", "encore-2"),
    ],
)
def test_a_markdown_link_names_a_heading_as_github_does(
    build: Build, fragment: str, anchor: str
) -> None:
    note = (
        f"# N\n\n[a](<#{fragment}>)\n\n## 1.1 Installer l'application\n\n## Encore\n\n## Encore\n"
    )
    built = build({"index.md": "# I\n", "N.md": note})
    assert built.link("n", "a") == f"#{anchor}"
    assert built.codes == []


def test_a_wikilink_does_not(build: Build) -> None:
    built = build({"index.md": "# I\n\n[[#11-installer]]\n\n## 1.1 Installer\n"})
    assert built.warned("link-heading") == [("index.md", 3)]
