"""The hostile cases in a browser, and the policy alone against what would slip past the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_here import has_browser
from cases import cases
from in_browser import IN_BROWSER, Opened, open_cases, slip_in, small_site
from playwright.sync_api import Browser
from slipped_in import SLIPS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not has_browser(), reason="no browser here"),
    pytest.mark.xdist_group("hostile-browser"),
]
CASES = [case for case in cases() if case.kind in IN_BROWSER]


def wrong(opened: Iterator[Opened]) -> dict[str, list[str]]:
    return {f"{o.kind}/{o.name}": o.problems for o in opened if o.problems}


def test_nothing_runs_asks_or_covers(browser: Browser) -> None:
    assert wrong(open_cases(browser, CASES)) == {}


def test_the_policy_holds_alone(browser: Browser, tmp_path: Path) -> None:
    assert wrong(slip_in(browser, SLIPS, small_site(tmp_path))) == {}
