"""Bounds of time and memory around the work on one note, where the system can set them.

Time is the processor's, not the clock's, so that a busy machine gives the same pages as an idle
one. On a system without timers or limits of its own (Windows has neither) nothing is bounded
here; sizes and counts are, everywhere.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import current_thread, main_thread
from types import TracebackType

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_STATUS = Path("/proc/self/statm")
_AGAIN = 0.5
"""Seconds until a library that has swallowed the first alarm hears the next."""


class TooSlowError(BaseException):
    """The time of a note is over; no ``except Exception`` of a library may swallow it."""


@contextmanager
def bounded(seconds: int, megabytes: int) -> Iterator[None]:
    """Stop what runs inside after so many seconds of the processor, or so much more memory.

    :raises TooSlowError: if it takes too long.
    :raises MemoryError: if it asks for too much.
    """
    with ExitStack() as bounds:
        if hasattr(signal, "setitimer") and current_thread() is main_thread():
            bounds.enter_context(_bounded_time(seconds))
        if resource is not None and _STATUS.exists():
            bounds.enter_context(_bounded_memory(megabytes * 1_000_000))
        yield


@contextmanager
def _bounded_time(seconds: int) -> Iterator[None]:
    def alarm(_number: int, _frame: object) -> None:
        raise TooSlowError(seconds)

    before = signal.signal(signal.SIGPROF, alarm)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextmanager
def _bounded_memory(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = int(_STATUS.read_text().split()[0]) * resource.getpagesize() + size
    if resource.RLIM_INFINITY not in (hard, soft) or hard != resource.RLIM_INFINITY:
        wanted = min(wanted, *(v for v in (soft, hard) if v != resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def line_of(error: BaseException) -> int:
    """Return the line of the note that was being worked on when ``error`` arose, else 1.

    The innermost call that holds a token of Markdown or a node of the document knows it.
    """
    line, trace = 0, error.__traceback__
    while trace is not None:
        line = _line_in(trace) or line
        trace = trace.tb_next
    return line or 1


def _line_in(trace: TracebackType) -> int:
    values = trace.tb_frame.f_locals
    place = getattr(values.get("token"), "map", None)
    if isinstance(place, list | tuple) and place and isinstance(place[0], int):
        return place[0]
    line = getattr(values.get("node"), "line", None)
    return line if isinstance(line, int) else 0
