"""Commands that are stopped, or lose a process: what is said, and that nothing stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT, Vault

from vademecum.environment.build_folder import FILE

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")

WAITS = """
import time
extensions = ["vademecum"]
language = "fr"
def setup(app):
    app.connect("source-read", lambda *_: time.sleep(0.3))
"""
DIES = """
import os, signal
extensions = ["vademecum"]
language = "fr"
own = os.getpid()
def die(*_):
    if os.getpid() != own:
        os.kill(os.getpid(), signal.SIGKILL)
def setup(app):
    app.connect("source-read", die)
"""
PARENT = """
import multiprocessing, time
from vademecum.commands import stops

def child(sender):
    sender.send(1)
    time.sleep(30)

stops.listen()
receiver, sender = multiprocessing.Pipe(False)
process = multiprocessing.get_context("fork").Process(target=child, args=(sender,))
process.start()
receiver.recv()
print(process.pid, flush=True)
time.sleep(30)
"""


def started(vault: Vault, conf: str) -> subprocess.Popen[str]:
    """Begin to build a vault of thirty notes: enough for several processes."""
    vault.write({f"N{n}.md": f"# N{n}\n" for n in range(30)})
    folder = vault.folder.parent / "conf"
    folder.mkdir()
    (folder / "conf.py").write_text(conf)
    line = [sys.executable, "-m", "vademecum", "html", "--vault", str(vault.folder)]
    line += ["--conf", str(folder), "--build", str(vault.work)]
    return subprocess.Popen(
        line,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "_ext"), "LANGUAGE": "fr"},
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stopped_build_says_so(vault: Vault, number: signal.Signals) -> None:
    with started(vault, WAITS) as process:
        deadline = time.monotonic() + 60
        while not (vault.work / "doctrees" / FILE).exists():
            assert time.monotonic() < deadline
            time.sleep(0.02)
        time.sleep(1)
        os.killpg(process.pid, number)  # as a terminal does
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert (
        said == "Arrêté. Vos notes sont entières\u202f; relancez la commande quand vous voulez.\n"
    )
    assert (vault.work / "doctrees" / FILE).read_bytes() == b""


def test_a_killed_process_is_told(vault: Vault) -> None:
    """As a system does that has no memory left."""
    with started(vault, DIES) as process:
        said, _ = process.communicate(timeout=60)
    if os.cpu_count() == 1:
        pytest.skip("one processor: nothing is forked")
    assert process.returncode == 2
    assert "Un processus de la construction a été arrêté" in said
    assert "Traceback" not in said


def test_children_end_with_a_killed_command() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "_ext")}
    line = [sys.executable, "-c", PARENT]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
        parent.wait()
    deadline = time.monotonic() + 10
    while is_running(child):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def is_running(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    if status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z":
        return False  # dead, and nobody has asked how it ended
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
