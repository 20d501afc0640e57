"""Numbers stay with their skills, whatever is done to the notes; none is given twice."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest
from core_samples import DECLARED

from vademecum.commands.numbering import new_numbers, to_register, to_retire
from vademecum.handbook import Handbook, handbook
from vademecum.skills.notation import DomainSpec
from vademecum.skills.register import read_register, updated_register
from vademecum.vault.index import NoteEntry, VaultIndex
from vademecum.vault.names import DocName, NotePath
from vademecum.vault.records import Block, DomainSection, Note, Skill

SPECS = (DomainSpec("curation", "CUR", "Curation"), DomainSpec("collection", "COL", "Collection"))
DOMAINS = ("Curation", "Collection", "Jardin")


@dataclass
class Item:
    """A skill as a person thinks of it: one thing, whatever it is called and wherever it is."""

    title: str
    block: str | None = None
    promised: str | None = None


@dataclass
class World:
    """Notes with headings with items, and the register."""

    notes: dict[str, dict[str, list[Item]]] = field(default_factory=dict)
    register: str = ""
    given: dict[str, Item] = field(default_factory=dict)
    count: int = 0

    def handbook(self) -> Handbook:
        records = {}
        for path, domains in self.notes.items():
            ordinal, domain_sections, blocks = 0, [], []
            for name, items in domains.items():
                skills = []
                for item in items:
                    ordinal += 1
                    skills.append(Skill(item.title, item.block, ordinal, ordinal, end=ordinal))
                    if item.block:
                        blocks.append(Block(item.block, item.block, ordinal, ordinal))
                domain_sections.append(DomainSection(name, "", ordinal, name, tuple(skills)))
            note_path = NotePath(path)
            records[note_path] = Note(
                note_path,
                DocName(path),
                path,
                domain_sections=tuple(domain_sections),
                blocks=tuple(blocks),
            )
        index = VaultIndex([NoteEntry(path) for path in records])
        return handbook(records, index, SPECS, {}, DECLARED, read_register(self.register))

    def places(self) -> list[tuple[list[Item], Item]]:
        return [
            (items, i)
            for domains in self.notes.values()
            for items in domains.values()
            for i in items
        ]

    def make_ids(self) -> None:
        """What the command does, on records."""
        handbook_, register = self.handbook(), read_register(self.register)
        marks = new_numbers(handbook_, register)
        at = {}
        for path, domains in self.notes.items():
            flat = [item for items in domains.values() for item in items]
            at.update({(path, n): item for n, item in enumerate(flat, 1)})
        for mark in marks:
            item = at[mark.path, mark.ordinal]
            item.block = mark.block
            if item.promised is None:
                assert mark.id not in self.given, f"{mark.id} was given before"
                item.promised, self.given[mark.id] = mark.id, item
        given = to_register(handbook_, register, marks)
        self.register = updated_register(
            self.register, given, to_retire(handbook_, register, marks), "Tête", register.words
        )
        assert not new_numbers(self.handbook(), read_register(self.register))


def reword(world: World, rng: random.Random) -> None:
    for _items, item in rng.sample(world.places(), min(2, len(world.places()))):
        item.title = f"Titre {rng.randrange(10**6)}"


def move(world: World, rng: random.Random) -> None:
    if not world.places():
        return
    items, item = rng.choice(world.places())
    items.remove(item)
    note = rng.choice(sorted(world.notes))
    there = world.notes[note].setdefault(rng.choice(DOMAINS), [])
    there.insert(rng.randint(0, len(there)), item)


def reorder(world: World, rng: random.Random) -> None:
    for domains in world.notes.values():
        for items in domains.values():
            rng.shuffle(items)
        pairs = list(domains.items())
        rng.shuffle(pairs)
        domains.clear()
        domains.update(pairs)


def rename(world: World, rng: random.Random) -> None:
    name = rng.choice(sorted(world.notes))
    world.notes[f"dossier/{rng.randrange(10**6)}.md"] = world.notes.pop(name)


def add(world: World, rng: random.Random) -> None:
    note = rng.choice(sorted(world.notes))
    world.count += 1
    world.notes[note].setdefault(rng.choice(DOMAINS), []).append(Item(f"Nouvelle {world.count}"))


def remove(world: World, rng: random.Random) -> None:
    if world.places():
        items, item = rng.choice(world.places())
        items.remove(item)


STEPS = (reword, move, reorder, rename, add, remove)


@pytest.mark.parametrize("start", range(10))
def test_a_thousand_lives(start: int) -> None:
    """100 sequences each: after any of them, every skill has the number that it was promised."""
    for seed in range(start * 100, start * 100 + 100):
        rng = random.Random(seed)
        world = World({"A.md": {"Curation": [Item("Un"), Item("Deux")]}, "B.md": {}})
        world.make_ids()
        for _ in range(12):
            rng.choice(STEPS)(world, rng)
            if rng.random() < 0.5:
                world.make_ids()
        world.make_ids()
        skills = world.handbook().catalogue.skills
        for _items, item in world.places():
            assert item.block is not None
            assert item.block.upper() == item.promised, f"seed {seed}"
            assert skills[item.promised].skill.title == item.title  # type: ignore[index]
        entries = read_register(world.register).entries
        assert set(entries) == set(world.given)
        assert {i for i, e in entries.items() if not e.retired} == set(skills)


def test_huge_number_does_not_loop() -> None:
    block = "cur-999999999"
    world = World(
        {"A.md": {"Curation": [Item("Un", block, block.upper()), Item("Deux"), Item("Trois")]}}
    )
    world.make_ids()
    blocks = [item.block for _items, item in world.places()]
    assert len(set(blocks)) == 3
