"""Two states of a vault compared, from records."""

from __future__ import annotations

from typing import Any

import pytest

from vademecum.commands.skill_diff import Broken, Changes, SkillState, State, compare
from vademecum.skills.register import Register, read_register

TEXT = "Un texte assez long pour que deux versions se ressemblent encore."


def skill(identifier: str, **fields: Any) -> SkillState:
    values = {
        "id": identifier,
        "title": f"Titre de {identifier}",
        "domain": "Curation",
        "description": "",
        "fields": (),
        "resources": (),
        "permanent": "PROV" not in identifier,
        **fields,
    }
    return SkillState(**values)


def state(*skills: SkillState, register: str = "", **fields: Any) -> State:
    known = read_register(register) if register else Register()
    return State(skills={s.id: s for s in skills}, register=known, **fields)


def ids(changes: Changes) -> dict[str, list[str]]:
    """Return the ids of each kind of change to skills that is not empty."""
    kinds = {
        "added": [s.id for s in changes.added],
        "numbered": [c.after.id for c in changes.numbered],
        "changed": [c.after.id for c in changes.changed],
        "retired": [s.id for s in changes.retired],
        "lost": [s.id for s in changes.lost],
    }
    return {kind: found for kind, found in kinds.items() if found}


ONE = skill("CUR-01")
DRAFT = skill("CUR-PROV-ABC", title="Lire")

SKILLS: list[tuple[str, State, State, dict[str, list[str]]]] = [
    ("nothing", state(ONE), state(ONE), {}),
    ("added", state(ONE), state(ONE, skill("CUR-02")), {"added": ["CUR-02"]}),
    ("gone without a word", state(ONE), state(), {"lost": ["CUR-01"]}),
    ("retired", state(ONE), state(register="CUR-01 = retirée : x\n"), {"retired": ["CUR-01"]}),
    ("still active", state(ONE), state(register="CUR-01 = active : x\n"), {"lost": ["CUR-01"]}),
    ("provisional one gone", state(DRAFT), state(), {"retired": ["CUR-PROV-ABC"]}),
    ("numbered", state(DRAFT), state(skill("CUR-02", title="Lire")), {"numbered": ["CUR-02"]}),
    (
        "numbered and reworded is another skill",
        state(DRAFT),
        state(skill("CUR-02", title="Relire")),
        {"added": ["CUR-02"], "retired": ["CUR-PROV-ABC"]},
    ),
    ("reworded", state(ONE), state(skill("CUR-01", title="Autre")), {"changed": ["CUR-01"]}),
    (
        "reworded in a field",
        state(ONE),
        state(skill("CUR-01", fields=(("niveau", "base"),))),
        {"changed": ["CUR-01"]},
    ),
    ("moved", state(ONE), state(skill("CUR-01", domain="Accueil")), {"changed": ["CUR-01"]}),
]


@pytest.mark.parametrize(
    ("before", "after", "expected"), [r[1:] for r in SKILLS], ids=[r[0] for r in SKILLS]
)
def test_skills(before: State, after: State, expected: dict[str, list[str]]) -> None:
    changes = compare(before, after)
    assert ids(changes) == expected
    assert changes.skills_changed is bool(expected)


def test_what_has_changed_of_a_skill() -> None:
    before = skill("CUR-01", resources=("Guide", "Plan"))
    after = skill("CUR-01", resources=("Plan", "Charte"))
    (change,) = compare(state(before), state(after)).changed
    assert (change.gained, change.lost) == (("Charte",), ("Guide",))
    assert not change.reworded
    assert not change.moved


NOTES: list[tuple[str, dict[str, str], dict[str, str], tuple[object, object, object]]] = [
    ("added", {}, {"a.md": TEXT}, (("a.md",), (), ())),
    ("removed", {"a.md": TEXT}, {}, ((), (), ("a.md",))),
    ("renamed", {"a.md": TEXT}, {"b.md": TEXT}, ((), (("a.md", "b.md"),), ())),
    ("renamed and edited", {"a.md": TEXT}, {"b.md": TEXT + " Oui."}, ((), (("a.md", "b.md"),), ())),
    ("another", {"a.md": TEXT}, {"b.md": "123456"}, (("b.md",), (), ("a.md",))),
    (
        "the most alike first",
        {"a.md": TEXT, "b.md": TEXT + " Non, pas du tout."},
        {"c.md": TEXT + " Non, pas du tout.", "d.md": TEXT},
        ((), (("a.md", "d.md"), ("b.md", "c.md")), ()),
    ),
]


@pytest.mark.parametrize(
    ("before", "after", "expected"), [r[1:] for r in NOTES], ids=[r[0] for r in NOTES]
)
def test_notes(
    before: dict[str, str], after: dict[str, str], expected: tuple[object, object, object]
) -> None:
    changes = compare(state(texts=before), state(texts=after))
    assert (changes.notes_added, changes.notes_renamed, changes.notes_removed) == expected


def test_renamed_resource_is_the_same_resource() -> None:
    before = state(skill("CUR-01", resources=("Guide",)), texts={"Guide.md": TEXT})
    after = state(skill("CUR-01", resources=("Manuel",)), texts={"Manuel.md": TEXT})
    assert ids(compare(before, after)) == {}


def broken(path: str, line: int, raw: str = "[[X]]") -> Broken:
    return Broken(path, line, raw, "missing-note")


LINKS: list[tuple[str, list[Broken], list[Broken], dict[str, str], int, int]] = [
    ("newly broken", [], [broken("a.md", 1)], {"a.md": TEXT}, 1, 0),
    ("mended", [broken("a.md", 1)], [], {"a.md": TEXT}, 0, 1),
    ("moved in its note", [broken("a.md", 1)], [broken("a.md", 9)], {"a.md": TEXT}, 0, 0),
    ("once more", [broken("a.md", 1)], [broken("a.md", n) for n in (1, 2)], {"a.md": TEXT}, 1, 0),
    ("its note is gone", [broken("a.md", 1)], [], {}, 0, 0),
    ("its note is renamed", [broken("a.md", 1)], [broken("b.md", 1)], {"b.md": TEXT}, 0, 0),
]


@pytest.mark.parametrize(
    ("old", "new", "texts", "newly", "mended"), [r[1:] for r in LINKS], ids=[r[0] for r in LINKS]
)
def test_links(
    old: list[Broken], new: list[Broken], texts: dict[str, str], newly: int, mended: int
) -> None:
    changes = compare(
        state(texts={"a.md": TEXT}, broken=tuple(old)), state(texts=texts, broken=tuple(new))
    )
    assert (len(changes.broken), len(changes.mended)) == (newly, mended)
