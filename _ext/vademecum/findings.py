"""What rooms below the lint say of a note: findings of its reading, and lines of a log.

GitHub reads what a build prints: a line that begins with ``::``, after blanks, and ``##[``
anywhere, are orders to it. A note, its name, or docutils quoting one, could print such a line.
"""

from __future__ import annotations

import logging
import re
from enum import StrEnum
from typing import Final

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from vademecum.vault.records import Finding

FINDING_EVENT: Final = "vademecum-finding"
"""Emitted with a finding that cannot wait until all notes are read, and its note's docname."""
_RECORDED: Final = "vademecum_findings"
SHOWN: Final = 80
"""How many characters of what is written a message repeats."""


class Severity(StrEnum):
    """``ERROR``: an author must fix it. ``NOTICE``: worth knowing. ``OFF``: not reported."""

    ERROR = "error"
    NOTICE = "notice"
    OFF = "off"


def shown(text: str) -> str:
    """Return the beginning of what is written, as a message repeats it."""
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def record_finding(
    env: BuildEnvironment,
    code: str,
    line: int,
    raw: str = "",
    suggestion: str = "",
    /,
    **args: object,
) -> None:
    """Record what only the reading of a note sees: what it refuses, or cannot show.

    ``raw``: what is written in the line, word for word, and ``suggestion``: what to write instead.
    """
    finding = Finding.of(code, "", line, raw, suggestion, **args)
    if _RECORDED not in env.temp_data:
        env.temp_data[_RECORDED] = []
    env.temp_data[_RECORDED].append(finding)


def recorded_findings(env: BuildEnvironment) -> list[Finding]:
    """Return the findings recorded of the note that is being read, without its path."""
    return list(env.temp_data.get(_RECORDED) or ())


_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_COLOUR = re.compile("\x1b\\[[0-9;]*m")
_ORDER = re.compile(r"^([^\S\n]*+)(?=::)", re.MULTILINE)


def printable(text: str) -> str:
    """Return a text without what moves a cursor, turns a line round, or cannot be encoded."""
    return _CONTROL.sub(" ", text).encode("utf-8", "replace").decode("utf-8")


def safe_lines(text: str) -> str:
    """Return a text of several lines, none of which is an order to what reads the log."""
    return _ORDER.sub(r"\1| ", printable(text)).replace("##[", "# #[")


def safe_line(text: str) -> str:
    """Return the same on one line."""
    return " ".join(safe_lines(text).split("\n"))


_BREAK = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_UNSEEN = re.compile("[\u00ad\u200b\u200c\u2060\ufeff]")


def plain_line(text: str) -> str:
    """Return what a note or a file name says without line breaks and signs to the terminal.

    Signs that nobody sees, by which a name differs from another, are shown as boxes.
    """
    return _UNSEEN.sub("□", _BREAK.sub(" ", text))


class SafeRecords(logging.Filter):
    """Makes the words and the place of each record safe, and sets apart the lines of a quote."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; keep all."""
        said = record.msg % record.args if record.args else str(record.msg)
        own = record.levelno < logging.WARNING and _COLOUR.search(said)
        if not own:  # Sphinx's signs of progress are coloured
            first, *others = safe_lines(said).split("\n")
            said = "\n".join([first, *(f"    {line}" for line in others)])
        record.msg, record.args = said, ()
        place = getattr(record, "location", None)
        if isinstance(place, str):
            record.location = safe_line(place)
        return True


def setup(app: Sphinx) -> None:
    """Look at all that Sphinx is about to print."""
    app.add_event(FINDING_EVENT)
    for handler in logging.getLogger("sphinx").handlers:
        handler.addFilter(SafeRecords())
