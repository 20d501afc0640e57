"""A command that is stopped, by Ctrl+C, a closed terminal or a system that shuts down, says so.

Processes that read and write pages for it end without a word, also if the command is killed.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from types import FrameType
from typing import Final

_SIGNALS: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


_LOOK: Final = 0.5
"""Seconds between two looks of a child at whether its parent lives."""


class Stop(KeyboardInterrupt):
    """A signal has asked the command to end."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def listen() -> None:
    """Have each signal that asks to end raise ``Stop`` in this process, and end its children."""
    own = os.getpid()

    def stop(number: int, _frame: FrameType | None) -> None:
        if os.getpid() != own:
            os._exit(128 + number)
        for asked in _SIGNALS:  # whoever asks twice does not wait for what comes to its end
            signal.signal(asked, signal.SIG_DFL)
        raise Stop(number)

    for asked in _SIGNALS:
        if signal.getsignal(asked) is not signal.SIG_IGN:  # nohup, a job in the background
            signal.signal(asked, stop)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_follow_parent)


def _follow_parent() -> None:
    """End this process when its parent has: it would wait for ever to hand over what it has read.

    It would also hold the folder, so that no other build could begin.
    """
    parent = os.getppid()

    def look() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK)
        os._exit(128)

    threading.Thread(target=look, daemon=True).start()


def say(stop: KeyboardInterrupt) -> int:
    """Say that the command was stopped; return the status with which it ends, as shells count."""
    # Loaded only now: they import Sphinx, and stops are listened to before it is there.
    from vademecum.commands.reader_language import reader_language  # noqa: PLC0415
    from vademecum.i18n import _, is_loaded, load  # noqa: PLC0415

    if not is_loaded():
        load(reader_language(None))
    words = _("Stopped. Your notes are whole; start the command again when you like.")
    print(words, file=sys.stderr)
    return 128 + (stop.number if isinstance(stop, Stop) else signal.SIGINT)
