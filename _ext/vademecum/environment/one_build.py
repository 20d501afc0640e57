"""One build at a time into one folder: a second one is refused before it reads anything.

The system itself holds the lock, so that it goes with the process, however that ends.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import IO, Final

from sphinx.application import Sphinx
from sphinx.errors import SphinxError

from vademecum.i18n import _

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FILE: Final = ".building"
"""In the folder of what is kept from build to build; it stays there, empty."""
_LAST: Final = 995
_HELD: Final = "_vademecum_one_build"


class BusyError(SphinxError):
    """Another process builds into the same folder."""

    category = "Sphinx"


def take(app: Sphinx) -> None:
    """Take the folder for this build.

    :raises BusyError: if another build has it.
    """
    folder = Path(app.doctreedir)
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / FILE).is_dir():  # none of ours
        shutil.rmtree(folder / FILE)
    file = (folder / FILE).open("ab")
    if not _lock(file):
        file.close()
        raise BusyError(
            _(
                "Another build is writing into %(folder)s. Wait until it has ended, or build "
                "into another folder (BUILD=…)."
            )
            % {"folder": app.outdir}
        )
    setattr(app, _HELD, file)


def give_back(app: Sphinx, _error: Exception | None) -> None:
    """Let the next build in."""
    file = getattr(app, _HELD, None)
    if file is not None:
        file.close()


def _lock(file: IO[bytes]) -> bool:
    """Lock a file until it is closed; say whether nobody else had."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system that knows no locks, or Windows' word for a taken one
        return sys.platform != "win32"
    return True


def setup(app: Sphinx) -> None:
    """Take the folder at once, before what was kept in it is looked at; give it back at the end."""
    take(app)
    app.connect("build-finished", give_back, priority=_LAST)
