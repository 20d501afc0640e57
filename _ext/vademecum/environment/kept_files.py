"""What a build leaves to the next one is known file by file: damage is seen before it is believed.

Beside the environment stands a record of every file that the next build takes for granted: its
stamp, a digest of its bytes, and a digest of the engine that wrote it. A file with the same stamp
is not read; one that was copied or restored, with another stamp, is read and compared.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterator, Mapping, Set
from functools import cache
from pathlib import Path
from typing import Any, Final

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx

from vademecum.environment.domain import VaultDomain

RECORD: Final = "kept.json"
_NOT_KEPT: Final = {"unfinished", RECORD}
_SITE_DATA: Final = "data"
"""Below the site: written by the command ``data`` as well, which looks after its files itself."""
_PACKAGE: Final = Path(__file__).resolve().parents[1]
_HELD: Final = "_vademecum_kept_files"
ENGINE: Final = ""
"""What ``damage`` names if the files are those of another engine."""

Entry = tuple[int, int, int, str]
"""Size, time of change, time of the last change of any kind; the digest."""


def damage(app: Sphinx, *, whole: bool) -> str | None:
    """Return the first file that is not what the last build left, ``ENGINE``, or None.

    ``whole``: whether the source folder is one vault; of a host's files there is no record.
    """
    doctrees = Path(app.doctreedir)
    try:
        record = json.loads((doctrees / RECORD).read_text(encoding="utf-8"))
        known = {str(name): _entry(entry) for name, entry in record["files"].items()}
        same_engine = record["engine"] == engine()
    except FileNotFoundError:
        return ENGINE if whole and (doctrees / ENV_PICKLE_FILENAME).exists() else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return RECORD
    if not same_engine:
        return ENGINE
    setattr(app, _HELD, known)
    places = {"doctrees": doctrees, "site": Path(app.outdir)}
    folders = {part: str(place) for part, place in places.items() if place.is_dir()}
    for name, entry in known.items():
        part, _slash, inner = name.partition("/")
        folder = folders.get(part)
        if folder is not None and not _is_left(f"{folder}/{inner}", entry):
            return inner
    return None


def keep(app: Sphinx) -> None:
    """Leave the record of a build that has written all its files."""
    if not VaultDomain.of(app.env).whole:
        return
    before: Mapping[str, Entry] = getattr(app, _HELD, {})
    files = {name: _known(file, before.get(name)) for name, file in _files(app)}
    setattr(app, _HELD, files)
    text = json.dumps({"engine": engine(), "files": files}, ensure_ascii=True)
    aside = Path(app.doctreedir) / f".{RECORD}"
    aside.write_text(text, encoding="ascii")
    aside.replace(Path(app.doctreedir) / RECORD)


def site_as_left(app: Sphinx) -> Iterator[Path]:
    """Yield the files of the site that nobody has touched since the last build."""
    known: Mapping[str, Entry] = getattr(app, _HELD, {})
    for name, entry in known.items():
        path = Path(app.outdir) / name.removeprefix("site/")
        if name.startswith("site/") and path.is_file() and _stamp(path.lstat()) == entry[:3]:
            yield path


def _files(app: Sphinx) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield what the next build takes for granted: of a site, its pages as well."""
    yield from _tree(str(app.doctreedir), "doctrees", _NOT_KEPT)
    if app.builder.format == "html":
        yield from _tree(str(app.outdir), "site", {_SITE_DATA})


def _tree(root: str, name: str, without: Set[str]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield name and entry of each file below a folder; what is hidden may be somebody else's."""
    with os.scandir(root) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name in without or (entry.name[0] == "." and entry.name != ".buildinfo"):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _tree(entry.path, f"{name}/{entry.name}", frozenset())
            else:
                yield f"{name}/{entry.name}", entry


def _known(file: os.DirEntry[str], before: Entry | None) -> Entry:
    stamp = _stamp(file.stat())
    if before is not None and before[:3] == stamp:
        return before
    return (*stamp, _digest(file.path))


def _is_left(path: str, entry: Entry) -> bool:
    """Say whether a file is what the last build has left."""
    try:
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode) or status.st_size != entry[0]:
            return False
        return _stamp(status) == entry[:3] or _digest(path) == entry[3]
    except OSError:
        return False


def _stamp(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _digest(path: str) -> str:
    return hashlib.blake2b(Path(path).read_bytes(), digest_size=12).hexdigest()


def _entry(entry: Any) -> Entry:
    """Return an entry as it was written.

    :raises ValueError: if it is none.
    """
    size, changed, touched, digest = entry
    return int(size), int(changed), int(touched), str(digest)


@cache
def engine() -> str:
    """Return a digest of what makes the files: our code, Python, the libraries by name."""
    known = hashlib.blake2b(repr((sys.version, sorted(_libraries()))).encode(), digest_size=16)
    for path in sorted(_PACKAGE.rglob("*")):
        if "__pycache__" not in path.parts and path.is_file():
            known.update(str(path.relative_to(_PACKAGE)).encode())
            known.update(path.read_bytes())
    return known.hexdigest()


def _libraries() -> Iterator[str]:
    """Yield the names of what is installed: versions are in them."""
    for folder in map(Path, sys.path):
        if folder.is_dir() and os.access(folder, os.R_OK):
            yield from (path.name for path in folder.glob("*.dist-info"))
