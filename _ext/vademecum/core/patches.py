"""Changes to the bytes of a note: whatever is not meant stays, to the last blank."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

# The line ends that the reading of notes counts, and no other (a form feed ends no line).
_LINE: Final = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_TRAILING: Final = re.compile(rb"[ \t]*(?:\r\n|\r|\n)?\Z")


@dataclass(frozen=True, slots=True)
class Mark:
    """Write the block mark ``^block`` at the end of a line (from 1), before blanks that end it."""

    line: int
    block: str


@dataclass(frozen=True, slots=True)
class Replace:
    """Put ``new`` in the place of ``old`` in a line, which must hold it exactly ``times`` times."""

    line: int
    old: str
    new: str
    times: int = 1


Edit = Mark | Replace


class PatchError(ValueError):
    """The bytes are not what the edit was made for."""


def is_utf8(data: bytes) -> bool:
    """Say whether ``data`` is a text in UTF-8: nothing else is ever written to."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return ``data`` with all ``edits`` made.

    :raises PatchError: if a line is missing, or does not hold what is to be replaced.
    """
    lines = _LINE.findall(data)
    for edit in edits:
        if not 0 < edit.line <= len(lines):
            raise PatchError(f"line {edit.line}")
        index = edit.line - 1
        lines[index] = (
            _marked(lines[index], edit) if isinstance(edit, Mark) else _put(lines[index], edit)
        )
    return b"".join(lines)


def _marked(line: bytes, edit: Mark) -> bytes:
    found = _TRAILING.search(line)
    assert found is not None, "the pattern matches the empty end"
    end = found.start()
    return line[:end] + b" ^" + edit.block.encode("ascii") + line[end:]


def _put(line: bytes, edit: Replace) -> bytes:
    old = edit.old.encode("utf-8")
    if line.count(old) != edit.times:
        raise PatchError(f"line {edit.line}: {edit.old}")
    return line.replace(old, edit.new.encode("utf-8"))
