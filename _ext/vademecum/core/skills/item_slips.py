"""Slips in the items of a skills note: marks and references written almost right."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from rapidfuzz.distance import OSA

from vademecum.core.names import fold

_MARK: Final = re.compile(
    r"(?P<before>.*?)\s*[(\[]?\^+\s*(?P<code>[A-Za-z]{2,12})\s*[-_‐‑–—. ]{0,2}\s*"
    r"(?P<number>\d{1,6})(?P<after>[\s)\].,;:!*_]*)"
)
_INSIDE: Final = re.compile(
    r"(?P<before>.*?)\s\^(?P<code>[A-Za-z]{2,12})-(?P<number>\d{1,6})(?P<after>\s.*)"
)
_BARE: Final = re.compile(
    r"(?P<before>.*?)\s+[(\[]?(?P<code>[A-Za-z]{2,12})-(?P<number>\d{2,6})[)\]]?[.\s]*"
)
_LONGEST: Final = 2_000
_WORD: Final = re.compile(r"[\s*_]*(?P<word>[^\W\d_]{2,12})[\s*_:]*")


def right_mark(line: str, codes: Collection[str]) -> str:
    """Return a line with its mark as it should be; empty if it holds nothing like a mark.

    ``codes``: those of domains; without a caret only one of them is taken for a mark.
    """
    text = line.rstrip()
    if len(text) > _LONGEST:
        return ""
    match = _MARK.fullmatch(text) or _INSIDE.fullmatch(text)
    if match is None:
        match = _BARE.fullmatch(text)
        if match is None or match["code"].upper() not in codes:
            return ""
    rest = match["after"].rstrip() if "after" in match.groupdict() else ""
    rest = "" if not re.search(r"\w", rest) else rest
    before = match["before"].rstrip()
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


def is_only_word(text: str, words: Sequence[str]) -> bool:
    """Say whether an item is a word of reference with nothing after it."""
    return fold(text.strip(" *_:.\u00a0\u202f")) in map(fold, words)
