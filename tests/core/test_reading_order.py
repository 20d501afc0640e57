"""The reading order, from records: declared parents, questions, folders, cycles."""

from __future__ import annotations

from typing import Any

import pytest
from core_samples import index_of, note, resolutions_of

from vademecum.vault.reading_order import Order, reading_order
from vademecum.vault.records import Finding, Kind, Note

QUESTION, RESOURCE = Kind.QUESTION, Kind.RESOURCE


def ordered(*notes: Note) -> tuple[Order, tuple[Finding, ...]]:
    by_path = {n.path: n for n in notes}
    order = reading_order(by_path, index_of(*notes), resolutions_of(*notes))
    return order, order.findings


def child(path: str, **properties: Any) -> Note:
    return note(path, properties=properties)


SEQUENCES: list[tuple[str, list[Note], list[str]]] = [
    ("no note", [], []),
    ("by path, case ignored", [note("b.md"), note("A.md")], ["A.md", "b.md"]),
    ("home first", [note("a.md"), note("index.md")], ["index.md", "a.md"]),
    (
        "as the home page mentions them",
        [note("index.md", "[[c]]", "[[b]]", "[[c]]"), note("a.md"), note("b.md"), note("c.md")],
        ["index.md", "c.md", "b.md", "a.md"],
    ),
    (
        "questions before the rest",
        [note("a.md"), note("z.md", kind=QUESTION)],
        ["z.md", "a.md"],
    ),
    (
        "resources below the question that mentions them first",
        [
            note("index.md", "[[q2]]", "[[q1]]"),
            note("q1.md", "[[r1]]", "[[r2]]", kind=QUESTION),
            note("q2.md", "[[r2]]", kind=QUESTION),
            note("r1.md", kind=RESOURCE),
            note("r2.md", kind=RESOURCE),
        ],
        ["index.md", "q2.md", "r2.md", "q1.md", "r1.md"],
    ),
    (
        "a plain note that a question mentions is not below it",
        [note("q.md", "[[a]]", kind=QUESTION), note("a.md"), note("0.md")],
        ["q.md", "0.md", "a.md"],
    ),
]


@pytest.mark.parametrize(
    ("notes", "expected"), [row[1:] for row in SEQUENCES], ids=[row[0] for row in SEQUENCES]
)
def test_sequence(notes: list[Note], expected: list[str]) -> None:
    order, findings = ordered(*notes)
    assert list(order.sequence) == expected
    assert findings == ()
    assert [order.place[path] for path in order.sequence] == list(range(len(expected)))


PARENTS: list[tuple[str, list[Note], dict[str, str]]] = [
    ("by name", [note("up.md"), child("a.md", parent="up")], {"a.md": "up.md"}),
    ("by link", [note("up.md"), child("a.md", parent="[[up]]")], {"a.md": "up.md"}),
    ("by title", [note("up.md", title="Haut"), child("a.md", parent="haut")], {"a.md": "up.md"}),
    (
        "by Eleventy's key",
        [
            child("up.md", eleventyNavigation={"key": "K"}),
            child("a.md", eleventyNavigation={"parent": "k"}),
        ],
        {"a.md": "up.md"},
    ),
    ("blank", [note("up.md"), child("a.md", parent="  ")], {}),
    ("folder note of the same name", [note("d/d.md"), note("d/a.md")], {"d/a.md": "d/d.md"}),
    ("README", [note("d/README.md"), note("d/e/a.md")], {"d/e/a.md": "d/README.md"}),
    (
        "declared before question before folder",
        [
            note("up.md"),
            note("q.md", "[[r]]", "[[s]]", kind=QUESTION),
            note("d/d.md"),
            note("d/r.md", kind=RESOURCE, properties={"parent": "up"}),
            note("d/s.md", kind=RESOURCE),
            note("d/t.md", kind=RESOURCE),
        ],
        {"d/r.md": "up.md", "d/s.md": "q.md", "d/t.md": "d/d.md"},
    ),
]


@pytest.mark.parametrize(
    ("notes", "expected"), [row[1:] for row in PARENTS], ids=[row[0] for row in PARENTS]
)
def test_parent(notes: list[Note], expected: dict[str, str]) -> None:
    order, findings = ordered(*notes)
    assert dict(order.parent) == expected
    assert findings == ()


@pytest.mark.parametrize(
    ("parent", "code", "args"),
    [
        ("Hautt", "parent-missing", {"parent": "Hautt", "hint": "Haute"}),
        ("Rien de tel", "parent-missing", {"parent": "Rien de tel", "hint": ""}),
        ("[[a]]", "parent-cycle", {"parent": "a.md"}),
    ],
)
def test_parent_that_cannot_be(parent: str, code: str, args: dict[str, str]) -> None:
    order, findings = ordered(note("Haute.md"), child("a.md", parent=parent))
    assert dict(order.parent) == {}
    (finding,) = findings
    assert (finding.code, finding.path, dict(finding.args)) == (code, "a.md", args)


@pytest.mark.parametrize("size", [2, 3, 7])
def test_cycle_is_cut_once(size: int) -> None:
    names = [f"n{i}.md" for i in range(size)]
    notes = [child(name, parent=names[(i + 1) % size][:-3]) for i, name in enumerate(names)]
    order, findings = ordered(*notes)
    assert [f.code for f in findings] == ["parent-cycle"]
    assert len(order.parent) == size - 1
    assert sorted(order.sequence) == names


def test_ancestors_and_siblings() -> None:
    order, _ = ordered(
        note("a.md"),
        child("b.md", parent="a"),
        child("c.md", parent="b"),
        child("d.md", parent="b"),
    )
    assert order.ancestors(order.sequence[2]) == ("a.md", "b.md")
    assert order.siblings(order.sequence[2]) == ("c.md", "d.md")
    assert [order.rank[path] for path in order.sequence] == [0, 0, 0, 1]
