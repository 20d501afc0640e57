"""Markdown links, footnotes and links in tables that come to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vademecum.core.slips.source import Slip, Source, shown

_BAR: Final = re.compile(r"!?\[\[(?P<target>[^\[\]|]*[^\[\]|\\])\|(?P<label>[^\[\]]*)\]\]")
_EMPTY: Final = re.compile(r"!?\[(?P<text>[^\[\]]*)\]\(\s*(?:<\s*>)?\s*\)")
_OPEN: Final = re.compile(r"!?\[[^\[\]]+\]\((?P<address>[^\s()<>]+)(?P<rest>\s[^()]*)?$")
_BLANKS: Final = re.compile(r"!?\[[^\[\]]*\]\((?P<address>[^()<>]*[^()<>\s][ \t][^()<>]*)\)")
_APART: Final = re.compile(
    r"(?P<text>!?\[[^\[\]]+\])[ \t]+(?P<address>\((?:[a-z]+://|www\.)[^\s()]+\))"
)
_REVERSED: Final = re.compile(r"\((?P<text>[^()]+)\)\[(?P<address>(?:https?://|www\.)[^\s\[\]]+)\]")
_CALL: Final = re.compile(r"(?<!\\)\[\^(?P<label>[^\[\]\s]+)\](?P<colon>:?)")
_TITLE: Final = re.compile(r"\S+\s+(?:\"[^\"]*\"|'[^']*'|=\d*x?\d*)\s*")
_FILE: Final = re.compile(r"(?:.*\.[A-Za-z0-9]{2,4}(?:#.*)?|[a-z]+://.*)", re.DOTALL)
_ADDRESS: Final = re.compile(r"(?:[a-z]+:|#|\.{0,2}/|www\.).*|.*\.[A-Za-z0-9]{2,4}(?:#.*)?")


def link_slips(source: Source) -> Iterator[Slip]:
    """Yield the links that are none, and calls of footnotes that stand nowhere."""
    for number, line in source.seen():
        if "[" not in line:
            continue
        if number in source.layout.tables:
            yield from bars(number, line)
        yield from _empty(number, line)
        yield from _misshapen(number, line)
        yield from _footnotes(number, line, source.layout.footnotes)


def bars(number: int, line: str) -> Iterator[Slip]:
    """Yield the wikilinks of a table's row whose bar would begin another cell."""
    for match in _BAR.finditer(line):
        bang = "!" if match[0].startswith("!") else ""
        instead = f"{bang}[[{match['target']}\\|{match['label']}]]"
        args = (("written", shown(match[0])), ("suggestion", shown(instead)))
        yield Slip("link-in-table", number, match[0], instead, args)


def _empty(number: int, line: str) -> Iterator[Slip]:
    for match in _EMPTY.finditer(line):
        yield Slip("link-empty", number, match[0], "", (("written", shown(match[0])),))


def _misshapen(number: int, line: str) -> Iterator[Slip]:
    for match in _BLANKS.finditer(line):
        address = match["address"].strip()
        if _FILE.fullmatch(address) and not _TITLE.fullmatch(address):
            instead = match[0].replace(match["address"], re.sub(r"\s", "%20", address))
            yield _form(number, match[0], instead)
    for match in _APART.finditer(line):
        yield _form(number, match[0], match["text"] + match["address"])
    for match in _REVERSED.finditer(line):
        yield _form(number, match[0], f"[{match['text']}]({match['address']})")
    match_open = _OPEN.search(line)
    if match_open is not None and _ADDRESS.fullmatch(match_open["address"]):
        rest = match_open["rest"] or ""
        written = match_open[0].rstrip()
        yield _form(
            number, written, (written[: len(written) - len(rest.rstrip())]) + ")" + rest.rstrip()
        )


def _form(number: int, written: str, instead: str) -> Slip:
    args = (("written", shown(written)), ("suggestion", shown(instead)))
    return Slip("link-form", number, written, instead, args)


def _footnotes(number: int, line: str, known: frozenset[str]) -> Iterator[Slip]:
    for match in _CALL.finditer(line):
        defines = bool(match["colon"]) and not line[: match.start()].strip(" >")
        if not defines and match["label"] not in known:
            args = (("label", shown(match["label"])),)
            yield Slip("footnote-missing", number, match[0].rstrip(":"), "", args)
