"""Faults, each tried on a command; what follows must be right. Every trial yields its results."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fault_places import (
    PICTURE,
    Run,
    digests,
    emptied,
    ended,
    finish,
    note,
    start,
    state,
    vault_to_write,
)

READING = ("html", "check", "pdf", "data")
WRITING = ("ids", "fix")
SLOW_DISK = """
import io, os, time

real = {name: getattr(os, name) for name in ("stat", "lstat", "scandir", "open")}


def late(work):
    def wait(*arguments, **named):
        time.sleep(0.002)
        return work(*arguments, **named)

    return wait


for name, work in real.items():
    setattr(os, name, late(work))
io.open = open = late(open)
"""


@dataclass(frozen=True)
class Result:
    """One trial: what was done, whether all was right, what was said if not."""

    fault: str
    right: bool
    said: str = ""


@dataclass(frozen=True)
class Place:
    """A vault that nobody changes, a folder for trials, and what clean commands make of it."""

    vault: Path
    folder: Path
    wanted: dict[str, dict[str, str]]
    seconds: dict[str, float]

    def check(self, fault: str, command: str, build: Path, *, before: bool = True) -> Result:
        """Build once more; ``before`` says whether what went before was right."""
        run = finish(command, self.vault, build)
        deadline = time.monotonic() + 60  # what was killed may still end its last page
        while "Une autre construction" in run.said and time.monotonic() < deadline:
            time.sleep(0.5)
            run = finish(command, self.vault, build)
        return self.judged(fault, command, build, run, before=before)

    def judged(
        self, fault: str, command: str, build: Path, run: Run, *, before: bool = True
    ) -> Result:
        """Compare what stands with what a clean command makes."""
        found, wanted = state(command, build), self.wanted[command]
        other = sorted({name for name, _digest in found.items() ^ wanted.items()})
        right = not other and run.status == 0 and run.is_plain and before
        words = f"before right: {before}, status {run.status}, {other[:4]}: {run.said[-200:]}"
        return Result(fault, right, "" if right else words)


def kills(place: Place, command: str, count: int) -> Iterator[Result]:
    """Kill a command and all its processes at random moments."""
    moments = random.Random(13)
    for _turn in range(count):
        build = emptied(place.folder / "killed")
        process = start(command, place.vault, build)
        time.sleep(moments.uniform(0.2, 1) * place.seconds[command])
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        yield place.check(f"kill {command}", command, build)


def kills_while_writing(place: Place, command: str, count: int) -> Iterator[Result]:
    """Kill what writes into notes: each note is the old or the new; run again, all are new."""
    moments = random.Random(13)
    after = vault_to_write(emptied(place.folder / "after"))
    old = digests(after)
    began = time.monotonic()
    finish(command, after, place.folder / "b")
    whole, new = time.monotonic() - began, digests(after)
    for _turn in range(count):
        vault = vault_to_write(emptied(place.folder / "written"))
        process = start(command, vault, place.folder / "b")
        time.sleep(moments.uniform(0.3, 1.05) * whole)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        left = {n: d for n, d in digests(vault).items() if not n.endswith(".tmp")}
        halves = [n for n, d in left.items() if d not in {old.get(n), new.get(n)}]
        run = finish(command, vault, place.folder / "b")
        right = not halves and left.keys() >= old.keys() and digests(vault) == new
        said = "" if right else f"{halves[:4]}: {run.said[-200:]}"
        yield Result(f"kill {command}", right and run.is_plain, said)


def _kill_child(process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < deadline:
        tasks = Path(f"/proc/{process.pid}/task").glob("*/children")
        children = [int(c) for task in tasks for c in task.read_text().split()]
        if children:
            os.kill(children[0], signal.SIGKILL)
            return
        time.sleep(0.01)


STOPS: dict[str, Callable[[subprocess.Popen[bytes]], None]] = {
    "Ctrl+C": lambda p: os.killpg(p.pid, signal.SIGINT),
    "end asked": lambda p: os.killpg(p.pid, signal.SIGTERM),
    "terminal closed": lambda p: os.killpg(p.pid, signal.SIGHUP),
    "end asked of one process": lambda p: os.kill(p.pid, signal.SIGTERM),
    "one process killed": lambda p: os.kill(p.pid, signal.SIGKILL),
    "a child killed": _kill_child,
}


def stops(place: Place, command: str) -> Iterator[Result]:
    """End a command as people and systems do: a plain message, and nothing that hangs."""
    moments = random.Random(7)
    for name, stop in STOPS.items():
        build = emptied(place.folder / "stopped")
        process = start(command, place.vault, build)
        time.sleep(moments.uniform(0.2, 0.9) * place.seconds[command])
        stop(process)
        run = ended(process, 20)
        killed = name == "one process killed"
        plain = run.is_plain and "HUNG" not in run.said
        began = run.status >= 0  # one that Python has not begun yet cannot say anything
        told = killed or not began or run.status in {0, 1} or "rrêté" in run.said
        yield place.check(f"{name}: {command}", command, build, before=plain and told)


def lives(place: Place, count: int) -> Iterator[Result]:
    """Kill ``live`` while it builds, and after a save; the site is right after the next build."""
    moments = random.Random(5)
    for turn in range(count):
        build = emptied(place.folder / "lived")
        process = start("live --port 0", place.vault, build)
        time.sleep(moments.uniform(0.5, 2) * place.seconds["html"])
        (place.vault / "N3.md").write_text(note(3), encoding="utf-8")
        time.sleep(moments.uniform(0, 1))
        sign = signal.SIGKILL if turn % 2 else signal.SIGINT
        os.killpg(process.pid, sign)
        run = ended(process, 20)
        yield place.check("live stopped", "html", build, before=run.is_plain)


def stirs(place: Place, count: int) -> Iterator[Result]:
    """Build while notes and the picture go and come."""
    moments = random.Random(13)
    for _turn in range(count):
        build = emptied(place.folder / "stirred")
        process = start("html", place.vault, build)
        runs: list[Run] = []
        reader = threading.Thread(target=lambda p=process, r=runs: r.append(ended(p)))
        reader.start()
        while reader.is_alive():
            _stir(place.vault, moments)
        fair = runs[0].status in {0, 1} and runs[0].is_plain
        yield place.check("notes come and go", "html", build, before=fair)


def _stir(vault: Path, moments: random.Random) -> None:
    """Take a note or the picture away, and put it back."""
    number = moments.randrange(41)
    path, text = (
        (vault / "plan.svg", PICTURE) if number == 40 else (vault / f"N{number}.md", note(number))
    )
    path.unlink()
    time.sleep(moments.uniform(0, 0.02))
    path.write_text(text[: len(text) // 2], encoding="utf-8")
    time.sleep(moments.uniform(0, 0.02))
    aside = path.with_suffix(".new")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)


def together(place: Place) -> Iterator[Result]:
    """Several commands at once into one folder: each right, or refused with a message."""
    for commands in (
        ("html", "html"),
        ("html", "check", "pdf"),
        ("html", "data"),
        ("pdf", "pdf"),
        ("live --port 0", "html", "data"),
    ):
        build = emptied(place.folder / "together")
        processes = [start(command, place.vault, build) for command in commands]
        runs = [ended(p) for c, p in zip(commands, processes, strict=True) if "live" not in c]
        for command, process in zip(commands, processes, strict=True):
            if "live" in command:
                os.killpg(process.pid, signal.SIGINT)
                runs.append(ended(process, 20))
        fair = all(
            r.is_plain and (r.status == 0 or "Une autre construction" in r.said) for r in runs
        )
        if len(set(commands)) > 1:  # a site offers the PDF that stands there
            shutil.rmtree(build / "pdf", ignore_errors=True)
        for command in sorted(set(commands) & {*READING}):
            name = f"at once: {' + '.join(commands)}"
            yield place.check(name, command, build, before=fair)


def folders_deleted(place: Place, count: int) -> Iterator[Result]:
    """Delete the folder of what is built while it is written."""
    moments = random.Random(3)
    for turn in range(count):
        command = READING[turn % len(READING)]
        build = emptied(place.folder / "deleted")
        process = start(command, place.vault, build)
        time.sleep(moments.uniform(0.3, 0.9) * place.seconds[command])
        shutil.rmtree(build, ignore_errors=True)
        run = ended(process)
        yield place.check(f"folder deleted: {command}", command, build, before=run.is_plain)


def times(place: Place) -> Iterator[Result]:
    """Give notes times of the future, of 1970, and one time; then each its own again."""
    build = emptied(place.folder / "times")
    finish("html", place.vault, build)
    paths = sorted(place.vault.rglob("*"))
    own = {path: path.stat() for path in paths}
    for name, stamp in {"the future": 4e9, "1970": 0, "one time": 1.6e9}.items():
        for path in paths:
            os.utime(path, (stamp, stamp))
        changed = place.vault / "N5.md"
        changed.write_text("# Autre\n", encoding="utf-8")
        os.utime(changed, (stamp, stamp))
        first = finish("html", place.vault, build)
        seen = b"Autre" in (build / "html" / "n5.html").read_bytes()
        changed.write_text(note(5), encoding="utf-8")
        os.utime(changed, (stamp, stamp))
        yield place.check(f"times: {name}", "html", build, before=first.status == 0 and seen)
    for path, status in own.items():
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    yield place.check("times: as before", "html", build)


def checkouts(place: Place) -> Iterator[Result]:
    """Build in the middle of a ``git checkout`` that was stopped, and after it."""
    vault = emptied(place.folder / "checkout") / "vault"
    shutil.copytree(place.vault, vault)
    git = ["git", "-C", str(vault), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for line in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run([*git, *line], check=True)
    here = Place(vault, place.folder, {}, {})
    finish("html", vault, place.folder / "git clean")
    here.wanted["html"] = state("html", place.folder / "git clean")
    build = emptied(place.folder / "git")
    finish("html", vault, build)
    for i in range(20):
        (vault / f"N{i}.md").unlink()
    (vault / "N20.md").write_text(note(20)[:40], encoding="utf-8")
    (vault / ".git" / "index.lock").touch()
    between = finish("html", vault, build)
    (vault / ".git" / "index.lock").unlink()
    subprocess.run([*git, "checkout", "-q", "--", "."], check=True)
    yield here.check("checkout stopped", "html", build, before=between.is_plain)


def slow_disks(place: Place) -> Iterator[Result]:
    """Build where each file is answered late."""
    slow = emptied(place.folder / "slow")
    (slow / "sitecustomize.py").write_text(SLOW_DISK, encoding="utf-8")
    for command in READING:
        build = emptied(place.folder / "slowly")
        run = finish(command, place.vault, build, FIRST=str(slow))
        yield place.judged(f"slow disk: {command}", command, build, run)
