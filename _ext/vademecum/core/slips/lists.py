"""Headings and list items that Markdown does not take for such, because of one sign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vademecum.core.slips.source import Slip, Source, shown

_ODD: Final = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
"""Blanks that look like one and are none to Markdown: from Word, from a page of the web."""
_GLUED_HEADING: Final = re.compile(r"(?P<marks>#{2,6})(?P<rest>[^\s#].*)")
_ODD_HEADING: Final = re.compile(
    rf" {{0,3}}(?P<before>[{_ODD}]*)(?P<marks>#{{1,6}})(?P<after>[{_ODD}]*)(?P<rest>\s*[^\s#].*)"
)
_ODD_ITEM: Final = re.compile(
    rf"(?P<indent>[ \t]*)(?P<before>[{_ODD}]*)(?P<mark>[-*+]|\d{{1,3}}[.)])(?P<after>[{_ODD}]*)"
    r"(?P<rest>\s*\S.*)"
)
_BULLET: Final = re.compile(
    rf"(?P<indent>[ \t{_ODD}]*)(?:[•●○◦▪▫‣∙■□►➢➤✓✔–—−][\s{_ODD}]*|[·oO§][\t{_ODD}]+)(?P<rest>\S.*)"
)
_GLUED_ITEM: Final = re.compile(r"(?P<indent>[ \t]*)(?P<mark>-|\d{1,2}[.)])(?P<rest>[^\W\d_].*)")


def list_slips(source: Source) -> Iterator[Slip]:
    """Yield headings and items that are none, with the line as it should be written."""
    for number, line in source.seen():
        written = source.lines[number - 1]
        instead = _heading(line, written)
        if instead:
            yield _slip("heading-form", number, written, instead)
            continue
        instead = _item(line, written, source.lists)
        if instead:
            yield _slip("list-form", number, written, instead)


def _heading(line: str, written: str) -> str:
    glued = _GLUED_HEADING.fullmatch(line)
    odd = _ODD_HEADING.fullmatch(line)
    if odd is not None and (odd["before"] or odd["after"]) and not odd["rest"].startswith("#"):
        rest = written[odd.start("rest") :]
        # One « # » and a letter behind a blank of another kind is a tag.
        return f"{odd['marks']} {rest.strip()}" if odd["after"] or odd["rest"][0].isspace() else ""
    if glued is not None:
        return f"{glued['marks']} {written[glued.start('rest') :].strip()}"
    return ""


def _item(line: str, written: str, lists: bool) -> str:
    odd = _ODD_ITEM.fullmatch(line)
    if odd is not None and (odd["after"] or (odd["before"] and odd["rest"][0].isspace())):
        return f"{odd['indent']}{odd['mark']} {written[odd.start('rest') :].strip()}"
    if not lists:
        return ""
    bullet = _BULLET.fullmatch(line)
    if bullet is not None:
        indent = re.sub(rf"[{_ODD}]", " ", bullet["indent"])
        return f"{indent}- {written[bullet.start('rest') :].rstrip()}"
    glued = _GLUED_ITEM.fullmatch(line)
    if glued is not None:
        return f"{glued['indent']}{glued['mark']} {written[glued.start('rest') :].rstrip()}"
    return ""


def _slip(code: str, number: int, written: str, instead: str) -> Slip:
    args = (("written", shown(written.strip())), ("suggestion", shown(instead.strip())))
    return Slip(code, number, written, instead, args)
