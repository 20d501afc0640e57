"""Addresses of the web with a slip in their beginning: a colon, a slash or a letter is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import parse_qs, urlsplit

from vademecum.lint.source import Slip, Source, shown
from vademecum.vault.urls import ADDRESS_BEGINNING

_RIGHT: Final = re.compile(r"https?://(?=[^\s/])", re.IGNORECASE)
_HOST: Final = re.compile(r"[^\s/?#:]+")
_COMMA: Final = re.compile(r"(?<=[^\W_]),(?=[^\W_])")
_MAIL: Final = re.compile(r"mail\s?to\s?[:;]\s?(?://)?\s?(?P<rest>[^\s@]+@[^\s@]+)", re.IGNORECASE)
_QUOTED: Final = re.compile(r"[“”„«\"‘’](?P<inside>https?://[^\s“”«»\"‘’]+)[“”»\"‘’]")
_LINK: Final = re.compile(r"\]\(\s*<?(?P<address>[^()<>\n]{4,500})>?\)|\[\[(?P<wiki>[^\[\]|]+)\]\]")
_BARE: Final = re.compile(
    r"(?<![\w/(<\[])(?:https?(?:;//|:\\\\|:/(?!/)))[^\s()<>\[\]]+", re.IGNORECASE
)


def right_address(written: str) -> str:
    """Return the address that *written* plainly means; empty if it is one, or means none."""
    text = written.strip()
    if (quoted := _QUOTED.fullmatch(text)) is not None:
        return right_address(quoted["inside"]) or quoted["inside"]
    if mail := _MAIL.fullmatch(text):
        right = f"mailto:{mail['rest']}"
        return right if right != written else ""
    match = ADDRESS_BEGINNING.match(text)
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
