"""Text as look-ups compare it: one function for search, catalogue and suggestions.

The browser has the same in ``vademecum.normalise.js``; ``tests/normalise_cases.json`` holds for
both. Steps, in this order: compatibility form without marks and case; letters that Unicode does
not take apart; one apostrophe; inclusive endings off; elided articles off; words alone are left.
"""

import re
import unicodedata
from typing import Final

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
