"""A vault as it was in a revision of git, in a folder of its own; the working tree stays."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from vademecum.environment.history import GIT, QUIET, without_filters

LARGEST: Final = 5_000_000
"""Bytes of a file beyond which it is no note, whatever it says."""
ALL_BYTES: Final = 500_000_000
"""Bytes of all files that are held in memory."""
_FILE = {"100644", "100755"}


class GitError(Exception):
    """What git answered instead."""


def git(
    folder: Path, *arguments: str, data: bytes = b"", more: Mapping[str, str] | None = None
) -> bytes:
    """Run git in ``folder``; it fetches nothing, asks nothing and writes no index.

    ``more``: what its environment holds besides.

    :raises GitError: if it fails or is missing.
    """
    try:
        done = subprocess.run(
            [*GIT, *arguments],
            cwd=folder,
            input=data,
            capture_output=True,
            check=False,
            env={**os.environ, **QUIET, **(more or {})},
        )
    except OSError as error:
        raise GitError(str(error)) from error
    if done.returncode:
        raise GitError(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout


def difference(vault: Path, root: str, head: str, paths: Sequence[str]) -> str:
    """Return the difference of the files that match from ``root`` to ``head``, else to the disk.

    No program has a say in it, whatever attributes and configuration name: neither in what a file
    of the work tree holds, nor in how it is shown.

    :raises GitError: if git fails.
    """
    options = ["--relative", "--unified=0", "--no-color", "--text", "--no-ext-diff"]
    options += ["--no-textconv", "--src-prefix=a/", "--dst-prefix=b/", "--ignore-submodules=all"]
    try:
        keys = git(vault, "config", "-z", "--name-only", "--get-regexp", r"^filter\.").decode()
    except GitError:  # there is none
        keys = ""
    more = without_filters(filter(None, keys.split("\0")))
    revisions = [root, head] if head else [root]
    words = git(vault, "diff", *options, *revisions, "--", *paths, more=more)
    return words.decode("utf-8", "replace")


def commit_of(vault: Path, revision: str) -> str:
    """Return the commit that a revision names; one that begins with a dash is none."""
    wanted = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
    try:
        return git(vault, *wanted).decode().strip()
    except GitError as error:
        raise GitError(revision) from error


def common_commit(vault: Path, one: str, other: str) -> str:
    """Return the commit from which both have grown, else ``one``: a shallow clone may lack it."""
    try:
        return git(vault, "merge-base", one, other).decode().strip()
    except GitError:
        return one


def extract(vault: Path, commit: str, folder: Path) -> Path:
    """Write the files that ``vault`` had in ``commit`` below ``folder``; return that vault.

    Byte for byte as git keeps them: attributes of the revision change nothing, links are left out.
    What is too large to be a note is a hole of its size: git keeps gigabytes of blanks in little.
    """
    prefix = git(vault, "rev-parse", "--show-prefix").decode().strip("\n")
    folder.mkdir(parents=True, exist_ok=True)
    small, left = [], ALL_BYTES
    for path, blob, size in _files(vault, commit, prefix):
        there = folder / path
        there.parent.mkdir(parents=True, exist_ok=True)
        if size > LARGEST or size > left:
            with there.open("wb") as hole:
                hole.truncate(size)
        else:
            left -= size
            small.append((there, blob, size))
    contents = git(
        vault, "cat-file", "--batch", data="".join(f"{b}\n" for _, b, _ in small).encode()
    )
    start = 0
    for there, _blob, size in small:
        end = contents.index(b"\n", start)
        there.write_bytes(contents[end + 1 : end + 1 + size])
        start = end + size + 2
    return folder


def _files(vault: Path, commit: str, prefix: str) -> Iterator[tuple[str, str, int]]:
    """Yield path, content and size of each ordinary file; git keeps paths as bytes."""
    tree = f"{commit}:{prefix.rstrip('/')}" if prefix else commit
    for line in git(vault, "ls-tree", "-r", "-l", "-z", "--full-tree", tree).split(b"\0"):
        head, _, name = line.partition(b"\t")
        path = os.fsdecode(name)
        if line and head.split()[0].decode() in _FILE and _is_safe(path):
            _mode, _kind, blob, size = head.decode().split()
            if size.isdecimal():  # else git lacks what the file held
                yield path, blob, int(size)


def _is_safe(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts and "\\" not in path
