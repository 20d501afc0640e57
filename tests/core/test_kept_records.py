"""Records that are packed by our own names are what Python would have packed."""

from __future__ import annotations

import copy
import pickle
from dataclasses import dataclass

import pytest

from vademecum.vault.pickling import kept


@kept
@dataclass(frozen=True, slots=True)
class One:
    name: str


@kept
@dataclass(frozen=True, slots=True)
class Many:
    one: One
    numbers: tuple[int, ...] = ()


@pytest.mark.parametrize("record", [One("a"), One(()), Many(One("é"), (1, 2))])
def test_packed_and_unpacked_it_is_the_same(record: object) -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(record, protocol)) == record
    assert copy.deepcopy(record) == record
