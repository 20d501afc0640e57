"""What the book has to tell: located warnings that never stop it."""

from __future__ import annotations

from enum import Enum

from vademecum.messages import CATALOG, _, logger


class Said(Enum):
    """What can be the matter with a book; the value is the subtype of the warning."""

    NODE = "book-node"
    SIGNS = "book-signs"
    PICTURE = "book-picture"
    MATH = "book-math"
    DIAGRAM = "book-diagram"
    LONG = "book-long"
    DEEP = "book-deep"
    NOTE = "book-note"
    ACCESS = "book-access"


def _later(text: str) -> str:
    """Mark a text for the catalogue; it is translated when it is said."""
    return text


_TEXTS = {
    Said.NODE: _later("The book cannot lay out “%(kind)s”: its text is printed."),
    Said.SIGNS: _later(
        "No font of the book has %(signs)s: a name stands in the place of each. "
        "Write a word instead."
    ),
    Said.PICTURE: _later(
        "The picture “%(file)s” cannot be printed: its description stands in its place. "
        "Save it again as PNG, JPEG or SVG."
    ),
    Said.MATH: _later("This formula cannot be read: its source is printed. “%(source)s”"),
    Said.DIAGRAM: _later(
        "The book prints the source of this Mermaid diagram: drawing it needs a browser. "
        "Add a picture of the diagram, with a description."
    ),
    Said.LONG: _later(
        "This block has %(size)s characters: the book prints the first %(limit)s. "
        "Split it, or link to a file."
    ),
    Said.DEEP: _later(
        "What is nested more than %(limit)s levels deep is printed as plain text in the book."
    ),
    Said.NOTE: _later(
        "This note could not be laid out for the book (%(cause)s): its plain text is printed. "
        "Please tell the maintainers."
    ),
    Said.ACCESS: _later(
        "The PDF is not marked as accessible: %(cause)s. Please tell the maintainers."
    ),
}


def tell(said: Said, location: str | tuple[str, int] | None, **args: object) -> None:
    """Warn, at a note (``location``: its docname, or docname and line)."""
    text = _(_TEXTS[said]) % {name: str(value) for name, value in args.items()}
    logger.warning(text, location=location, type=CATALOG, subtype=said.value)
