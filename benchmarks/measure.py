"""A command and what it costs: by the clock, of the processor, of memory."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass

_MEASURE = """
import resource, subprocess, sys, time
start = time.perf_counter()
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
if done.returncode > 1: sys.exit(done.stderr)  # 1: a report that has something to mend
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


@dataclass(frozen=True)
class Run:
    """Seconds of a command by the clock and of the processor, megabytes of its largest process."""

    seconds: float
    processor: float
    memory: int

    def __str__(self) -> str:
        """Say what it took."""
        return f"{self.seconds:7.1f} s {self.processor:7.1f} s cpu {self.memory:6} MB"


def run(*command: str) -> Run:
    """Run a command in a process that measures its children alone; stop if it fails.

    Python may keep what it compiles, as on everybody's machine.
    """
    environment = {n: v for n, v in os.environ.items() if n != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, *command],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    if done.returncode:
        sys.exit(done.stderr)
    seconds, processor, used = done.stdout.split()
    unit = 1024 if sys.platform == "darwin" else 1
    return Run(float(seconds), float(processor), int(used) // (1024 * unit))


def least(runs: list[Run]) -> Run:
    """Return the run that took least of the processor: others were disturbed."""
    return min(runs, key=lambda one: one.processor)
