"""The server of ``vademecum live``: the site's files as they are, each page with the bar added.

It speaks to this computer alone, and to its own pages alone. The bar is never in a file; it comes
from the server itself, so that the policy of a page allows it as it stands.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import socket
from collections.abc import AsyncIterator
from html import escape
from pathlib import Path
from threading import Thread
from typing import Final
from urllib.parse import unquote

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    PlainTextResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vademecum.commands.live_findings import FOLDER, Report
from vademecum.i18n import _

HOST: Final = "127.0.0.1"
EVENTS: Final = "/_live/events"
PORTS: Final = 20
"""Ports tried after the one that is asked for."""

_LOOK: Final = 0.05
"""Seconds between two looks at whether there is another report."""
_SECURITY: Final = {
    "Cross-Origin-Resource-Policy": "same-origin",  # no page elsewhere has our scripts or pictures
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": "frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


class Board:
    """The last report, for the pages that wait for another."""

    def __init__(self, html: Path, report: Report) -> None:
        self.html = html
        self.report = report
        self.is_building = False

    @property
    def is_unsettled(self) -> bool:
        """Whether a build is under way, or the last one has failed."""
        return self.is_building or bool(self.report.failure)

    async def news(self, page: str, served: str) -> AsyncIterator[str]:
        """Yield what a page is to show, and whether it is to be read again, as it changes."""
        known, last = None, ""
        while True:
            if known is not self.report:
                known, news = self.report, self._news(page, served)
                if news != last:
                    yield f"data: {news}\n\n"
                last = news
            await asyncio.sleep(_LOOK)

    def _news(self, page: str, served: str) -> str:
        digest = _digest_of(self.html / page)
        return json.dumps({"reload": digest not in ("", served), "bar": self.report.bar(page)})


class Pages(StaticFiles):
    """The files of the site; a page has the bar.

    Builds write in place, and one that fails may leave nothing: meanwhile style sheets and scripts,
    which seldom change, and pages that are gone are sent as they last were.
    """

    def __init__(self, board: Board) -> None:
        self._board, html = board, board.html
        html.mkdir(parents=True, exist_ok=True)  # nothing is in it if the first build has failed
        super().__init__(directory=html, html=True)
        self._last: dict[str, Response] = {}

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file, or what it last was."""
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:
            if error.status_code != 404:
                raise
            response = Response(status_code=404)
        missing, asset = response.status_code == 404, Path(path).parts[:1] == ("_static",)
        if self._board.is_unsettled and (missing or asset) and path in self._last:
            return self._last[path]
        if not isinstance(response, FileResponse):
            return _page(_nothing(), 404) if missing else response
        if asset or response.media_type == "text/html":
            content = await asyncio.to_thread(Path(response.path).read_bytes)
            if asset:
                response = Response(content, media_type=response.media_type)
            else:
                response = _page(content, response.status_code)
            if not missing:
                self._last[path] = response
        return response


def _page(content: bytes, status: int) -> HTMLResponse:
    """Return a page with the bar."""
    head, end, rest = content.partition(b"</head>")
    words = (
        ("seen", _digest(content)),
        ("label", _("What is to be mended")),
        ("close", _("Close")),
    )
    data = "".join(f' data-{name}="{escape(value)}"' for name, value in words)
    added = (
        '<link rel="stylesheet" href="/_live/bar.css" />'
        f'<script src="/_live/bar.js"{data} defer></script>'
    )
    return HTMLResponse(head + added.encode() + end + rest, status, {"Cache-Control": "no-store"})


def _nothing() -> bytes:
    """Return the page that stands where there is none yet."""
    words = escape(_("This page does not exist, or not yet."))
    return (
        f'<!DOCTYPE html><html lang=""><head><meta charset="utf-8"><title>{words}</title></head>'
        f"<body><main><h1>{words}</h1></main></body></html>"
    ).encode()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _digest_of(path: Path) -> str:
    """Return the digest of a file, empty if there is none."""
    try:
        return _digest(path.read_bytes())
    except (OSError, ValueError):  # a name that no file can have
        return ""


class OwnPagesOnly:
    """Answers whoever asks for this server by its own name, from one of its own pages.

    Another site's page could otherwise read the notes: by a name that it points at this machine,
    as a script or a picture of its own, or in a frame. A person may come from anywhere by a link.
    """

    def __init__(self, app: ASGIApp, port: int) -> None:
        self.app = app
        self.hosts = {f"{name}:{port}" for name in (HOST, "localhost")}
        self.origins = {f"http://{host}" for host in self.hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it; no other site may use what is sent."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
        elif not self._is_own(Headers(scope=scope)):
            await PlainTextResponse("403", 403)(scope, receive, send)
        else:

            async def send_guarded(message: Message) -> None:
                if message["type"] == "http.response.start":
                    headers = MutableHeaders(scope=message)
                    for name, value in _SECURITY.items():
                        headers.setdefault(name, value)
                await send(message)

            await self.app(scope, receive, send_guarded)

    def _is_own(self, headers: Headers) -> bool:
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or hosts[0].lower() not in self.hosts:
            return False
        if any(origin.lower() not in self.origins for origin in origins):
            return False
        if headers.get("sec-fetch-site", "none") in {"none", "same-origin"}:
            return True
        visits = headers.get("sec-fetch-mode") == "navigate"
        return visits and headers.get("sec-fetch-dest") == "document"


def site(board: Board, port: int) -> Starlette:
    """Return the server of a site."""

    async def events(request: Request) -> Response:
        page = unquote(request.query_params.get("page", "")).lstrip("/") or "index.html"
        parts = page.split("/")
        if ".." in parts or "\\" in page or ":" in page:
            return PlainTextResponse("404", 404)
        served = request.query_params.get("seen", "")
        return StreamingResponse(board.news(page, served), media_type="text/event-stream")

    return Starlette(
        routes=[
            Route(EVENTS, events),
            Route("/_live/bar.js", lambda _request: FileResponse(FOLDER / "bar.js")),
            Route("/_live/bar.css", lambda _request: FileResponse(FOLDER / "bar.css")),
            Mount("/", app=Pages(board)),
        ],
        middleware=[Middleware(OwnPagesOnly, port=port)],
    )


def bound(wanted: int) -> socket.socket:
    """Return a socket on the first free port from the wanted one, of this computer alone.

    :raises OSError: if there is none.
    """
    for port in (*range(wanted, min(wanted + PORTS, 65536)), 0) if wanted else (0,):
        listening = socket.socket()
        if os.name == "posix":  # a port that has just been given up; elsewhere it would share one
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
            listening.listen()
        except OSError:
            listening.close()
            continue
        return listening
    raise OSError(_("No port is free."))


def serve(board: Board, listening: socket.socket) -> int:
    """Serve from now on, in a thread: the first one builds, where notes can be bounded.

    Return the port.
    """
    port = int(listening.getsockname()[1])
    config = uvicorn.Config(
        site(board, port),
        http="h11",  # refuses what is ambiguous, as two names of a host
        ws="none",
        log_level="critical",  # who has gone while a page was sent is no fault
    )
    Thread(target=uvicorn.Server(config).run, args=([listening],), daemon=True).start()
    return port
