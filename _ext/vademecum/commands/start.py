"""Where the command line begins: a build that would change nothing ends here.

Sphinx, which takes half a second to load, is imported only after that.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import Final

from vademecum.commands.unchanged import status_before

_COLLECT: Final = (20_000, 20, 50)
"""When Python looks for rubbish: by itself after 700 new objects, of which a note has thousands."""


def main() -> int:
    """Run the command that was asked for; return its exit status."""
    arguments = sys.argv[1:]
    status = status_before(arguments)
    if status is None:
        gc.set_threshold(*_COLLECT)
        status = import_module("vademecum.commands.cli").main(arguments)
    return int(status)
