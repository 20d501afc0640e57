"""How hard tests try: a taste of properties and of large tables, or the whole in ``test-all``."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable
from typing import Any

import pytest

TRIED_WHOLE = bool(os.environ.get("THOROUGH"))
"""Set by ``make test-all``, which runs what is marked ``slow`` or ``property``."""


def examples(count: int) -> int:
    """Return how many examples are tried: ``count``, or the fifth part of it."""
    return count if TRIED_WHOLE else max(1, count // 5)


IN_TABLE = (pytest.mark.slow, pytest.mark.table)


def table(cases: Iterable[Any], often: Container[Any]) -> list[Any]:
    """Return the cases of a large table: those named in ``often`` are tried by ``make test``.

    The others are tried by ``make test-all``, and a part of them by CI, another with each commit.
    """
    return [pytest.param(case, marks=[] if case in often else IN_TABLE) for case in cases]


tried_whole = pytest.mark.property
"""For tests that ask ``examples``: ``make test-all`` runs them once more, with all of theirs."""
