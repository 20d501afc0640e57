"""Commands in forks of a process that has already loaded the handbook, each with a clock.

A fork costs a hundredth of a second, a new Python one and a half; a command still has memory,
limits and signals of its own. POSIX alone can fork: elsewhere the hostile suite is left out.

Who forks must have no threads (``apart``): a fork has none of them, and waits for ever for a pool
that they were (Typst's, once it has drawn a picture).
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_HEAVY = (
    "vademecum.commands.html vademecum.commands.check vademecum.commands.pdf "
    "vademecum.commands.ids vademecum.commands.fix vademecum.commands.diff "
    "vademecum.commands.data vademecum.data.skos sphinx_needs sphinx_design myst_parser typst "
    "rdflib xlsxwriter sphinx.builders.html"
).split()
_SKILLS = "---\ncompetences: true\n---\n## Curation\n\n- Décrire ^cur-01\n\n```python\n1\n```\n"


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of a command: status (negative: the signal), what it said, its costs."""

    status: int
    said: str
    seconds: float
    """Of the processor, with all processes that it started."""
    megabytes: int
    stopped: bool


@contextlib.contextmanager
def apart() -> Iterator[ProcessPoolExecutor]:
    """Start a process without threads that has loaded the handbook, to fork from."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), load) as pool:
        yield pool


def load() -> None:
    """Load what the commands need, before the first fork."""
    for path in (ROOT / "_ext", ROOT / "tools"):
        if str(path) not in sys.path:
            sys.path.insert(0, str(path))
    os.environ["PYTHONPATH"] = str(ROOT / "_ext")
    import_module("catalogs").compile_catalogs()
    for name in _HEAVY:
        import_module(name)
    _warm_up()
    gc.freeze()  # what is never collected is never copied


def _warm_up() -> None:
    """Build once: much is loaded only when it is used."""
    from vademecum.commands.cli import main

    with tempfile.TemporaryDirectory() as folder, Path(os.devnull).open("w") as nowhere:
        vault = Path(folder) / "vault"
        vault.mkdir()
        (vault / "S.md").write_text(_SKILLS, encoding="utf-8")
        with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
            for name in ("html", "pdf", "check"):
                main([name, "--vault", str(vault), "--conf", str(ROOT), "--build", folder + "/b"])


def command(words: Sequence[str], folder: Path, seconds: float) -> Ran:
    """Run ``vademecum <words>`` in ``folder``, for at most so many seconds of the clock."""

    def run() -> int:
        from vademecum.commands.cli import main

        return main(list(words))

    return fork(run, folder, seconds)


def fork(work: Callable[[], int], folder: Path, seconds: float) -> Ran:
    """Do ``work`` in a fork; return what became of it."""
    said = folder / f".said-{threading.get_ident()}"
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if not child:
        _work(work, folder, said)
    late = threading.Event()
    clock = threading.Timer(seconds, _stop, (child, late))
    clock.start()
    _child, ended, costs = os.wait4(child, 0)
    clock.cancel()
    text = said.read_bytes().decode("utf-8", "replace")
    said.unlink()
    used = costs.ru_utime + costs.ru_stime
    status = os.waitstatus_to_exitcode(ended)
    return Ran(status, text, used, costs.ru_maxrss // 1000, late.is_set())


def _stop(child: int, late: threading.Event) -> None:
    late.set()
    os.killpg(child, signal.SIGKILL)


def _work(work: Callable[[], int], folder: Path, said: Path) -> None:
    status = 120
    try:
        os.setsid()
        out = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        os.dup2(out, 2)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False, buffering=1)
        os.chdir(folder)
        status = work()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 2
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
