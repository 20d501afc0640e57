"""Bytes to text, and text to sentences."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

NOT_UTF8 = "not-utf8"
CONTROLS = "controls"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\s»”\"')\]]*\s+(?=[«“\"'(\[]?\s?[A-ZÀ-ÖØ-Þ0-9])|\n")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, and what is wrong with its bytes (``NOT_UTF8``, ``CONTROLS`` or None)."""

    text: str
    problem: str | None


def decode(data: bytes) -> Decoded:
    """Read bytes as UTF-8, else as what a byte-order mark says, else as Windows-1252.

    Windows-1252 is what French notes were written in before UTF-8; bytes that it lacks become
    U+FFFD, as do control characters (a NUL would end a name or a YAML block).
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    problem = None
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
        problem = NOT_UTF8
    if encoding == "utf-16":
        problem = NOT_UTF8
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    clean = _CONTROL.sub("\ufffd", text)
    if clean != text:
        problem = problem or CONTROLS
    return Decoded(clean, problem)


def one_line(text: str) -> str:
    """Return a text with every run of plain blanks as one; no-break spaces are meant and stay."""
    return _BLANKS.sub(" ", text).strip(" ")


def shortened(text: str, most: int) -> str:
    """Return at most ``most`` signs of a text: whole sentences if they fill half, else whole words.

    Nothing is cut inside a word; what was cut at a word ends in « … ».
    """
    if len(text) <= most:
        return text
    ends = [match.start() for match in _SENTENCE_END.finditer(text[: most + 1])]
    if ends and ends[-1] >= most // 2:
        return text[: ends[-1]].rstrip()
    words = text[:most].rpartition(" ")[0] or text[: most - 2]
    if words.count("(") > words.count(")") and words.rindex("(") >= most // 2:
        words = words[: words.rindex("(")]
    return words.rstrip(" ,;:–-(«\u00a0\u202f") + "\u00a0…"


def sentence_around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what comes before and after ``text[start:end]`` in its own sentence.

    A sentence ends at ``.``, ``!``, ``?`` or ``…`` before a blank and a capital or a digit, and
    at a line's end.
    """
    opening = 0
    closing = len(text)
    for match in _SENTENCE_END.finditer(text):
        if match.end() <= start:
            opening = match.end()
        elif match.start() >= end:
            closing = match.start()
            break
    return text[opening:start].lstrip(), text[end:closing].rstrip()
