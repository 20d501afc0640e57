"""A build that did not come to its end leaves a mark, and the next one starts clean.

Sphinx keeps its environment before it writes pages, and writes a page in place: whatever stops
it leaves files that look up to date. The mark stands from the first moment to the last. A build
also starts clean if what is kept is damaged, or of another engine; it says so.
"""

from __future__ import annotations

import errno
import logging
import shutil
import sys
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.locale import __
from sphinx.util.logging import NAMESPACE

from vademecum.environment import kept_files
from vademecum.i18n import _
from vademecum.lint.log_lines import safe_line
from vademecum.settings import WHOLE, Settings

MARK = "unfinished"
_ROOM = 1_000_000
"""Bytes that must be free when all is written: files cut short are told by a full disk alone."""


_UNWRITTEN: Final = (
    "error writing file %s: %s",
    "Failed to write build info file: %r",
    "Error during writing json file: %s",
)
"""Beginnings of what Sphinx and sphinx-needs say of a file that they could not write."""
_HEARD: Final = "_vademecum_unwritten"


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


def begin(app: Sphinx) -> None:
    """Clean up after a build that was stopped, or before one that cannot go on; leave the mark."""
    doctrees, outdir = Path(app.doctreedir), Path(app.outdir)
    mark = doctrees / MARK
    reason = _reason(app, mark)
    doctrees.mkdir(parents=True, exist_ok=True)
    if reason is not None:
        if not mark.is_file():
            _remove(mark)
        mark.touch()  # it outlives what is cleared: this may be stopped as well
        for folder in (doctrees, outdir):
            _clear(folder, {mark, doctrees})
        print(reason, file=sys.stderr, flush=True)
    mark.touch()
    app.connect("builder-inited", listen)


def _reason(app: Sphinx, mark: Path) -> str | None:
    """Return why all is to be made anew, or None."""
    if mark.exists() or mark.is_symlink():
        return _("The last build was stopped before its end: everything is made anew.")
    damaged = kept_files.damage(app, whole=Settings.of(app.config).vault == WHOLE)
    if damaged is None:
        return None
    if damaged == kept_files.ENGINE:
        return _("What the last build has kept is of another version: everything is made anew.")
    words = _("%(file)s is no longer what the last build left: everything is made anew.")
    return words % {"file": safe_line(damaged)}


class Unwritten(logging.Filter):
    """Notices files that could not be written: Sphinx and sphinx-needs warn of them and go on."""

    def __init__(self) -> None:
        super().__init__()
        self.any = False
        texts = map(__, _UNWRITTEN)
        self._beginnings = tuple(text.partition("%")[0] for text in texts)

    def filter(self, record: logging.LogRecord) -> bool:
        """Look at a message; keep all."""
        self.any = self.any or str(record.msg).startswith(self._beginnings)
        return True


def listen(app: Sphinx) -> None:
    """Listen to the warnings of this build."""
    unwritten = Unwritten()
    for handler in logging.getLogger(NAMESPACE).handlers:
        handler.addFilter(unwritten)
    setattr(app, _HEARD, unwritten)


def end(app: Sphinx, error: Exception | None) -> None:
    """Take the mark away if all has been written."""
    if error is not None:
        return
    mark = Path(app.doctreedir) / MARK
    for folder in {Path(app.outdir), mark.parent}:
        _try_room(folder)
    heard: Unwritten | None = getattr(app, _HEARD, None)
    if heard is not None and heard.any:
        heard.any = False
        words = _("Not all could be written to %(folder)s: see above. Mend this, then build again.")
        raise OutputError(words % {"folder": app.outdir})
    kept_files.keep(app)
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


def _clear(folder: Path, without: set[Path]) -> None:
    """Empty a folder that Sphinx has written; what is hidden in it may be somebody else's."""
    for path in folder.iterdir() if folder.is_dir() else ():
        hidden = path.name.startswith(".") and path.name != ".buildinfo"
        if path not in without and not hidden:
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Begin before Sphinx loads what the last build has kept; end after all others."""
    begin(app)
    app.connect("build-finished", end, priority=990)
