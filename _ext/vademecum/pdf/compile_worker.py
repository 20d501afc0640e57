"""The compiler in a process of its own: ``compile_worker.py FOLDER VOLUME TIMESTAMP``.

What strangers wrote may make it stall, crash or take much memory: a process can be stopped, and
its memory comes back. This file imports nothing of the package, so that it starts at once. It reads
commands, a line each, and answers with a line of JSON: ``survey`` lays the volume out and says what
is where; ``pdf`` (or ``pdf ua-1``) writes it too. What is laid out is kept from one to the next.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import typst


def answer(compiler: typst.Compiler, command: str, result: Path, timestamp: int) -> str:
    """Return what a command gives: a survey, or what is wrong."""
    kind, _, standard = command.partition(" ")
    options: dict[str, Any] = {"pdf_standards": standard} if standard else {}
    try:
        if kind == "pdf":
            compiler.compile(output=result, format="pdf", timestamp=timestamp, **options)
        survey = compiler.query("<survey>", field="value", one=True)
    except RuntimeError as error:
        return json.dumps(_fault(compiler, error))
    return json.dumps(json.loads(survey))


def _fault(compiler: typst.Compiler, error: RuntimeError) -> dict[str, str]:
    """Return what is wrong; a query does not say where, so the volume is compiled for it."""
    if not isinstance(error, typst.TypstError):
        try:
            compiler.compile(format="pdf")
        except typst.TypstError as located:
            error = located
    if isinstance(error, typst.TypstError):
        return {"message": error.message, "diagnostic": "\n".join((error.diagnostic, *error.trace))}
    return {"message": str(error)}


def main(folder: str, volume: str, timestamp: str) -> None:
    """Answer commands until there are no more."""
    root = Path(folder)
    compiler = typst.Compiler(
        root / "volumes" / f"{volume}.typ",
        root,
        ignore_system_fonts=True,
        sys_inputs={"volume": volume},
        package_path=root / "none",
        package_cache_path=root / "none",
    )
    result = root / "volumes" / f"{volume}.pdf"
    for line in sys.stdin:
        print(answer(compiler, line.strip(), result, int(timestamp)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:4])
