"""The replacement of a faulty link: one clear answer, or none."""

from __future__ import annotations

import pytest
from core_samples import heading, index_of, link, note

from vademecum.lint.link_rules import replacement
from vademecum.vault.records import Block, Origin
from vademecum.vault.resolve import resolve

NOTES = [
    note("Glossaire.md", aliases=("Lexique",), outline=(heading("Histoire", 2, 1),)),
    note("Plan du musée.md", blocks=(Block("salle-1", "block", 3, 3),)),
    note("a/Double.md"),
    note("b/Double.md"),
    note("Source.md"),
]

FIXES = [
    ("[[Glossiare]]", "[[Glossaire]]"),
    ("[[Glossiare|mots]]", "[[Glossaire|mots]]"),
    ("![[Glossiare]]", "![[Glossaire]]"),
    ("[[Glossiare#Histoire]]", "[[Glossaire#Histoire]]"),
    ("[[Glossaire#Histoyre]]", "[[Glossaire#Histoire]]"),
    ("[[Glossaire#Histoyre|h]]", "[[Glossaire#Histoire|h]]"),
    ("[[Plan du musée#^salle-l]]", ""),  # too short a difference in a number
    ("[[Lexique]]", "[[Glossaire|Lexique]]"),
    ("[[lexique\\|mots]]", "[[Glossaire\\|mots]]"),
    ("[[Double]]", "[[a/Double|Double]]"),
    ("[[Glossaire]]", ""),
    ("[[Tout autre chose]]", ""),
    ("[[Glossaire#Tout autre chose]]", ""),
]


@pytest.mark.parametrize(("raw", "fixed"), FIXES, ids=[row[0] for row in FIXES])
def test_replacement(raw: str, fixed: str) -> None:
    written = link(raw)
    index, by_path = index_of(*NOTES), {n.path: n for n in NOTES}
    source = NOTES[-1].path
    resolution = resolve(written, source, index, by_path, {})
    assert replacement(written, resolution, source, index) == fixed


def test_markdown_link_is_left_alone() -> None:
    written = link("[[Glossiare]]", origin=Origin.MARKDOWN)
    index, by_path = index_of(*NOTES), {n.path: n for n in NOTES}
    resolution = resolve(written, NOTES[-1].path, index, by_path, {})
    assert resolution.suggestion == "Glossaire"
    assert replacement(written, resolution, NOTES[-1].path, index) == ""
