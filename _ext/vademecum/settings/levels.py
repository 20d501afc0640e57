"""The levels of a handbook that declares none, in its own language."""

from __future__ import annotations

from typing import Final

from vademecum.i18n import _, later
from vademecum.vault.schema import LevelSpec

LEVELS: Final = (
    LevelSpec(
        1,
        later("Explore"),
        later(
            "Does the simple task with somebody's help or written steps, and says whom to ask "
            "when it gets harder."
        ),
    ),
    LevelSpec(
        2,
        later("Practise"),
        later(
            "Does the usual work alone from start to end, and checks the result before handing "
            "it over."
        ),
    ),
    LevelSpec(
        3,
        later("Adapt"),
        later(
            "Handles a new or difficult case, explains the choice and helps a colleague make "
            "theirs."
        ),
    ),
    LevelSpec(
        4,
        later("Pass on"),
        later(
            "Sets how the house does it, writes it down, trains others and revises it when it "
            "no longer fits."
        ),
    ),
)


def in_words(levels: tuple[LevelSpec, ...]) -> tuple[LevelSpec, ...]:
    """Return the levels of the project in the handbook's language; others as they are written."""
    if levels != LEVELS:
        return levels
    return tuple(LevelSpec(level.number, _(level.name), _(level.sentence)) for level in levels)
