"""Typst code as text, and nothing but values: what a note says can only ever be a string.

Typst's markup has dozens of signs that mean something (``#``, ``$``, ``@``, ``//``, backticks…).
The PDF is therefore written in Typst's *code*, in which text stands between quotation marks and
two signs need an escape. No other module may write a quotation mark.
"""

from __future__ import annotations

from collections.abc import Iterable

_ESCAPES = {
    **{code: f"\\u{{{code:x}}}" for code in (*range(32), 127)},
    ord("\\"): "\\\\",
    ord('"'): '\\"',
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\t"): "\\t",
}
NOTHING = '""'


def string(text: str) -> str:
    """Return a text as a string of Typst; half a surrogate pair, which no file holds, is �."""
    clean = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return '"' + clean.translate(_ESCAPES) + '"'


def joined(parts: Iterable[str]) -> str:
    """Return expressions as one; nothing is the empty string, which is content too."""
    kept = [part for part in parts if part and part != NOTHING]
    if len(kept) < 2:
        return kept[0] if kept else NOTHING
    return "{" + ";\n".join(kept) + "}"


def call(function: str, *arguments: str, **named: str | None) -> str:
    """Return a call; ``named`` values that are None are left out, names may use ``_`` for ``-``."""
    given = [
        f"{name.replace('_', '-')}: {value}" for name, value in named.items() if value is not None
    ]
    return f"{function}({', '.join((*given, *arguments))})"


def array(values: Iterable[str]) -> str:
    """Return values as an array."""
    return "(" + "".join(f"{value}, " for value in values) + ")"


def boolean(value: object) -> str:
    """Return whether ``value`` is true."""
    return "true" if value else "false"


def points(value: float) -> str:
    """Return a length in points."""
    return f"{value:.2f}pt"
