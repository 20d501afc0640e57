"""Where `links` and `refresh` may go: to public addresses, and as each site wishes.

Notes and other sites name hosts, redirects lead on, and a host's name may have another IP address a
moment later. All is known only when a connection is made, which Python tells its audit hooks, in
whichever library it happens. A hook is never taken away: only a command, which is a process of
its own, calls what is here.
"""

from __future__ import annotations

import os
import socket
import sys
import time
from collections import defaultdict
from http.client import HTTPConnection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Lock
from typing import Any, Final
from urllib.robotparser import RobotFileParser

import requests

REFUSED: Final = "not a public address"
"""What the error of a refused connection says, whatever the libraries wrap it in."""
ROBOTS: Final = "refused by robots.txt"
"""What the error of a request says that its site does not want."""
AGENT: Final = "vademecum-links"
"""The name under which a site's robots.txt may speak to `links`."""

_GIVEN_OUT: Final = ip_network("2000::/3")
"""All of IPv6 that is given to anybody: the rest is local, reserved, or IPv4 written otherwise."""
_NOT_FOR_USE: Final = ip_network("3fff::/20")
"""For examples; what else is, Python knows."""
_TRANSLATED: Final = ip_network("64:ff9b::/96")
"""An IPv4 address as a network without IPv4 names it."""
_LARGEST_ROBOTS: Final = 500_000
_TIMEOUT: Final = 10


def only_public(*, loopback: bool = False) -> None:
    """Have this process connect to public addresses only, and to itself if ``loopback`` is set.

    A proxy would look names up by itself: none is used. Nor does a password of who runs the command
    go along to a host that a note names.
    """
    os.environ["no_proxy"] = "*"
    os.environ["NETRC"] = os.devnull

    def check(event: str, args: tuple[Any, ...]) -> None:
        if event == "socket.connect" and args[0].family in {socket.AF_INET, socket.AF_INET6}:
            ip = _unwrapped(str(args[1][0]))
            if not _is_public(ip) and not (loopback and ip is not None and ip.is_loopback):
                raise PermissionError(REFUSED)

    sys.addaudithook(check)


def is_public(address: str) -> bool:
    """Say whether an IP address is one that anybody on the Internet may reach."""
    return _is_public(_unwrapped(address))


def _unwrapped(address: str) -> IPv4Address | IPv6Address | None:
    """Return an IP address, as IPv4 if IPv6 only wraps it; None if it is a name: not looked up."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return None
    if isinstance(ip, IPv6Address):
        last = IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _TRANSLATED else None
        return last or ip.ipv4_mapped or ip.sixtofour or ip
    return ip


def _is_public(ip: IPv4Address | IPv6Address | None) -> bool:
    if ip is None or not ip.is_global or ip.is_multicast:
        return False
    return ip.version == 4 or (ip in _GIVEN_OUT and ip not in _NOT_FOR_USE)


def politely(pause: float) -> None:
    """Have requests to one host wait ``pause`` seconds for each other, and robots.txt obeyed."""
    manners = _Manners(pause)

    def ask(event: str, args: tuple[Any, ...]) -> None:
        if event == "http.client.send" and isinstance(args[1], bytes):
            manners.before(args[0], args[1])

    sys.addaudithook(ask)


class _Manners:
    """What all threads know of the hosts that are asked."""

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._guard = Lock()
        self._next: dict[str, float] = {}
        self._turns: dict[str, Lock] = defaultdict(Lock)
        self._robots: dict[str, RobotFileParser] = {}

    def before(self, connection: HTTPConnection, head: bytes) -> None:
        """Wait until a request may be sent.

        :raises PermissionError: if the site does not want it.
        """
        path = head.split(b" ", 2)[1].decode("ascii", "replace")
        if path != "/robots.txt" and not self._allows(connection, path):
            raise PermissionError(ROBOTS)
        with self._guard:
            now = time.monotonic()
            turn = max(now, self._next.get(connection.host, now))
            self._next[connection.host] = turn + self._pause
        time.sleep(turn - now)

    def _allows(self, connection: HTTPConnection, path: str) -> bool:
        scheme = "https" if connection.default_port == 443 else "http"
        host = f"[{connection.host}]" if ":" in connection.host else connection.host
        origin = f"{scheme}://{host}:{connection.port}"
        with self._guard:
            lock = self._turns[origin]
        with lock:
            if origin not in self._robots:
                self._robots[origin] = _robots(origin)
            return self._robots[origin].can_fetch(AGENT, origin + path)


def _robots(origin: str) -> RobotFileParser:
    """Return the rules of a site; all is allowed if it has none, or does not answer."""
    rules = RobotFileParser()
    text = ""
    try:
        with requests.get(
            f"{origin}/robots.txt", timeout=_TIMEOUT, stream=True, allow_redirects=False
        ) as reply:
            if reply.status_code == 200:
                data: bytes = reply.raw.read(_LARGEST_ROBOTS, decode_content=True)
                text = data.decode("utf-8", "replace")
    except (requests.RequestException, OSError, ValueError):
        pass
    rules.parse(text.splitlines())
    return rules
