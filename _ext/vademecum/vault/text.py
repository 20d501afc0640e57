"""Bytes to text, and text to sentences."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

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


_LETTERS: Final = (
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
    | dict.fromkeys("’‘ʼ＇`´′", "'")
    | dict.fromkeys("‐‑‒–", "-")
    | dict.fromkeys("·•‧∙⋅・", "·")
)

# What a word may end in after a point, a stroke, a hyphen or between brackets to name women too.
_ENDING: Final = (
    r"(?:(?:t?r)?ices?|(?:[tsd]|tr)?euses?|i?eres?|i?ves?|esses?|(?:en|ien)?nes?|[fts]?es?)"
)
# Endings that a hyphen or a point makes look like other words: « dis-le », « parce-que ».
_AFTER_DOT: Final = r"(?:elles?|ales?|la|les?|ches?|ques?|x|s)"
# Each pattern keeps its first group. No look-behind: browsers of 2022 lack it, and both are one.
_INCLUSIVE: Final = (
    # conservateur·rice·s, professionnel·le, le·la
    (rf"([^\W\d_]{{2}})·(?:{_ENDING}|{_AFTER_DOT})(?:·?s)?(?![^\W_])", r"\1"),
    # conservateur(rice)s, étudiant(e), compétence(s), professionnel(le)
    (rf"([^\W\d_]{{2}})\((?:{_ENDING}|[sx])\)s?(?![^\W_])", r"\1"),
    (r"(el)\(les?\)s?(?![^\W_])", r"\1"),
    # conservateur/trice, conservateur-rice, conservateur.rice.s
    (rf"([^\W\d_]{{2}})([-./]){_ENDING}(?:\2s)?(?![^\W_])", r"\1"),
    (r"(el)([-./])les?(?:\2s)?(?![^\W_])", r"\1"),
)
_ENDINGS: Final = tuple((re.compile(pattern), kept) for pattern, kept in _INCLUSIVE)
# Nearly every text has a point or a hyphen, few an ending after it: looked for first, for speed.
_MAYBE: Final = re.compile(rf"[-./](?:{_ENDING}|les?)(?:[-./]s)?(?![^\W_])")
_ELIDED: Final = re.compile(
    r"(^|[\W_])(?:[ldjnmtsc]|qu|jusqu|lorsqu|puisqu|quoiqu"
    r"|[dnsc]?all|dell|nell|sull|coll|gl|un|quest|quell)'(?=[^\W_])"
)
_WORD: Final = re.compile(r"[^\W_]+")


def normalised(text: str) -> str:
    """Give the words of *text* as look-ups compare them, single blanks between.

    « L’Œuvre des conservateur·rices » is « oeuvre des conservateur ». Never raises.
    """
    plain = text
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        for mark in (c for c in set(plain) if unicodedata.category(c)[0] == "M"):
            plain = plain.replace(mark, "")
    plain = plain.casefold()
    # A long text has few different letters; `str.translate` would look at each place of each.
    for letter in _LETTERS.keys() & set(plain):
        plain = plain.replace(letter, _LETTERS[letter])
    kept: list[str] = []
    for part in plain.split():  # no pattern reaches over a blank, and most parts are mere words
        kept += [part] if part.isalnum() else _words_of(part)
    return " ".join(kept)


def _words_of(part: str) -> list[str]:
    """Return the words of what stands between two blanks, without articles and endings."""
    if "'" in part:
        part = _ELIDED.sub(r"\1", part)
    if "·" in part or "(" in part or _MAYBE.search(part):
        for ending, kept in _ENDINGS:
            part = ending.sub(kept, part)
    return _WORD.findall(part)


def words(text: str) -> list[str]:
    """Give the words of *text*, normalised."""
    return normalised(text).split()
