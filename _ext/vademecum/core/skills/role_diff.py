"""What a change does to the roles: which came, which went, what each asks for now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from vademecum.core.handbook import Handbook


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
