"""Only public addresses are connected to, after redirects as well."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any, ClassVar

import pytest
import requests

from vademecum.linkcheck import session
from vademecum.linkcheck.session import REFUSED, is_public, only_public

PUBLIC = ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1"]
NOT_PUBLIC = [
    "127.0.0.1",
    "127.9.9.9",
    "10.0.0.1",
    "172.16.3.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "2002:7f00:1::",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "::7f00:1",
    "::ffff:0:7f00:1",
    "fec0::1",
    "5f00::1",
    "3fff::1",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_not_public(address: str) -> None:
    assert not is_public(address)


class Answers(BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[int]:
    Answers.asked = []
    server = HTTPServer(("127.0.0.1", 0), Answers)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"])
def test_loopback_is_not_connected_to(server: int, host: str) -> None:
    with requests.Session() as asking:
        only_public(asking)
        with pytest.raises(requests.ConnectionError, match=REFUSED):
            asking.get(f"http://{host}:{server}/x", timeout=5)
    assert Answers.asked == []


def test_name_that_changes_its_answer(server: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first look-up says a public address, the connection leads to this machine."""
    true = socket.getaddrinfo
    first = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("1.1.1.1", server))]
    answers = iter([first])

    def look_up(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        if host == "rebinding.example":
            return next(answers, None) or true("127.0.0.1", port, *args, **kwargs)
        return true(host, port, *args, **kwargs)

    monkeypatch.setattr(session.socket, "getaddrinfo", look_up)
    with requests.Session() as asking:
        only_public(asking)
        with pytest.raises(requests.ConnectionError, match=REFUSED):
            asking.get(f"http://rebinding.example:{server}/x", timeout=5)
    assert Answers.asked == []


def test_proxy_of_the_environment_is_not_used(server: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{server}")
    with requests.Session() as asking:
        only_public(asking)
        with pytest.raises(requests.ConnectionError):
            asking.get("http://nowhere.invalid/x", timeout=5)
    assert Answers.asked == []
