"""``links`` against a site on this machine: asked once, politely, told at each place."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest
from conftest import ROOT, Vault


class Site(BaseHTTPRequestHandler):
    """A small museum's site."""

    asked: ClassVar[list[tuple[str, str]]] = []

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.asked.append((self.command, self.path))
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
    Site.asked = []
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


def findings(vault: Vault, **settings: Any) -> list[tuple[str, str, int]]:
    built = vault.build("links", vademecum_links_pause=1, **settings)
    lines = (built.outdir / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert built.status == (1 if any(row["severity"] == "error" for row in rows) else 0)
    return [(row["code"], row["filename"], row["lineno"]) for row in rows]


def asked(path: str) -> int:
    return sum(where == path for _method, where in Site.asked)


def test_each_address_is_told_where_it_stands(vault: Vault, site: str) -> None:
    vault.write(notes(site))
    assert findings(vault, vademecum_links_private=True) == [
        ("address-dead", "Autre.md", 2),
        ("address-moved", "Autre.md", 6),
        ("address-dead", "index.md", 5),
    ]


def test_each_is_asked_once_and_as_the_site_wishes(vault: Vault, site: str) -> None:
    vault.write(notes(site))
    findings(vault, vademecum_links_private=True)
    assert asked("/bon") == 1
    assert asked("/robots.txt") == 1
    assert asked("/intranet/x") == 0


def test_good_answers_are_remembered_and_bad_ones_asked_again(vault: Vault, site: str) -> None:
    vault.write(notes(site))
    first = findings(vault, vademecum_links_private=True)
    Site.asked = []
    assert findings(vault, vademecum_links_private=True) == first
    assert asked("/bon") == 0
    assert asked("/mort") > 0


def test_private_addresses_are_told_and_not_asked(vault: Vault, site: str) -> None:
    vault.write({"index.md": f"# A\n\n[là]({site}/bon) [ici](http://localhost:1/x)\n"})
    assert findings(vault) == [("address-private", "index.md", 3)] * 2
    assert Site.asked == []


def test_check_asks_nobody(vault: Vault, site: str) -> None:
    vault.write(notes(site))
    vault.build("check")
    assert Site.asked == []


def test_command(vault: Vault, site: str, tmp_path: Path) -> None:
    vault.write({"index.md": f"# A\n\n[là]({site}/bon)\n"})
    done = subprocess.run(
        [sys.executable, "-m", "vademecum", "links", "--vault", vault.folder, "--build", tmp_path],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "_ext")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "réseau privé" in done.stdout
    assert Site.asked == []
