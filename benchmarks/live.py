"""Times ``vademecum live``: from the save of a note to its page served anew.

python benchmarks/live.py --notes 200 1000 --edits 5 --json live.json

A note is saved while its page waits for news, as in a browser, and read again when it is told to:
the median of the edits, by the clock and of the server's processor (where /proc tells it). What it
took until the server was at rest is told beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import asdict, dataclass
from pathlib import Path

from vault import make

ROOT = Path(__file__).resolve().parent.parent
AIM = {200: 1.0}
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
LINE = re.compile(r"http://([\d.:]+)/")
RESTING = 0.05
"""Seconds of the processor in two seconds, below which the server has nothing left to do."""


@dataclass(frozen=True)
class Edit:
    """Seconds to the page: by the clock, of the processor; of the processor until it is at rest."""

    seconds: float
    processor: float
    whole: float


def processor(process: int) -> float:
    """Return what a process has taken of the processor, with those it has waited for."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / TICKS


def rest(process: int) -> None:
    """Wait until the server has nothing to do."""
    while True:
        before = processor(process)
        time.sleep(2)
        if processor(process) - before < RESTING:
            return


def served(host: str, page: str) -> str:
    """Return a page as the server sends it."""
    with urllib.request.urlopen(f"http://{host}/{page}", timeout=60) as answer:
        return str(answer.read().decode("utf-8"))


def edit(host: str, process: int, note: Path, page: str, mark: str) -> Edit:
    """Save a note; return what it took until its page, told to, was read with the new sentence."""
    seen = re.search(r'data-seen="(\w+)"', served(host, page))
    assert seen is not None
    address = f"http://{host}/_live/events?page=/{page}&seen={seen[1]}"
    with urllib.request.urlopen(address, timeout=120) as news:
        used, started = processor(process), time.perf_counter()
        note.write_text(note.read_text(encoding="utf-8") + f"\n{mark}\n", encoding="utf-8")
        while b'"reload": true' not in news.readline():
            pass
    assert mark in served(host, page)
    seconds, taken = time.perf_counter() - started, processor(process) - used
    rest(process)
    return Edit(seconds, taken, processor(process) - used)


def measured(notes: Path, out: Path, edits: int) -> list[Edit]:
    """Run the server on a vault and save one of its notes so many times."""
    command = [sys.executable, "-u", "-m", "vademecum", "live", "--port", "0"]
    with subprocess.Popen(
        [*command, "--vault", str(notes), "--build", str(out), "--conf", str(ROOT)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "_ext")},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as live:
        try:
            assert live.stdout is not None
            host = next(found[1] for line in live.stdout if (found := LINE.search(line)))
            rest(live.pid)
            note = sorted(notes.glob("*.md"))[20]
            note.write_text(note.read_text(encoding="utf-8") + "\nPremière.\n", encoding="utf-8")
            page = next(m[1] for line in live.stdout if (m := re.search(r"([\w-]+\.html)", line)))
            rest(live.pid)
            return [edit(host, live.pid, note, page, f"Phrase {n}.") for n in range(edits)]
        finally:
            live.kill()


def median(edits: list[Edit]) -> Edit:
    """Return the median of each figure."""
    return Edit(
        *(statistics.median(v) for v in zip(*(asdict(e).values() for e in edits), strict=True))
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, nargs="+", default=[200, 1000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--edits", type=int, default=5)
    parser.add_argument("--json", type=Path, help="file for the figures")
    args = parser.parse_args()
    results = {}
    for size in args.notes:
        with tempfile.TemporaryDirectory() as folder:
            make(Path(folder) / "notes", size, args.seed)
            one = median(measured(Path(folder) / "notes", Path(folder) / "out", args.edits))
        results[str(size)] = asdict(one)
        aim = f" (aim {AIM[size]} s)" if size in AIM else ""
        print(
            f"{size:6} notes: page after {one.seconds:.2f} s{aim}, {one.processor:.2f} s cpu; "
            f"at rest after {one.whole:.2f} s cpu"
        )
    if args.json:
        args.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
