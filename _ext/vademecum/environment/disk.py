"""What a disk did not take: in plain words, and never taken for a success."""

from __future__ import annotations

import errno
import logging
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.locale import __
from sphinx.util.logging import NAMESPACE

from vademecum.i18n import _

_PROBE: Final = ".room"
_ROOM: Final = 1_000_000
"""Bytes that must be free when all is written: files cut short are told by a full disk alone."""
_UNWRITTEN: Final = (
    "error writing file %s: %s",
    "Failed to write build info file: %r",
    "Error during writing json file: %s",
)
"""Beginnings of what Sphinx and sphinx-needs say of a file that they could not write."""


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
        errno.EISDIR: _("a folder stands where a file should be"),
        errno.EEXIST: _("a file stands where a folder should be"),
        errno.ENOTEMPTY: _("something else writes there at the same time"),
        errno.ELOOP: _("a link there leads to itself"),
        errno.EMFILE: _("too many files are open"),
        errno.EIO: _("the disk does not answer as it should"),
        errno.EBUSY: _("another program holds it"),
    }
    return words.get(error.errno or 0, error.strerror or str(error))


class Unwritten(logging.Filter):
    """Notices files that could not be written: Sphinx and sphinx-needs warn of them and go on."""

    def __init__(self) -> None:
        super().__init__()
        self.any = False
        self._beginnings: tuple[str, ...] = ()

    def listen(self, _app: Sphinx) -> None:
        """Listen to the warnings of this build."""
        self._beginnings = tuple(__(text).partition("%")[0] for text in _UNWRITTEN)
        for handler in logging.getLogger(NAMESPACE).handlers:
            handler.addFilter(self)

    def filter(self, record: logging.LogRecord) -> bool:
        """Look at a message; keep all."""
        self.any = self.any or str(record.msg).startswith(self._beginnings)
        return True

    def check(self, app: Sphinx, error: Exception | None) -> None:
        """Look whether all was written.

        :raises OutputError: if not.
        """
        if error is not None:
            return
        for folder in {Path(app.outdir), Path(app.doctreedir)}:
            _try_room(folder)
        if self.any:
            self.any = False
            words = _(
                "Not all could be written to %(folder)s: see above. Mend this, then build again."
            )
            raise OutputError(words % {"folder": app.outdir})


def _try_room(folder: Path) -> None:
    try:
        (folder / _PROBE).write_bytes(bytes(_ROOM))
    except OSError as error:
        words = _("Not all could be written to %(folder)s: %(cause)s. Make room, then build again.")
        raise OutputError(words % {"folder": folder, "cause": cause(error)}) from error
    finally:
        (folder / _PROBE).unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Listen, and check when all is written, before the build is taken for finished."""
    unwritten = Unwritten()
    app.connect("builder-inited", unwritten.listen)
    app.connect("build-finished", unwritten.check, priority=985)
