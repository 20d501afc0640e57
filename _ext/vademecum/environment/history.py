"""What git knows of the notes: when each last changed, who changed it, what it was called before.

Two short calls whatever the number of notes, neither of which writes or fetches. Without git, in a
clone that lacks the older commits (its dates would be wrong) or when git takes too long, nothing is
known, and nothing is said.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.config import Config

from vademecum.settings import WHOLE, Settings

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


SECONDS: Final = 20
"""How long git may take."""
COMMITS: Final = 20_000
"""How many commits are looked at, the newest first."""

_MARK: Final = "\x02"


@dataclass(frozen=True, slots=True)
class Change:
    """The last change of a note: its day (YYYY-MM-DD), and the name of who made it."""

    day: str
    author: str


@dataclass(frozen=True, slots=True)
class History:
    """What git knows of a vault, by path from the vault's root.

    ``moved``: former paths and what each is called now; ``folder``: the vault in its repository,
    empty or ending in ``/``; ``branch``: the one that is worked on, empty without git.
    """

    changes: Mapping[str, Change] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    folder: str = ""
    branch: str = ""


def history(vault: Path) -> History:
    """Return what git knows of the notes of a folder."""
    try:
        place = _git(vault, "rev-parse", "--is-shallow-repository", "--show-prefix").split("\n")
        branch = _branch(vault) if len(place) > 1 else ""
    except subprocess.TimeoutExpired:
        return History()
    if len(place) < 2:
        return History()
    known = History(folder=place[1], branch=branch)
    if place[0].strip() != "false":
        return known
    try:
        changes, moved = _changes(vault)
    except subprocess.TimeoutExpired:
        return known
    return replace(known, changes=changes, moved=moved)


def _changes(vault: Path) -> tuple[dict[str, Change], dict[str, str]]:
    """Return the last change of each file, and what files that moved are called now."""
    log = _git(
        vault,
        "log",
        "-z",
        f"-{COMMITS}",
        "--relative",
        "--name-status",
        "--find-renames",
        "--no-ext-diff",
        f"--format={_MARK}%cs %an",
        "--",
        ".",
    )
    changes: dict[str, Change] = {}
    moved: dict[str, str] = {}
    for change, former, path in _changed(log):
        now = moved.get(path, path)
        changes.setdefault(now, change)
        if former:
            moved.setdefault(former, now)
    return changes, moved


def _branch(vault: Path) -> str:
    """Return the main branch as the origin has it, else the one that is checked out."""
    for name in ("refs/remotes/origin/HEAD", "HEAD"):
        branch = _git(vault, "symbolic-ref", "--quiet", "--short", name).strip()
        if branch:
            return branch.removeprefix("origin/")
    return "main"


def _changed(log: str) -> Iterator[tuple[Change, str, str]]:
    """Yield, newest first, each change of a file: its former path, if it moved, and its path."""
    change = Change("", "")
    words = iter(log.split("\0"))
    for word in words:
        if word.startswith(_MARK):
            day, _space, author = word[1:].partition(" ")
            change = Change(day, author)
        elif status := word.strip("\n"):
            former = next(words, "") if status[0] in "RC" else ""
            path = next(words, "")
            if path and status[0] != "D":
                yield change, former if status[0] == "R" else "", path


def _git(folder: Path, *arguments: str) -> str:
    """Return what git says in a folder; empty if it fails or is missing.

    :raises subprocess.TimeoutExpired: if it takes too long.
    """
    command = [*GIT, *arguments]
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            capture_output=True,
            check=False,
            timeout=SECONDS,
            env={**os.environ, **QUIET},
        )
    except OSError:
        return ""
    return os.fsdecode(done.stdout) if done.returncode == 0 else ""


def last_commit(vault: Path) -> dict[str, str]:
    """Return the hash and day of the last commit of a folder; empty outside git."""
    command = [*GIT, "-C", str(vault), "log", "-1", "--format=%h %cs", "--", "."]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            timeout=20,
            env={**os.environ, **QUIET},
        )
    except (OSError, subprocess.TimeoutExpired):
        return {}
    revision, _, day = done.stdout.strip().partition(" ")
    return {"revision": revision, "revision_date": day} if day else {}


def _add_context(app: Sphinx, config: Config) -> None:
    if Settings.of(config).vault != WHOLE:
        return
    config.html_context = {**config.html_context, **last_commit(Path(app.srcdir))}


def setup(app: Sphinx) -> None:
    """Add the revision to the template context: a new commit rewrites pages, re-reads no note."""
    app.connect("config-inited", _add_context)
