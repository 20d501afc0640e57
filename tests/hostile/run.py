"""Every case through every command, each in a fork with a clock; a table of classes at the end.

``python tests/hostile/run.py [word…]``: the cases whose path holds a word, else all. With
``--write`` the table goes into ``SECURITY.md``.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from math import inf
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent)]

import figures  # noqa: E402
import forks  # noqa: E402
import in_browser  # noqa: E402
from cases import Case, cases  # noqa: E402
from looks import data_problems, log_problems, page_problems, pdf_problems  # noqa: E402

COMMANDS = ("html", "data", "pdf", "github", "sarif", "ids", "fix", "diff")
"""``github`` and ``sarif`` are ``check`` in that form; both also say what people are told."""
SECONDS = 120
"""On the clock, for a busy machine."""
CANARY = b"CANARI-4711"
SECRETS = ("secret.txt", "secret.md", "secret.csv", "secret.png", "secret.json", "secret.svg")
_FORMATS = {"github", "sarif"}


@dataclass(slots=True)
class Result:
    """What became of a case: what went wrong, the slowest command, the most memory."""

    case: Case
    problems: list[str] = field(default_factory=list)
    seconds: float = 0.0
    all_seconds: float = 0.0
    slowest: str = ""
    megabytes: int = 0


def run(case: Case, commands: tuple[str, ...] = COMMANDS, *, enough: float = inf) -> Result:
    """Run the commands on the case's vault, one after another.

    ``enough``: seconds of the processor; after a command that took more no other is run.
    """
    result = Result(case)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        vault, build = folder / "vault", folder / "build"
        vault.mkdir()
        for secret in SECRETS:
            (folder / secret).write_bytes(CANARY)
        case.write(vault)
        compared = "diff" in commands and _commit(vault)
        for command in (c for c in commands if compared or c != "diff"):
            _one(result, command, vault, build)
            if result.seconds > enough:
                break
        strange = {p.name for p in folder.iterdir()} - {"vault", "build", *SECRETS}
        result.problems += [f"{name} was written outside" for name in sorted(strange)]
    return result


def _one(result: Result, command: str, vault: Path, build: Path) -> None:
    words = ["check", "--format", command] if command in _FORMATS else [command]
    words += ["--vault", str(vault), "--conf", str(ROOT), "--build", str(build)]
    words += ["--base", "HEAD"] if command == "diff" else []
    ran = forks.command(words, vault.parent, SECONDS)
    if ran.seconds > result.seconds:
        result.seconds, result.slowest = ran.seconds, command
    result.all_seconds += ran.seconds
    result.megabytes = max(result.megabytes, ran.megabytes)
    found = _problems(result.case, command, ran, build)
    result.problems += [f"{command}: {problem}" for problem in found]


def _problems(case: Case, command: str, ran: forks.Ran, build: Path) -> Iterator[str]:
    if ran.stopped or ran.seconds > case.seconds:
        yield f"took {ran.seconds:.0f} s, stopped: {ran.stopped}"
    if "Traceback (most recent call last)" in ran.said or "Extension error" in ran.said:
        yield ran.said[-600:]
    if ran.status not in {0, 1}:
        yield f"ended with {ran.status}: {ran.said[-300:]}"
    yield from log_problems(ran.said, build, command)
    if command == "html":
        for code in case.told.split():
            if f"vademecum.{code}]" not in ran.said:
                yield f"{code} is not told"
        yield from page_problems(build / "html")
    elif command == "data":
        yield from data_problems(build / "html")
    elif command == "pdf":
        yield from pdf_problems(build / "pdf")
    yield from _leaks(build)


def _leaks(build: Path) -> Iterator[str]:
    for file in (p for p in build.rglob("*") if p.is_file() and "doctrees" not in str(p)):
        data = file.read_bytes()
        if CANARY in data or b"root:x:0:0" in data:
            yield f"{file.name} holds a secret"


def _commit(vault: Path) -> bool:
    """Put the notes under git; not what git would take for a repository, nor what is too large."""
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    large = any(p.stat().st_size > 100_000_000 for p in vault.rglob("*") if p.is_file())
    if large or (vault / "HEAD").exists():
        return False
    for words in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "x"]):
        subprocess.run(["git", *words], cwd=vault, check=False, capture_output=True)
    return True


def all_results(chosen: Iterable[Case]) -> Iterator[Result]:
    """Yield what becomes of each case, two at a time."""
    forks.load()
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(min(2, os.cpu_count() or 1), mp_context=context) as pool:
        for done in as_completed([pool.submit(run, case) for case in chosen]):
            yield done.result()


def main(words: list[str]) -> int:
    """Run, print what failed and the table; return 1 if anything did."""
    write = "--write" in words
    words = [word for word in words if word != "--write"]
    chosen = [c for c in cases() if not words or any(w in f"{c.kind}/{c.name}" for w in words)]
    chosen.sort(key=lambda case: case.kind in {"flood", "product"})  # these take longest
    began, results = time.monotonic(), []
    for result in all_results(chosen):
        results.append(result)
        if sys.stderr.isatty() or len(results) % 20 == 0:
            print(f"\r{len(results)} of {len(chosen)}", end="", file=sys.stderr, flush=True)
        for problem in result.problems:
            case = result.case
            print(f"{case.kind}/{case.name}: must not {case.must_not}: {problem}", flush=True)
    seconds = time.monotonic() - began
    table = figures.table(results, seconds) + "\n\n" + in_browser.report(chosen)
    print(table)
    if write:
        figures.write("hostile", table)
    return int(any(result.problems for result in results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
