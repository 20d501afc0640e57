"""``make live``: the site rebuilt and reloaded at each save, errors shown without stopping.

sphinx-autobuild watches and reloads. The build runs in a process that already has Sphinx in
memory, which saves the second that starting it takes.
"""

from __future__ import annotations

import re
import socket
import time
import traceback
import webbrowser
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import uvicorn
from sphinx.application import Sphinx
from sphinx_autobuild.filter import IgnoreFilter
from sphinx_autobuild.middleware import JavascriptInjectorMiddleware
from sphinx_autobuild.server import RebuildServer
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vademecum.commands.vault import application, conf_folder, vault_arguments
from vademecum.environment.domain import VaultDomain
from vademecum.i18n import _

HOST = "127.0.0.1"
_NOT_WATCHED = (r"[/\\]\.[^/\\]*", r"~$", r"\.tmp$")
"""Obsidian's own folder and what editors write beside a file while they save it."""
_POLICY = re.compile(rb'(?<=Content-Security-Policy" content=")[^"]*')
_WORKER = re.compile(rb'name="v-worker"')


def _blank(policy: re.Match[bytes]) -> bytes:
    return b" " * len(policy[0])


@dataclass(frozen=True)
class WithoutPolicy:
    """Serves pages whose policy is blank: it would refuse the script that reloads them.

    Nor do they ask for the service worker: what one is writing is not kept.
    """

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the site does, length included."""

        async def send_blank(message: Message) -> None:
            if message["type"] == "http.response.body":
                body = _POLICY.sub(_blank, message.get("body", b""))
                message["body"] = _WORKER.sub(_blank, body)
            await send(message)

        await self.app(scope, receive, send_blank)


@dataclass(frozen=True)
class Rebuild:
    """Builds the site; whatever happens, it comes back."""

    vault: Path
    conf: Path
    build: Path

    def __call__(self, changed_paths: Sequence[Path] = ()) -> str:
        """Build what has changed; return the page of the note last saved."""
        started = time.monotonic()
        try:
            page = self._page(self._app())
        except Exception:  # shown, and the next save tries again
            traceback.print_exc()
            return ""
        seconds = f"{time.monotonic() - started:.1f}"
        print(
            _("Rebuilt in %(seconds)s s: %(page)s") % {"seconds": seconds, "page": page}, flush=True
        )
        return page

    def _app(self) -> Sphinx:
        with application(
            "html", self.vault, self.conf, self.build / "html", self.build / "doctrees"
        ) as app:
            app.build()
        return app

    def _page(self, app: Sphinx) -> str:
        notes = VaultDomain.of(app.env).handbook.notes
        last = max(notes, key=lambda path: (self.vault / path).stat().st_mtime, default=None)
        return f"{notes[last].docname}.html" if last is not None else "index.html"


class OwnPagesOnly:
    """Answers whoever asks for this server by its own name, from one of its own pages.

    Another site's page could otherwise read the notes by a name that it points at this machine.
    """

    def __init__(self, app: ASGIApp, port: int) -> None:
        self.app = app
        self.hosts = {f"{name}:{port}".encode() for name in (HOST, "localhost")}
        self.origins = {b"http://" + host for host in self.hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        headers = dict(scope.get("headers", ()))
        origin = headers.get(b"origin")
        known = headers.get(b"host") in self.hosts and (origin is None or origin in self.origins)
        if known or scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await PlainTextResponse("403", 403)(scope, receive, send)


def site(rebuild: Rebuild, port: int) -> Starlette:
    """Return the server: the site's files, with a script that reloads the page."""
    ignored = IgnoreFilter([rebuild.build], _ignored(rebuild.vault))
    watcher = RebuildServer([rebuild.vault], ignored, rebuild)
    files = StaticFiles(directory=rebuild.build / "html", html=True)
    return Starlette(
        routes=[WebSocketRoute("/websocket-reload", watcher), Mount("/", app=files)],
        middleware=[
            Middleware(OwnPagesOnly, port=port),
            Middleware(JavascriptInjectorMiddleware, ws_url=f"{HOST}:{port}"),
            Middleware(WithoutPolicy),
        ],
        lifespan=watcher.lifespan,
    )


def _ignored(vault: Path) -> list[str]:
    """Return what is not watched: only below the vault, which may itself be in a hidden folder."""
    root = "^" + _escaped(vault.resolve().as_posix())
    return [f"{root}.*{pattern}" for pattern in _NOT_WATCHED]


def _escaped(path: str) -> str:
    return "".join(c if c.isalnum() or c in "/_-" else f"\\{c}" for c in path)


def free_port(wanted: int) -> int:
    """Return a port that nobody uses, the wanted one if it is free."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    return wanted


def arguments(line: ArgumentParser) -> None:
    """Declare the options."""
    vault_arguments(line)
    port = _("port of the server (%(default)s, another if it is taken)")
    line.add_argument("--port", type=int, default=8000, metavar=_("NUMBER"), help=port)
    line.add_argument("--open", action="store_true", help=_("open a browser"))


def run(options: Namespace) -> int:
    """Serve until interrupted."""
    rebuild = Rebuild(options.vault.resolve(), conf_folder(options), options.build.resolve())
    page = rebuild()
    port = free_port(options.port)
    address = f"http://{HOST}:{port}/{quote(page)}"
    print(
        _("The site is at %(address)s; it follows what you save. Ctrl+C ends.")
        % {"address": address},
        flush=True,
    )
    if options.open:
        webbrowser.open(address)
    (rebuild.build / "html").mkdir(parents=True, exist_ok=True)
    uvicorn.run(site(rebuild, port), host=HOST, port=port, log_level="warning")
    return 0
