"""The shipped handbook in Debian's browser: built once, served from this computer, looked at."""

from __future__ import annotations

import contextlib
import functools
import http.server
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from conftest import Built
from playwright.sync_api import Browser, BrowserContext, Page, Response

ROOT = Path(__file__).resolve().parents[2]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")  # each page is a first visit
        super().end_headers()

    def copyfile(self, *args: Any) -> None:
        with contextlib.suppress(ConnectionError):  # the browser has left the page
            super().copyfile(*args)


@dataclass(frozen=True)
class Site:
    """A built site and where it is served."""

    folder: Path
    address: str

    def size(self, url: str) -> int:
        """How many bytes are served at an address: the browser forgets what it has left behind."""
        return (self.folder / unquote(urlsplit(url).path).lstrip("/")).stat().st_size

    def pages(self) -> list[str]:
        """Every page of the site."""
        found = (p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*.html"))
        return sorted(p for p in found if not p.startswith("_static/"))


@dataclass
class Visit:
    """A page being looked at, with all that it fetched and complained of."""

    page: Page
    site: Site
    responses: list[Response] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("response", self._take)
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda said: self._hear(said.type, said.text))

    def _take(self, response: Response) -> None:
        self.responses.append(response)

    def _hear(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)

    def _note(self, url: str) -> None:
        if not url.startswith((self.site.address, "data:", "blob:")):
            self.elsewhere.append(url)

    def go(self, path: str) -> Page:
        """Open a page of the site."""
        self.page.goto(self.site.address + path)
        return self.page


@contextlib.contextmanager
def served(base: Path, vault: Path, *options: str) -> Iterator[Site]:
    """Build a vault below ``base`` and serve it; ``options``: of the build."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-c", str(ROOT)]
    command += ["-d", str(base / "doctrees"), *options, str(vault), str(base / "html")]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    with serving(base / "html") as site:
        yield site


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[Site]:
    """Serve a built site."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Site(folder, f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()


@pytest.fixture(scope="session")
def site(shipped: Built) -> Iterator[Site]:
    """The shipped handbook, served."""
    with serving(shipped.outdir) as site:
        yield site


Open = Callable[..., Visit]


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Open]:
    """Open a window: ``visit(width=320, color_scheme="dark", java_script_enabled=False)``."""
    contexts: list[BrowserContext] = []

    def open_(width: int = 1280, height: int = 900, **options: object) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="fr-CH", **options
        )
        contexts.append(context)
        return Visit(context.new_page(), site)

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, as a Python package ships it."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
