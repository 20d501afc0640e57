"""A build that would change nothing: what the last one said is said again, and no more is done.

Beside the environment stands a record of the last build of the site that came to its end: digests
of what it followed from and of what it wrote, its words and its status. If both digests are the
same now, a build would read and write nothing, and say those words.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from vademecum.commands.inputs import Inputs, UnknownInputError, inputs
from vademecum.commands.places import Places, named_places

FILE: Final = "unchanged.json"
_MARKS: Final = ("unfinished", FILE, ".building")
"""Files of the folder of doctrees that are no work of a build."""


@dataclass(frozen=True, slots=True)
class Record:
    """Digests of what a build followed from and of what it wrote; what it said; its status."""

    inputs: str
    outputs: str
    warnings: str
    words: str
    status: int


def begin(places: Places) -> str | None:
    """Take the last build's record away; return the digest that the next one will have.

    None: nothing can be said of this build afterwards.
    """
    with suppress(OSError):  # none of ours stands there: nothing will be read of it
        _file(places).unlink()
    try:
        collected = inputs(places)
    except UnknownInputError:
        return None
    return None if collected.young else collected.digest


def keep(places: Places, digest: str, warnings: str, words: str, status: int) -> None:
    """Leave the record of a build that has come to its end."""
    record = Record(digest, _outputs(places), warnings, words, status)
    with suppress(OSError):  # the site is whole; the next build only has more to look at
        _file(places).write_text(json.dumps(asdict(record)), encoding="utf-8")


def status_before(arguments: Sequence[str]) -> int | None:
    """Say what the last build said, if this one would change nothing; return its status.

    None: there is something to do, or it cannot be known.
    """
    places = named_places(arguments[1:]) if arguments[:1] == ["html"] else None
    record = _record(places) if places is not None else None
    if places is None or record is None or not _holds(places, record):
        return None
    try:
        sys.stderr.write(record.warnings)
        sys.stderr.flush()
        print(record.words, flush=True)
    except OSError:  # the reader has gone: the command itself knows what to do then
        return None
    return record.status


def _holds(places: Places, record: Record) -> bool:
    if (places.build / "doctrees" / "unfinished").exists() or not places.vault.is_dir():
        return False
    if _outputs(places) != record.outputs:
        return False
    try:  # last, since it runs conf.py
        return inputs(places).digest == record.inputs
    except UnknownInputError:
        return False


def _record(places: Places) -> Record | None:
    try:
        return Record(**json.loads(_file(places).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _outputs(places: Places) -> str:
    """Return a digest of the site's files, and of those that are kept from build to build."""
    collected = Inputs()
    for folder in ("html", "doctrees"):
        collected.add_tree(places.build / folder, lambda entry: entry.name in _MARKS)
    return collected.digest


def _file(places: Places) -> Path:
    return places.build / "doctrees" / FILE
