"""Messages begin with note and line; progress and colours are for terminals alone."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pytest

from vademecum.commands.terminal import PlaceFormatter, ProgressHandler, speak_plainly


def record(name: str, text: str, location: str = "") -> logging.LogRecord:
    made = logging.LogRecord(name, logging.WARNING, "", 0, text, (), None)
    made.location = location
    return made


@pytest.mark.parametrize(
    ("place", "said"),
    [("N.md:12", "N.md:12  Faux."), ("", "Faux."), ("N.md", "N.md  Faux.")],
)
def test_a_message_begins_with_its_place(tmp_path: Path, place: str, said: str) -> None:
    location = str(tmp_path.resolve() / place) if place else ""
    formatter = PlaceFormatter(tmp_path, colours=False)
    assert formatter.format(record("sphinx.x", "\x1b[31mFaux.\x1b[0m", location)) == said


def test_progress_is_one_line(tmp_path: Path) -> None:
    stream = io.StringIO()
    handler = ProgressHandler(stream)
    for text in ("[ 50%] ", "[100%] ", "[ 50%] ", "something else"):
        handler.emit(record("sphinx.sphinx.util.display", text))
    handler.close()
    assert "\n" not in stream.getvalue()
    assert stream.getvalue().count("50") == 2


def test_nobody_looks_at_a_pipe(tmp_path: Path) -> None:
    assert speak_plainly(tmp_path, io.StringIO()) is None
