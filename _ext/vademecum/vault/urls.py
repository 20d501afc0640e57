"""Addresses of the web: which are some, and which two are the same."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_SCHEME: Final = r"h{1,2}t{1,3}p{1,2}(?P<s>s?)"
ADDRESS_BEGINNING: Final = re.compile(
    rf"(?:{_SCHEME})(?:\s?[:;,.]\s?[/\\\u2215\u2044]{{1,4}}|[/\\]{{2,4}})\s?(?=[^\s/\\])",
    re.IGNORECASE,
)
LONGEST: Final = 2_000

_BLANK: Final = re.compile(r"[\s\x00-\x20\x7f<>\"\\^`{|}]")
_PORTS: Final = {"http": 80, "https": 443}
_TRACKING: Final = re.compile(r"(?:utm_[a-z_]+|fbclid|gclid)=[^&]*", re.IGNORECASE)


def is_web_address(text: str) -> bool:
    """Say whether *text* is an address that a reader may be sent to: http or https, and a host."""
    if len(text) > LONGEST or _BLANK.search(text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme.lower() in _PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, brackets that do not match
        return False


def address_key(address: str) -> str:
    """Give the key under which spellings of one address are the same.

    Scheme (http or https), case of the host, the usual port, a final slash, the place on the page
    and the marks of advertising do not count.

    :raises ValueError: if *address* is none.
    """
    parts = urlsplit(address.strip())
    host = (parts.hostname or "").rstrip(".")
    port = parts.port
    usual = port is None or port == _PORTS.get(parts.scheme.lower())
    query = "&".join(p for p in parts.query.split("&") if p and not _TRACKING.fullmatch(p))
    path = parts.path.rstrip("/")
    return f"{host}{'' if usual else f':{port}'}{path}{'?' + query if query else ''}"


def is_address(target: str) -> bool:
    """Say whether a link's target begins as an address of the web does, be it with a slip."""
    return ADDRESS_BEGINNING.match(target.strip()) is not None


_RIGHT: Final = re.compile(r"https?://(?=[^\s/])", re.IGNORECASE)
_HOST: Final = re.compile(r"[^\s/?#:]+")
_COMMA: Final = re.compile(r"(?<=[^\W_]),(?=[^\W_])")
_MAIL: Final = re.compile(r"mail\s?to\s?[:;]\s?(?://)?\s?(?P<rest>[^\s@]+@[^\s@]+)", re.IGNORECASE)
_QUOTED: Final = re.compile(r"[“”„«\"‘’](?P<inside>https?://[^\s“”«»\"‘’]+)[“”»\"‘’]")


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
