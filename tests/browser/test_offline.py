"""Reading without a network: visit, cut the server, read again; a new build is seen."""

from __future__ import annotations

import contextlib
import functools
import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from .conftest import ROOT

FILES = {
    "index.md": "# Accueil\n\n[[Une]] [[Deux]]\n",
    "Une.md": "# Une\n\nLa première phrase.\n",
    "Deux.md": "# Deux\n\nLa deuxième phrase.\n",
    "Sous/Trois.md": "# Trois\n\nLa troisième phrase.\n",
}
READY = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        pass


@dataclass
class Host:
    """Builds a small vault, serves it, and stops serving."""

    base: Path
    server: http.server.ThreadingHTTPServer | None = None
    port: int = 0

    def build(self, **files: str) -> None:
        vault = self.base / "vault"
        for name, text in (FILES | files).items():
            path = vault / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-c", str(ROOT)]
        command += ["-d", str(self.base / "trees"), str(vault), str(self.base / "html")]
        subprocess.run(command, check=True)

    def start(self) -> None:
        handler = functools.partial(_Handler, directory=str(self.base / "html"))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def at(self, page: str) -> str:
        return f"http://127.0.0.1:{self.port}/{page}"


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    host = Host(tmp_path)
    host.build()
    host.start()
    yield host
    host.stop()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="fr-CH")
    with contextlib.closing(context):
        yield context.new_page()


def read(page: Page, host: Host, *names: str) -> None:
    """Open pages once the worker answers for them."""
    page.goto(host.at("index.html"))
    page.wait_for_function(f"async () => await {READY}")
    for name in names:
        page.goto(host.at(name))
        page.wait_for_load_state("networkidle")


def test_what_was_read_is_read_again(page: Page, host: Host) -> None:
    read(page, host, "une.html")
    host.stop()
    page.goto(host.at("une.html"))
    assert "La première phrase." in page.locator("main").inner_text()
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    page.locator(".site-name a").click()
    page.wait_for_url(host.at("index.html"))
    assert page.locator("h1").inner_text() == "Accueil"


def test_a_page_never_read_says_so_and_names_those_that_were(page: Page, host: Host) -> None:
    read(page, host, "une.html")
    host.stop()
    page.goto(host.at("sous/trois.html"))
    assert page.url == host.at("hors-ligne.html")
    assert page.locator("h1").inner_text() == "Pas de réseau"
    page.wait_for_selector("#v-kept li")
    names = page.locator("#v-kept a").all_inner_texts()
    assert "Une" in names  # without the name of the site, which all of them end in
    assert page.locator("#v-kept-name").is_visible()


def test_the_search_works_without_a_network(page: Page, host: Host) -> None:
    read(page, host)
    page.goto(host.at("search.html?q=phrase"))
    page.wait_for_selector("#search-results li")
    page.wait_for_load_state("networkidle")
    page.wait_for_function(
        """async () => {
          for (const name of await caches.keys()) {
            const keys = (await (await caches.open(name)).keys()).map(k => k.url);
            if (keys.filter(k => k.includes("/_static/search/")).length > 3) return true;
          }
        }"""
    )
    host.stop()
    page.goto(host.at("search.html?q=deuxi%C3%A8me"))
    page.wait_for_selector("#search-results li")
    assert "Deux" in page.locator("#search-results").inner_text()


def test_a_new_build_is_seen_at_once_and_kept(page: Page, host: Host) -> None:
    read(page, host, "une.html", "deux.html")
    before = page.evaluate("caches.keys()")
    host.build(**{"Une.md": "# Une\n\nUne autre phrase.\n"})
    page.goto(host.at("une.html"))
    assert "Une autre phrase." in page.locator("main").inner_text()
    page.wait_for_function(
        "async (old) => { const now = await caches.keys(); "
        "return now.length === 1 && now[0] !== old; }",
        arg=before[0],
    )
    host.stop()
    page.goto(host.at("une.html"))
    assert "Une autre phrase." in page.locator("main").inner_text()
    page.goto(host.at("deux.html"))
    assert "La deuxième phrase." in page.locator("main").inner_text()


def test_without_worker_or_storage_the_site_is_read_as_ever(browser: Browser, host: Host) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(host.at("une.html"))
    page.wait_for_load_state("networkidle")
    assert "La première phrase." in page.locator("main").inner_text()
    context.close()
    context = browser.new_context()
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script("Object.defineProperty(navigator, 'serviceWorker', {get() { throw 1; }})")
    page.goto(host.at("une.html"))
    page.wait_for_load_state("networkidle")
    context.close()
    assert errors == []


def test_none_from_a_folder(browser: Browser, host: Host) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((host.base / "html" / "une.html").as_uri())
    page.wait_for_load_state("networkidle")
    assert said == []
    page.close()
