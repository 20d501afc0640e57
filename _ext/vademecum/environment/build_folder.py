"""What a build leaves to the next one: one build at a time, and never half of one.

In the folder of the doctrees stands a file that a build locks while it runs; the system lets go
of it when the process ends, however that ends. It is empty till all is written, then it names the
engine and the environment: a digest of both. If it is empty, or another, the next build starts
clean and says so.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Set
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO, Final

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.errors import SphinxError

from vademecum.i18n import _
from vademecum.settings import WHOLE, Settings

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FILE: Final = "build.lock"
_HELD: Final = "_vademecum_build_lock"
_FAR: Final = 1 << 30
"""The byte that Windows locks: beyond what is written, since nobody else may read it."""
_PACKAGE: Final = Path(__file__).resolve().parents[1]


class BusyError(SphinxError):
    """Another process builds into the same folder."""

    category = "Sphinx"


def begin(app: Sphinx) -> None:
    """Take the folder before Sphinx loads what the last build left; clean it if need be.

    A host's site may hold what others made: of it, only what Sphinx keeps is cleaned.
    """
    doctrees, whole = Path(app.doctreedir), Settings.of(app.config).vault == WHOLE
    was_locked, was_built = (doctrees / FILE).exists(), (doctrees / ENV_PICKLE_FILENAME).exists()
    left = take(app)
    if was_locked and not left:
        words = _("The last build was stopped before its end: everything is built again.")
    elif whole and (was_locked or was_built) and left != _state(doctrees):
        words = _(
            "What the last build left is damaged or of another version: everything is built again."
        )
    else:
        return
    for folder in (doctrees, Path(app.outdir)) if whole else (doctrees,):
        clear(folder, {doctrees / FILE, doctrees})
    print(words, file=sys.stderr, flush=True)


def take(app: Sphinx) -> str:
    """Lock the folder, and mark it as unfinished; return what stood in the file.

    :raises BusyError: if another build has it.
    """
    path = Path(app.doctreedir) / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file():  # none of ours
        _remove(path)
    file = path.open("a+b")
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
    file.seek(0)
    left = file.read(100).decode("ascii", "replace")
    file.truncate(0)
    return left


def finish(app: Sphinx, error: Exception | None = None) -> None:
    """Say that all has been written, unless there was an error."""
    file: IO[bytes] | None = getattr(app, _HELD, None)
    if error is None and file is not None and not file.closed:
        file.write(_state(Path(app.doctreedir)).encode("ascii"))
        file.flush()


def give_back(app: Sphinx, _error: Exception | None = None) -> None:
    """Let the next build in."""
    file: IO[bytes] | None = getattr(app, _HELD, None)
    if file is not None:
        file.close()


def clear(folder: Path, without: Set[Path] = frozenset()) -> None:
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


def _lock(file: IO[bytes]) -> bool:
    """Lock a file until it is closed; say whether nobody else had."""
    try:
        if sys.platform == "win32":
            file.seek(_FAR)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system that knows no locks, or Windows' word for a taken one
        return sys.platform != "win32"
    return True


def _state(doctrees: Path) -> str:
    """Return a digest of the engine and of the environment that Sphinx has kept."""
    known = hashlib.blake2b(engine().encode(), digest_size=16)
    with suppress(OSError):  # there is none, or it may not be read
        known.update((doctrees / ENV_PICKLE_FILENAME).read_bytes())
    return known.hexdigest()


@cache
def engine() -> str:
    """Return a digest of what makes the files: our code, Python, the libraries with versions."""
    libraries = sorted(p.name for folder in sys.path for p in Path(folder).glob("*.dist-info"))
    known = hashlib.blake2b(repr((sys.version, libraries)).encode(), digest_size=16)
    for path in sorted(_PACKAGE.rglob("*")):
        if "__pycache__" not in path.parts and path.is_file():
            known.update(str(path.relative_to(_PACKAGE)).encode() + path.read_bytes())
    return known.hexdigest()


def setup(app: Sphinx) -> None:
    """Begin at once; finish and give the folder back after all others."""
    begin(app)
    app.connect("build-finished", finish, priority=990)
    app.connect("build-finished", give_back, priority=995)
