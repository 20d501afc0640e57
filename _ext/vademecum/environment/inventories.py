"""Reading what another project of Sphinx publishes: its inventory, and its needs.

They come from somebody else: sizes are bounded, also once unpacked, and nothing in them is
believed beyond names, titles and addresses below the project's own.
"""

from __future__ import annotations

import json
import posixpath
import re
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Final
from urllib.parse import quote, unquote

from sphinx.util.inventory import InventoryFile
from sphinx.util.typing import Inventory

from vademecum.vault.names import printed
from vademecum.vault.other_handbooks import ForeignTarget, OtherHandbook, gather
from vademecum.vault.urls import is_web_address

INVENTORY_LIMIT: Final = 5_000_000
NEEDS_LIMIT: Final = 50_000_000
_UNPACKED_LIMIT: Final = 50_000_000
_RANKS: Final = (
    ("vault:skill", "vault:domain", "vault:role"),
    ("vault:note",),
    ("std:doc",),
    ("std:label",),
)
_IN_ADDRESS: Final = "/:?#[]@!$&'()*+,;=%~"
_LONGEST: Final = 300
_LINE: Final = 4_000
"""Signs of a line of an inventory beyond which it names nothing."""
_GAP: Final = re.compile(r"\s{3}")
"""More blanks than stand around an address that is empty."""

Needs = Mapping[str, Mapping[str, Any]]


class UnreadableError(Exception):
    """What was to be read is no inventory, or no needs; the message says why."""


def read_inventory(content: bytes, address: str) -> Inventory:
    """Read ``objects.inv``; ``address`` is that of the site.

    :raises UnreadableError: if it is none, or unpacks to more than is reasonable.
    """
    if len(content) > INVENTORY_LIMIT:
        raise UnreadableError("too large")
    try:
        return InventoryFile.load(BytesIO(_readable(content)), address, posixpath.join)
    except (ValueError, zlib.error, IndexError) as error:
        raise UnreadableError(str(error) or "no inventory") from error


def _readable(content: bytes) -> bytes:
    """Return an inventory with the lines that somebody can have meant, and no packed bomb.

    Sphinx reads a line by an expression that takes the square of it where it is all blanks.

    :raises UnreadableError: if it unpacks to more than is reasonable.
    :raises zlib.error: if it cannot be unpacked.
    """
    *head, packed = content.split(b"\n", 4)
    if len(head) < 4 or b"zlib" not in head[3]:  # of the first version, or none: told by the reader
        return content
    unpacked = zlib.decompressobj().decompress(packed, _UNPACKED_LIMIT)
    if len(unpacked) == _UNPACKED_LIMIT:
        raise UnreadableError("too large")
    lines = "\n".join(filter(_is_read, unpacked.decode().splitlines()))
    return b"\n".join((*head, zlib.compress(lines.encode(), 1)))


def _is_read(line: str) -> bool:
    return len(line) <= _LINE and line.count(" ") > 2 and not _GAP.search(line)


def read_needs(content: bytes) -> Needs:
    """Read ``needs.json``: the needs of its current version, by id.

    :raises UnreadableError: if it is none.
    """
    if len(content) > NEEDS_LIMIT:
        raise UnreadableError("too large")
    try:
        data = json.loads(content)
        needs = data["versions"][data["current_version"]]["needs"]
        records = {str(name): need for name, need in needs.items() if isinstance(need, dict)}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError("no needs of sphinx-needs") from error
    return records


def other_handbook(key: str, address: str, inventory: Inventory, needs: Needs) -> OtherHandbook:
    """Make a handbook of what it publishes; what has no address below its own is left out."""
    title = _title(inventory) or key
    ranked = [
        [
            target
            for kind in kinds
            for name, item in inventory.get(kind, {}).items()
            if (target := _target(key, title, name, item.display_name, item.uri, address))
        ]
        for kinds in _RANKS
    ]
    ranked.insert(1, list(_of_needs(key, title, address, needs)))
    return gather(key, ranked)


def _title(inventory: Inventory) -> str:
    items = (item for entries in inventory.values() for item in entries.values())
    return next((_plain(item.project_name) for item in items), "")


def _of_needs(key: str, title: str, address: str, needs: Needs) -> Iterator[ForeignTarget]:
    for name, need in needs.items():
        page, shown = need.get("docname"), need.get("title")
        if isinstance(page, str) and isinstance(shown, str):
            uri = f"{address}{page}.html#{name}"
            target = _target(key, title, name, shown, uri, address)
            if target is not None:
                yield target


def _target(
    key: str, handbook: str, name: str, title: str, uri: str, address: str
) -> ForeignTarget | None:
    known = quote(uri, safe=_IN_ADDRESS)
    path = unquote(known.removeprefix(address).partition("#")[0].partition("?")[0])
    climbs = ".." in path.split("/")
    if not known.startswith(address) or not is_web_address(known) or climbs:
        return None
    shown = _plain(name if title in {"", "-"} else title)
    return ForeignTarget(key, handbook, _plain(name), shown, known)


def _plain(text: str) -> str:
    """Return a text on one line, without what cannot be shown, and not too long."""
    shown = "".join(c if c.isprintable() else " " for c in printed(text))
    return " ".join(shown.split())[:_LONGEST]
