"""Sphinx's checker of addresses, made to ask public ones only, politely, the oldest check first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from sphinx.builders.linkcheck import (
    CheckRequest,
    CheckResult,
    Hyperlink,
    HyperlinkAvailabilityChecker,
    HyperlinkAvailabilityCheckWorker,
    _Status,
)
from sphinx.config import Config

from vademecum.linkcheck.history import History
from vademecum.linkcheck.polite import Hosts
from vademecum.linkcheck.session import only_public

ROBOTS = "robots.txt"
"""The message of an address that its site does not want to be asked."""


class Worker(HyperlinkAvailabilityCheckWorker):
    """One of the threads that ask."""

    def __init__(self, checker: Checker) -> None:
        super().__init__(checker.config, checker.rqueue, checker.wqueue, checker.rate_limits)
        self.hosts = checker.hosts
        if not checker.allow_private:
            only_public(self._session)

    def _check_uri(self, uri: str, hyperlink: Hyperlink) -> tuple[_Status, str, int]:
        host = urlsplit(uri).netloc
        with self.hosts.turn(host):
            if not self.hosts.allows(uri, self._session, float(self.timeout or 30)):
                return _Status.IGNORED, ROBOTS, 0
            self.hosts.wait(host)
            return super()._check_uri(uri, hyperlink)


class Checker(HyperlinkAvailabilityChecker):
    """Asks each address once.

    ``pause``: seconds between two requests to one host; ``allow_private``: for tests alone.
    """

    def __init__(self, config: Config, *, pause: float, allow_private: bool) -> None:
        super().__init__(config)
        self.hosts = Hosts(pause)
        self.allow_private = allow_private

    def invoke_threads(self) -> None:
        """Start the workers."""
        for _ in range(self.num_workers):
            worker = Worker(self)
            worker.start()
            self.workers.append(worker)

    def ask(self, links: Mapping[str, Hyperlink], history: History) -> Iterator[CheckResult]:
        """Yield the answer of each address, as it comes; the longest unasked are asked first."""
        self.invoke_threads()
        ordered = sorted(links.values(), key=lambda link: (history.last_day(link.uri), link.uri))
        for rank, link in enumerate(ordered):  # a moment long past, so that the order is kept
            self.wqueue.put(CheckRequest(float(rank), link), False)
        for _ in ordered:
            yield self.rqueue.get()
        self.shutdown_threads()
