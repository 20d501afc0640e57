"""Addresses of the web with a slip in their beginning: a colon, a slash or a letter is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vademecum.core.slips.source import Slip, Source, shown

_SCHEME: Final = r"h{1,2}t{1,3}p{1,2}(?P<s>s?)"
_BEGINNING: Final = re.compile(
    rf"(?:{_SCHEME})(?:\s?[:;,.]\s?[/\\\u2215\u2044]{{1,4}}|[/\\]{{2,4}})\s?(?=[^\s/\\])",
    re.IGNORECASE,
)
_RIGHT: Final = re.compile(r"https?://(?=[^\s/])", re.IGNORECASE)
_HOST: Final = re.compile(r"[^\s/?#:]+")
_COMMA: Final = re.compile(r"(?<=[^\W_]),(?=[^\W_])")
_MAIL: Final = re.compile(r"mail\s?to\s?[:;]\s?(?://)?\s?(?P<rest>[^\s@]+@[^\s@]+)", re.IGNORECASE)
_QUOTED: Final = re.compile(r"[“”„«\"‘’](?P<inside>https?://[^\s“”«»\"‘’]+)[“”»\"‘’]")
_LINK: Final = re.compile(r"\]\(\s*<?(?P<address>[^()<>\n]{4,500})>?\)|\[\[(?P<wiki>[^\[\]|]+)\]\]")
_BARE: Final = re.compile(
    r"(?<![\w/(<\[])(?:https?(?:;//|:\\\\|:/(?!/)))[^\s()<>\[\]]+", re.IGNORECASE
)


def is_address(target: str) -> bool:
    """Say whether a link's target begins as an address of the web does, be it with a slip."""
    return _BEGINNING.match(target.strip()) is not None


def right_address(written: str) -> str:
    """Return the address that *written* plainly means; empty if it is one, or means none."""
    text = written.strip()
    if (quoted := _QUOTED.fullmatch(text)) is not None:
        return right_address(quoted["inside"]) or quoted["inside"]
    if mail := _MAIL.fullmatch(text):
        right = f"mailto:{mail['rest']}"
        return right if right != written else ""
    match = _BEGINNING.match(text)
    if match is None:
        return ""
    scheme, rest = "https" if match["s"] else "http", text[match.end() :]
    if _RIGHT.match(rest):  # the beginning stands twice
        scheme, _, rest = rest.partition("://")
    host = _HOST.match(rest)
    if host is not None:
        rest = _COMMA.sub(".", host[0]) + rest[host.end() :]
    right = f"{scheme.lower()}://{rest}"
    same = right.lower() == text.lower() or " " in rest
    return "" if same else right


def address_slips(source: Source) -> Iterator[Slip]:
    """Yield the addresses that lead nowhere as they are written."""
    for number, line in source.seen:
        if "/" not in line and "\\" not in line and "@" not in line and "\ufffc" not in line:
            continue
        written = source.lines[number - 1]
        for address in dict.fromkeys(_addresses(line, written)):
            right = right_address(address)
            if right:
                args = (("address", shown(address)), ("suggestion", shown(right)))
                yield Slip("address-form", number, address, right, args)


def _addresses(line: str, written: str) -> Iterator[str]:
    """Yield what stands where an address is meant; *line* is *written*, its code hidden."""
    for match in _LINK.finditer(line):
        place = "address" if match["address"] else "wiki"
        yield written[match.start(place) : match.end(place)]
    # A backslash hides what follows it, so the text itself is read, where no code is near.
    plain = line if "`" in written else written
    for bare in _BARE.finditer(plain):
        yield bare[0].rstrip(".,;:!?»")
