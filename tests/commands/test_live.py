"""``make live``: a saved note is on the page, errors do not stop it, and it reloads."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, Vault
from websockets.sync.client import connect


class Live:
    """The command, running on a vault."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "vademecum", "live", "--vault", str(vault.folder),
             "--build", str(vault.work), "--port", "0"],
            env={**os.environ, "PYTHONPATH": str(ROOT / "_ext")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        self.lines: list[str] = []
        for line in self.process.stdout:
            self.lines.append(line)
            found = re.search(r"http://([\d.:]+)/(\S+)", line)
            if found:
                self.host, self.page = found[1], found[2].rstrip(" ;")
                return
        raise AssertionError("".join(self.lines))

    def read(self, page: str) -> str:
        try:
            with urllib.request.urlopen(f"http://{self.host}/{page}", timeout=5) as answer:
                return str(answer.read().decode("utf-8"))
        except OSError:
            return ""

    def wait_for(self, page: str, words: str, seconds: float = 20) -> float:
        started = time.monotonic()
        while time.monotonic() - started < seconds:
            if words in self.read(page):
                return time.monotonic() - started
            time.sleep(0.05)
        raise AssertionError(f"{words!r} is not on {page}")


@pytest.fixture
def live(vault: Vault) -> Iterator[Live]:
    vault.write({"index.md": "# Accueil\n\n[[A]]\n", "A.md": "# A\n\nAvant.\n"})
    os.utime(vault.folder / "index.md", (1, 1))
    running = Live(vault)
    yield running
    running.process.send_signal(signal.SIGINT)
    running.process.wait(timeout=20)


def test_follows_what_is_saved(live: Live) -> None:
    assert live.page == "a.html"
    live.wait_for("a.html", "Avant.")
    assert "websocket-reload" in live.read("a.html")
    with connect(f"ws://{live.host}/websocket-reload") as socket:
        time.sleep(0.5)
        live.vault.write({"A.md": "# A\n\nAprès.\n"})
        assert socket.recv(timeout=20) == "refresh"
    live.wait_for("a.html", "Après.")
    live.vault.write({"A.md": b"---\n: [\x00\n---\n# A\n\n![[A]] [[B"})  # as bad as it gets
    time.sleep(1)
    live.vault.write({"A.md": "# A\n\nDe nouveau.\n", "B.md": "# B\n\nNouvelle note.\n"})
    live.wait_for("a.html", "De nouveau.")
    live.wait_for("b.html", "Nouvelle note.")
    assert live.process.poll() is None


def test_an_error_in_the_settings_is_shown(vault: Vault, tmp_path: Path) -> None:
    from vademecum.commands.live import Rebuild

    (tmp_path / "conf.py").write_text("1 / 0\n", encoding="utf-8")
    assert Rebuild(vault.folder, tmp_path, vault.work)() == ""
