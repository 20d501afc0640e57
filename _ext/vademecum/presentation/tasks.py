"""The states of a task, by the sign in its brackets: what each is called and how it looks."""

from __future__ import annotations

from dataclasses import dataclass

from vademecum.i18n import _


@dataclass(frozen=True, slots=True)
class TaskState:
    """A state: its name, its glyph; ``usual``: one that readers know without the name."""

    name: str
    glyph: str
    usual: bool = False


def task_state(sign: str) -> TaskState:
    """Return the state that a sign stands for; any unknown one says, as in Obsidian, done."""
    states = {
        " ": TaskState(_("to do"), "☐", usual=True),
        "/": TaskState(_("in progress"), "◐"),
        "-": TaskState(_("cancelled"), "☒"),
        ">": TaskState(_("postponed"), "→"),
        "<": TaskState(_("scheduled"), "←"),
        "?": TaskState(_("question"), "?"),
        "!": TaskState(_("important"), "!"),
        "*": TaskState(_("to remember"), "★"),
        '"': TaskState(_("quotation"), "“"),
        "l": TaskState(_("place"), "◆"),
        "b": TaskState(_("bookmark"), "■"),
        "i": TaskState(_("information"), "i"),
        "S": TaskState(_("amount"), "●"),
        "I": TaskState(_("idea"), "◇"),
        "p": TaskState(_("argument for"), "+"),
        "c": TaskState(_("argument against"), "−"),
        "f": TaskState(_("urgent"), "▲"),
        "k": TaskState(_("key point"), "◉"),
        "w": TaskState(_("success"), "✓"),
        "u": TaskState(_("rising"), "↑"),
        "d": TaskState(_("falling"), "↓"),
    }
    return states.get(sign, TaskState(_("done"), "☑", usual=True))
