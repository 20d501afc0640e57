"""The notation ``[[target#heading|label]]``: text in, frozen record out.

Rules: NOTATION.md, « Links », after Obsidian help, « Internal links » and « Embed files », and what
the app shows where the help is silent. Whether a place in a note can hold a link at all (code,
comments, escapes) is for the room ``markdown`` to decide.
"""

import re
from dataclasses import dataclass
from typing import Final

from vademecum.vault.names import plain_blanks
from vademecum.vault.pickling import kept

OPEN: Final = "[["
CLOSE: Final = "]]"

_LINE_END = re.compile(r"[\r\n]")
# Five digits: more is no image, and an int of thousands of digits is an error in Python.
_SIZE = re.compile(r"([1-9][0-9]{0,4})(?:x([1-9][0-9]{0,4}))?")
_BAR = re.compile(r"\\?\|")


@kept
@dataclass(frozen=True, slots=True)
class Wikilink:
    """What a wikilink says.

    ``target`` is the note or file as typed (empty: this note), ``headings`` the chain after
    ``#``, ``block`` the id after ``#^``, ``label`` the text after the bar, None if there is none.
    """

    target: str
    headings: tuple[str, ...] = ()
    block: str | None = None
    label: str | None = None

    @property
    def shown(self) -> str:
        """The text of the link: its label, else « target > heading » as the app shows it."""
        if self.label is not None:
            return self.label
        block = () if self.block is None else (f"^{self.block}",)
        return " > ".join(part for part in (self.target, *self.headings, *block) if part)


@dataclass(frozen=True, slots=True)
class EmbedLabel:
    """What stands after the bar of an embed: size in pixels and alternative text."""

    width: int | None = None
    height: int | None = None
    alt: str | None = None


def parse_wikilink(inner: str) -> Wikilink | None:
    r"""Read what stands between ``[[`` and ``]]``; None if it leads nowhere and shows nothing.

    The first bar splits off the label; a ``\`` right before it is dropped, in and out of tables.
    ``#`` alone is this note, but only with a label is there something to show.
    """
    before, bar, after = inner.partition("|")
    if bar and before.endswith("\\"):
        before = before[:-1]
    target, mark, rest = plain_blanks(before).partition("#")
    parts = [part for part in (piece.strip() for piece in rest.split("#")) if part]
    block = parts.pop()[1:].strip() if parts and parts[-1].startswith("^") else None
    link = Wikilink(target.strip(), tuple(parts), block or None, after.strip() or None)
    somewhere = link.target or link.headings or link.block or (mark and link.label)
    return link if somewhere else None


def find_wikilink(src: str, pos: int, end: int) -> tuple[int, str] | None:
    """Find the wikilink whose ``[[`` stands at *pos*, looking no further than *end*.

    Gives the index just past its ``]]`` and the text inside, or None if it is no link: the link
    is on one line, the first ``]]`` closes it, and if another ``[[`` comes before, that one is
    the link. So ``[[[X]]]`` is a link to X in brackets, as the app shows it.
    """
    stop = _stop(src, pos, end)
    close = src.find(CLOSE, pos + 2, stop)
    if close < 0:
        return None
    inner = src[pos + 2 : close]
    return None if parse_wikilink(inner) is None else (close + 2, inner)


def is_malformed_link(src: str, pos: int, end: int) -> bool:
    """Return whether the ``[[`` at *pos*, which is no link, was meant as one.

    Not meant: a lone ``[[``, the first bracket of ``[[[X]]]``, brackets that close one by one
    (``[[1] Smith]``), a Markdown link in brackets (``[[text](address)]``).
    """
    between = src[pos + 2 : _stop(src, pos, end)]
    if CLOSE in between:
        return find_wikilink(src, pos, end) is None
    return bool(between.strip()) and "](" not in between and not _balanced(between)


def parse_embed_label(label: str | None) -> EmbedLabel:
    """Read the label of an embed: ``300``, ``300x200``, ``alt``, ``alt|300``, ``alt|300x200``.

    The size is the last part (Obsidian help, « Embed files »); all before it is the text.
    """
    parts = [part.strip() for part in _BAR.split(label or "")]
    size = _SIZE.fullmatch(parts[-1])
    if size:
        parts.pop()
    alt = "|".join(parts) or None
    if not size:
        return EmbedLabel(alt=alt)
    return EmbedLabel(int(size[1]), int(size[2]) if size[2] else None, alt)


def _stop(src: str, pos: int, end: int) -> int:
    """Return the index where a link that opens at *pos* must have closed.

    The next ``[[`` is looked for first: a line of ten thousand ``[[`` is then read once in all,
    not once for each of them.
    """
    other = src.find(OPEN, pos + 1, end)
    stop = min(end, len(src)) if other < 0 else other
    line_end = _LINE_END.search(src, pos, stop)
    return line_end.start() if line_end else stop


def _balanced(text: str) -> bool:
    """Return whether the two brackets before *text* are closed in it, one by one."""
    depth = 2
    for character in text:
        depth += (character == "[") - (character == "]")
        if depth == 0:
            return True
    return False
