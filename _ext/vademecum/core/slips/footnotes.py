"""Calls of footnotes that stand nowhere, and footnotes that stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from vademecum.core.slips.source import Slip, Source, shown

_CALL: Final = re.compile(r"(?<!\\)\[\^(?P<label>[^\[\]\s]+)\](?P<colon>:?)")
_NAMED: Final = re.compile(r"\[\^([^\[\]\s]+)\]")
_NOTE: Final = re.compile(r"(?P<call>\[\^(?P<label>[^\[\]\s]+)\])[ \t]*(?P<colon>[:：]?)[ \t]+\S.*")


def footnote_slips(source: Source) -> Iterator[Slip]:
    """Yield the footnotes of a note that are missing, lack their colon, or stand twice."""
    known, written = source.layout.footnotes, source.seen
    places = _places(written)
    without_colon: set[str] = set()
    first: dict[str, int] = {}
    for number, line in written:
        match = _NOTE.fullmatch(line)
        if match is None:
            continue
        label = match["label"]
        if match["colon"] == ":" and line.startswith(f"{match['call']}:"):
            if first.setdefault(label, number) != number:
                args = (("label", shown(label)), ("other", str(first[label])))
                yield Slip("footnote-twice", number, "", "", args)
        elif label not in known | without_colon and places.get(label, set()) - {number}:
            without_colon.add(label)
            yield _missing(number, label, line[: match.start("colon")] + match["colon"])
    for number, line in written:
        yield from _calls(number, line, known | without_colon)


def _places(lines: Sequence[tuple[int, str]]) -> dict[str, set[int]]:
    """Return the lines in which each footnote is named."""
    places: dict[str, set[int]] = {}
    for number, line in lines:
        for label in _NAMED.findall(line):
            places.setdefault(label, set()).add(number)
    return places


def _missing(number: int, label: str, written: str) -> Slip:
    args = (("label", shown(label)),)
    return Slip("footnote-missing", number, written, f"[^{label}]:", args)


def _calls(number: int, line: str, known: frozenset[str]) -> Iterator[Slip]:
    for match in _CALL.finditer(line):
        defines = bool(match["colon"]) and not line[: match.start()].strip(" >")
        if not defines and match["label"] not in known:
            args = (("label", shown(match["label"])),)
            yield Slip("footnote-missing", number, match[0].rstrip(":"), "", args)
