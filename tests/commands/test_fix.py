"""``make check FIX=1``: what is safe, shown first; and the way of a new contributor."""

from __future__ import annotations

import json

import pytest
from conftest import Vault

from vademecum.commands.cli import main
from vademecum.skills.register import REGISTERS

FILE_NAME = REGISTERS["fr"].file


def run(vault: Vault, files: dict[str, str | bytes]) -> dict[str, bytes]:
    vault.write(files)
    assert main(["fix", "--vault", str(vault.folder)]) == 0
    found = (p for p in vault.folder.rglob("*") if p.is_file())
    return {p.relative_to(vault.folder).as_posix(): p.read_bytes() for p in found}


LINKS = [
    ("[[Glossiare]]", "[[Glossaire]]"),
    ("![[Glossiare]]", "![[Glossaire]]"),
    ("[[Glossiare|mot]]", "[[Glossaire|mot]]"),
    ("[[Glossiare#Mots]] et [[Glossiare]]", "[[Glossaire#Mots]] et [[Glossaire]]"),
    ("[[Glossiare]] et [[Glossiare]]", "[[Glossaire]] et [[Glossaire]]"),
    ("[[Glossiare]] et `[[Glossiare]]`", "[[Glossiare]] et `[[Glossiare]]`"),
    ("[[Une idée]]", "[[Une idée]]"),
    ("[mot](Glossiare.md)", "[mot](Glossiare.md)"),
]


@pytest.mark.parametrize(("before", "after"), LINKS)
def test_links(vault: Vault, before: str, after: str) -> None:
    source = "# A\r\n\r\nVoir {}  \r\nfin"
    found = run(
        vault,
        {"A.md": source.format(before).encode(), "Glossaire.md": "# Glossaire\n\n## Mots\n"},
    )
    assert found["A.md"].decode() == source.format(after)


def test_shows_before_it_writes(vault: Vault, capsys: pytest.CaptureFixture[str]) -> None:
    run(vault, {"A.md": "[[Glossiare]]\n", "Glossaire.md": "# G\n"})
    said = capsys.readouterr().out
    assert "-[[Glossiare]]" in said
    assert "+[[Glossaire]]" in said


def test_nothing_to_do(vault: Vault) -> None:
    files = {"A.md": "# A\n\n[[B]]\n", "image.png": b"\x89PNG"}
    assert run(vault, files) == {
        name: text.encode() if isinstance(text, str) else text for name, text in files.items()
    }


def test_composed_names(vault: Vault, capsys: pytest.CaptureFixture[str]) -> None:
    found = run(vault, {"Muse\u0301es/Me\u0301diation.md": "# M\n", "A.md": "[[Médiation]]\n"})
    assert set(found) == {"Musées/Médiation.md", "A.md"}


def test_a_name_that_is_taken_stays(vault: Vault, capsys: pytest.CaptureFixture[str]) -> None:
    found = run(vault, {"Muse\u0301e.md": "# a\n", "Musée.md": "# b\n"})
    assert found == {"Muse\u0301e.md": b"# a\n", "Musée.md": b"# b\n"}
    assert "Muse\u0301e.md" in capsys.readouterr().out


def test_a_new_contributor(vault: Vault, capsys: pytest.CaptureFixture[str]) -> None:
    """Adds a skill with a slip in a link and without number; runs the check; does what it says."""
    head = "---\ncompetences: true\n---\n# Compétences\n\n## Curation\n\n"
    old = "- Lire ^cur-01\n\t- Des livres.\n\t- Voir [[Réseaux sociaux]]\n"
    new = "- Écrire pour l'écran\n\t- Des textes clairs.\n\t- Voir [[Réseaux sociauw]]\n"
    vault.write(
        {
            "Compétences.md": head + old + new,
            "Réseaux sociaux.md": "# Réseaux sociaux\n",
            "index.md": "# Accueil\n\n[[Compétences]]\n",
            FILE_NAME: "CUR-01 = active : Lire\n",
        }
    )
    first = vault.build("check", out="first")
    assert first.status == 1
    rows = [json.loads(line) for line in (first.outdir / "findings.jsonl").open(encoding="utf-8")]
    assert [(r["code"], r["lineno"], r["suggestion"]) for r in rows] == [
        ("skill-provisional", 11, None),
        ("link-note", 13, "[[Réseaux sociaux]]"),
    ]
    assert "Réseaux sociaux" in rows[1]["message"]
    run(vault, {})
    done = vault.build("check", out="second")
    assert done.status == 0
    assert (done.outdir / "findings.jsonl").read_text() == ""
    mended = new.replace("sociauw", "sociaux").replace("écran\n", "écran ^cur-02\n")
    assert (vault.folder / "Compétences.md").read_text(encoding="utf-8") == head + old + mended


PASTED = [
    ("Un ［［Glossaire］］.", "Un [[Glossaire]]."),
    ("Un ((Glossaire)).", "Un [[Glossaire]]."),
    ("Un ((autre chose)).", "Un ((autre chose))."),
    ("Un [[Glossaire].", "Un [[Glossaire]]."),
    ("Un [[Glossaire/]].", "Un [[Glossaire]]."),
    ("Un [[Glossaire:Mots]].", "Un [[Glossaire#Mots]]."),
    ("[tél](022 123 45 67)", "[tél](tel:0221234567)"),
    ("[là](obsidian://open?vault=v&file=Glossaire)", "[[Glossaire|là]]"),
    ("https://example.org/?utm_source=lettre", "https://example.org/"),
    ("Un ** mot gras ** ici.", "Un **mot gras** ici."),
    (
        "    Une phrase de Word, mise en retrait par son auteur.",
        "Une phrase de Word, mise en retrait par son auteur.",
    ),
]


@pytest.mark.parametrize(("before", "after"), PASTED)
def test_what_is_pasted(vault: Vault, before: str, after: str) -> None:
    note = "# A\n\n{}\n"
    found = run(vault, {"A.md": note.format(before), "Glossaire.md": "# Glossaire\n\n## Mots\n"})
    assert found["A.md"].decode() == note.format(after)


def test_a_skills_note_from_a_telephone(vault: Vault) -> None:
    head = "---\nskills: true\n---\n## Curation\n"
    slips = (
        "-- Cacher une image ^cur-O1\n\n- CUR-02 : Coller un film\n"
        "\t- niveau n° 2:: Je colle.\n\t- mots-clés:: colle\n\t- digcomp:: 2,2\n\t- Voir Guide\n"
    )
    found = run(vault, {"S.md": head + slips, "Guide.md": "# Guide\n"})
    assert found["S.md"].decode() == head + (
        "- Cacher une image ^cur-01\n\n- Coller un film ^cur-02\n"
        "\t- niveau 2:: Je colle.\n\t- mots:: colle\n\t- digcomp:: 2.2\n\t- Voir [[Guide]]\n"
    )
