"""Advice, from records: gaps, unused files, names that other systems cannot hold."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

import pytest
from core_samples import DECLARED, SPECS, handbook_of, heading, index_of, section, skill
from core_samples import note as note_of

from vademecum.lint.rulebook import Rulebook
from vademecum.lint.run import advice
from vademecum.lint.sources import ReadVault
from vademecum.settings import Settings
from vademecum.vault.front_matter import read_front_matter
from vademecum.vault.records import Finding, Kind, Note

NFD = unicodedata.normalize("NFD", "é")
SETTINGS = Settings(tags=frozenset({"déclarée"}), properties=frozenset({"public"}), long_note=10)


def note(path: str, *raws: str, **fields: Any) -> Note:
    """Return the record of a note that says something, but not too much."""
    return note_of(path, *raws, **{"words": 10, **fields})


def advised(
    *notes: Note, attachments: Sequence[str] = (), lines: Sequence[str] = ()
) -> list[Finding]:
    return advice(vault_of(*notes, attachments=attachments, lines=lambda _path: lines), Rulebook())


def vault_of(*notes: Note, attachments: Sequence[str] = (), **more: Any) -> ReadVault:
    return ReadVault(
        handbook=handbook_of(*notes, attachments=attachments),
        index=index_of(*notes, attachments=attachments),
        domains=SPECS,
        declared=DECLARED,
        settings=SETTINGS,
        **more,
    )


def codes(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(f.code, f.path) for f in findings]


HOME = note("index.md")


def linked(path: str, **fields: Any) -> tuple[Note, Note]:
    """Return a home page that links to a note, and this note."""
    return note("index.md", f"[[{path[:-3]}]]"), note(path, **fields)


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("a:b.png", ":"),
        ("d?/b.png", "?"),
        ("con.png", "con.png"),
        ("d./b.png", "d."),
        ("b .png/c.png", ""),
        ("x" * 260 + ".png", "x" * 80),
    ],
)
def test_names_that_windows_cannot_hold(path: str, part: str) -> None:
    findings = [f for f in advised(HOME, attachments=[path]) if f.code == "name-windows"]
    assert [dict(f.args)["part"] for f in findings] == ([part] if part else [])


def test_decomposed_name() -> None:
    (finding,) = [
        f for f in advised(HOME, attachments=[f"caf{NFD}.png"]) if f.code == "name-decomposed"
    ]
    assert finding.suggestion == "café.png"


@pytest.mark.parametrize(
    ("target", "attachments", "unused"),
    [
        (None, ["plan.png"], ["plan.png"]),
        ("plan.png", ["plan.png"], []),
        (None, ["carte.canvas", "base.BASE"], []),
    ],
)
def test_unused_file(target: str | None, attachments: list[str], unused: list[str]) -> None:
    home = note("index.md", attachments=((target, target),) if target else ())
    findings = advised(home, attachments=attachments)
    assert [f.path for f in findings if f.code == "file-unused"] == unused


NOTES: list[tuple[str, tuple[Note, ...], list[tuple[str, str]]]] = [
    ("home page", (HOME,), []),
    ("cited", linked("a.md"), []),
    ("orphan", (HOME, note("a.md")), [("note-orphan", "a.md")]),
    ("resource", (HOME, note("a.md", kind=Kind.RESOURCE)), [("resource-uncited", "a.md")]),
    ("question", (HOME, note("a.md", kind=Kind.QUESTION)), []),
    ("with a parent", (HOME, note("a.md", properties={"Parent": "index"})), []),
    ("long", linked("a.md", words=11), [("note-long", "a.md")]),
    ("not long", linked("a.md", words=10), []),
    ("empty", linked("a.md", words=1), [("note-empty", "a.md")]),
    ("a title alone", linked("a.md", words=1, outline=(heading("a", 1, 1),)), []),
]


@pytest.mark.parametrize(("notes", "expected"), [r[1:] for r in NOTES], ids=[r[0] for r in NOTES])
def test_notes(notes: tuple[Note, ...], expected: list[tuple[str, str]]) -> None:
    assert codes(advised(*notes)) == expected


def test_gaps_of_skills() -> None:
    full = skill("Lire", "cur-01", description="Des livres.", references=(0,))
    bare = skill("Écrire", "cur-02", line=5, ordinal=1)
    sections = (section("Curation", full, bare), section("Collection", line=9))
    skills = note("s.md", "[[index]]", domain_sections=sections)
    findings = advised(HOME, skills)
    assert [(f.code, f.line) for f in findings] == [
        ("skill-no-description", 5),
        ("skill-no-resource", 5),
        ("domain-empty", 9),
    ]


TAGS: list[tuple[str, list[tuple[str, ...]], list[str]]] = [
    ("near a built-in tag", [("questoin",)], ["question"]),
    ("near a declared tag", [("déclarré",)], ["déclarée"]),
    ("near one that three notes have", [("museum",)] * 3 + [("museumm",)], ["museum"]),
    ("near one that two notes have", [("museum",)] * 2 + [("museumm",)], []),
    ("far from all", [("exotique",)], []),
    ("known", [("question",)], []),
]


@pytest.mark.parametrize(("tags", "expected"), [r[1:] for r in TAGS], ids=[r[0] for r in TAGS])
def test_misspelt_tag(tags: list[tuple[str, ...]], expected: list[str]) -> None:
    notes = [note(f"n{i}.md", tags=of_note) for i, of_note in enumerate(tags)]
    findings = [f for f in advised(*notes) if f.code == "tag-unknown"]
    assert [f.suggestion for f in findings] == expected


def test_misspelt_property_and_its_line() -> None:
    front = read_front_matter('---\n"titel" : x\npublc: y\n---\n')
    page = note("index.md", properties=front.values, property_lines=front.lines)
    findings = advised(page)
    assert [(f.line, f.suggestion) for f in findings] == [(2, "title"), (3, "public")]


@pytest.mark.parametrize(
    ("path", "size", "told"),
    [("a.png", 6_000_000, True), ("a.png", 4_000_000, False), ("a.pdf", 6_000_000, False)],
)
def test_big_files(path: str, size: int, told: bool) -> None:
    found = advice(vault_of(HOME, attachments=[path], sizes=lambda _path: size), Rulebook())
    assert ("file-big" in {f.code for f in found if f.path == path}) == told


def test_what_windows_leaves_in_folders_is_nobody_s_file() -> None:
    assert "file-unused" not in {f.code for f in advised(HOME, attachments=["a/Thumbs.db"])}
