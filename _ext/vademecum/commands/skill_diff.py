"""What a change does to the skills, the notes and the links: two states of a vault compared.

A skill is the same as long as it keeps its number. Renaming a note or moving a line changes no
skill, and a link that only follows a renamed note is the same link.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz import fuzz

from vademecum.handbook import Handbook
from vademecum.skills.catalogue import PlacedSkill
from vademecum.skills.register import Register
from vademecum.vault.names import fold, note_name, printed
from vademecum.vault.records import Skill
from vademecum.vault.resolve import Resolution, Status


@dataclass(frozen=True, slots=True)
class RoleState:
    """What a role asks for: by skill, the level (0: not required)."""

    id: str
    name: str
    levels: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RoleChange:
    """A role before and after."""

    before: RoleState
    after: RoleState

    @property
    def renamed(self) -> bool:
        """Whether it has another name."""
        return self.before.name != self.after.name

    @property
    def gained(self) -> dict[str, int]:
        """The skills of which it says something only now, with their levels."""
        return {i: n for i, n in self.after.levels.items() if i not in self.before.levels}

    @property
    def lost(self) -> tuple[str, ...]:
        """The skills of which it no longer says anything."""
        return tuple(i for i in self.before.levels if i not in self.after.levels)

    @property
    def moved(self) -> dict[str, tuple[int, int]]:
        """The skills whose level has changed, with both levels."""
        old = self.before.levels
        return {i: (old[i], n) for i, n in self.after.levels.items() if old.get(i, n) != n}

    @property
    def differs(self) -> bool:
        """Whether anything has changed."""
        return self.renamed or bool(self.gained or self.lost or self.moved)


@dataclass(frozen=True, slots=True)
class RoleChanges:
    """All that differs about roles."""

    added: tuple[RoleState, ...] = ()
    removed: tuple[RoleState, ...] = ()
    changed: tuple[RoleChange, ...] = ()

    def __bool__(self) -> bool:
        """Say whether anything differs."""
        return bool(self.added or self.removed or self.changed)


def role_states(handbook: Handbook) -> dict[str, RoleState]:
    """Return the roles of a handbook as they are compared."""
    return {
        role.id: RoleState(role.id, role.name, {r.skill: r.level for r in role.requirements})
        for role in handbook.catalogue.roles.values()
    }


def compare_roles(
    before: Mapping[str, RoleState], after: Mapping[str, RoleState], renamed: Mapping[str, str]
) -> RoleChanges:
    """Say what has become of the roles ``before``; ``renamed``: old ids and new ones of skills.

    A role whose id has changed with its note's name is the same if it has its title.
    """
    old = {i: _renumbered(role, renamed) for i, role in before.items()}
    pairs = dict(_pairs(old, after))
    changes = (RoleChange(old[i], after[n]) for i, n in pairs.items())
    return RoleChanges(
        tuple(role for i, role in after.items() if i not in pairs.values()),
        tuple(role for i, role in old.items() if i not in pairs),
        tuple(change for change in changes if change.differs),
    )


def _pairs(old: Mapping[str, RoleState], new: Mapping[str, RoleState]) -> Iterator[tuple[str, str]]:
    waiting = {role.name: i for i, role in new.items() if i not in old}
    for identifier, role in old.items():
        if identifier in new:
            yield identifier, identifier
        elif role.name in waiting:
            yield identifier, waiting.pop(role.name)


def _renumbered(role: RoleState, renamed: Mapping[str, str]) -> RoleState:
    levels = {renamed.get(i, i): n for i, n in role.levels.items()}
    return RoleState(role.id, role.name, levels)


ALIKE: Final = 60
"""From how many per cent of common text on a note that is gone and one that is new are one."""

_COMPARED: Final = 20_000


@dataclass(frozen=True, slots=True)
class SkillState:
    """What a skill says, whatever note and line it is in."""

    id: str
    title: str
    domain: str
    description: str
    fields: tuple[tuple[str, str], ...]
    resources: tuple[str, ...]
    permanent: bool
    levels: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Broken:
    """A link that leads nowhere, or not where it should."""

    path: str
    line: int
    raw: str
    status: str


@dataclass(frozen=True, slots=True)
class State:
    """A vault at one time. ``texts``: the source of each note."""

    skills: dict[str, SkillState] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    broken: tuple[Broken, ...] = ()
    register: Register = field(default_factory=Register)
    roles: dict[str, RoleState] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SkillChange:
    """A skill before and after."""

    before: SkillState
    after: SkillState

    @property
    def reworded(self) -> bool:
        """Whether its words differ: title, description or a field."""
        return _words(self.before) != _words(self.after)

    @property
    def levels(self) -> tuple[tuple[int, str, str], ...]:
        """The levels whose sentence has changed, with both sentences (empty: there is none)."""
        old, new = dict(self.before.levels), dict(self.after.levels)
        numbers = sorted({*old, *new})
        both = ((n, old.get(n, ""), new.get(n, "")) for n in numbers)
        return tuple((n, a, b) for n, a, b in both if a != b)

    @property
    def moved(self) -> bool:
        """Whether it is in another domain."""
        return self.before.domain != self.after.domain

    @property
    def gained(self) -> tuple[str, ...]:
        """The resources that it rests on only now."""
        return _without(self.after.resources, self.before.resources)

    @property
    def lost(self) -> tuple[str, ...]:
        """The resources that it no longer rests on."""
        return _without(self.before.resources, self.after.resources)


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs; ``lost``: numbers gone from the notes without the register's word."""

    added: tuple[SkillState, ...] = ()
    numbered: tuple[SkillChange, ...] = ()
    changed: tuple[SkillChange, ...] = ()
    retired: tuple[SkillState, ...] = ()
    successors: tuple[tuple[str, tuple[str, ...]], ...] = ()
    lost: tuple[SkillState, ...] = ()
    notes_added: tuple[str, ...] = ()
    notes_renamed: tuple[tuple[str, str], ...] = ()
    notes_removed: tuple[str, ...] = ()
    broken: tuple[Broken, ...] = ()
    mended: tuple[Broken, ...] = ()
    roles: RoleChanges = field(default_factory=RoleChanges)

    @property
    def skills_changed(self) -> bool:
        """Whether anything about skills differs."""
        return any((self.added, self.numbered, self.changed, self.retired, self.lost))


