"""Files changed so that a power cut, a kill or another writer loses nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

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
