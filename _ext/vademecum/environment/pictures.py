"""The names under which pictures are published: from their paths, not from the order of reading.

Sphinx numbers pictures of one name as it meets them, so that parallel or incremental builds
would name them differently.
"""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

import imagesize
from sphinx.application import Sphinx

from vademecum.compat import FilenameUniqDict
from vademecum.vault.names import digest

_LONGEST = 180
"""Bytes of a name; file systems take 255, and a digest stands before it."""


class PictureNames(FilenameUniqDict):
    """Gives each picture a name of its own, always the same."""

    def add_file(self, docname: str, newfile: str | os.PathLike[str]) -> str:
        """Note that a page shows a picture; return its published name."""
        path = str(newfile)
        docs, _name = self.get(path, (set(), ""))
        self[path] = (docs | {docname}, _published(path))
        return self[path][1]


def _published(path: str) -> str:
    name = PurePosixPath(path).name
    if len(name.encode("utf-8", "surrogatepass")) > _LONGEST:
        name = PurePosixPath(name).suffix
    return f"{digest(path, 8)}-{name}"


def take_place(app: Sphinx) -> None:
    """Take the place of Sphinx's names, unless an earlier build has done so."""
    if not isinstance(app.env.images, PictureNames):
        app.env.images = PictureNames()


def setup(app: Sphinx) -> None:
    """Before anything is read."""
    app.connect("builder-inited", take_place)


UNKNOWN: Final = (-1, -1)
ENDLESS: Final = (1_000_000, 1_000_000)
"""What a header counts as that goes on and on: more than anybody wants."""
MOST_READS: Final = 20_000
MOST_BYTES: Final = 4_000_000
"""How often, and how much, is read of a picture to find its size."""


class _Sparing:
    """A file that is read so much and no more: a header may be made of a million parts."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._reads = 0
        self._bytes = 0

    @property
    def is_over(self) -> bool:
        return self._reads > MOST_READS or self._bytes > MOST_BYTES

    def read(self, size: int = -1) -> bytes:
        """Return some bytes.

        :raises EOFError: if enough were read.
        """
        data = self._file.read(size if 0 <= size <= MOST_BYTES else MOST_BYTES + 1)
        self._reads += 1
        self._bytes += len(data)
        if self.is_over:
            raise EOFError
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()


def picture_size(file: Path) -> tuple[int, int]:
    """Return width and height in pixels as the header claims them; ``UNKNOWN`` if it says none.

    Some formats say by a sign which way a picture lies. A GIF has its sides unsigned, and imagesize
    reads them signed: one of 65,535 would be -1.
    """
    try:
        with file.open("rb") as opened:
            head = opened.read(10)
            if head.startswith(b"GIF8") and len(head) == 10:
                return int.from_bytes(head[6:8], "little"), int.from_bytes(head[8:10], "little")
            opened.seek(0)
            return _claimed(_Sparing(opened))
    except OSError:
        return UNKNOWN


def _claimed(sparing: _Sparing) -> tuple[int, int]:
    try:
        width, height = imagesize.get(sparing)
    except Exception:  # the library reads what strangers wrote; no picture then, and no harm
        width, height = UNKNOWN
    if (width, height) == UNKNOWN:  # the library says so too of a file that cannot be read
        return ENDLESS if sparing.is_over else UNKNOWN
    return abs(int(width)), abs(int(height))
