"""NOTATION.md is true: its examples give the findings that it says, its tests exist."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from conftest import ROOT, Built, Vault

TEXT = (ROOT / "NOTATION.md").read_text(encoding="utf-8")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"/>'
_EXAMPLE = re.compile(
    r"^```markdown(?: (?P<name>\S+))?\n(?P<source>.*?)^```\n(?:Findings: (?P<findings>[^.]*)\.)?",
    re.MULTILINE | re.DOTALL,
)
_RULE = re.compile(r"^(?:Findings: .*?\. )?Test: `(?P<test>[^`]+)`$", re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """A note that the page shows: its name, its source, the codes of the findings it gives."""

    path: str
    source: str
    codes: tuple[str, ...]


EXAMPLES = [
    Example(
        match["name"] or f"Example {number}.md",
        match["source"],
        tuple(re.findall(r"`([a-z-]+)`", match["findings"] or "")),
    )
    for number, match in enumerate(_EXAMPLE.finditer(TEXT))
]


@pytest.fixture(scope="module")
def built(module_vault: Vault) -> Built:
    """A vault of all examples."""
    module_vault.write({"index.md": "# Home\n", "plan.svg": SVG})
    module_vault.write({example.path: example.source for example in EXAMPLES})
    return module_vault.build("check")


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) >= 20


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.path)
def test_example_gives_the_findings_that_it_says(built: Built, example: Example) -> None:
    codes = [w.code for w in built.reported if w.path == example.path]
    assert sorted(codes) == sorted(example.codes)


def test_no_example_gives_another_warning(built: Built) -> None:
    codes = {code for example in EXAMPLES for code in example.codes}
    assert set(built.codes) <= codes


@pytest.mark.parametrize("test", sorted({match["test"] for match in _RULE.finditer(TEXT)}))
def test_file_that_proves_a_rule_is_there(test: str) -> None:
    assert (ROOT / test).is_file()


def test_every_fence_names_its_test() -> None:
    fences = len(re.findall(r"^```(?:markdown|text)\b", TEXT, re.MULTILINE))
    assert len(list(_RULE.finditer(TEXT))) == fences - 1  # the note that the examples link to
