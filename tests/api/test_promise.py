"""``vademecum.api`` promises these names, with these signatures and attributes, and no other."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest
from conftest import ROOT

from vademecum import api

SIGNATURES = {
    "FieldSpec": "(key, names=…, values=…, multiple=…)",
    "Finding": "(code, path, line, args=…, raw=…, suggestion=…)",
    "Page": "(*, name, title, template, facts, in_menu=…)",
    "Rule": "(code, message, *, find=…, severity=…, on=…, fix=…, whole_file=…, settle=…, fill=…)",
    "ValueSpec": "(key, names=…)",
    "add_page": "(app, page)",
    "add_rule": "(app, rule)",
    "add_skill_field": "(app, field)",
    "handbook": "(env)",
}
"""What an extension calls."""
ATTRIBUTES = {
    "Finding": "of code path line args raw suggestion",
    "Handbook": "notes catalogue citations ghosts retired in_order note_of",
    "Link": "line raw wikilink embed origin",
    "Note": "path docname title tags aliases properties outline links words lead",
    "Resource": "id path name record skills domains roles",
    "Role": "id name note requirements needed level_of see",
    "Skill": "id permanent domain note heading skill see origin name",
}
"""What an extension reads of records, which may get more."""


def _signature(name: str) -> str:
    parts = []
    for parameter in inspect.signature(getattr(api, name)).parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in parts:
            parts.append("*")
        optional = parameter.default is not parameter.empty
        parts.append(parameter.name + ("=…" if optional else ""))
    return f"({', '.join(parts)})"


def test_names() -> None:
    assert sorted(api.__all__) == api.__all__
    assert set(api.__all__) == {*SIGNATURES, *ATTRIBUTES}


def test_nothing_else_is_to_be_had() -> None:
    """What the module imports for itself is not promised by a name that looks like ours."""
    own = {
        name
        for name, value in vars(api).items()
        if not name.startswith("_")
        and (inspect.isclass(value) or inspect.isfunction(value))
        and value.__module__.startswith("vademecum.")
    }
    assert own - {"VaultDomain"} == set(api.__all__)


@pytest.mark.parametrize("name", SIGNATURES)
def test_signature(name: str) -> None:
    assert _signature(name) == SIGNATURES[name]


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_attributes(name: str) -> None:
    record = getattr(api, name)
    known = {*dir(record), *record.__dataclass_fields__}
    assert set(ATTRIBUTES[name].split()) <= known


def test_what_is_promised_says_what_it_is() -> None:
    assert [name for name in api.__all__ if not (getattr(api, name).__doc__ or "").strip()] == []


EXAMPLES = sorted((ROOT / "examples").rglob("*.py"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_examples_use_the_door_alone(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    used = [
        (node.module, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("vademecum")
        for alias in node.names
    ]
    assert used
    assert {module for module, _name in used} == {"vademecum.api"}
    assert {name for _module, name in used} <= set(api.__all__)
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert [name for name in names if name.startswith("_")] == []
