"""Brackets that are meant for those of a wikilink: of another kind, too few, or doubled bars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vademecum.core.slips.source import Slip, Source, shown

NAMED: Final = "note"
"""The argument that names a note: such a slip is one only if there is a note of that name."""

_INNER: Final = r"[^\[\]［］【】〚〛(){}<>|\n\ufffc]{2,120}"
_WIDE: Final = re.compile(
    rf"(?:［［|〚|［\[|\[［|【【)\s*+(?P<inner>{_INNER}(?:[|｜][^\[\]［］【】〚〛\n]++)?)\s*+"
    r"(?:］］|〛|］\]|\]］|】】)"
)
_SINGLE: Final = re.compile(rf"(?P<bang>!?)\[\[(?P<inner>{_INNER})(?:\](?![\](])|\}}\}}|\)\))")
_BARS: Final = re.compile(
    r"(?P<bang>!?)\[\[(?P<target>[^\[\]|\ufffc]+)\|\|+(?P<label>[^\[\]|]+)\]\]"
)
_SITE: Final = re.compile(r"\[\[(?P<address>www\.[^\[\]|\s]+)(?:\\?\|(?P<label>[^\[\]]+))?\]\]")
_LOOSE: Final = re.compile(
    rf"\(\((?P<a>{_INNER})\)\)|\{{\{{\s*+(?P<b>{_INNER})\}}\}}|【(?P<c>{_INNER})】"
    rf"|<<(?P<d>{_INNER})>>|\{{\[(?P<e>{_INNER})\]\}}|(?<![［\[])［(?P<f>{_INNER})］(?![］\]])|\[\((?P<g>{_INNER})\)\]"
)


def bracket_slips(source: Source) -> Iterator[Slip]:
    """Yield what would be a wikilink between the right brackets."""
    for number, line in source.seen:
        for match in _WIDE.finditer(line):
            yield link_form(number, match[0], f"[[{match['inner'].strip().replace('｜', '|')}]]")
        for match in _BARS.finditer(line) if number not in source.layout.tables else ():
            instead = f"{match['bang']}[[{match['target']}|{match['label'].strip()}]]"
            yield link_form(number, match[0], instead)
        for match in _SITE.finditer(line):
            address, label = f"https://{match['address']}", (match["label"] or "").strip()
            yield link_form(number, match[0], f"[{label}]({address})" if label else f"<{address}>")
        for match in _LOOSE.finditer(line):
            name = next(filter(None, match.groups())).strip()
            yield link_form(number, match[0], f"[[{name}]]", (NAMED, name))


def closed(place: str) -> tuple[str, str]:
    """Return the part of what is no link, and the link it is with its last bracket; else empty."""
    match = _SINGLE.match(place)
    return (match[0], f"{match['bang']}[[{match['inner'].strip()}]]") if match else ("", "")


def link_form(number: int, written: str, instead: str, *more: tuple[str, str]) -> Slip:
    """Return the slip of a link that is none."""
    args = (("written", shown(written)), ("suggestion", shown(instead)), *more)
    return Slip("link-form", number, written, instead, args)
