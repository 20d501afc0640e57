"""Addresses that go by way of another site, or tell it who follows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import parse_qs, urlsplit

from vademecum.core.slips.source import Slip, Source, shown

_ADDRESS: Final = re.compile(r"https?://[^\s<>\[\]\"“”»\ufffc]+", re.IGNORECASE)
_REDIRECTS: Final = {
    "www.google.com/url": ("q", "url"),
    "l.facebook.com/l.php": ("u",),
    "l.instagram.com/": ("u",),
    "www.linkedin.com/redir/redirect": ("url",),
    "lnkd.in/redirect": ("url",),
    "www.youtube.com/redirect": ("q",),
    "slack-redir.net/link": ("url",),
}
_SAFELINKS: Final = ".safelinks.protection.outlook.com"
_TRACKING: Final = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|igsh|_hsenc|_hsmi|yclid|mkt_tok)=[^&#]*&?",
    re.IGNORECASE,
)


def redirect_slips(source: Source) -> Iterator[Slip]:
    """Yield the addresses that a program has made longer while they were copied."""
    for number, line in source.seen:
        for match in _ADDRESS.finditer(line) if "?" in line else ():
            address = match[0].rstrip(".,;:!?*_")
            while address.endswith(")") and address.count("(") < address.count(")"):
                address = address[:-1]
            address = address.split(")", 1)[0] if ")" in address and "(" not in address else address
            right = plain_address(address)
            if right != address:
                args = (("address", shown(address)), ("suggestion", shown(right)))
                yield Slip("address-tracked", number, address, right, args)


def plain_address(address: str) -> str:
    """Return the address that is meant, without the site between and what follows a reader."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    names = _REDIRECTS.get(f"{parts.netloc.lower()}{parts.path}", ())
    if parts.netloc.lower().endswith(_SAFELINKS):
        names = ("url",)
    asked = parse_qs(parts.query) if names and len(parts.query) < 2_000 else {}
    for name in names:
        wanted = asked.get(name, [""])[0]
        if re.fullmatch(r"https?://[^\s<>\[\]()]+", wanted):
            return _untracked(wanted)
    return _untracked(address)


def _untracked(address: str) -> str:
    before, mark, after = address.partition("?")
    query, hash_mark, fragment = after.partition("#")
    kept = re.sub(rf"(?:(?<=&)|^){_TRACKING.pattern}", "", query, flags=re.IGNORECASE).rstrip("&")
    if not mark or kept == query:
        return address
    return before + (f"?{kept}" if kept else "") + hash_mark + fragment
