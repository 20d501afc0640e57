"""Where the command line begins: a build that would change nothing ends here.

Sphinx, which takes half a second to load, is imported only after that.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import Final

from vademecum.commands import stops
from vademecum.commands.unchanged import status_before

_COLLECT: Final = (20_000, 20, 50)
"""When Python looks for rubbish: by itself after 700 new objects, of which a note has thousands."""


def main() -> int:
    """Run the command that was asked for; return its exit status."""
    _speak_utf8()
    stops.listen()
    try:
        return _run(sys.argv[1:])
    except KeyboardInterrupt as stop:
        return stops.say(stop)


def _run(arguments: list[str]) -> int:
    status = status_before(arguments)
    if status is None:
        gc.set_threshold(*_COLLECT)
        status = import_module("vademecum.commands.cli").main(arguments)
    return int(status)


def _speak_utf8() -> None:
    """Begin anew in Python's UTF-8 mode where the locale knows no accents.

    Names of notes would be no text there (``LC_ALL=C`` in a container or a task of cron), and what
    is said could not be written.
    """
    if os.name == "posix" and sys.getfilesystemencoding() != "utf-8":
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])
