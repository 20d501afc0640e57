"""The command ``live``, run on a vault as a person runs it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator

from conftest import ROOT, Vault


class Live:
    """The command, running on a vault."""

    def __init__(self, vault: Vault, *more: str, **environment: str) -> None:
        self.vault = vault
        self.lines: list[str] = []
        arguments = ("--vault", str(vault.folder), "--build", str(vault.work), "--port", "0")
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "vademecum", "live", *arguments, *more],
            env={**os.environ, "PYTHONPATH": str(ROOT / "_ext"), **environment},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._listen, daemon=True).start()
        self.host, self.page = self._address()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)

    def _address(self) -> tuple[str, str]:
        self.hears(r"http://[\d.:]+/\S+")
        found = re.search(r"http://([\d.:]+)/(\S+)", self.said)
        assert found is not None
        return found[1], found[2].rstrip(" ;")

    @property
    def said(self) -> str:
        """All that it has said."""
        return "".join(self.lines)

    def hears(self, words: str, seconds: float = 60) -> None:
        """Wait until it has said something that a pattern describes."""
        started = time.monotonic()
        while not re.search(words, self.said):
            assert time.monotonic() - started < seconds, self.said
            assert self.process.poll() is None, self.said
            time.sleep(0.02)

    def answers(self, words: str, save: Callable[[], None]) -> None:
        """Save, and wait until it says words once more."""
        before, started = self.said.count(words), time.monotonic()
        save()
        while self.said.count(words) == before:
            assert time.monotonic() - started < 60, self.said
            time.sleep(0.02)

    def read(self, page: str) -> str:
        try:
            with urllib.request.urlopen(f"http://{self.host}/{page}", timeout=5) as answer:
                return str(answer.read().decode("utf-8"))
        except OSError:
            return ""

    def wait_for(self, page: str, words: str, seconds: float = 40) -> None:
        started = time.monotonic()
        while words not in self.read(page):
            assert time.monotonic() - started < seconds, f"{words!r} is not on {page}\n{self.said}"
            time.sleep(0.05)

    def news(self, page: str) -> Iterator[dict[str, object]]:
        """Yield what the bar of a page is told, from the moment that it is read."""
        read = re.search(r'data-seen="(\w+)"', self.read(page))
        seen = read[1] if read is not None else ""
        address = f"http://{self.host}/_live/events?page=/{page}&seen={seen}"
        started = time.monotonic()
        with urllib.request.urlopen(address, timeout=40) as lines:
            for line in lines:
                assert time.monotonic() - started < 60, self.said
                if line.startswith(b"data: "):
                    yield json.loads(line[6:])

    def raw(self, request: str) -> str:
        """Send a request as it stands; return all of the answer, of a stream its beginning."""
        name, port = self.host.split(":")
        with socket.create_connection((name, int(port)), timeout=10) as line:
            line.sendall(request.replace("\n", "\r\n").encode() + b"\r\n\r\n")
            line.settimeout(2)
            answer = b""
            with contextlib.suppress(TimeoutError):
                while part := line.recv(65536):
                    answer += part
        return answer.decode("utf-8", "replace")

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=20)
