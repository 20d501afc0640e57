"""``python -m vademecum``, and the command ``vademecum``."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import Final

from vademecum.commands import stops

_COLLECT: Final = (20_000, 20, 50)
"""When Python looks for garbage: by itself after 700 new objects, of which a note has thousands."""


def main() -> int:
    """Run the command that was asked for; return its exit status.

    Stops are listened to before the command line is imported: Sphinx takes half a second to load.
    """
    _use_utf8()
    stops.listen()
    gc.set_threshold(*_COLLECT)
    try:
        return int(import_module("vademecum.commands.cli").main())
    except KeyboardInterrupt as stop:
        return stops.say(stop)


def _use_utf8() -> None:
    """Start again in Python's UTF-8 mode where the locale knows no accents.

    Names of notes would be no text there (``LC_ALL=C`` in a container or a task of cron), and what
    is said could not be written.
    """
    if os.name == "posix" and sys.getfilesystemencoding() != "utf-8":
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
