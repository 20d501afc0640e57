"""What a build says while it runs: messages that begin with note and line, and progress.

Sphinx begins its messages with a path of this machine and « WARNING: ». Ours begin with the note,
as one sees it from here. Colours and progress are for terminals alone.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import shutil
from pathlib import Path
from typing import IO, Final

from sphinx.util.logging import NAMESPACE

from vademecum.findings import safe_line
from vademecum.i18n import _

_BOLD: Final = "\x1b[1m%s\x1b[0m"
_CLEAR: Final = "\r\x1b[K"
_STEP: Final = re.compile(r"\[\s*(\d+)%\]")
_COLOURS: Final = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def is_terminal(stream: IO[str]) -> bool:
    """Say whether somebody looks at a stream as it is written, in colours if they like."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


class PlaceFormatter(logging.Formatter):
    """Writes ``Note.md:12  What is wrong [code]``; what has no place, as it is."""

    def __init__(self, vault: Path, *, colours: bool) -> None:
        super().__init__()
        self._vault = vault.resolve()
        self._colours = colours

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record, with the progress on its line wiped away."""
        text = _COLOURS.sub("", logging.LogRecord.getMessage(record))
        place = self._place(str(getattr(record, "location", None) or ""))
        if not self._colours:
            return f"{place}  {text}" if place else text
        return _CLEAR + (f"{_BOLD % place}  {text}" if place else text)

    def _place(self, location: str) -> str:
        path, mark, line = location.rpartition(":")
        if not mark or not (line.isdigit() or not line):
            path, line = location, ""
        with contextlib.suppress(ValueError):  # not of the vault
            path = Path(path).relative_to(self._vault).as_posix() if path else ""
        return safe_line(f"{path}:{line}" if line else path)


class ProgressHandler(logging.Handler):
    """Shows how many notes have been read, how many pages written, in one line of a terminal."""

    def __init__(self, stream: IO[str]) -> None:
        super().__init__(logging.INFO)
        self._stream = stream
        self._last, self._reading = 0, True

    def emit(self, record: logging.LogRecord) -> None:
        """Show the share that a message of Sphinx names."""
        step = _STEP.search(record.getMessage())
        if record.name != f"{NAMESPACE}.sphinx.util.display" or step is None:
            return
        share = int(step[1])
        if share < self._last:  # Sphinx reads all notes, then writes all pages
            self._reading = False
        self._last = share
        words = _("Notes read: %(share)s %%") if self._reading else _("Pages written: %(share)s %%")
        line = (words % {"share": share})[: shutil.get_terminal_size().columns - 1]
        self._stream.write(_CLEAR + line)
        self._stream.flush()

    def close(self) -> None:
        """Wipe the line away."""
        if self._last:
            self._stream.write(_CLEAR)
            self._stream.flush()
        super().close()


def speak_plainly(vault: Path, stream: IO[str]) -> ProgressHandler | None:
    """Have Sphinx's messages, which go to ``stream``, begin with the note; show the progress.

    The handler of the progress is to be closed at the end; None where nobody looks.
    """
    logger = logging.getLogger(NAMESPACE)
    terminal = is_terminal(stream)
    # What nobody sees is not written: Sphinx tells each step of each note, some fifteen a note.
    logger.setLevel(logging.INFO if terminal else logging.WARNING)
    for handler in logger.handlers:
        if handler.level == logging.WARNING:
            colours = terminal and not os.environ.get("NO_COLOR")
            handler.setFormatter(PlaceFormatter(vault, colours=colours))
    if not terminal:
        return None
    progress = ProgressHandler(stream)
    logger.addHandler(progress)
    return progress
