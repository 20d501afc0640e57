"""A table of Obsidian's Bases (``.base``): which notes it asks for, and what it shows of them.

Understood: filters by folder, tag, name and property (``and``, ``or``, ``not``), columns, order,
a limit. What is not understood is named, so that no table says something else than its author.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vademecum.vault.front_matter import Value, read_front_matter
from vademecum.vault.names import fold
from vademecum.vault.text import one_line

MAX_CHARACTERS: Final = 20_000
MAX_ROWS: Final = 500
_MAX_COLUMNS: Final = 12
_DEEPEST: Final = 8
FILE_KEYS: Final = frozenset({"file.name", "file.folder", "file.path", "file.tags", "file.ext"})
_TEXT: Final = r"""(?:"([^"]*)"|'([^']*)')"""
_CALL: Final = re.compile(
    r"(!?)\s*+(file\.(?:inFolder|hasTag)|[\w.\u00c0-\u024f-]+\.contains)\((.*)\)", re.DOTALL
)
_COMPARED: Final = re.compile(
    rf"([\w.\u00c0-\u024f-]+)\s*(==|!=)\s*(?:{_TEXT}|(true|false|-?\d+(?:\.\d+)?))"
)
_ARGUMENTS: Final = re.compile(rf"{_TEXT}\s*(?:,\s*|$)")


class BaseError(ValueError):
    """What is the matter with a table that cannot be read."""


@dataclass(frozen=True, slots=True)
class Test:
    """``kind``: and, or, not (of ``parts``); folder, tag, contains, equal (``key``, ``values``)."""

    kind: str
    parts: tuple[Test, ...] = ()
    key: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Base:
    """``columns``: key and label; ``order``: key and whether downwards.

    ``unread``: what of it is not understood; ``exact``: all of its filters are.
    """

    name: str
    test: Test
    columns: tuple[tuple[str, str], ...]
    order: tuple[tuple[str, bool], ...] = ()
    limit: int = MAX_ROWS
    unread: tuple[str, ...] = ()
    exact: bool = True


def read_base(text: str, name: str, view: str = "") -> Base:
    """Read a table; ``view``: the name of the one that is wanted, else the first.

    :raises BaseError: if it is none, or too long.
    """
    if len(text) > MAX_CHARACTERS:
        raise BaseError(f"{len(text)} > {MAX_CHARACTERS}")
    front = read_front_matter(f"---\n{text.strip()}\n---\n")
    if front.problems or not front.values:
        raise BaseError(front.problems[0].detail if front.problems else "YAML")
    views = [entry for entry in _items(front.values.get("views")) if isinstance(entry, dict)]
    wanted = next((v for v in views if fold(str(v.get("name", ""))) == fold(view)), None)
    chosen: Mapping[str, Value] = wanted or (views[0] if views else {})
    unread: list[str] = []
    tests = [
        _test(source, unread, 0)
        for source in (front.values.get("filters"), chosen.get("filters"))
        if source
    ]
    exact = not unread
    columns = _columns(chosen, front.values.get("properties"), unread)
    limit = chosen.get("limit")
    return Base(
        name,
        Test("and", tuple(tests)),
        columns,
        tuple(_order(chosen, unread)),
        limit if isinstance(limit, int) and 0 < limit < MAX_ROWS else MAX_ROWS,
        tuple(dict.fromkeys(unread)),
        exact,
    )


# --- reading -------------------------------------------------------------------------------------


def _items(value: Value) -> Sequence[Value]:
    return value if isinstance(value, list) else []


def _test(source: Value, unread: list[str], depth: int) -> Test:
    if depth > _DEEPEST:
        unread.append("…")
    elif isinstance(source, str):
        return _statement(source.strip(), unread)
    elif isinstance(source, list):
        return Test("and", tuple(_test(part, unread, depth + 1) for part in source))
    elif isinstance(source, dict) and len(source) == 1:
        kind, parts = next(iter(source.items()))
        if kind in {"and", "or", "not"}:
            inner = parts if isinstance(parts, list) else [parts]
            return Test(kind, tuple(_test(part, unread, depth + 1) for part in inner))
        unread.append(kind)
    else:
        unread.append(str(source)[:60])
    return Test("and")


def _statement(text: str, unread: list[str]) -> Test:
    if match := _CALL.fullmatch(text):
        arguments = match[3].strip()
        values = tuple(a or b for a, b in _ARGUMENTS.findall(arguments))
        rest = _ARGUMENTS.sub("", arguments).strip()
        if values and not rest:
            test = _called(match[2], values)
            return Test("not", (test,)) if match[1] else test
    if match := _COMPARED.fullmatch(text):
        value = next((group for group in match.groups()[2:] if group is not None), "")
        test = Test("equal", key=_key(match[1]), values=(value,))
        return Test("not", (test,)) if match[2] == "!=" else test
    unread.append(text[:60])
    return Test("and")


def _called(function: str, values: tuple[str, ...]) -> Test:
    if function == "file.inFolder":
        return Test("folder", values=values)
    if function in {"file.hasTag", "file.tags.contains", "tags.contains"}:
        return Test("tag", values=values)
    return Test("contains", key=_key(function.removesuffix(".contains")), values=values)


def _key(name: str) -> str:
    return name.removeprefix("note.")


def _columns(
    view: Mapping[str, Value], properties: Value, unread: list[str]
) -> tuple[tuple[str, str], ...]:
    labels = properties if isinstance(properties, dict) else {}
    asked = [str(name) for name in _items(view.get("order"))] or ["file.name"]
    columns: list[tuple[str, str]] = []
    for name in asked[:_MAX_COLUMNS]:
        key = _key(name)
        if key.startswith(("formula.", "this.")) or (
            key.startswith("file.") and key not in FILE_KEYS
        ):
            unread.append(name[:60])
            continue
        about = labels.get(name) or labels.get(key)
        label = about.get("displayName") if isinstance(about, dict) else None
        columns.append((key, one_line(str(label)) if label else key))
    unread.extend(name[:60] for name in asked[_MAX_COLUMNS:])
    return tuple(columns) or (("file.name", "file.name"),)


def _order(view: Mapping[str, Value], unread: list[str]) -> Iterable[tuple[str, bool]]:
    for entry in _items(view.get("sort"))[:4]:
        if isinstance(entry, dict) and isinstance(name := entry.get("property"), str):
            if name.startswith("formula."):
                unread.append(name[:60])
            else:
                yield _key(name), str(entry.get("direction", "")).upper() == "DESC"
