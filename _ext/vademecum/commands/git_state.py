"""What of a repository decides what git says of its notes: read from its files, git is not run."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

_FILES: Final = ("HEAD", "index", "config", "shallow", "packed-refs", "reftable/tables.list")
_REFS: Final = ("refs/remotes/origin/HEAD", "refs/remotes/origin/main")
_OF_ALL: Final = (".gitconfig", ".config/git/config")
_LARGEST: Final = 10_000


def git_state(folder: Path) -> object:
    """Return what can be compared: the commit and the index, in whatever form they are kept.

    Dates and former names of notes follow from them.
    """
    own = _repository(folder)
    if own is None:
        return None
    common = _common(own)
    names = (*_FILES, *_REFS, *_current_ref(own))
    files = [place / name for place in {own: 0, common: 0} for name in names]
    files += [Path("~", name).expanduser() for name in _OF_ALL]
    return [(str(file), _stamp(file)) for file in files], _is_there()


def _repository(folder: Path) -> Path | None:
    """Return the folder in which git keeps its files, of the work tree that holds ``folder``."""
    for place in (folder, *folder.parents):
        mark = place / ".git"
        if mark.is_dir():
            return mark
        if mark.is_file():
            _word, _colon, path = _small(mark).partition("gitdir:")
            return place / path.strip()
    return None


def _common(own: Path) -> Path:
    """Return where the references are: of a second work tree, with the first."""
    path = _small(own / "commondir").strip()
    return own / path if path else own


def _current_ref(own: Path) -> list[str]:
    word, _space, name = _small(own / "HEAD").partition("ref:")
    return [name.strip()] if not word and name.strip() else []


def _stamp(file: Path) -> object:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def _small(file: Path) -> str:
    """Return a small file's text; of a large one, or none, nothing."""
    try:
        return file.read_text("utf-8", "replace") if file.stat().st_size <= _LARGEST else ""
    except OSError:
        return ""


def _is_there() -> bool:
    """Say whether a command of that name can be found."""
    folders = os.environ.get("PATH", "").split(os.pathsep)
    return any((Path(f) / name).is_file() for f in folders for name in ("git", "git.exe"))
