"""What a build says on the error stream, kept so that it can be said again."""

from __future__ import annotations

import logging
import math
import sys
import time
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.util.logging import NAMESPACE

_FIRST: Final = -1000
_LAST: Final = 10_000


class KeptOutput:
    """A stream of text that writes on the error stream, and keeps what it writes."""

    def __init__(self) -> None:
        self.encoding = sys.stderr.encoding
        self.texts: list[str] = []

    def write(self, text: str) -> int:
        """Write and keep."""
        self.texts.append(text)
        return sys.stderr.write(text)

    def flush(self) -> None:
        """Write at once what waits to be written."""
        sys.stderr.flush()

    def isatty(self) -> bool:
        """Say whether somebody looks at the error stream."""
        return sys.stderr.isatty()


class Passing(logging.Filter):
    """Notices warnings that a build with nothing to do would not give: of reading and of writing.

    Records of other processes come late, but bear the time at which they were made.
    """

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self._times: list[float] = []
        self._reads, self._understands, self._writes = (math.inf,) * 3
        app.connect("env-before-read-docs", self._read)
        app.connect("env-updated", self._understand, priority=_FIRST)
        app.connect("env-updated", self._write, priority=_LAST)
        for handler in logging.getLogger(NAMESPACE).handlers:
            if handler.level == logging.WARNING:
                handler.addFilter(self)

    @property
    def any(self) -> bool:
        """Whether there were any."""
        return any(
            self._reads <= when < self._understands or when >= self._writes for when in self._times
        )

    def filter(self, record: logging.LogRecord) -> bool:
        """Note the time of a record that is about to be written; keep all."""
        self._times.append(record.created)
        return True

    def _read(self, *_args: Any) -> None:
        self._reads = time.time()

    def _understand(self, *_args: Any) -> None:
        self._understands = time.time()

    def _write(self, *_args: Any) -> None:
        self._writes = time.time()
