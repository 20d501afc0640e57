"""ARCHITECTURE.md and the pages for developers are true: rooms, places named, no module globals."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from conftest import ROOT
from test_quality import GROUND, MAY_IMPORT, MODULES, PACKAGE

TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
ROOMS = {
    row[0]: row[1] for row in re.findall(r"^\| `(\w+)` \|.*\| ([^|]*) \|$", TEXT, re.MULTILINE)
}
PAGES = ("ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md")
PATHS = sorted(
    {
        path
        for page in PAGES
        for path in re.findall(
            r"`((?:[\w-]+/)+(?:[\w.]+\.\w+)?)`", (ROOT / page).read_text(encoding="utf-8")
        )
    }
)
ALL = "all but"


def test_rooms_are_those_of_the_table() -> None:
    assert set(ROOMS) == set(MAY_IMPORT)


@pytest.mark.parametrize("room", [room for room in ROOMS if ALL not in ROOMS[room]])
def test_what_a_room_may_import(room: str) -> None:
    named = set(re.findall(r"`(\w+)`", ROOMS[room]))
    if "ground" in ROOMS[room]:
        named |= GROUND
    assert named - {room} == MAY_IMPORT[room]


def test_room_that_may_import_all() -> None:
    (last,) = [room for room in ROOMS if ALL in ROOMS[room]]
    assert MAY_IMPORT[last] == set(MAY_IMPORT) - {last}


def test_places_are_there() -> None:
    bases = (ROOT, PACKAGE, ROOT / "tests")
    assert [path for path in PATHS if not any((base / path).exists() for base in bases)] == []


def test_five_questions_name_places() -> None:
    (answers,) = re.findall(r"^\| question \| answer \|\n(.*?)\n\n", TEXT, re.MULTILINE | re.DOTALL)
    rows = answers.splitlines()[1:]
    assert len(rows) == 5
    assert [row for row in rows if not re.search(r"`\w+/[\w/]+\.py`", row)] == []


def mutable_globals(module: Path) -> list[str]:
    """Name the containers that a module begins empty, to be filled later, and its globals."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    statements = [n for n in tree.body if isinstance(n, ast.Assign | ast.AnnAssign)]
    names = [ast.unparse(n) for n in statements if n.value is not None and is_empty(n.value)]
    return names + [ast.unparse(n) for n in ast.walk(tree) if isinstance(n, ast.Global)]


def is_empty(value: ast.expr) -> bool:
    if isinstance(value, ast.Call):
        name = ast.unparse(value.func).rpartition(".")[2]
        return name.lower().endswith(("dict", "list", "set", "dictionary")) and not value.args
    return ast.unparse(value) in {"{}", "[]"}


def test_mutable_globals_are_seen(tmp_path: Path) -> None:
    module = tmp_path / "m.py"
    module.write_text(
        "A: dict[int, int] = {}\nB = WeakKeyDictionary()\nC = set()\nD = {1: 2}\n"
        "E = frozenset('x')\ndef f():\n    global A\n",
        encoding="utf-8",
    )
    assert len(mutable_globals(module)) == 4


def test_no_module_globals() -> None:
    found = {path.relative_to(PACKAGE).as_posix(): mutable_globals(path) for path in MODULES}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
