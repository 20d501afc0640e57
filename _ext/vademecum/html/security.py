"""What a page may load and run, told to the browser: the Content-Security-Policy.

It stands in every page of our theme, so that it holds from a file or from any host. Hosts that
send headers of their own have the whole of it in ``_headers``: a page cannot say who may frame it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from vademecum.environment.domain import VaultDomain
from vademecum.html.host_layout import has_own_theme
from vademecum.settings import Settings

HEADERS_FILE: Final = "_headers"

_DIRECTIVES: Final = (
    ("default-src", "'none'"),
    ("script-src", "'self'"),
    ("style-src", "'self'"),
    ("img-src", "'self' data:"),
    ("font-src", "'self'"),
    ("media-src", "'self'"),
    ("object-src", "'self'"),
    ("frame-src", "'self'"),
    ("connect-src", "'self'"),
    ("worker-src", "'none'"),
    ("form-action", "'self'"),
    ("base-uri", "'none'"),
)
"""Pictures as ``data:`` are the signs of style sheets; an object is a PDF of the vault, which
Chromium shows as a frame."""

_HEADERS: Final = """\
/*
  Content-Security-Policy: {policy}; frame-ancestors 'self'
  X-Content-Type-Options: nosniff
  Referrer-Policy: same-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()
"""

_STYLED: Final = re.compile(r"<(\w++)((?:[^<>\"\s]++|\s|\"[^\"]*+\")*?) style=\"([^\"]*+)\"")
_LENGTH: Final = re.compile(r"(width|height):\s*([\d.]+)\s*(px|pt|pc|em|ex|in|cm|mm|%)")
_PIXELS: Final = {
    **{"px": 1.0, "pt": 4 / 3, "pc": 16.0, "em": 16.0, "ex": 8.0},
    **{"in": 96.0, "cm": 37.8, "mm": 3.78},
}


def policy(frame_hosts: Collection[str] = ()) -> str:
    """Return what a page may load; frames of these hosts too, which a reader asks for."""
    frames = " ".join(["'self'", *map(_origin, sorted(frame_hosts))])
    directives = {**dict(_DIRECTIVES), "frame-src": frames}
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def _origin(host: str) -> str:
    """Return a host as the policy names it; this computer alone may do without encryption."""
    here = host.partition(":")[0] in {"127.0.0.1", "localhost"}
    return f"{'http' if here else 'https'}://{host}"


def without_inline_styles(html: str) -> str:
    """Return what Sphinx has written without style attributes, which the policy refuses.

    A width in percent becomes ``data-width``, which the theme's style sheet knows from 1 to 100;
    the size of a picture its own attributes, in pixels. Any other declaration is dropped.
    """
    return _STYLED.sub(_with_attributes, html) if ' style="' in html else html


def _with_attributes(match: re.Match[str]) -> str:
    tag, before, style = match.groups()
    written = ""
    for side, number, unit in _LENGTH.findall(style):
        value = float(number) if number.count(".") < 2 and number.strip(".") else 0.0
        if unit == "%" and side == "width":
            written += f' data-width="{min(100, max(1, round(value)))}"'
        elif unit != "%" and tag in {"img", "object", "video"} and f" {side}=" not in before:
            written += f' {side}="{max(1, round(value * _PIXELS[unit]))}"'
    return f"<{tag}{before}{written}"


def write_headers(app: Sphinx, error: Exception | None) -> None:
    """Write ``_headers`` beside the pages of a handbook that is the whole site."""
    if error is not None or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    if has_own_theme(app.config) and VaultDomain.of(app.env).whole:
        (Path(app.outdir) / HEADERS_FILE).write_text(
            _HEADERS.format(policy=policy(Settings.of(app.config).frame_hosts)), encoding="utf-8"
        )


def setup(app: Sphinx) -> None:
    """Write when all else is written."""
    app.connect("build-finished", write_headers)
