"""Whether the compiler can draw pictures, in a process of its own: ``picture_worker.py ROOT``.

A picture of strangers may be painted with itself a million times over, or unpack to gigabytes: a
process can be stopped. The one that is stopped has not answered for the picture that it was at.
Code that shows one picture on stdin, a line of JSON each; for each a line, ``1`` if it was drawn.
This file imports nothing of the package, so that it starts at once.
"""

from __future__ import annotations

import json
import signal
import sys

import typst

MEMORY = 2 * 1024**3
SECONDS = 8
"""Limits, where the system knows such: bytes of address space, time of processor for a picture."""


def main(root: str) -> None:
    """Answer for each picture in turn."""
    _limit_memory()
    compiler = typst.Compiler(root=root, ignore_system_fonts=True)
    for line in sys.stdin:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, SECONDS)  # its signal ends the process
        print(int(_drawn(compiler, json.loads(line))), flush=True)


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415  (Windows has none)
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _drawn(compiler: typst.Compiler, source: str) -> bool:
    try:
        compiler.compile(source.encode(), format="pdf", pdf_standards="ua-1")
    except typst.TypstError:
        return False
    return True


if __name__ == "__main__":
    main(sys.argv[1])
