"""How addresses are asked: one at a time of a host, with a pause, as its robots file says."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from threading import Lock
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from requests import RequestException, Session

AGENT = "vademecum-links"
"""The name under which a site's robots file may speak to this check."""
_LARGEST_ROBOTS = 500_000


class Hosts:
    """The turn of each host: shared by all workers of a run.

    ``pause``: seconds between two requests to one host.
    """

    def __init__(self, pause: float) -> None:
        self.pause = pause
        self._guard = Lock()
        self._turns: dict[str, Lock] = defaultdict(Lock)
        self._next: dict[str, float] = {}
        self._robots: dict[str, RobotFileParser] = {}

    def turn(self, host: str) -> Lock:
        """Return the lock under which a host is asked."""
        with self._guard:
            return self._turns[host]

    def wait(self, host: str) -> None:
        """Wait until a host may be asked again; the caller holds its turn."""
        left = self._next.get(host, 0.0) - time.monotonic()
        if left > 0:
            time.sleep(left)
        self._next[host] = time.monotonic() + self.pause

    def allows(self, uri: str, session: Session, timeout: float) -> bool:
        """Say whether the robots file of an address lets it be asked; the caller has the turn."""
        parts = urlsplit(uri)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self.wait(parts.netloc)
            self._robots[origin] = _rules(lambda: _robots_file(origin, session, timeout))
        return self._robots[origin].can_fetch(AGENT, uri)


def _rules(fetch: Callable[[], str]) -> RobotFileParser:
    rules = RobotFileParser()
    rules.parse(fetch().splitlines())
    return rules


def _robots_file(origin: str, session: Session, timeout: float) -> str:
    """Return the robots file of a site; empty, which allows all, if it has none or is silent."""
    try:
        with session.get(f"{origin}/robots.txt", timeout=timeout, stream=True) as response:
            if not response.ok:
                return ""
            data: bytes = response.raw.read(_LARGEST_ROBOTS, decode_content=True)
            return data.decode("utf-8", "replace")
    except (RequestException, OSError, ValueError):
        return ""
