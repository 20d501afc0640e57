"""The code itself: built in floors whose imports point down only, in short functions."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT

EXT = ROOT / "_ext"
PACKAGE = EXT / "vademecum"
MODULES = sorted(PACKAGE.rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def imports(path: Path) -> Iterator[str]:
    """Yield the full name of all that a module imports, inside functions too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def importers(package: str) -> set[str]:
    """Name the modules that import a package."""
    return {
        name_of(path)
        for path in MODULES
        if any(name == package or name.startswith(package + ".") for name in imports(path))
    }


PURE = {"languages", "vault", "skills", "handbook"}
GROUND = {*PURE, "compat", "i18n", "extras", "findings", "settings", "nodes", "environment"}
MAY_IMPORT: dict[str, set[str]] = {
    "compat": set(),
    "i18n": set(),
    "extras": {"i18n"},
    "formulas": set(),
    "nodes": set(),
    "tokens": set(),
    "languages": set(),
    "vault": {"languages"},
    "skills": {"languages", "vault"},
    "findings": {"vault"},
    "handbook": {"languages", "vault", "skills"},
    "settings": {"compat", "languages", "vault", "skills", "findings", "i18n"},
    "environment": GROUND - {"environment"},
    "markdown": GROUND | {"formulas"},
    "diagrams": GROUND,
    "needs": GROUND,
    "lint": GROUND | {"markdown"},
    "api": GROUND | {"lint"},
    "reading": GROUND | {"markdown", "needs", "diagrams"},
    "presentation": GROUND | {"tokens"},
    "data": GROUND,
    "html": GROUND | {"needs", "presentation", "data", "diagrams", "theme"},
    "shortcuts": GROUND | {"html"},
    "pdf": GROUND | {"needs", "presentation", "diagrams", "formulas", "tokens"},
    "theme": {"tokens"},
    "defaults": set(),
}
MAY_IMPORT["commands"] = set(MAY_IMPORT)
"""What each room may import of the package, besides itself. ``__init__`` imports them all."""

ENTRIES = {"__init__", "__main__"}
"""Not rooms, but the doors: Sphinx comes in by one, the command line by the other."""


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_every_room_is_in_the_table() -> None:
    assert {room(path) for path in MODULES} - ENTRIES == set(MAY_IMPORT)


def test_the_table_has_no_circle() -> None:
    placed: set[str] = set()
    while left := [name for name in MAY_IMPORT if name not in placed]:
        ready = {name for name in left if MAY_IMPORT[name] <= placed}
        assert ready, left
        placed |= ready


def test_rooms_import_only_what_they_may() -> None:
    wrong = {
        (name_of(path), name)
        for path in MODULES
        if room(path) not in ENTRIES
        for name in imports(path)
        if name.startswith("vademecum.")
        and name.split(".")[1] not in {room(path), "__version__"} | MAY_IMPORT[room(path)]
    }
    assert wrong == set()


def test_pure_rooms_are_pure() -> None:
    allowed = {*sys.stdlib_module_names, "rapidfuzz", "ruamel", "vademecum"}
    foreign = {
        (path.name, name)
        for path in MODULES
        if room(path) in PURE
        for name in imports(path)
        if name.split(".")[0] not in allowed
    }
    assert foreign == set()


@pytest.mark.parametrize(
    ("library", "doors"),
    [
        (
            "myst_parser",
            {
                f"markdown/{n}.py"
                for n in (
                    "guest",
                    "parser",
                    "renderer",
                    "renderer_directives",
                    "renderer_files",
                    "renderer_html",
                    "renderer_links",
                )
            }
            | {"shortcuts.py"},  # what MyST asks docutils for is remembered
        ),
        (
            "sphinx_needs",
            {f"needs/{n}.py" for n in ("adapter", "guards", "views")},
        ),
        (
            "typst",
            {f"pdf/{n}.py" for n in ("compile_worker", "typography")},
        ),
        ("requests", {f"commands/{n}.py" for n in ("public_network", "refresh")}),
        (  # what it starts stays: for commands that are a process of their own
            "vademecum.commands.public_network",
            {f"commands/{n}.py" for n in ("links", "refresh")},
        ),
        ("math_core", {"formulas/reader.py"}),
    ],
)
def test_library_has_few_doors(library: str, doors: set[str]) -> None:
    assert importers(library) == doors


LONGEST = 40
"""Lines that a function may have, from its first to its last."""


def test_functions_are_short() -> None:
    long = {
        (name_of(path), node.name): lines
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST
    }
    assert long == {}


NO_NOUNS = {"again", "found", "lost", "made", "seen", "told"}
"""Words that say what happened to a value, not what it is."""


def local_names(module: ast.Module) -> set[str]:
    functions = [n for n in ast.walk(module) if isinstance(n, ast.FunctionDef | ast.Lambda)]
    inside = [node for function in functions for node in ast.walk(function)]
    names = {n.id for n in inside if isinstance(n, ast.Name)}
    return names | {n.arg for n in inside if isinstance(n, ast.arg)}


def test_locals_are_called_by_what_they_are() -> None:
    found = {name_of(path): local_names(tree(path)) & NO_NOUNS for path in MODULES}
    assert {name: words for name, words in found.items() if words} == {}


def test_no_path_of_a_machine() -> None:
    """Nothing that is shipped names a folder of whoever wrote it."""
    marks = ("/" + "work/", "../" + "shared", "/" + "home/", "/" + "Users/")
    suffixes = {".py", ".md", ".toml", ".html", ".js", ".css", ".po", ".yml", ".in", ".txt", ""}
    named = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found = []
    for name in named.stdout.splitlines():
        path = ROOT / name
        if path.is_file() and path.suffix in suffixes:
            text = path.read_text(encoding="utf-8", errors="replace")
            found += [(name, mark) for mark in marks if mark in text]
    assert found == []
