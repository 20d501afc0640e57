"""Warnings about the PDF, each at a note; none stops the build."""

from __future__ import annotations

from enum import Enum

from sphinx.util import logging

from vademecum.i18n import CATALOG, _, later

logger = logging.getLogger(__name__)


class Problem(Enum):
    """What can be the matter with a PDF; the value is the subtype of the warning."""

    NODE = "pdf-node"
    SIGNS = "pdf-signs"
    PICTURE = "pdf-picture"
    MATH = "pdf-math"
    LONG = "pdf-long"
    DEEP = "pdf-deep"
    NOTE = "pdf-note"
    ACCESS = "pdf-access"


_TEXTS = {
    Problem.NODE: later("The PDF cannot lay out “%(kind)s”: its text is printed."),
    Problem.SIGNS: later(
        "No font of the PDF has %(signs)s: a name stands in the place of each. "
        "Write a word instead."
    ),
    Problem.PICTURE: later(
        "The picture “%(file)s” cannot be printed: its description stands in its place. "
        "Save it again as PNG, JPEG or SVG."
    ),
    Problem.MATH: later("This formula cannot be read: its source is printed. “%(source)s”"),
    Problem.LONG: later(
        "This block has %(size)s characters: the PDF prints the first %(limit)s. "
        "Split it, or link to a file."
    ),
    Problem.DEEP: later(
        "What is nested more than %(limit)s levels deep is printed as plain text in the PDF."
    ),
    Problem.NOTE: later(
        "This note could not be laid out for the PDF (%(cause)s): its plain text is printed. "
        "Please tell the maintainers."
    ),
    Problem.ACCESS: later(
        "The PDF is not marked as accessible: %(cause)s. Please tell the maintainers."
    ),
}


def warn(problem: Problem, location: str | tuple[str, int] | None, **args: object) -> None:
    """Warn, at a note (``location``: its docname, or docname and line)."""
    text = _(_TEXTS[problem]) % {name: str(value) for name, value in args.items()}
    logger.warning(text, location=location, type=CATALOG, subtype=problem.value)
