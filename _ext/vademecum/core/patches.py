"""Changes to the bytes of a note; every byte that no patch names stays."""

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


Patch = Mark | Replace


class PatchError(ValueError):
    """The bytes are not those for which the patch was written."""


def is_utf8(data: bytes) -> bool:
    """Return whether ``data`` is a text in UTF-8; no other file is written to."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def patched(data: bytes, patches: Iterable[Patch]) -> bytes:
    """Return ``data`` with all ``patches`` applied.

    :raises PatchError: if a line is missing, or does not hold what is to be replaced.
    """
    lines = _LINE.findall(data)
    for patch in patches:
        if not 0 < patch.line <= len(lines):
            raise PatchError(f"line {patch.line}")
        index = patch.line - 1
        lines[index] = (
            _marked(lines[index], patch)
            if isinstance(patch, Mark)
            else _replaced(lines[index], patch)
        )
    return b"".join(lines)


def _marked(line: bytes, patch: Mark) -> bytes:
    trailing = _TRAILING.search(line)
    assert trailing is not None, "the pattern matches the empty end"
    end = trailing.start()
    return line[:end] + b" ^" + patch.block.encode("ascii") + line[end:]


def _replaced(line: bytes, patch: Replace) -> bytes:
    old = patch.old.encode("utf-8")
    if line.count(old) != patch.times:
        raise PatchError(f"line {patch.line}: {patch.old}")
    return line.replace(old, patch.new.encode("utf-8"))
