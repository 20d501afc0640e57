"""Commands that are stopped, starved, damaged or run at once: what follows must be right.

``python tests/hostile/faults.py [kills] [sizes in kB…]`` prints a line for each kind of fault:
how often it was tried, after how many all was right; and at once what was not. Disks need the
right to mount a tmpfs; without it they are left out, and this is said.
"""

from __future__ import annotations

import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import fault_disks as disks
import fault_trials as trials
from fault_places import emptied, finish, state, vault_at
from fault_trials import READING, WRITING, Place, Result

SIZES = (100, 200, 400, 700, 1000, 1400, 2000, 3000, 4000, 5000)
ROOM = (0, 1, 4, 8, 16, 32, 64, 96, 128, 200)
"""kB left where the notes are."""


def place_in(folder: Path) -> Place:
    """Write the vault, and have each command make of it what is right."""
    place = Place(vault_at(folder), folder, {}, {})
    finish("html", place.vault, folder / "first")  # libraries are compiled, pages in memory
    for command in READING:
        clean = folder / f"clean {command}"
        began = time.monotonic()
        finish(command, place.vault, clean)
        place.seconds[command] = time.monotonic() - began
        place.wanted[command] = state(command, clean)
    return place


def all_trials(place: Place, kills: int, sizes: tuple[int, ...]) -> Iterator[Result]:
    """Try everything."""
    yield from trials.kills(place, "html", kills)
    for command in READING[1:]:
        yield from trials.kills(place, command, max(1, kills // 5))
    for command in WRITING:
        yield from trials.kills_while_writing(place, command, max(1, kills // 5))
    yield from trials.lives(place, max(2, kills // 10))
    for command in READING:
        yield from trials.stops(place, command)
    yield from trials.stirs(place, 8)
    yield from trials.together(place)
    yield from trials.folders_deleted(place, 8)
    yield from trials.times(place)
    yield from trials.checkouts(place)
    yield from trials.slow_disks(place)
    yield from disks.caches(place, "html", list(disks.DAMAGES))
    for command in READING[1:]:
        yield from disks.caches(place, command, ["bits turned", "cut", "a folder"])
    try:
        yield from on_disks(place, sizes)
    except disks.NoRightError:
        print("disks: no right to mount", flush=True)


def on_disks(place: Place, sizes: tuple[int, ...]) -> Iterator[Result]:
    """Try disks that are full, then disks that may not be written."""
    for size in sizes:
        for command in READING:
            yield from disks.full(place, command, size)
    for command in WRITING:
        for room in ROOM:
            yield from disks.full_below_notes(place, command, room)
        yield from disks.full_for_temporary(place, command)
    yield from disks.read_only(place)


def main(words: list[str]) -> int:
    """Run all, print the figures."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background has none
    kills = int(words[0]) if words else 50
    sizes = tuple(map(int, words[1:])) or SIZES
    tried, right = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as work:
        for result in all_trials(place_in(emptied(Path(work) / "faults")), kills, sizes):
            kind = result.fault
            tried[kind] += 1
            right[kind] += result.right
            if not result.right:
                print(f"NOT RIGHT: {kind}: {result.said}", flush=True)
    for kind, count in tried.items():
        print(f"{kind}: {count}, right: {right[kind]}")
    print(f"all: {tried.total()}, right: {right.total()}")
    return int(right.total() < tried.total())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
