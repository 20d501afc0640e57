"""What other programs understand and a handbook publishes as it stands: short codes, contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vademecum.core.slips.source import Slip, Source, shown

_CODES: Final = re.compile(
    r"\{\{[<%][^{}\n]{1,200}[>%]\}\}|\{%[^{}%\n]{1,200}%\}|\{:[^{}\n]{1,80}\}"
    r"|\[\[_?TOC_?\]\]|\[TOC\]|__TOC__",
    re.IGNORECASE,
)
_BOX: Final = re.compile(
    r"(?:!!!|\?\?\?)\+?[ \t]+(?P<kind>[a-z]{3,12})\b[ \t]*(?:\"(?P<title>[^\"]*)\")?.*"
)


def foreign_slips(source: Source) -> Iterator[Slip]:
    """Yield the notations of other programs, which readers see as they are."""
    for number, line in source.seen:
        for match in _CODES.finditer(line):
            yield Slip("notation-foreign", number, match[0], "", (("text", shown(match[0])),))
        box = _BOX.fullmatch(line)
        if box is not None:
            instead = f"> [!{box['kind']}] {box['title'] or ''}".rstrip()
            args = (("text", shown(line.strip())), ("hint", instead))
            yield Slip("notation-foreign", number, "", "", args)
