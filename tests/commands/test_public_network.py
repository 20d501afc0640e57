"""``links`` and ``refresh`` connect to public addresses only, however a private one is written.

What refuses cannot be taken away: processes of their own are asked. In them the host
``museum.example`` answers without a network, by a redirect that each case names.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from conftest import Vault
from network_here import command, write_conf

from vademecum.commands.public_network import is_public

PUBLIC = ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
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
    "2001:0:7f00:1::",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "::7f00:1",
    "::ffff:0:7f00:1",
    "fec0::1",
    "5f00::1",
    "3fff::1",
    "localhost",
    "127.1",
    "",
]


def test_which_addresses_are_public() -> None:
    assert [address for address in PUBLIC if not is_public(address)] == []
    assert [address for address in NOT_PUBLIC if is_public(address)] == []


SPELLINGS = [
    "127.1",
    "0x7f000001",
    "2130706433",
    "0177.0.0.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "0",
    "changing.example",
]
"""This machine, after a redirect; the last name is first looked up as a public address."""

STAGE = """
import socket, sys
from io import BytesIO
from urllib.parse import urlsplit
import requests, urllib3
from vademecum.commands import cli, links, refresh

scheme, port, guarded, *arguments = sys.argv[1:]
hosts = {hosts!r}
look_up, send = socket.getaddrinfo, requests.adapters.HTTPAdapter.send
answers = iter(["1.1.1.1"])

def changing(host, port, *args, **kwargs):
    if host == "changing.example":
        host = next(answers, "127.0.0.1")
    return look_up(host, port, *args, **kwargs)

def redirect(self, request, **kwargs):
    parts = urlsplit(request.url)
    if parts.hostname != "museum.example":
        return send(self, request, **kwargs)
    host = hosts[int(parts.path.split("/")[1])]
    if host == "changing.example":
        socket.getaddrinfo(host, 80)  # as whoever looks before the connection is made
    reply = requests.Response()
    reply.status_code, reply.url, reply.request = 302, request.url, request
    reply.headers["Location"] = f"{{scheme}}://{{host}}:{{port}}/x"
    reply.raw = urllib3.HTTPResponse(BytesIO(), preload_content=False)
    return reply

socket.getaddrinfo, requests.adapters.HTTPAdapter.send = changing, redirect
if guarded == "unguarded":
    links.only_public = refresh.only_public = lambda **options: None
sys.exit(cli.main(arguments))
"""


class Listener:
    """What must not be reached: it counts who connects."""

    def __init__(self) -> None:
        both = socket.has_dualstack_ipv6()
        family = socket.AF_INET6 if both else socket.AF_INET
        self.server = socket.create_server(("", 0), family=family, dualstack_ipv6=both)
        self.port = self.server.getsockname()[1]
        self.reached = 0
        Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        try:
            while True:
                connection, _peer = self.server.accept()
                self.reached += 1
                connection.close()
        except OSError:
            return


@pytest.fixture
def listener() -> Iterator[Listener]:
    found = Listener()
    yield found
    found.server.close()


def redirected(vault: Vault, listener: Listener, name: str, guarded: str) -> tuple[int, str]:
    """Run a command that meets each spelling after a redirect; return its status and errors."""
    vault.write(
        {"index.md": "# A\n\n" + "".join(f"https://museum.example/{n}/\n\n" for n in range(9))}
    )
    handbooks = {f"k{n}": f"https://museum.example/{n}/" for n in range(len(SPELLINGS))}
    conf = write_conf(vault.work / "conf", vademecum_links_pause=1, vademecum_handbooks=handbooks)
    scheme = "http" if name == "links" else "https"
    where = [name, "--vault", vault.folder, "--conf", conf, "--build", vault.work]
    code = STAGE.format(hosts=SPELLINGS)
    done = command(scheme, listener.port, guarded, *where, code=code)
    return done.returncode, done.stderr


def test_links_refuses_each_spelling_after_a_redirect(vault: Vault, listener: Listener) -> None:
    assert redirected(vault, listener, "links", "guarded") == (1, "")
    lines = (vault.work / "links" / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    told = [(row["code"], row["lineno"]) for row in map(json.loads, lines)]
    assert told == [("address-private", 3 + 2 * n) for n in range(len(SPELLINGS))]
    assert listener.reached == 0


def test_refresh_refuses_each_spelling_after_a_redirect(vault: Vault, listener: Listener) -> None:
    status, errors = redirected(vault, listener, "refresh", "guarded")
    assert (status, errors.count("réseau privé")) == (1, len(SPELLINGS)), errors
    assert listener.reached == 0


@pytest.mark.parametrize("name", ["links", "refresh"])
def test_the_listener_would_be_reached(vault: Vault, listener: Listener, name: str) -> None:
    """Without the guard: that the tests above mean something."""
    redirected(vault, listener, name, "unguarded")
    assert listener.reached >= 7


def test_no_proxy_and_no_password_of_the_person_is_used(tmp_path: Path) -> None:
    (tmp_path / ".netrc").write_text("machine museum.example login a password b\n")
    code = (
        "from requests.utils import get_environ_proxies, get_netrc_auth\n"
        "from vademecum.commands.public_network import only_public\n"
        "url = 'http://museum.example/'\n"
        "show = lambda: print(bool(get_environ_proxies(url)), bool(get_netrc_auth(url)))\n"
        "show(); only_public(); show()\n"
    )
    done = command(code=code, HTTP_PROXY="http://proxy.example:80", HOME=str(tmp_path))
    assert done.stdout.split() == ["True", "True", "False", "False"], done.stderr