def state(handbook: Handbook, texts: Mapping[str, str], register: Register) -> State:
    """Return what counts of a vault when it is compared."""
    skills = {str(i): _skill(handbook, placed) for i, placed in handbook.catalogue.skills.items()}
    broken = tuple(_broken(handbook))
    return State(skills, dict(texts), broken, register, role_states(handbook))


def _skill(handbook: Handbook, placed: PlacedSkill) -> SkillState:
    skill = placed.skill
    resources = tuple(handbook.catalogue.resources[i].name for i in placed.see)
    domain = handbook.catalogue.domains[placed.domain].name
    words = (skill.title, domain, skill.description, tuple(_fields(skill)))
    return SkillState(placed.id, *words, resources, placed.permanent, skill.levels)


def _fields(skill: Skill) -> Iterator[tuple[str, str]]:
    """Yield all that has a name and words, levels left out."""
    if skill.short_title:
        yield "short_title", skill.short_title
    if skill.synonyms:
        yield "synonyms", ", ".join(skill.synonyms)
    yield from skill.fields
    if skill.matches:
        yield "matches", ", ".join(map(str, skill.matches))


def _broken(handbook: Handbook) -> Iterator[Broken]:
    for path, note in handbook.notes.items():
        for link, resolution in zip(note.links, handbook.resolutions[path], strict=True):
            if _is_broken(resolution):
                yield Broken(printed(path), link.line, link.raw, resolution.status.value)


def _is_broken(resolution: Resolution) -> bool:
    return resolution.status not in {Status.OK, Status.AMBIGUOUS}


