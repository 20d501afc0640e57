"""How git is called in a folder of notes, which may hold what strangers wrote for it to find.

A folder with ``HEAD``, ``objects`` and ``refs`` is a repository to git, and its ``config`` may name
programs to run: a proposal of notes can bring all four. Such a repository is not opened, and no
program that a configuration names is run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

GIT: Final = (
    *("git", "--no-replace-objects", "--no-pager"),
    *("-c", "safe.bareRepository=explicit"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "log.showSignature=false"),
    *("-c", "core.quotePath=false"),
)
"""The beginning of every call."""

QUIET: Final = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ALLOW_PROTOCOL": "none",
}
"""The environment of every call: it writes no index, asks nobody, and fetches by no way at all."""


def without_filters(keys: Iterable[str]) -> Mapping[str, str]:
    """Return the environment in which git runs none of these programs over files of the work tree.

    ``keys``: those of a configuration that begin with ``filter.``. By the environment, since the
    name of a filter may hold the ``=`` at which an option ends.
    """
    off = {key: "false" if key.endswith(".required") else "" for key in keys}
    numbered = enumerate(off.items())
    each = {
        name: text
        for number, (key, value) in numbered
        for name, text in ((f"GIT_CONFIG_KEY_{number}", key), (f"GIT_CONFIG_VALUE_{number}", value))
    }
    return {"GIT_CONFIG_COUNT": str(len(off)), **each}
