"""``vademecum refresh``: fetches from a real server, and keeps what it had when it cannot."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from conftest import ROOT, Vault

from vademecum.commands import refresh
from vademecum.commands.cli import main

INVENTORY = "objects.inv"


class Site:
    """A site on this computer: what each path answers (status, headers, body)."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                status, headers, body = site.answers.get(self.path, (404, {}, b""))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/m/"

    def put(self, name: str, body: bytes) -> None:
        self.answers["/m/" + name] = (200, {}, body)


@pytest.fixture(autouse=True)
def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A guard would stay in this process for all tests to come: see `test_public_network`."""
    monkeypatch.setattr(refresh, "only_public", lambda **_options: None)


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()
    thread = threading.Thread(target=found.server.serve_forever)
    thread.start()
    yield found
    found.server.shutdown()
    thread.join()
    found.server.server_close()


@pytest.fixture
def published(vault: Vault, site: Site) -> Site:
    vault.write({"index.md": "# Accueil\n", "Note.md": "# Une note\n"})
    built = vault.build(project="Manuel B")
    for name in ("objects.inv", "needs.json"):
        site.put(name, (built.outdir / name).read_bytes())
    return site


def settings(folder: Path, site: Site, *, loopback: bool = True) -> None:
    """Write the ``conf.py`` of a handbook that cites the site."""
    (folder / "conf.py").write_text(
        "import runpy\n"
        f"globals().update(runpy.run_path({str(ROOT / 'conf.py')!r}))\n"
        f"vademecum_handbooks = {{'b': {site.address!r}}}\n"
        f"vademecum_handbooks_loopback = {loopback}\n",
        encoding="utf-8",
    )


def run(vault: Vault, folder: Path) -> int:
    return main(["refresh", "--vault", str(vault.folder), "--conf", str(folder)])


def test_fetched_then_cited(tmp_path: Path, vault: Vault, published: Site) -> None:
    settings(tmp_path, published)
    assert run(vault, tmp_path) == 0
    stored = tmp_path / "handbooks" / "b"
    assert sorted(p.name for p in stored.iterdir()) == ["needs.json", INVENTORY, "source.json"]
    assert published.asked == ["/m/objects.inv", "/m/needs.json"]
    vault.conf = tmp_path
    vault.write({"index.md": "# Accueil\n\n[[b:Note]]\n"})
    assert vault.build().linked("index")["Une note"] == published.address + "note.html"


def test_loopback_is_refused_unless_allowed(
    tmp_path: Path, vault: Vault, published: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    settings(tmp_path, published, loopback=False)
    assert run(vault, tmp_path) == 1
    assert published.asked == []
    assert published.address in capsys.readouterr().err


def test_http_is_never_asked(tmp_path: Path) -> None:
    for address in ("http://example.org/", "ftp://example.org/", "file:///etc/", "https:///x"):
        with pytest.raises(refresh.NotFetchedError):
            refresh.fetch(tmp_path / "x", address, loopback=True)
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    "answer",
    [
        (404, {}, b""),
        (500, {}, b""),
        (200, {}, b"<html>Bienvenue</html>"),
        (200, {}, b"x" * 6_000_000),
        (302, {"Location": "http://example.org/objects.inv"}, b""),
        (302, {"Location": "/m/objects.inv"}, b""),
        (302, {"Location": "http://[/"}, b""),
    ],
    ids=["absent", "fault", "page", "huge", "to-http", "circle", "nonsense"],
)
def test_old_files_stay_when_there_is_nothing_better(
    tmp_path: Path, vault: Vault, published: Site, answer: tuple[int, dict[str, str], bytes]
) -> None:
    settings(tmp_path, published)
    assert run(vault, tmp_path) == 0
    stored = tmp_path / "handbooks" / "b"
    before = {path.name: path.read_bytes() for path in stored.iterdir()}
    published.answers["/m/objects.inv"] = answer
    assert run(vault, tmp_path) == 1
    assert {path.name: path.read_bytes() for path in stored.iterdir()} == before


def test_bad_needs_keep_all(tmp_path: Path, vault: Vault, published: Site) -> None:
    settings(tmp_path, published)
    published.put("needs.json", b'{"versions": []}')
    assert run(vault, tmp_path) == 1
    assert not (tmp_path / "handbooks").exists()


def test_site_without_needs_is_no_fault(tmp_path: Path, vault: Vault, published: Site) -> None:
    settings(tmp_path, published)
    del published.answers["/m/needs.json"]
    assert run(vault, tmp_path) == 0
    stored = tmp_path / "handbooks" / "b"
    assert sorted(p.name for p in stored.iterdir()) == [INVENTORY, "source.json"]


def test_a_file_that_drips_is_given_up(
    tmp_path: Path, vault: Vault, published: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings(tmp_path, published)
    monkeypatch.setattr(refresh, "_LONGEST", -1)
    assert run(vault, tmp_path) == 1
    assert not (tmp_path / "handbooks").exists()


def test_redirect_is_followed(tmp_path: Path, vault: Vault, published: Site) -> None:
    settings(tmp_path, published)
    published.answers["/neuf"] = published.answers["/m/objects.inv"]
    published.answers["/m/objects.inv"] = (301, {"Location": "/neuf"}, b"")
    assert run(vault, tmp_path) == 0
