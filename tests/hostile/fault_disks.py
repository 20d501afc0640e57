"""Disks that are full or may not be written, and what builds keep, damaged."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from fault_places import Run, digests, emptied, finish, state, vault_to_write
from fault_trials import READING, Place, Result

_MOUNT = ("mount", "-t", "tmpfs", "-o")


class NoRightError(Exception):
    """Nobody may mount a disk here."""


@contextmanager
def disk(place: Path, options: str) -> Iterator[Path]:
    """Give a disk of its own.

    :raises NoRightError: if that may not be done.
    """
    emptied(place)
    line = [*_MOUNT, options, "tmpfs", str(place)]
    if subprocess.run(line, check=False, capture_output=True).returncode:
        raise NoRightError
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def grown(place: Path) -> None:
    """Make room on a disk."""
    subprocess.run([*_MOUNT, "remount,size=200m", "tmpfs", str(place)], check=True)


def full(place: Place, command: str, size: int) -> Iterator[Result]:
    """Build on a disk of so many kB, then with room."""
    with disk(place.folder / "disk", f"size={size}k") as folder:
        run = finish(command, place.vault, folder)
        whole = run.status == 0 and state(command, folder) == place.wanted[command]
        honest = whole or (run.status not in {0, 1} and run.is_plain)
        grown(folder)
        name = f"{size} kB: {command}"
        said = "" if honest else f"status {run.status}: {run.said[-300:]}"
        yield Result(f"{name}, told", honest, said)
        yield place.check(name, command, folder)


def full_below_notes(place: Place, command: str, room: int) -> Iterator[Result]:
    """Write into notes whose disk has so many kB left: no note loses a word."""
    with disk(place.folder / "notes", "size=4000k") as folder:
        after = vault_to_write(emptied(place.folder / "after"))
        finish(command, after, place.folder / "b")
        vault = vault_to_write(folder)
        free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize - room * 1000
        (folder / "ballast").write_bytes(bytes(max(0, free)))
        old, new = digests(vault), digests(after)
        run = finish(command, vault, place.folder / "b")
        left = digests(vault)
        lost = [n for n in old if left.get(n) not in {old[n], new.get(n)}]
        (folder / "ballast").unlink()
        again = finish(command, vault, place.folder / "b")
        right = not lost and run.is_plain and again.is_plain and digests(vault) == new
        said = "" if right else f"lost {lost[:3]}, {run}, {again}"
        yield Result(f"{room} kB left for notes: {command}", right, said)


def full_for_temporary(place: Place, command: str) -> Iterator[Result]:
    """Run what writes into notes with a full disk for temporary files."""
    with disk(place.folder / "tmp", "size=16k") as folder:
        vault = vault_to_write(emptied(place.folder / "written"))
        old = digests(vault)
        run = finish(command, vault, place.folder / "b", TMPDIR=str(folder))
        right = digests(vault) == old and run.is_plain and run.status != 0
        yield Result(f"no room for temporary files: {command}", right, "" if right else str(run))


def read_only(place: Place) -> Iterator[Result]:
    """Build where nothing may be written, and from notes that may not be."""
    with disk(place.folder / "read-only", "ro,size=1m") as folder:
        for command in READING:
            run = finish(command, place.vault, folder)
            yield Result(f"read-only: {command}", *_refused(run))
    with disk(place.folder / "read-only", "size=9m") as folder:
        vault = folder / "vault"
        shutil.copytree(vault_to_write(emptied(place.folder / "x")), vault)
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        for command in ("ids", "fix"):
            run = finish(command, vault, place.folder / "b")
            yield Result(f"read-only notes: {command}", *_refused(run))
        for command in READING:
            run = finish(command, vault, emptied(place.folder / "b"))
            right = (
                run.is_plain and run.status in {0, 1} and bool(state(command, place.folder / "b"))
            )
            yield Result(f"read-only notes: {command}", right, "" if right else str(run))


def _refused(run: Run) -> tuple[bool, str]:
    right = run.is_plain and run.status in {1, 2}
    return right, "" if right else str(run)


def _cut(path: Path, _moments: random.Random) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _emptied(path: Path, _moments: random.Random) -> None:
    path.write_bytes(b"")


def _bits_turned(path: Path, moments: random.Random) -> None:
    data = bytearray(path.read_bytes())
    for _bit in range(3 if data else 0):
        data[moments.randrange(len(data))] ^= 1 << moments.randrange(8)
    path.write_bytes(bytes(data))


def _a_folder(path: Path, _moments: random.Random) -> None:
    path.unlink()
    path.mkdir()
    (path / "x").touch()


def _a_link(path: Path, _moments: random.Random) -> None:
    path.unlink()
    path.symlink_to(path.name)


def _gone(path: Path, _moments: random.Random) -> None:
    path.unlink()


DAMAGES: dict[str, Callable[[Path, random.Random], None]] = {
    "cut": _cut,
    "emptied": _emptied,
    "bits turned": _bits_turned,
    "other bits turned": _bits_turned,
    "a folder": _a_folder,
    "a link to itself": _a_link,
    "gone": _gone,
}
SEEN = ("environment.pickle", "build.lock")
"""What a build looks at before it believes it: it is right whatever the damage."""
BELIEVED = ("n2.doctree", "search-words.json", "data.seal")
SITE = (
    *(".buildinfo", "needs.json", "objects.inv", "n7.html", "competences/cur-01.html"),
    *("_static/search/index.js", "data/competences.xlsx"),
)
"""What nobody has a reason to change: if it is gone it is made again, else nothing stops."""


def caches(place: Place, command: str, damages: list[str]) -> Iterator[Result]:
    """Damage files that a build has left, change a note to which N2 links, build."""
    whole, moments = emptied(place.folder / "whole"), random.Random(2)
    changed = place.vault / "N3.md"
    text = changed.read_text(encoding="utf-8")
    changed.write_text("# Avant\n", encoding="utf-8")
    finish(command, place.vault, whole)
    changed.write_text(text, encoding="utf-8")
    for path in _left(whole, command):
        for damage in damages:
            build = place.folder / "damaged"
            shutil.rmtree(build, ignore_errors=True)
            shutil.copytree(whole, build)
            DAMAGES[damage](build / path, moments)
            fault = f"{command}, {path}: {damage}"
            unread = path.suffix == ".doctree" and damage in {"cut", "emptied"}
            if path.name in SEEN or damage == "gone" or unread:
                yield place.check(fault, command, build)
            else:
                run = finish(command, place.vault, build)
                right = run.is_plain and run.status in {0, 2}
                yield Result(fault, right, "" if right else str(run))


def _left(build: Path, command: str) -> list[Path]:
    folders = {"html": "doctrees", "pdf": "pdf-doctrees", "data": "data-doctrees"}
    kept = build / folders.get(command, "check/doctrees")
    paths = [kept / name for name in (*SEEN, *BELIEVED)]
    if command == "html":
        paths += [build / "html" / name for name in SITE]
    paths += sorted((build / "diagrams").glob("*"))
    return [path.relative_to(build) for path in paths if path.is_file()]
