"""Notes read by as many processes as there are processors, each with one share.

Sphinx makes many small shares. A process that reads one hands its whole environment back, with
all that was read before it: at thousands of notes that is most of what is handed over. And it
starts a process for a single note.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sphinx import builders

from vademecum.speed.patches import Patch

FEW: Final = 24
"""Notes that are read sooner than two environments are packed and merged."""

_read_parallel = builders.Builder._read_parallel


def shares(arguments: Sequence[str], nproc: int, maxbatch: int = 0) -> list[Any]:
    """Deal the notes out, one to each process in turn: long ones are often side by side."""
    return [share for start in range(nproc) if (share := list(arguments[start::nproc]))]


def read_parallel(self: builders.Builder, docnames: list[str], nproc: int) -> None:
    """Read the notes; few of them in this process."""
    if len(docnames) <= FEW:
        self._read_serial(docnames)
        return
    chunks = Patch(builders, "make_chunks", shares)
    chunks.put_in()
    try:
        _read_parallel(self, docnames, nproc)
    finally:
        chunks.take_out()


PATCHES = (Patch(builders.Builder, "_read_parallel", read_parallel),)
