"""Where the site stands for people elsewhere, and pages that are served at any address."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any, Final
from urllib.parse import urlsplit

from sphinx.config import Config

NOT_FOUND: Final = "404"
"""The page that hosts show for an address that is none. Without the address of the site its links
are relative, which is right for an address beside the home page."""


def site_address(config: Config) -> str:
    """Return where the site stands, ending in a slash; empty if nothing says."""
    base = str(config.html_baseurl or "")
    return base.rstrip("/") + "/" if base else ""


def from_root(context: dict[str, Any], site: str, page_uri: Callable[[str], str]) -> None:
    """Have a page name everything from the root of its host: nobody knows where it is shown."""
    root = urlsplit(site).path or "/"

    def pathto(other: str, resource: object = False) -> str:
        return root + (other if resource else page_uri(other))

    def css_tag(css: Any) -> str:
        return f'<link rel="stylesheet" href="{escape(pathto(str(css.filename), True))}" />'

    def js_tag(js: Any) -> str:
        name = str(getattr(js, "filename", js) or "")
        return f'<script src="{escape(pathto(name, True))}" defer></script>' if name else ""

    context |= {"pathto": pathto, "css_tag": css_tag, "js_tag": js_tag, "content_root": root}
