"""The compiler in a process of its own: ``compile_worker.py FOLDER MEMORY SECONDS``.

What strangers wrote may make it stall, crash or take much memory: a process can be stopped, and
its memory comes back. The one that is stopped has not answered for what it was at. This file
imports nothing of the package, so that it starts at once. It reads calls of the compiler, a line of
JSON each, and answers each with a line of JSON: what is wrong, or nothing.
"""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path
from typing import Any

import typst


def main(folder: str, memory: str, seconds: str) -> None:
    """Compile what is asked for until there is no more.

    Limits, where the system knows such: bytes of address space; time of processor for each call.
    """
    _limit_memory(int(memory))
    root = Path(folder)
    compiler = typst.Compiler(
        root=root,
        ignore_system_fonts=True,
        package_path=root / "none",
        package_cache_path=root / "none",
    )
    for line in sys.stdin:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, int(seconds))  # its signal ends the process
        print(json.dumps(_answer(compiler, json.loads(line))), flush=True)


def _limit_memory(memory: int) -> None:
    try:
        import resource  # noqa: PLC0415  (Windows has none)
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(compiler: typst.Compiler, call: dict[str, Any]) -> dict[str, str]:
    source = call.pop("source").encode()
    try:
        compiler.compile(source, format="pdf", **call)
    except typst.TypstError as error:
        return {"message": error.message, "diagnostic": error.diagnostic}
    return {}


if __name__ == "__main__":
    main(*sys.argv[1:4])
