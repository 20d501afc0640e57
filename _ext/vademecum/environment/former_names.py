"""The names that notes had before, as git knows them: asked only if a link leads nowhere."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from vademecum.environment.history import GIT, QUIET
from vademecum.vault.names import fold, note_name
from vademecum.vault.records import Finding

_COMMITS: Final = "1000"
_SECONDS: Final = 5
_RENAMES: Final = ("--name-status", "-z", "-M", "-l200", "--diff-filter=R", "--relative")


class FormerNames(Mapping[str, str]):
    """Paths of notes in a folder by the folded names that they had; empty without git.

    Renames of the working tree that git has been told of (``git mv``), then those of the last
    commits; the newest wins, and a chain of renames ends at the last name.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: dict[str, str] | None = None

    def __getitem__(self, name: str) -> str:
        return self._read()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    def _read(self) -> dict[str, str]:
        if self._names is None:
            staged = ask_git(self._folder, "diff", "--cached", *_RENAMES, "HEAD")
            past = ask_git(self._folder, "log", "-n", _COMMITS, "--format=", *_RENAMES)
            self._names = _names((*_pairs(staged), *_pairs(past)))
        return self._names


def _names(newest_first: tuple[tuple[str, str], ...]) -> dict[str, str]:
    now: dict[str, str] = {}
    names: dict[str, str] = {}
    for old, new in newest_first:
        now.setdefault(old, now.get(new, new))
        if note_name(old) != note_name(now[old]):
            names.setdefault(fold(note_name(old)), now[old])
    return names


def _pairs(output: str) -> Iterator[tuple[str, str]]:
    parts = [part.strip("\n") for part in output.split("\0")]
    for kind, old, new in zip(parts[::3], parts[1::3], parts[2::3], strict=False):
        if kind.startswith("R") and old.lower().endswith(".md"):
            yield old, new


def ask_git(folder: Path, *arguments: str) -> str:
    """Return what git says; empty if it fails, is missing or takes too long."""
    try:
        return _git(folder, *arguments)
    except subprocess.TimeoutExpired:
        return ""


def _git(folder: Path, *arguments: str) -> str:
    """Return what git says; empty if it fails or is missing.

    :raises subprocess.TimeoutExpired: if it takes too long.
    """
    try:
        done = subprocess.run(
            [*GIT, *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            env={**os.environ, **QUIET},
        )
    except OSError:
        return ""
    return done.stdout.decode("utf-8", "replace") if not done.returncode else ""


_CODE = "skills-lost"


def with_note(finding: Finding, vault: Path) -> Finding:
    """Return a finding about lost skills with the note that held the first of them, if known."""
    if finding.code != _CODE:
        return finding
    ids = dict(finding.args)["ids"]
    try:
        note = note_that_held(vault, ids.partition(",")[0].strip().lower())
    except subprocess.TimeoutExpired:
        note = ""
    return replace(finding, args=(*finding.args, ("note", note)))


def note_that_held(vault: Path, block: str) -> str:
    """Return the path in the vault of the note that last held ``^block``; empty if git is silent.

    First the last commit is asked, then the history: the loss may be committed already.

    :raises subprocess.TimeoutExpired: if git takes too long.
    """
    mark = f"^{block}"
    held = ask_git(vault, "grep", "-l", "-F", "-e", mark, "HEAD", "--", "*.md")
    if held:
        return held.split("\n")[0].partition(":")[2]
    last = ("log", "-n1", "--format=", "--name-only", "--relative", f"-S{mark}")
    past = ask_git(vault, *last, "--", "*.md")
    return past.strip().split("\n")[0]
