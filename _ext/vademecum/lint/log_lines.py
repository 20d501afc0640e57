"""What notes say in the lines of a log, where nothing may pass for an order.

GitHub reads what a build prints: a line that begins with ``::``, after blanks, and ``##[``
anywhere, are orders to it. A note, its name, or docutils quoting one, could print such a line.
"""

from __future__ import annotations

import logging
import re

from sphinx.application import Sphinx

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


def setup(_app: Sphinx) -> None:
    """Look at all that Sphinx is about to print."""
    for handler in logging.getLogger("sphinx").handlers:
        handler.addFilter(SafeRecords())
