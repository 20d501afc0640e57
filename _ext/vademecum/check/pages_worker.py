"""How many pages documents have, counted in a process of its own.

Paths on stdin, a null between; for each a line with the number of pages, 0 if nobody can say. What
strangers wrote may unpack to gigabytes or lead round in circles: a process can be stopped. The one
that is stopped has not answered for the document that it was at. This file imports nothing of the
package, so that it starts at once.
"""

from __future__ import annotations

import signal
import sys

import pikepdf

MEMORY = 1024**3
SECONDS = 5
"""Limits, where the system knows such: bytes of address space, time of processor for a document."""


def main() -> None:
    """Answer for each document in turn."""
    _limit_memory()
    for path in sys.stdin.buffer.read().decode("utf-8", "surrogateescape").split("\0"):
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, SECONDS)  # its signal ends the process
        print(_pages(path), flush=True)


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415  (Windows has none)
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _pages(path: str) -> int:
    try:
        with pikepdf.open(path) as document:
            return len(document.pages)
    except (OSError, RuntimeError, MemoryError, ValueError, pikepdf.PdfError):
        return 0


if __name__ == "__main__":
    main()
