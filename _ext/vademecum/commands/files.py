"""Files changed so that a power cut, a kill or another writer loses nothing."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_PREFIX = ".vademecum-"


class ChangedMeanwhileError(OSError):
    """Somebody else has written the file since it was read."""


class OutsideError(OSError):
    """The file is a link that leads out of the vault."""


def replace_file(vault: Path, name: str, before: bytes | None, after: bytes) -> None:
    """Put ``after`` in the place of ``before``, whole or not at all; mode and links stay.

    The new bytes are written aside, in the same folder, and are on the disk before the old file
    gives way. ``before`` is None for a file that is not there yet.

    :raises ChangedMeanwhileError: if the file no longer holds ``before``.
    :raises OutsideError: if it is not in the vault.
    """
    real = Path(os.path.realpath(vault / name))
    if not real.is_relative_to(os.path.realpath(vault)):
        raise OutsideError(name)
    handle, new_name = tempfile.mkstemp(prefix=_PREFIX, suffix=".tmp", dir=real.parent)
    aside = Path(new_name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        _take_mode(real, aside)
        if (real.read_bytes() if real.exists() else None) != before:
            raise ChangedMeanwhileError(name)
        aside.replace(real)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    _sync_folder(real.parent)


def remove_leftovers(vault: Path) -> None:
    """Delete what a command that was killed has left beside the notes."""
    for aside in vault.rglob(f"{_PREFIX}*.tmp"):
        if not aside.is_dir():  # a folder of that name is none of ours
            aside.unlink(missing_ok=True)


def _take_mode(real: Path, aside: Path) -> None:
    if real.exists():
        shutil.copymode(real, aside)
    else:
        mask = os.umask(0)
        os.umask(mask)
        aside.chmod(0o666 & ~mask)


def _sync_folder(folder: Path) -> None:
    """Have the new name on the disk too, where the system allows to ask for it."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError:  # some network drives refuse; the name is written later then
        pass
    finally:
        os.close(handle)


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
