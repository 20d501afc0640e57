"""A device that an earlier version had keep its pages is freed of them, and reads the new ones."""

from __future__ import annotations

import contextlib
import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Vault
from playwright.sync_api import Browser

FORMER = """
const CACHE = `vademecum ${registration.scope} 0123456789abcdef`;
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => event.respondWith(
  caches.open(CACHE).then(async (cache) => {
    const response = await fetch(event.request);
    if (event.request.mode === "navigate") await cache.put(event.request, response.clone());
    return response;
  })));
"""
GONE = """async () => {
  while ((await navigator.serviceWorker.getRegistrations()).length)
    await new Promise((done) => setTimeout(done, 100));
}"""


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    handler = functools.partial(_Handler, directory=str(tmp_path / "html"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_the_former_worker_goes_with_all_that_it_kept(
    browser: Browser, vault: Vault, tmp_path: Path, site: str
) -> None:
    root = tmp_path / "html"
    root.mkdir()
    (root / "sw.js").write_text(FORMER)
    (root / "index.html").write_text("<!DOCTYPE html><title>Before</title>")
    with contextlib.closing(browser.new_context()) as context:
        page = context.new_page()
        page.goto(site + "/index.html")
        page.evaluate("navigator.serviceWorker.register('/sw.js').then(() => 0)")
        page.wait_for_function("navigator.serviceWorker.controller !== null")
        page.evaluate("caches.open('of another site on this host').then(() => 0)")
        page.reload()
        assert page.evaluate("caches.keys().then((names) => names.length)") == 2
        vault.write({"index.md": "# Accueil\n"})
        for name, content in vault.build().files().items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
        page.goto(site + "/index.html")
        page.evaluate(GONE)
        assert page.evaluate("caches.keys()") == ["of another site on this host"]
        page.reload()
        assert page.locator("h1").inner_text() == "Accueil"
        assert page.evaluate("navigator.serviceWorker.controller") is None
