"""What a French compositor does to a typed text: spaces, quotation marks, apostrophes.

Only where print differs from screen: names, ids, addresses and code are never given to it.
"""

from __future__ import annotations

import re
from typing import Final

FINE: Final = "\u202f"
"""The fine space that does not break."""

POINT: Final = " ·\u00a0"
"""What parts short facts in one line."""

_BLANKS: Final = re.compile(r"[ \t\r\n\f\v]+")
_SPACE: Final = "[ \u00a0\u2009\u202f]"
_BEFORE_HIGH: Final = re.compile(
    rf"(?<=[\w)\]»”’'%€$*/.…!?\u00b0])(?:{_SPACE}*+)(?P<mark>[;:]|(?<![!?])[!?]++)(?=[\s»”\"')\],.…]|$)"
)
_SPACED_HIGH: Final = re.compile(
    rf"(?<!{_SPACE}){_SPACE}++(?P<mark>[;:]|[!?]++)(?=[\s»”\"')\],.…]|$)"
)
_STRAIGHT: Final = re.compile(r'(?<![\w"])"(?=[^\s"])([^"]*?)(?<=[^\s"])"(?![\w"])')
_OPENING: Final = re.compile(rf"«{_SPACE}*")
_CLOSING: Final = re.compile(rf"(?:(?<!{_SPACE}){_SPACE}++)?»")
_APOSTROPHE: Final = re.compile(r"(?<=[^\W\d_])'(?=[^\W_]|[«\"])")
_SET: Final = re.compile("[\"'«»;:!?]")
"""What a text has that is not left as it is: most have none."""
_ADDRESS: Final = re.compile(r"((?<!\S)\S+://\S+)")
_WORDY: Final = re.compile(r"[\w)\]»”’%€°]")
_LONG: Final = re.compile(r"[^\s\u200b]{41,}")
_CHANCE: Final = re.compile(r"([/\\?&=_.,;:@+-](?=\w)|\w{20}(?=\w{5}))")


def blanks(text: str) -> str:
    """Collapse blanks and line ends; no-break spaces stay; a « · » does not end a line."""
    return _BLANKS.sub(" ", text).replace(" · ", POINT)


def french(text: str, before: str = "") -> str:
    """Return ``text`` with fine spaces and French marks; ``before`` is the sign in front of it."""
    lead = before if _WORDY.fullmatch(before) else ""
    if "://" not in text:
        return _set(lead + text)[len(lead) :]
    parts = _ADDRESS.split(lead + text)  # addresses stand at the odd places
    return "".join(part if i % 2 else _set(part) for i, part in enumerate(parts))[len(lead) :]


def _set(text: str) -> str:
    if _SET.search(text) is None:
        return text
    text = _APOSTROPHE.sub("’", text)
    text = _STRAIGHT.sub(rf"«{FINE}\1{FINE}»", text)
    text = _OPENING.sub("«" + FINE, text)
    text = _CLOSING.sub(FINE + "»", text)
    text = _BEFORE_HIGH.sub(_spaced, text)
    return _SPACED_HIGH.sub(rf"{FINE}\g<mark>", text)


def _spaced(match: re.Match[str]) -> str:
    """« mot: » takes a space; « etc.: » too; « !? » and a smiley do not."""
    before = match.string[match.start() - 1]
    if before in "!?" and match["mark"][0] in "!?":
        return match[0]
    return FINE + match["mark"]


def breakable(text: str) -> str:
    """Return words that no line can hold (addresses, names of files) places to break."""
    return _LONG.sub(lambda word: _CHANCE.sub("\\1\u200b", word[0]), text)
