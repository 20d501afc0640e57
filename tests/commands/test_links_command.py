"""``links`` against a site on this machine: asked once, politely, told at each place.

Each run is a process of its own: what bounds where it may connect to cannot be taken away.
"""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest
from conftest import Vault
from network_here import command, write_conf

from vademecum.commands.links import HISTORY, good_of_late


class Site(BaseHTTPRequestHandler):
    """A small museum's site."""

    asked: ClassVar[list[tuple[str, str]]] = []
    moments: ClassVar[list[float]] = []

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.asked.append((self.command, self.path))
        self.moments.append(time.monotonic())
        if self.path == "/robots.txt":
            self._send(200, b"User-agent: *\nDisallow: /intranet\n")
        elif self.path == "/parti":
            self.send_response(301)
            self.send_header("Location", "/arrive")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._send(404 if self.path.startswith("/mort") else 200, b"<html></html>")

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked, Site.moments = [], []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def notes(site: str) -> dict[str, str]:
    return {
        "index.md": f"# Accueil\n\nBon : [ici]({site}/bon)\n\nMort : {site}/mort.\n",
        "Autre.md": (
            f"---\nlien: {site}/mort\n---\n# Autre\n\n"
            f"[Parti]({site}/parti), [encore]({site}/bon),\n[caché]({site}/intranet/x),\n"
            "[[index]], [écrire](mailto:a@musee.example)\n"
        ),
    }


def run(vault: Vault, *options: str, **settings: Any) -> subprocess.CompletedProcess[str]:
    """Run the command as people do, with a ``conf.py`` of its own."""
    conf = write_conf(vault.work / "conf", **{"vademecum_links_pause": 1, **settings})
    where = ["--vault", vault.folder, "--build", vault.work, "--conf", conf]
    return command("links", *where, *options)


def findings(vault: Vault, **settings: Any) -> list[tuple[str, str, int]]:
    done = run(vault, **settings)
    lines = (vault.work / "links" / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    wrong = any(row["severity"] == "error" for row in rows)
    assert (done.returncode, done.stderr) == (int(wrong), "")
    return [(row["code"], row["filename"], row["lineno"]) for row in rows]


def asked(path: str) -> int:
    return sum(where == path for _method, where in Site.asked)


def test_each_address_is_told_where_it_stands_and_asked_once(vault: Vault, site: str) -> None:
    vault.write(notes(site))
    first = findings(vault, vademecum_links_private=True)
    assert first == [
        ("address-dead", "Autre.md", 2),
        ("address-moved", "Autre.md", 6),
        ("address-dead", "index.md", 5),
    ]
    assert (asked("/bon"), asked("/robots.txt"), asked("/intranet/x")) == (1, 1, 0)

    Site.asked = []  # what answered well is remembered, what did not is asked again
    assert findings(vault, vademecum_links_private=True) == first
    assert (asked("/bon"), asked("/mort") > 0) == (0, True)


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ({"a": "2026-11-24", "b": "2026-11-18"}, {"a", "b"}),
        ({"a": "2026-11-17", "b": "2020-01-01", "c": "2026-11-25"}, set()),
        ({"a": "demain", "b": 3, "c": None, "d": {"status": "working"}}, set()),
        ([], set()),
        (None, set()),
    ],
)
def test_memory_is_of_late_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: object, known: set[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795500000")  # 24 November 2026
    (tmp_path / HISTORY).write_text(json.dumps(written), encoding="utf-8")
    assert set(good_of_late(tmp_path, 7)) == known
    (tmp_path / HISTORY).write_text("{", encoding="utf-8")
    assert good_of_late(tmp_path, 7) == {}


def test_a_host_is_not_hurried(vault: Vault, site: str) -> None:
    links = " ".join(f"[{n}]({site}/{n})" for n in range(4))
    vault.write({"index.md": f"# A\n\n{links}\n"})
    findings(vault, vademecum_links_private=True, vademecum_links_pause=300)
    assert len(Site.moments) == 5  # with robots.txt
    pairs = zip(Site.moments, Site.moments[1:], strict=False)
    assert all(after - before > 0.2 for before, after in pairs)


def test_private_addresses_are_told_and_not_asked(vault: Vault, site: str) -> None:
    vault.write({"index.md": f"# A\n\n[là]({site}/bon) [ici](http://localhost:1/x)\n"})
    done = run(vault, "--format", "sarif")
    assert done.returncode == 1
    assert done.stdout.count("réseau privé") == 2
    assert done.stdout.count("[address-private]") == 2
    log = json.loads((vault.work / "links" / "findings.sarif").read_text(encoding="utf-8"))
    assert [row["ruleId"] for row in log["runs"][0]["results"]] == ["address-private"] * 2
    assert Site.asked == []


def test_addresses_that_nobody_can_ask_stop_nothing(vault: Vault, site: str) -> None:
    """Threads of Sphinx die of some of them, and it waits for ever."""
    odd = [f"http://{'é' * 70}.example/", "http://[/", "http://é..example/"]
    lines = "".join(f"  - {address!r}\n" for address in odd)
    texts = " ".join(f"[x](<{address}>)" for address in odd)
    vault.write({"index.md": f"---\nliens:\n{lines}---\n# A\n\n{texts}\n\n[là]({site}/mort)\n"})
    told = findings(vault, vademecum_links_private=True)
    assert told[-1] == ("address-dead", "index.md", 11)


def test_check_asks_nobody(vault: Vault, site: str) -> None:
    vault.write(notes(site))
    vault.build("check")
    assert Site.asked == []
