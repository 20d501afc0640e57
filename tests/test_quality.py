"""The code itself: checked, typed, and built in floors whose imports point down only."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

EXT = ROOT / "_ext"
PACKAGE = EXT / "vademecum"
MODULES = sorted(PACKAGE.rglob("*.py"))


def tool(*command: str) -> str:
    """Run a tool of this Python; return what it says if it is not content."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_ruff_check() -> None:
    assert tool("ruff", "check", "--no-cache", "_ext", "tests", "conf.py") == ""


def test_ruff_format() -> None:
    assert tool("ruff", "format", "--no-cache", "--check", "_ext", "tests", "conf.py") == ""


def test_mypy() -> None:
    assert tool("mypy", "--strict", "_ext/vademecum") == ""


def imports(path: Path) -> Iterator[str]:
    """Yield the full name of all that a module imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def importers(package: str) -> set[str]:
    """Name the modules that import a package."""
    return {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if any(name == package or name.startswith(package + ".") for name in imports(path))
    }


def in_folder(folder: str) -> list[Path]:
    return [path for path in MODULES if path.parent == PACKAGE / folder]


def test_there_is_something_to_check() -> None:
    assert len(MODULES) > 30
    assert len(in_folder("core")) > 10


def test_core_is_pure() -> None:
    allowed = {*sys.stdlib_module_names, "rapidfuzz", "ruamel"}
    foreign = {
        (path.name, name)
        for path in in_folder("core")
        for name in imports(path)
        if name.split(".")[0] not in allowed and not name.startswith("vademecum.core.")
    }
    assert foreign == set()


def test_myst_parser_has_one_door() -> None:
    assert importers("myst_parser") == {
        "bridge/parser.py",
        "bridge/renderer.py",
        "bridge/renderer_files.py",
        "bridge/renderer_html.py",
    }


def test_sphinx_needs_has_one_door() -> None:
    assert importers("sphinx_needs") == {"bridge/needs.py"}


def test_compiler_of_the_book_has_few_doors() -> None:
    assert importers("typst") == {
        "book/compiling.py",
        "book/glyphs.py",
        "book/pictures.py",
    }


def test_book_takes_only_plain_helpers_of_the_site() -> None:
    taken = {
        name
        for path in in_folder("book")
        for name in imports(path)
        if name.startswith("vademecum.site.")
    }
    assert taken == {
        "vademecum.site.context.note_date",
        "vademecum.site.html.callout_name",
        "vademecum.site.revision.last_commit",
    }


BETWEEN_BRIDGES = {
    ("renderer_files", "trust"),
    ("renderer_html", "trust"),
    ("renderer_html", "renderer_files"),
    ("renderer", "trust"),
    ("renderer", "renderer_html"),
    ("parser", "grammar"),
    ("parser", "grammar_blocks"),
    ("parser", "renderer"),
}


def test_bridges_do_not_import_one_another() -> None:
    found = {
        (path.stem, name.split(".")[2])
        for path in in_folder("bridge")
        for name in imports(path)
        if name.startswith("vademecum.bridge.")
    }
    assert found <= BETWEEN_BRIDGES


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_down(path: Path) -> None:
    """Nothing below ``site`` knows it, nothing below the bridges knows them."""
    floor = path.relative_to(PACKAGE).parts[0]
    above = {
        "core": ("bridge", "site", "book", "commands"),
        "bridge": ("site", "book", "commands"),
        "site": ("book", "commands"),
        "book": ("commands",),
        "commands": (),
    }.get(floor, ("bridge", "site", "book", "commands"))
    if path.name == "__init__.py" and path.parent == PACKAGE:
        above = ()
    wrong = [n for n in imports(path) if n.startswith(tuple(f"vademecum.{a}" for a in above))]
    assert wrong == []


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
