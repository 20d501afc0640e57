"""The compiler in a process of its own: ``compile_worker.py FOLDER TIMESTAMP STANDARD``.

What strangers wrote may make it stall, crash or take much memory: a process can be stopped, and
its memory comes back. This file imports nothing of the package, so that it starts at once.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import typst

RESULT = "main.pdf"


def main(folder: str, timestamp: str, standard: str) -> None:
    """Compile ``main.typ``; write the PDF beside it, or print what is wrong as JSON."""
    root = Path(folder)
    options: dict[str, Any] = {"pdf_standards": standard} if standard else {}
    try:
        typst.compile(
            root / "main.typ",
            root / RESULT,
            root,
            ignore_system_fonts=True,
            format="pdf",
            timestamp=int(timestamp),
            package_path=root / "none",
            package_cache_path=root / "none",
            **options,
        )
    except typst.TypstError as error:
        diagnostic = "\n".join((error.diagnostic, *error.trace))
        print(json.dumps({"message": error.message, "diagnostic": diagnostic}))


if __name__ == "__main__":
    main(*sys.argv[1:4])
