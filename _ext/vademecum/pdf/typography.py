"""What is done to words before they are printed: French marks, breaks, signs of the fonts."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import emoji
import typst

from vademecum.pdf.syntax import array, string

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


# --- signs: the compiler's check of PDF/UA names every one that its fonts cannot draw ------------

_NO_GLYPH = re.compile(r"the text `\"([^`\n]*)\"` could not be displayed")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_FONTS = '("Libertinus Serif", "DejaVu Sans Mono")'
_PROBE = f"""#set document(title: "x")
#for sign in {{signs}} {{{{ par(text(font: {_FONTS}, sign)) }}}}
"""
_PLAIN = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) | frozenset(
    "\n\t\u2009\u200b\u202f‘’“”„«»–—…•·€→←↑↓×−"
)
_UNSEEN = dict.fromkeys(
    (
        *(0x200C, 0x200D, 0x2060, 0xFE0E, 0xFE0F, 0xFEFF),
        *(*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
    )
)
"""Signs that only join, separate or turn their neighbours."""


class Glyphs:
    """Knows which signs the fonts have; ``replaced`` collects those replaced in a note."""

    def __init__(self) -> None:
        self._known: set[str] = set(_PLAIN)
        self._missing: set[str] = set()
        self._compiler = typst.Compiler(ignore_system_fonts=True)
        self.replaced: set[str] = set()

    def shown(self, text: str) -> str:
        """Return ``text`` with a name in brackets for each sign that no font has."""
        if _PLAIN.issuperset(text):
            return text
        text = unicodedata.normalize("NFC", text)
        self._probe(set(text) - self._known - self._missing)
        if not self._missing.isdisjoint(text):
            text = emoji.replace_emoji(text, lambda signs, _data: self._emoji(signs))
            text = "".join(self._sign(sign) for sign in text)
        return text.translate(_UNSEEN)

    def _emoji(self, signs: str) -> str:
        if self._missing.isdisjoint(signs):
            return signs
        self.replaced.add(signs)
        name = emoji.demojize(signs, language="fr", delimiters=("[", "]"))
        return name.replace("_", " ") if name != signs else signs

    def _sign(self, sign: str) -> str:
        if sign not in self._missing or ord(sign) in _UNSEEN:
            return sign
        category = unicodedata.category(sign)
        if category in {"Cc", "Cf"} or category.startswith("M"):
            return ""
        self.replaced.add(sign)
        return f"[U+{ord(sign):04X}]"

    def _probe(self, signs: set[str]) -> None:
        if not signs:
            return
        probed = sorted(signs)
        texts = [("e" if unicodedata.combining(s) else "") + s for s in probed]
        source = _PROBE.format(signs=array(map(string, texts))).encode()
        try:
            self._compiler.compile(source, format="pdf", pdf_standards="ua-1")
        except typst.TypstError as error:
            missing = "".join(_NO_GLYPH.findall(error.diagnostic))
            missing = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), missing)
            self._missing |= signs.intersection(missing)
        self._known |= signs - self._missing
