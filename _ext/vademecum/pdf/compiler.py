"""From Typst to PDF. A note that stops the compiler is replaced by its plain text."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copyfile

from vademecum.pdf import compile_worker
from vademecum.pdf.problems import Problem, warn

LOOK = Path(__file__).parent / "look.typ"
_PLACE = re.compile(r"notes/(\d+)\.typ")
_HEAD = '#import "/look.typ": *\n#'
_DEAD_PROXY = "http://127.0.0.1:9"
MOST_REPLACED = 40
"""How many notes are replaced before the PDF is given up."""
TIME_LIMIT = (300, 3)
"""Seconds that the compiler may take: for any PDF, and for each of its notes."""


class CompilerError(Exception):
    """The compiler failed: ``message``, and its ``diagnostic`` with the places concerned."""

    def __init__(self, message: str, diagnostic: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.diagnostic = diagnostic


@dataclass(slots=True)
class Compiler:
    """Writes the sources of one PDF to ``root``, which holds nothing else, and compiles them.

    ``plain_note`` returns the plain text of the note of a number, as Typst, and its docname.
    """

    root: Path
    plain_note: Callable[[int], tuple[str, str]]
    timestamp: int
    _notes: int = 0
    _replaced: set[int] = field(default_factory=set)

    def write(self, name: str, code: str) -> str:
        """Write one source; return the code that shows it."""
        file = self.root / f"{name}.typ"
        file.parent.mkdir(parents=True, exist_ok=True)
        block = code if code.startswith("{") else "{" + code + "}"
        file.write_text(_HEAD + block, encoding="utf-8")
        self._notes += 1
        return f'include "/{name}.typ"'

    def data(self, name: str, value: object) -> None:
        """Write what the look reads: words, places."""
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
        (self.root / f"{name}.json").write_text(text, encoding="utf-8")

    def pdf(self) -> bytes:
        """Return the PDF of ``main.typ``.

        :raises CompilerError: if even without its notes' layout there is no handbook.
        """
        copyfile(LOOK, self.root / "look.typ")
        standard = "ua-1"
        while True:
            try:
                return self._compiled(standard)
            except CompilerError as error:
                if self._replace(error):
                    continue
                if not standard:
                    raise
                warn(Problem.ACCESS, None, cause=error.message)
                standard = ""

    def _compiled(self, standard: str) -> bytes:
        command = [
            sys.executable,
            "-P",  # no file beside the worker may stand for a module of Python's
            compile_worker.__file__,
            str(self.root),
            str(self.timestamp),
            standard,
        ]
        # No package is asked for; if one were, there is no way out.
        proxies = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), _DEAD_PROXY)
        seconds = TIME_LIMIT[0] + TIME_LIMIT[1] * self._notes
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                text=True,
                encoding="utf-8",
                env={**os.environ, **proxies, "PYTHONIOENCODING": "utf-8"},
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise CompilerError(f"more than {seconds} s") from None
        if done.stdout:
            raise CompilerError(**json.loads(done.stdout))
        if done.returncode:
            raise CompilerError(f"status {done.returncode}: {done.stderr.strip()[-200:]}")
        return (self.root / compile_worker.RESULT).read_bytes()

    def _replace(self, error: CompilerError) -> bool:
        """Put plain text in the place of the notes that an error names; say whether any was."""
        numbers = {int(number) for number in _PLACE.findall(error.diagnostic)} - self._replaced
        if not numbers or len(self._replaced) > MOST_REPLACED:
            return False
        for number in sorted(numbers):
            code, docname = self.plain_note(number)
            self.write(f"notes/{number}", code)
            self._replaced.add(number)
            warn(Problem.NOTE, docname, cause=error.message[:120])
        return True
