"""From Typst to the files of volumes, in processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from threading import Timer
from typing import Any

from vademecum.pdf import compile_worker
from vademecum.pdf.survey import Survey

LOOK = Path(__file__).parent / "look.typ"
_HEAD = '#import "/look.typ": *\n#'
_DEAD_PROXY = "http://127.0.0.1:9"
TIME_LIMIT = (300, 3)
"""Seconds that the compiler may take: for any volume, and for each of its pieces."""


class CompilerError(Exception):
    """The compiler failed: ``message``, and its ``diagnostic`` with the places concerned."""

    def __init__(self, message: str, diagnostic: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.diagnostic = diagnostic


@dataclass(frozen=True, slots=True)
class Sources:
    """The files that one PDF is made from, below ``root``, which holds nothing else."""

    root: Path

    def begin(self) -> None:
        """Write what all volumes share."""
        copyfile(LOOK, self.root / "look.typ")
        (self.root / "volumes").mkdir(exist_ok=True)

    def write(self, name: str, code: str) -> str:
        """Write one source; return the code that shows it."""
        file = self.root / f"{name}.typ"
        file.parent.mkdir(parents=True, exist_ok=True)
        block = code if code.startswith("{") else "{" + code + "}"
        file.write_text(_HEAD + block, encoding="utf-8")
        return f'include "/{name}.typ"'

    def data(self, name: str, value: object) -> str:
        """Write what the look reads: words, places; return it as it is written."""
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
        (self.root / f"{name}.json").write_text(text, encoding="utf-8")
        return text

    def result(self, volume: str) -> Path:
        """Return where the compiler writes a volume."""
        return self.root / "volumes" / f"{volume}.pdf"


class Compiler:
    """A process that lays one volume out, and keeps what it laid out until it is left."""

    def __init__(self, root: Path, volume: str, timestamp: int, seconds: int) -> None:
        self.seconds = seconds
        self._log = root / "volumes" / f"{volume}.log"
        command = [
            sys.executable,
            "-P",  # no file beside the worker may stand for a module of Python's
            compile_worker.__file__,
            *(str(root), volume, str(timestamp)),
        ]
        # No package is asked for; if one were, there is no way out.
        proxies = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), _DEAD_PROXY)
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
                env={**os.environ, **proxies, "PYTHONIOENCODING": "utf-8"},
            )

    def ask(self, command: str) -> Survey:
        """Return what a volume holds, laid out with what its files say now.

        :raises CompilerError: if it cannot be laid out.
        """
        line = self._answer(command)
        answer: dict[str, Any] = json.loads(line)
        if "message" in answer:
            raise CompilerError(**answer)
        return Survey.read(answer)

    def _answer(self, command: str) -> str:
        assert self._process.stdin and self._process.stdout
        timer = Timer(self.seconds, self._process.kill)
        begun = time.monotonic()
        timer.start()
        try:
            print(command, file=self._process.stdin, flush=True)
            line = self._process.stdout.readline()
        except OSError:
            line = ""
        finally:
            timer.cancel()
        if line:
            return line
        status = self._process.wait()
        if time.monotonic() - begun >= self.seconds:
            raise CompilerError(f"more than {self.seconds} s")
        words = self._log.read_text(encoding="utf-8", errors="replace").strip()
        raise CompilerError(f"status {status}: {words[-200:]}")

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()


@contextmanager
def compiling(root: Path, volume: str, timestamp: int, pieces: int) -> Iterator[Compiler]:
    """Have a compiler for a volume, as long as it is needed."""
    compiler = Compiler(root, volume, timestamp, TIME_LIMIT[0] + TIME_LIMIT[1] * pieces)
    try:
        yield compiler
    finally:
        compiler.close()
