"""Addresses of the web misspelt in their beginning: a colon, a slash or a letter is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import parse_qs, urlsplit

from vademecum.findings import shown
from vademecum.lint.rules import NOTICE, Fix, On, Rule, found_by
from vademecum.lint.sources import Source, at
from vademecum.vault.records import Finding
from vademecum.vault.urls import right_address

_LINK: Final = re.compile(r"\]\(\s*<?(?P<address>[^()<>\n]{4,500})>?\)|\[\[(?P<wiki>[^\[\]|]+)\]\]")
_BARE: Final = re.compile(
    r"(?<![\w/(<\[])(?:https?(?:;//|:\\\\|:/(?!/)))[^\s()<>\[\]]+", re.IGNORECASE
)


def address_findings(source: Source) -> Iterator[Finding]:
    """Yield the addresses that lead nowhere as they are written."""
    for number, line in source.seen:
        if "/" not in line and "\\" not in line and "@" not in line and "\ufffc" not in line:
            continue
        written = source.lines[number - 1]
        for address in dict.fromkeys(_addresses(line, written)):
            right = right_address(address)
            if right:
                args = {"address": shown(address), "suggestion": shown(right)}
                yield at("address-form", number, address, right, **args)


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


def redirect_findings(source: Source) -> Iterator[Finding]:
    """Yield the addresses that a program has made longer while they were copied."""
    for number, line in source.seen:
        for match in _ADDRESS.finditer(line) if "?" in line else ():
            address = match[0].rstrip(".,;:!?*_")
            while address.endswith(")") and address.count("(") < address.count(")"):
                address = address[:-1]
            address = address.split(")", 1)[0] if ")" in address and "(" not in address else address
            right = plain_address(address)
            if right != address:
                args = {"address": shown(address), "suggestion": shown(right)}
                yield at("address-tracked", number, address, right, **args)


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


RULES: Final = (
    *found_by(
        address_findings,
        On.SOURCE,
        Rule(
            "address-form",
            "“%(address)s” leads nowhere: its beginning is misspelt. Write “%(suggestion)s”.",
            fix=Fix.SAFE,
        ),
    ),
    *found_by(
        redirect_findings,
        On.SOURCE,
        Rule(
            "address-tracked",
            "“%(address)s” goes by way of another site, or tells it who follows the link. Write "
            "“%(suggestion)s”.",
            severity=NOTICE,
            fix=Fix.SAFE,
        ),
    ),
)
