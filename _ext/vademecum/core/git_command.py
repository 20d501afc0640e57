"""How git is called in a folder of notes, which may hold what strangers wrote for it to find.

A folder with ``HEAD``, ``objects`` and ``refs`` is a repository to git, and its ``config`` may name
programs to run: a proposal of notes can bring all four. Such a repository is not opened, and no
program that a configuration names is run.
"""

from __future__ import annotations

from typing import Final

GIT: Final = (
    *("git", "--no-replace-objects", "--no-pager"),
    *("-c", "safe.bareRepository=explicit"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "log.showSignature=false"),
    *("-c", "core.quotePath=false"),
)
"""The beginning of every call."""
