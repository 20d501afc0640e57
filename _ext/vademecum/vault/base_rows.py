"""The rows of a table of Obsidian's Bases: the notes that it asks for, from their records."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from vademecum.vault.bases import FILE_KEYS, Base, Test
from vademecum.vault.front_matter import Value
from vademecum.vault.names import NotePath, fold, folder_of, note_name, printed
from vademecum.vault.records import Note
from vademecum.vault.text import one_line

_LINK: Final = re.compile(r"\[\[([^\[\]|]++)(?:\|([^\[\]]++))?\]\]")


@dataclass(frozen=True, slots=True)
class Row:
    """A note in a table, and its cells, in the order of the columns."""

    path: NotePath
    title: str
    cells: tuple[str, ...]


def rows(base: Base, notes: Iterable[Note]) -> list[Row]:
    """Return the notes that a table asks for, ordered as it says, else by name."""
    selected = sorted((n for n in notes if _holds(base.test, n)), key=lambda n: fold(n.path))
    for key, down in reversed(base.order):
        selected.sort(key=lambda n, key=key: _rank(_value(n, key)), reverse=down)  # type: ignore[misc]
    return [
        Row(note.path, note.title, tuple(_cell(note, key) for key, _label in base.columns))
        for note in selected[: base.limit]
    ]


def _value(note: Note, key: str) -> Value:
    if key in FILE_KEYS:
        known: dict[str, Value] = {
            "file.name": note_name(note.path),
            "file.folder": printed(folder_of(note.path)),
            "file.path": printed(note.path),
            "file.tags": list(note.tags),
            "file.ext": "md",
        }
        return known[key]
    wanted = fold(key)
    return next((v for name, v in note.properties.items() if fold(name) == wanted), None)


def _holds(test: Test, note: Note) -> bool:
    if test.kind == "and":
        return all(_holds(part, note) for part in test.parts)
    if test.kind == "or":
        return any(_holds(part, note) for part in test.parts)
    if test.kind == "not":
        return not any(_holds(part, note) for part in test.parts)
    values = [fold(value) for value in test.values]
    if test.kind == "folder":
        path = fold(note.path)
        return any(path.startswith(value.strip("/") + "/") for value in values if value.strip("/"))
    if test.kind == "tag":
        tags = [fold(tag) for tag in note.tags]
        wanted = [value.removeprefix("#") for value in values]
        return any(tag == v or tag.startswith(v + "/") for tag in tags for v in wanted)
    texts = [fold(text) for text in _texts(_value(note, test.key))]
    if test.kind == "contains":
        return all(any(value in text for text in texts) for value in values)
    return values[0] in (texts or [""])


def _texts(value: Value) -> list[str]:
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    if value is None or isinstance(value, dict):
        return []
    return [str(value).lower() if isinstance(value, bool) else str(value)]


def _cell(note: Note, key: str) -> str:
    shown = (_LINK.sub(lambda m: m[2] or m[1], text) for text in _texts(_value(note, key)))
    return one_line(", ".join(shown))[:400]


def _rank(value: Value) -> tuple[int, float, str]:
    """Return what values are ordered by: numbers, then texts, then nothing."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return 0, float(value), ""
    texts = _texts(value)
    return (1, 0.0, fold(", ".join(texts))) if texts else (2, 0.0, "")
