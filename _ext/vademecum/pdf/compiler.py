"""From Typst to a PDF, in a process of its own; a note that stops it becomes plain text."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from threading import Timer

from vademecum.pdf import compile_worker
from vademecum.pdf.problems import Problem, warn

LOOK = Path(__file__).parent / "look.typ"
_HEAD = '#import "/look.typ": *\n#'
_NOTE = re.compile(r"^ {0,9}┌─ .*notes[\\/](\d+)\.typ:", re.MULTILINE)
"""How the compiler says where it stopped; what it quotes of a note stands on other lines."""
_DEAD_PROXY = "http://127.0.0.1:9"
MOST_PLAIN = 40
"""How many notes become plain text before the PDF is given up."""
TIME_LIMIT = (300, 3)
"""Seconds that the compiler may take: for any PDF, and for each of its notes."""
MEMORY = 8 * 1024**3
"""Bytes of address space that it may take."""


class CompilerError(Exception):
    """The compiler failed: ``message``, and its ``diagnostic`` with the places concerned."""

    def __init__(self, message: str, diagnostic: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.diagnostic = diagnostic


@dataclass(slots=True)
class Sources:
    """The files that one PDF is made from, below ``root``, which holds nothing else.

    ``signs``: the length of all that was written.
    """

    root: Path
    signs: int = 0

    def write(self, name: str, code: str) -> str:
        """Write one source; return the code that shows it."""
        file = self.root / f"{name}.typ"
        file.parent.mkdir(parents=True, exist_ok=True)
        block = code if code.startswith("{") else "{" + code + "}"
        file.write_text(_HEAD + block, encoding="utf-8")
        self.signs += len(code)
        return f'include "/{name}.typ"'

    def data(self, name: str, value: object) -> None:
        """Write what the look reads: words, places."""
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
        (self.root / f"{name}.json").write_text(text, encoding="utf-8")


class Compiler:
    """A process that compiles what stands below ``root``.

    ``memory``: bytes that it may take; ``processor``: seconds of processor for a call, 0 for any.
    """

    def __init__(self, root: Path, memory: int, processor: int = 0) -> None:
        command = [
            sys.executable,
            "-P",  # no file beside the worker may stand for a module of Python's
            compile_worker.__file__,
            *(str(root), str(memory), str(processor)),
        ]
        # No package is asked for; if one were, there is no way out.
        proxies = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), _DEAD_PROXY)
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, **proxies, "PYTHONIOENCODING": "utf-8"},
        )

    def compile(self, source: str, seconds: int, **options: object) -> None:
        """Compile a source; ``options`` are those of the compiler.

        :raises CompilerError: if it is not compiled within ``seconds``.
        """
        assert self._process.stdin
        assert self._process.stdout
        timer = Timer(seconds, self._process.kill)
        begun = time.monotonic()
        timer.start()
        try:
            print(json.dumps({"source": source, **options}), file=self._process.stdin, flush=True)
            answer = self._process.stdout.readline()
        except OSError:
            answer = ""
        finally:
            timer.cancel()
        if not answer and time.monotonic() - begun >= seconds:
            raise CompilerError(f"more than {seconds} s")
        if not answer:
            _out, words = self._process.communicate()
            raise CompilerError(f"status {self._process.returncode}: {words.strip()[-200:]}")
        if fault := json.loads(answer):
            raise CompilerError(**fault)

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()


def compiled(
    sources: Sources, body: str, timestamp: int, notes: int, give_up: Callable[[int, str], None]
) -> bytes:
    """Return the PDF of ``body``, which shows sources of so many ``notes``.

    ``give_up(number, cause)`` has the plain text of a note in the place of its layout.

    :raises CompilerError: if even without its notes' layout there is no PDF.
    """
    copyfile(LOOK, sources.root / LOOK.name)
    result = sources.root / "main.pdf"
    options: dict[str, object] = {"output": str(result), "timestamp": timestamp}
    standard = {"pdf_standards": "ua-1"}
    plain: set[int] = set()
    with closing(Compiler(sources.root, MEMORY)) as compiler:
        while True:
            try:
                seconds = TIME_LIMIT[0] + TIME_LIMIT[1] * notes
                compiler.compile(_HEAD + body, seconds, **options, **standard)
                return result.read_bytes()
            except CompilerError as error:
                named = {int(number) for number in _NOTE.findall(error.diagnostic)} - plain
                if named and len(plain) < MOST_PLAIN:
                    for number in sorted(named):
                        give_up(number, error.message)
                    plain |= named
                elif standard and error.diagnostic and not named:
                    warn(Problem.ACCESS, None, cause=error.message)
                    standard = {}
                else:
                    raise
