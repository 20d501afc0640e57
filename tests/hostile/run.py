"""Every case through every command, in processes with a clock; a table of classes at the end.

``python tests/hostile/run.py [word…]``: the cases whose path holds a word, else all.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))

from cases import Case, cases  # noqa: E402
from looks import page_problems  # noqa: E402

COMMANDS = ("html", "check", "pdf", "ids", "fix", "diff")
SECONDS = 120
"""On the clock, for a busy machine; a build is to be over in ten."""
CANARY = b"CANARI-4711"


@dataclass(slots=True)
class Result:
    """What became of a case: what went wrong, the slowest command, the most memory."""

    case: Case
    problems: list[str] = field(default_factory=list)
    seconds: float = 0.0
    slowest: str = ""


def run(case: Case, commands: tuple[str, ...] = COMMANDS) -> Result:
    """Run the commands on the case's vault, one after another."""
    result = Result(case)
    with tempfile.TemporaryDirectory() as folder:
        vault, build = Path(folder) / "vault", Path(folder) / "build"
        vault.mkdir()
        case.write(vault)
        if "diff" in commands:
            _commit(vault)
        for command in commands:
            _one(result, command, vault, build)
    return result


def _one(result: Result, command: str, vault: Path, build: Path) -> None:
    line = [sys.executable, "-m", "vademecum", command, "--vault", str(vault)]
    line += ["--conf", str(ROOT), "--build", str(build)]
    line += ["--base", "HEAD"] if command == "diff" else []
    started = time.monotonic()
    try:
        done = subprocess.run(
            line,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT / "_ext")},
            cwd=vault.parent,
        )
    except subprocess.TimeoutExpired:
        result.problems.append(f"{command}: more than {SECONDS} s")
        return
    seconds = time.monotonic() - started
    if seconds > result.seconds:
        result.seconds, result.slowest = seconds, command
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    result.problems += [f"{command}: {p}" for p in _problems(result.case, command, said, build)]


def _problems(case: Case, command: str, said: str, build: Path) -> Iterator[str]:
    if "Traceback (most recent call last)" in said or "Extension error" in said:
        yield said[-300:]
    for line in said.splitlines():
        if line.strip().startswith("::") or "##[" in line:
            yield f"an order in the log: {line[:80]}"
    if command == "html":
        if case.told and f"vademecum.{case.told}]" not in said:
            yield f"{case.told} is not told"
        yield from page_problems(build / "html")
    if command == "pdf" and not list((build / "pdf").glob("*.pdf")):
        yield "no PDF"
    for file in (p for p in build.rglob("*") if p.is_file() and "doctrees" not in p.parts):
        if CANARY in file.read_bytes():
            yield f"{file.name} holds a secret"


def _commit(vault: Path) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    if any(p.stat().st_size > 100_000_000 for p in vault.rglob("*") if p.is_file()):
        return
    for words in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "x"]):
        subprocess.run(["git", *words], cwd=vault, check=False, capture_output=True)


def main(words: list[str]) -> int:
    """Run, print what failed and the table; return 1 if anything did."""
    results = []
    for case in cases():
        if words and not any(word in f"{case.kind}/{case.name}" for word in words):
            continue
        results.append(run(case))
        for problem in results[-1].problems:
            print(f"{case.kind}/{case.name}: must not {case.must_not}: {problem}", flush=True)
    tried = Counter(result.case.kind for result in results)
    held = Counter(result.case.kind for result in results if not result.problems)
    print("| class | tried | held | slowest |\n|---|---|---|---|")
    for kind in tried:
        slow = max((r for r in results if r.case.kind == kind), key=lambda r: r.seconds)
        where = f"{slow.seconds:.1f} s ({slow.case.name}, {slow.slowest})"
        print(f"| {kind} | {tried[kind]} | {held[kind]} | {where} |")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1000
    print(
        f"\n{len(results)} cases, {sum(held.values())} held; most memory of a process: {memory} MB"
    )
    return int(sum(held.values()) < len(results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
