"""The names under which pictures are published: from their paths, not from the order of reading.

Sphinx numbers pictures of one name as it meets them, so that parallel or incremental builds
would name them differently.
"""

from __future__ import annotations

import os
from pathlib import PurePosixPath

from sphinx.application import Sphinx
from sphinx.util._files import FilenameUniqDict

from vademecum.core.names import digest

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
