"""The private names of libraries that we use are where we look for them, and used in one module."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from types import SimpleNamespace

from conftest import Build, Vault
from markdown_it.rules_inline import StateInline
from sphinx.config import Config
from test_quality import MODULES, PACKAGE

from vademecum import compat

MOVED = "%s has no longer the private name that vademecum/compat.py asks for: %s"
LIBRARIES = re.compile(r"(sphinx|docutils|sphinx_needs|myst_parser|mdit_py_plugins|markdown_it)\\b")
THEIRS = {"_app", "_raw_config", "_registry", "_warncount", "_env_needs", "_read_parallel"}


def test_application_of_an_environment(build: Build) -> None:
    built = build({"index.md": "# Home\n"})
    assert compat.application(built.env) is built.app, MOVED % ("BuildEnvironment", "_app")


def test_application_of_an_environment_of_sphinx_8() -> None:
    """Before Sphinx 9 the name was public."""
    env = SimpleNamespace(app="the application")
    assert compat.application(env) == "the application"  # type: ignore[arg-type]


def test_what_conf_py_sets() -> None:
    written = compat.written_settings(Config({"language": "de"}))
    assert written == {"language": "de"}, MOVED % ("sphinx.config.Config", "_raw_config")


def test_warnings_are_counted(vault: Vault) -> None:
    vault.write({"index.md": "# Home\n\n[[#Nowhere]]\n"})
    built = vault.build()
    counted = compat.warning_count(built.app)
    assert counted == len(built.warnings) > 0, MOVED % ("Sphinx", "_warncount")


def test_rule_of_bare_addresses() -> None:
    rule = compat.protocol_rule()
    assert list(rule.__code__.co_varnames[:2]) == ["state", "silent"], MOVED % (
        "mdit_py_plugins.gfm_autolink.index",
        "_protocol_rule",
    )
    assert StateInline.__name__ == "StateInline"


def test_paths_are_texts_too() -> None:
    """Sphinx adds suffixes to what ``doc2path`` returns."""
    assert compat.StrPath("note") + ".md" == "note.md", MOVED % ("sphinx.util._pathlib", "_StrPath")


def private_imports(path: Path) -> list[str]:
    """Name what a module imports of a library by a private name."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and LIBRARIES.match(node.module or ""):
            parts = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
            found += [f"{node.module}: {part}" for part in parts if part.startswith("_")]
    return found


def private_attributes(path: Path) -> list[str]:
    """Name the attributes of libraries' objects that a module asks for by a private name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in THEIRS
    ]


def test_no_other_module_uses_private_names() -> None:
    doors = {PACKAGE / "compat.py"}
    used = {
        path.relative_to(PACKAGE).as_posix(): names
        for path in MODULES
        if path not in doors and (names := private_imports(path) + private_attributes(path))
    }
    assert used == {}
