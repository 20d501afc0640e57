"""From Typst to PDF. A note that stops the compiler is replaced by its plain text, and told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING

import typst

if TYPE_CHECKING:
    from typst import PDFStandard

from vademecum.book.telling import Said, tell

LOOK = Path(__file__).parent / "look.typ"
_PLACE = re.compile(r"notes/(\d+)\.typ")
_HEAD = '#import "/look.typ": *\n#'
MOST = 40
"""Notes that are replaced before the book is given up."""


@dataclass(slots=True)
class Press:
    """Lays a book's sources out in ``root``, which holds nothing else, and compiles them.

    ``again`` gives the plain text of the note of a number, as Typst, and its docname.
    """

    root: Path
    again: Callable[[int], tuple[str, str]]
    timestamp: int
    _replaced: set[int] = field(default_factory=set)

    def write(self, name: str, code: str) -> str:
        """Write one source; return the code that shows it."""
        file = self.root / f"{name}.typ"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            _HEAD + (code if code.startswith("{") else "{" + code + "}"), encoding="utf-8"
        )
        return f'include "/{name}.typ"'

    def data(self, name: str, value: object) -> None:
        """Write what the look reads: words, places."""
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
        (self.root / f"{name}.json").write_text(text, encoding="utf-8")

    def print(self) -> bytes:
        """Return the PDF of ``main.typ``.

        :raises typst.TypstError: if even without its notes' layout there is no book.
        """
        copyfile(LOOK, self.root / "look.typ")
        standards: list[PDFStandard] = ["ua-1"]
        while True:
            try:
                return self._compiled(standards)
            except typst.TypstError as error:
                if self._replace(error):
                    continue
                if not standards:
                    raise
                tell(Said.ACCESS, None, cause=error.message)
                standards = []

    def _compiled(self, standards: list[PDFStandard]) -> bytes:
        made = typst.compile(
            self.root / "main.typ",
            root=self.root,
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=standards,
            timestamp=self.timestamp,
            package_path=self.root / "none",
            package_cache_path=self.root / "none",
        )
        assert isinstance(made, bytes)
        return made

    def _replace(self, error: typst.TypstError) -> bool:
        """Put plain text in the place of the notes that an error names; say whether any was."""
        told = "\n".join((error.diagnostic, *error.trace))
        numbers = {int(n) for n in _PLACE.findall(told)} - self._replaced
        if not numbers or len(self._replaced) > MOST:
            return False
        for number in sorted(numbers):
            code, docname = self.again(number)
            self.write(f"notes/{number}", code)
            self._replaced.add(number)
            tell(Said.NOTE, docname, cause=error.message[:120])
        return True