def compare(before: State, after: State) -> Changes:
    """Say what has become of ``before``."""
    renamed = _renamed(before.texts, after.texts)
    old = {i: _renamed_resources(s, renamed) for i, s in before.skills.items()}
    numbered = tuple(_numbered(old, after.skills))
    came = {change.after.id for change in numbered}
    went = {change.before.id for change in numbered}
    gone = [s for i, s in old.items() if i not in after.skills and i not in went]
    retired = [s for s in gone if not s.permanent or _is_retired(s.id, after.register)]
    both = (SkillChange(old[i], s) for i, s in after.skills.items() if i in old)
    links = _links(before.broken, after, renamed)
    return Changes(
        added=tuple(s for i, s in after.skills.items() if i not in old and i not in came),
        numbered=numbered,
        changed=tuple(c for c in both if c.reworded or c.levels or c.moved or c.gained or c.lost),
        retired=tuple(retired),
        successors=_successors(retired, after.register),
        lost=tuple(s for s in gone if s not in retired),
        notes_added=_without(after.texts, (*before.texts, *renamed.values())),
        notes_renamed=tuple(sorted(renamed.items())),
        notes_removed=_without(before.texts, (*after.texts, *renamed)),
        broken=links[0],
        mended=links[1],
        roles=compare_roles(before.roles, after.roles, {c.before.id: c.after.id for c in numbered}),
    )


def _numbered(
    old: Mapping[str, SkillState], new: Mapping[str, SkillState]
) -> Iterator[SkillChange]:
    """Yield the skills that had no number and have got one, with the words that they had."""
    waiting = {_words(s): s for s in old.values() if not s.permanent and s.id not in new}
    for skill in new.values():
        if skill.permanent and skill.id not in old and _words(skill) in waiting:
            yield SkillChange(waiting.pop(_words(skill)), skill)


def _successors(
    retired: Iterable[SkillState], register: Register
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the retired numbers that others replace, with these."""
    entries = ((s.id, register.entries.get(s.id)) for s in retired)
    return tuple((i, e.successors) for i, e in entries if e is not None and e.successors)


def _is_retired(identifier: str, register: Register) -> bool:
    entry = register.entries.get(identifier)
    return entry is not None and entry.retired


def _words(skill: SkillState) -> tuple[object, ...]:
    return skill.title, skill.description, skill.fields


def _renamed_resources(skill: SkillState, renamed: Mapping[str, str]) -> SkillState:
    names = {fold(note_name(old)): note_name(new) for old, new in renamed.items()}
    resources = tuple(names.get(fold(name), name) for name in skill.resources)
    words = (skill.title, skill.domain, skill.description, skill.fields)
    return SkillState(skill.id, *words, resources, skill.permanent, skill.levels)


def _renamed(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Pair the notes that are gone with those that are new, the most alike first."""
    gone, new = _without(before, after), _without(after, before)
    pairs = sorted(
        ((-_likeness(before[o], after[n]), o, n) for o in gone for n in new),
    )
    renames: dict[str, str] = {}
    for likeness, old, name in pairs:
        if -likeness >= ALIKE and old not in renames and name not in renames.values():
            renames[old] = name
    return renames


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 100.0
    return float(fuzz.ratio(one[:_COMPARED], other[:_COMPARED], score_cutoff=ALIKE))


def _links(
    old: Iterable[Broken], after: State, renamed: Mapping[str, str]
) -> tuple[tuple[Broken, ...], tuple[Broken, ...]]:
    """Return the links that are broken only now, and those that no longer are.

    One is known again by note and words, wherever its line has gone; one whose note is gone is
    not mended.
    """
    was: dict[tuple[str, str], list[Broken]] = {}
    for link in old:
        was.setdefault((renamed.get(link.path, link.path), link.raw), []).append(link)
    newly = []
    for link in after.broken:
        known = was.get((link.path, link.raw))
        if known:
            known.pop()
        else:
            newly.append(link)
    left = (link for links in was.values() for link in links)
    mended = tuple(m for m in left if renamed.get(m.path, m.path) in after.texts)
    return tuple(newly), mended


def _without(names: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    known = set(others)
    return tuple(name for name in names if name not in known)
