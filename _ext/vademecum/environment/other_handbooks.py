"""What lies in the repository of other handbooks: ``handbooks/<key>/`` beside ``conf.py``.

``objects.inv`` and ``needs.json`` as the other site publishes them, and ``source.json``: from which
address, and on which day, ``make refresh`` fetched them. No build asks the network.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from vademecum.environment.inventories import (
    INVENTORY_LIMIT,
    NEEDS_LIMIT,
    UnreadableError,
    other_handbook,
    read_inventory,
    read_needs,
)
from vademecum.skills.resource_record import day_of
from vademecum.vault.other_handbooks import OtherHandbook

FOLDER: Final = "handbooks"
INVENTORY: Final = "objects.inv"
NEEDS: Final = "needs.json"
SOURCE: Final = "source.json"
_OLD: Final = timedelta(days=180)
_SOURCE_LIMIT: Final = 10_000


@dataclass(frozen=True, slots=True)
class StoredHandbook:
    """A handbook as it was fetched: ``source``: from where; ``day``: when (ISO)."""

    handbook: OtherHandbook
    source: str = ""
    day: str = ""

    def is_old(self, address: str, today: date) -> bool:
        """Say whether it is to be fetched again: after half a year, or if its address changed."""
        fetched = day_of(self.day)
        return fetched is None or self.source != address or today - fetched > _OLD


def stored_handbooks(root: Path, addresses: Mapping[str, str]) -> dict[str, StoredHandbook]:
    """Read what is stored below ``root`` of each handbook; one that cannot be read is unknown."""
    return {key: _stored(root / FOLDER / key, key, address) for key, address in addresses.items()}


def _stored(folder: Path, key: str, address: str) -> StoredHandbook:
    try:
        inventory = read_inventory(_content(folder / INVENTORY, INVENTORY_LIMIT), address)
    except (OSError, UnreadableError):
        return StoredHandbook(OtherHandbook(key))
    try:
        needs = read_needs(_content(folder / NEEDS, NEEDS_LIMIT))
    except (OSError, UnreadableError):  # a project need not have any
        needs = {}
    source, day = _source(folder / SOURCE)
    return StoredHandbook(other_handbook(key, address, inventory, needs), source, day)


def _content(path: Path, limit: int) -> bytes:
    with path.open("rb") as file:
        return file.read(limit + 1)


def _source(path: Path) -> tuple[str, str]:
    try:
        data = json.loads(_content(path, _SOURCE_LIMIT))
        return str(data["address"]), str(data["day"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", ""
