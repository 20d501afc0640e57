"""Slips in the items of a skills note: marks and references written almost right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from typing import Final

from rapidfuzz.distance import OSA

from vademecum.core.names import fold, without_marks

_MARK: Final = re.compile(
    r"(?P<before>.*?)(?<!\s)\s*+[(\[]?\\?[\^ˆ\uff3e]++\s*+(?P<code>[A-Za-z]{2,12})"
    r"\s*+[-_‐‑–—. ]{0,2}+\s*+(?P<number>\d{1,6})(?P<after>[\s)\].,;:!*_]*)"
)
_INSIDE: Final = re.compile(
    r"(?P<before>.*?)\s\^(?P<code>[A-Za-z]{2,12})-(?P<number>\d{1,6})(?P<after>[\s,;:].*)"
)
_BARE: Final = re.compile(
    r"(?P<before>.*?)(?<!\s)\s++[(\[]?(?P<code>[A-Za-z]{2,12})[-‐‑‒–—_](?P<number>\d{2,6})[)\]]?[.\s]*"
)
_TAGGED: Final = re.compile(
    r"(?P<before>.*?)(?<!\s)\s++#(?P<code>[A-Za-z]{2,12})-(?P<number>\d{2,6})(?P<after>[.\s]*)"
)
_LEADING: Final = re.compile(
    r"(?P<bullet>\s*+(?:[-*+]|\d++[.)])\s++)[*_(\[]{0,3}(?P<code>[A-Za-z]{2,12})[-‐‑‒–—_](?P<number>\d{2,6})"
    r"[*_)\]]{0,3}(?:\s*+[:.)–—-])?\s++(?P<rest>\S.*)"
)
_LETTERS: Final = str.maketrans(
    "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456\u0421\u0410\u0415\u041e\u0420\u0425\u041c\u041a\u0422",
    "aceopxyiCAEOPXMKT",
)
"""Cyrillic letters that look like Latin ones."""
_MARKS: Final = re.compile(r"(?<=\s)\^([A-Za-z]{2,12}-\d{1,6})(?=\s|$)")
_END: Final = re.compile(r"\s\^[A-Za-z]{2,12}-\d{1,6}[ \t]*$")
_SHORT: Final = 40
_LONGEST: Final = 2_000
_REFERRING: Final = frozenset(
    "cf confer consulter lire regarder lien liens source sources ressource ressources ref "
    "reference references link links read quelle quellen lies fonte fonti leggi".split()
)
"""Words before a link that say what « Voir » says; compared without accents."""
_SIGNS: Final = frozenset({"So", "Sm", "Mn", "Zs"})
"""Arrows, emoji, and what joins them."""
_WORD: Final = re.compile(r"[\s*_]*(?P<word>[^\W\d_]{2,12})[\s*_:]*")


def right_mark(line: str, codes: Collection[str]) -> str:
    """Return a line with its mark as it should be; empty if it holds nothing like a mark.

    ``codes``: those of domains; without a caret only one of them is taken for a mark.
    """
    text = line.rstrip()
    if len(text) > _LONGEST:
        return ""
    before_mark, caret, mark = text.rpartition("^")
    text = f"{before_mark}{caret}{mark.translate(_LETTERS)}" if caret else text
    leading = _LEADING.fullmatch(text)
    if leading is not None and leading["code"].upper() in codes and not caret:
        number = f"^{leading['code'].lower()}-{leading['number']}"
        return f"{leading['bullet']}{leading['rest']} {number}"
    match = _MARK.fullmatch(text) or _INSIDE.fullmatch(text)
    if match is None:
        match = _BARE.fullmatch(text) or _TAGGED.fullmatch(text)
        if match is None or match["code"].upper() not in codes:
            return ""
    rest = match["after"].rstrip() if "after" in match.groupdict() else ""
    before = match["before"].rstrip()
    if not re.search(r"\w", rest):
        marks = re.sub(r"[^*_]", "", rest)  # what closes emphasis stays
        rest = marks if marks and before.count(marks) % 2 else ""
    return f"{before}{rest} ^{match['code'].lower()}-{match['number']}"


def reference_word(before_link: str, words: Sequence[str]) -> tuple[str, str]:
    """Return the word before a link and the word of reference that it misspells, else two empty.

    ``before_link``: the text of an item up to its first link.
    """
    match = _WORD.fullmatch(before_link)
    if match is None:
        return "", ""
    word = match["word"]
    wanted = fold(word)
    for known in words:
        key = fold(known)
        if wanted != key and len(key) > 2 and OSA.distance(wanted, key) <= 1 + (len(key) > 6):
            return word, known
    return "", ""


def marks_in(line: str) -> list[str]:
    """Return the marks of numbers in a line, each after a blank, wherever they stand."""
    return _MARKS.findall(line) if len(line) <= _LONGEST else []


def ends_with_mark(line: str) -> bool:
    """Say whether a line ends with the mark of a number."""
    return _END.search(line[-_SHORT:]) is not None


def is_referring(before_link: str) -> bool:
    """Say whether the text before a link is a word, or an arrow, that is meant to refer to it."""
    text = without_marks(before_link).strip(" *_:.\u00a0\u202f")
    signs = bool(text) and all(unicodedata.category(sign) in _SIGNS for sign in text)
    return text in _REFERRING or text in {"->", "=>"} or signs


def is_only_word(text: str, words: Sequence[str]) -> bool:
    """Say whether an item is a word of reference with nothing after it."""
    return fold(text.strip(" *_:.\u00a0\u202f")) in map(fold, words)
