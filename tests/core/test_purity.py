"""Floor 0 imports nothing that builds or parses a document."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import vademecum.core

CORE = Path(vademecum.core.__file__).parent
ALLOWED = {*sys.stdlib_module_names, "rapidfuzz", "ruamel"}


def imports(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


@pytest.mark.parametrize("path", sorted(CORE.rglob("*.py")), ids=lambda path: path.stem)
def test_imports(path: Path) -> None:
    names = set(imports(path.read_text(encoding="utf-8")))
    foreign = {
        name
        for name in names
        if name.split(".")[0] not in ALLOWED and not name.startswith("vademecum.core")
    }
    assert not foreign
