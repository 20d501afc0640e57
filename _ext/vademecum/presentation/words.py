"""The kinds of Obsidian's callouts, and the title of one that has none of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from babel.core import UnknownLocaleError
from babel.dates import format_date

from vademecum.handbook import Handbook
from vademecum.i18n import _
from vademecum.vault.callouts import KINDS
from vademecum.vault.front_matter import Value
from vademecum.vault.names import NotePath, fold, without_marks
from vademecum.vault.records import Kind, Note, Origin
from vademecum.vault.text import one_line
from vademecum.vault.vocabulary import PROPERTIES


def callout_name(kind: str) -> str:
    """Return the title of a callout that has none of its own."""
    names = {
        "note": _("Note"),
        "abstract": _("Summary"),
        "info": _("Information"),
        "todo": _("To do"),
        "tip": _("Tip"),
        "success": _("Success"),
        "question": _("Question"),
        "warning": _("Warning"),
        "failure": _("Failure"),
        "danger": _("Danger"),
        "bug": _("Fault"),
        "example": _("Example"),
        "quote": _("Quotation"),
    }
    known = KINDS.get(kind)
    return names[known] if known is not None else kind.replace("-", " ").capitalize()


def long_date(iso: str, language: str) -> str:
    """Return a date (YYYY-MM-DD) in words; another text, or an unknown language, unchanged."""
    try:
        day = date.fromisoformat(iso)
        text = str(format_date(day, "long", locale=language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return iso
    return _("1 %(month)s") % {"month": text[2:]} if text.startswith("1 ") else text


_TITLE = re.compile(r"^[^\S\n]*+(?:accTitle\s*+:|title\s*+:?)\s*+(\S[^\n]*)", re.MULTILINE)
_FIRST = re.compile(r"^[^\S\n]*+(?!%%|---)([A-Za-z][\w-]*)", re.MULTILINE)


def diagram_name(source: str) -> str:
    """Return the kind of a diagram, and the title that its source gives it."""
    body = re.sub(r"\A\s*---\n.*?\n---\n", "", source, count=1, flags=re.DOTALL)
    first = _FIRST.search(body)
    kind = _kind(first[1].lower() if first else "")
    title = _TITLE.search(source)
    return f"{kind}{_(':')} {title[1].strip()[:200]}" if title else kind


def _kind(word: str) -> str:
    names = {
        "flowchart": _("Flow chart"),
        "graph": _("Flow chart"),
        "sequencediagram": _("Sequence diagram"),
        "classdiagram": _("Class diagram"),
        "statediagram": _("State diagram"),
        "erdiagram": _("Entity diagram"),
        "gantt": _("Schedule"),
        "pie": _("Pie chart"),
        "mindmap": _("Mind map"),
        "journey": _("Journey"),
        "timeline": _("Timeline"),
    }
    return names.get(word.removesuffix("-v2"), _("Diagram"))


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


_LINK = re.compile(r"\[\[([^\[\]]+)\]\]")
_LONGEST = 300
_MOST = 12
_RECORD = frozenset(
    fold(name) for names in PROPERTIES.values() for several in names.values() for name in several
)
"""Properties that the record of a resource shows."""


@dataclass(frozen=True, slots=True)
class PropertyWord:
    """A value: its words, and the note that it leads to, if it is a link to one."""

    text: str
    path: NotePath | None = None


def shown_properties(
    note: Note, handbook: Handbook, wanted: Iterable[str], *, has_record: bool
) -> Iterator[tuple[str, tuple[PropertyWord, ...]]]:
    """Yield label and values of each property that readers are to see, in the note's order.

    ``has_record``: what a resource's record or a role's page says is not said twice.
    """
    names = {without_marks(name) for name in wanted}
    for name, value in note.properties.items():
        elsewhere = note.kind is Kind.ROLE or (has_record and fold(name) in _RECORD)
        if without_marks(name) not in names or elsewhere:
            continue
        words = tuple(
            PropertyWord(*pair) for text in _texts(value) for pair in _word(text, note, handbook)
        )
        if words:
            yield name[:1].upper() + name[1:], words[:_MOST]


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, bool):
        yield _("yes") if value else _("no")
    elif value is not None and not isinstance(value, dict):
        yield one_line(str(value))


def _word(text: str, note: Note, handbook: Handbook) -> Iterator[tuple[str, NotePath | None]]:
    """Yield what a value says; a value that is one link leads to its note."""
    whole = _LINK.fullmatch(text)
    if whole is None:
        said = _LINK.sub(lambda match: match[1].rpartition("|")[2], text)[:_LONGEST]
        if said:
            yield said, None
        return
    for link, resolution in zip(note.links, handbook.resolutions[note.path], strict=True):
        if link.origin is Origin.PROPERTY and link.raw.strip("\"' ") == text:
            path = resolution.path if resolution.path in handbook.notes else None
            yield link.wikilink.shown, path
            return
    yield whole[1].rpartition("|")[2], None
