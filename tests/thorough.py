"""How hard the property tests try: a taste in ``make test``, the whole in ``make test-all``."""

from __future__ import annotations

import os

import pytest

TRIED_WHOLE = bool(os.environ.get("THOROUGH"))
"""Set by ``make test-all``, which runs what is marked ``slow`` or ``property``."""


def examples(count: int) -> int:
    """Return how many examples are tried: ``count``, or the fifth part of it."""
    return count if TRIED_WHOLE else max(1, count // 5)


tried_whole = pytest.mark.property
"""For tests that ask ``examples``: ``make test-all`` runs them once more, with all of theirs."""
