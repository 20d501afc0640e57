"""A museum's own rule is one file: registered, found, told; one that fails breaks no build."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from conftest import ROOT, Vault
from sphinx.errors import ExtensionError

from vademecum.lint.rulebook import BUILT_IN

PACKAGE = ROOT / "_ext" / "vademecum"
RULE = """
from vademecum.lint.rules import Fix, On, Rule, register
from vademecum.lint.sources import Source, at

def find(source):
    for number, line in source.seen:
        if "objet d'art" in line:
            yield at("museum-word", number, "objet d'art", "œuvre", name="objet d'art")

def broken(vault):
    raise RuntimeError("une panne")

WORD = Rule("museum-word", "Write “œuvre”, not “%(name)s”.", on=On.SOURCE, find=find, fix=Fix.SAFE)
BROKEN = Rule("museum-broken", "Never told.", on=On.HANDBOOK, find=broken)

def setup(app):
"""
NOTES = {"index.md": "# Accueil\n\nUn objet d'art.\n"}


@pytest.fixture
def extension(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A module of a museum's own; it is forgotten after the test."""
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path / "museum_rules.py"
    sys.modules.pop("museum_rules", None)


def built(vault: Vault, extension: Path, setup: str, **settings: object):
    extension.write_text(RULE + setup, encoding="utf-8")
    vault.write(NOTES)
    return vault.build("check", extensions=["vademecum", "museum_rules"], **settings)


def test_own_rule_is_told_with_its_fix(vault: Vault, extension: Path) -> None:
    made = built(vault, extension, "    register(app, WORD)\n")
    (word,) = [row for row in made.reported if row.code == "museum-word"]
    assert (word.path, word.line) == ("index.md", 3)
    assert "œuvre" in word.text
    assert made.status == 1


def test_severity_may_name_it(vault: Vault, extension: Path) -> None:
    chosen = {"museum-word": "off"}
    made = built(vault, extension, "    register(app, WORD)\n", vademecum_severity=chosen)
    assert "museum-word" not in {row.code for row in made.reported}
    assert made.codes == []


def test_a_rule_that_fails_is_told_by_its_code(vault: Vault, extension: Path) -> None:
    made = built(vault, extension, "    register(app, BROKEN)\n    register(app, WORD)\n")
    (failed,) = made.arguments("rule-failed")
    assert failed == {"rule": "museum-broken (museum_rules)", "cause": "RuntimeError: une panne"}
    assert made.found("museum-word")


@pytest.mark.parametrize(
    ("setup", "said"),
    [
        ("    register(app, WORD)\n    register(app, WORD)\n", "museum-word"),
        ("    register(app, 'museum-word')\n", "museum-word"),
        ("    register(app, Rule('link-note', 'x', find=find))\n", "link-note"),
        ("    register(app, Rule('museum word', 'x', find=find))\n", "code"),
        ("    register(app, Rule('museum-word', 'x', find=find, severity='fatal'))\n", "severity"),
    ],
)
def test_what_is_no_rule_is_told_at_the_start(
    vault: Vault, extension: Path, setup: str, said: str
) -> None:
    with pytest.raises(ExtensionError, match=said) as error:
        built(vault, extension, setup)
    assert error.value.modname == "museum_rules" or "register(app, '" in setup


WRITERS = {"at", "fixed", "of", "record", "record_finding"}
"""What takes the code of a finding, first or behind the environment."""


def written_codes() -> Iterator[str]:
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func).rpartition(".")[2]
                texts = [a.value for a in node.args[:2] if isinstance(a, ast.Constant)]
                if name in WRITERS and texts and isinstance(texts[0], str) and "-" in texts[0]:
                    yield texts[0]


def test_each_code_that_is_written_has_its_rule() -> None:
    codes = set(written_codes())
    modules = [import_module(f"vademecum.lint.{p.stem}") for p in PACKAGE.glob("lint/*_rules.py")]
    assert len(BUILT_IN) == sum(len(module.RULES) for module in modules)  # each stands once
    assert len(codes) > 100
    assert codes - BUILT_IN.keys() == set()
