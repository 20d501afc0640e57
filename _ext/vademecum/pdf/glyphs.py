"""Which signs the compiler's fonts can draw, and what stands for those that they cannot.

The compiler itself is asked: its check of PDF/UA names every sign without a glyph.
"""

from __future__ import annotations

import re
import unicodedata

import emoji
import typst

from vademecum.pdf.syntax import array, string

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
