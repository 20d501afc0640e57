"""Each hostile case through the commands that publish and report; `make hostile` runs them all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import forks
import pytest
from cases import Case, cases
from run import run
from thorough import IN_TABLE

from vademecum.markdown.read_context import is_of_page

pytestmark = pytest.mark.slow
CASES = list(cases())
ENOUGH = 5.0
"""Seconds of the processor: what takes longer once is tried by all commands in `make hostile`."""
THEME = Path(__file__).resolve().parents[2] / "_ext" / "vademecum" / "theme"


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPoolExecutor]:
    with forks.apart() as pool:
        yield pool


def many(case: Case) -> bool:
    """Say whether a case is of the large tables: what is very long, and each way in each place."""
    return case.kind in {"flood", "product"}


@pytest.mark.parametrize(
    "case",
    [pytest.param(c, marks=IN_TABLE if many(c) else []) for c in CASES],
    ids=[f"{case.kind}/{case.name}" for case in CASES],
)
def test_case(pool: ProcessPoolExecutor, case: Case) -> None:
    tried = pool.submit(run, case, ("html", "check"), enough=ENOUGH)
    assert tried.result().problems == []


def test_enough_cases() -> None:
    assert len(CASES) >= 150


def test_every_id_of_the_templates_is_reserved() -> None:
    templates = "".join(p.read_text(encoding="utf-8") for p in THEME.rglob("*.html"))
    own = set(re.findall(r'\bid="([a-z][a-z0-9-]*)"', templates))
    assert {name for name in own if not is_of_page(name)} == set()
