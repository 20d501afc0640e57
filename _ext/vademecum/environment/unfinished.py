"""A build that did not come to its end leaves a mark, and the next one starts clean.

Sphinx keeps its environment before it writes pages, and writes a page in place: whatever stops
it leaves files that look up to date. The mark stands from the first moment to the last.
"""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import SphinxError

from vademecum.i18n import _

MARK = "unfinished"
_ROOM = 1_000_000
"""Bytes that must be free when all is written: files cut short are told by a full disk alone."""


class OutputError(SphinxError):
    """The disk did not take all that was to be written."""

    category = "Disk"


def cause(error: OSError) -> str:
    """Return in plain words why a file could not be written."""
    words = {
        errno.ENOSPC: _("the disk is full"),
        errno.EDQUOT: _("the disk is full"),
        errno.EACCES: _("writing is not allowed there"),
        errno.EPERM: _("writing is not allowed there"),
        errno.EROFS: _("writing is not allowed there"),
        errno.ENOENT: _("the file has gone meanwhile"),
        errno.ENOTDIR: _("a file stands where a folder should be"),
        errno.ENAMETOOLONG: _("its path is too long"),
    }
    return words.get(error.errno or 0, error.strerror or str(error))


def begin(app: Sphinx) -> None:
    """Clean up after a build that was stopped, then leave the mark."""
    mark = Path(app.doctreedir) / MARK
    if mark.exists():
        for folder in (Path(app.doctreedir), Path(app.outdir)):
            _clear(folder)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()


def end(app: Sphinx, error: Exception | None) -> None:
    """Take the mark away if all has been written."""
    if error is not None:
        return
    mark = Path(app.doctreedir) / MARK
    for folder in {Path(app.outdir), mark.parent}:
        _try_room(folder)
    mark.unlink(missing_ok=True)


def _try_room(folder: Path) -> None:
    probe = folder / f".{MARK}"
    try:
        probe.write_bytes(bytes(_ROOM))
    except OSError as error:
        words = _("Not all could be written to %(folder)s: %(cause)s. Make room, then build again.")
        raise OutputError(words % {"folder": folder, "cause": cause(error)}) from error
    finally:
        probe.unlink(missing_ok=True)


def _clear(folder: Path) -> None:
    """Empty a folder that Sphinx has written; what is hidden in it may be somebody else's."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name.startswith(".") and path.name != ".buildinfo":
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Begin before Sphinx loads what the last build has kept; end after all others."""
    begin(app)
    app.connect("build-finished", end, priority=990)
