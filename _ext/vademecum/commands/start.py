"""Where the command line begins: a build that would change nothing ends here.

Sphinx, which takes half a second to load, is imported only after that.
"""

from __future__ import annotations

import sys
from importlib import import_module

from vademecum.commands.unchanged import told_again


def main() -> int:
    """Run the command that was asked for; return its exit status."""
    arguments = sys.argv[1:]
    status = told_again(arguments)
    if status is None:
        status = import_module("vademecum.commands.cli").main(arguments)
    return int(status)
