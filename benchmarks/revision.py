"""The site as another revision of the repository makes it, against this one."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

from lines import Line, against
from measure import Run, least, run

ROOT = Path(__file__).resolve().parent.parent
Command = Callable[[str, Path, Path], Run]


def lines(revision: str, notes: Path, work: Path, runs: int, command: Command) -> Iterator[Line]:
    """Yield what a full build takes of what it took: clock, processor, memory.

    Both run with the packages that are installed now, in turn.
    """
    old = work / "revision"
    _unpack(revision, old)
    before: list[Run] = []
    after: list[Run] = []
    for number in range(runs):
        before.append(_build(old, notes, work / f"before-{number}"))
        after.append(command("html", notes, work / f"after-{number}"))
    count = sum(1 for _ in notes.glob("*.md"))
    yield from against(
        "revision", f"{count} notes of {revision}", least(after), least(before), 1, 1
    )


def _unpack(revision: str, folder: Path) -> None:
    """Write the files of a revision, their catalogues compiled."""
    done = subprocess.run(
        ["git", "-C", str(ROOT), "archive", revision], capture_output=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr.decode("utf-8", "replace"))
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    compiling = folder / "tools" / "catalogs.py"
    if compiling.exists():
        subprocess.run([sys.executable, str(compiling)], check=False)


def _build(root: Path, notes: Path, out: Path) -> Run:
    command = [sys.executable, "-m", "sphinx", "-q", "-j", "2", "-b", "html", "-c", str(root)]
    if (root / "_ext" / "vademecum" / "commands").exists():
        command = [sys.executable, "-m", "vademecum", "html", "--vault", str(notes)]
        os.environ["PYTHONPATH"] = str(root / "_ext")
        return run(*command, "--build", str(out), "--conf", str(root))
    os.environ.pop("PYTHONPATH", None)
    return run(*command, "-d", str(out / "doctrees"), str(notes), str(out / "html"))
