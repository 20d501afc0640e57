"""Frames of other sites in a note (``<iframe src="https://…">``), mostly films: what they show.

A page calls nobody, so a frame is a card with a title and a link; it may be loaded in place, at a
reader's wish, if its host is among those that ``vademecum_frame_hosts`` names.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from vademecum.markdown.allow_list import Tag

LONGEST: Final = 500
"""Characters of an address; a longer one is no film's."""

_PAGES: Final = (
    (
        r"(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{6,20})",
        "https://www.youtube.com/watch?v={}",
    ),
    (r"player\.vimeo\.com/video/(\d{5,15})", "https://vimeo.com/{}"),
    (r"(?:www\.)?dailymotion\.com/embed/video/(\w{5,15})", "https://www.dailymotion.com/video/{}"),
    (r"([\w.-]+/)videos/embed/([\w-]{8,40})", "https://{}w/{}"),
)
"""Where people watch what a frame holds; the last is PeerTube's, on any host."""
_SAYS_NOTHING: Final = re.compile(
    r"(?:youtube|vimeo|dailymotion|peertube)?[ -]*(?:video )?player", re.I
)
_HERE: Final = re.compile(r"(?:127\.0\.0\.1|localhost)(?::\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame: ``source``, the ``page`` for people, ``title``, ``host``, and its ``id`` there."""

    source: str
    page: str
    title: str
    host: str
    id: str


def frame_of(tag: Tag) -> Frame | None:
    """Return the frame that a start tag means; None if it leads to no page of the web."""
    source = tag.attributes.get("src", "").strip()
    source = "https:" + source if source.startswith("//") else source
    if len(source) > LONGEST or re.search(r"[\s\\<>\"'`{|}^;,]", source):
        return None
    try:
        parts = urlsplit(source)
        host = parts.netloc.lower()
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not re.fullmatch(r"[a-z0-9.-]+(?::\d{1,5})?", host):
        return None
    title = " ".join(tag.attributes.get("title", "").split())[:200]
    if _SAYS_NOTHING.fullmatch(title):
        title = ""
    name = parts.path.rstrip("/").rpartition("/")[2]
    return Frame(source, _page(source), title, host, name)


def _page(source: str) -> str:
    path = source.partition("://")[2].partition("?")[0]
    for pattern, page in _PAGES:
        match = re.fullmatch(pattern, path)
        if match:
            return page.format(*match.groups())
    return source


def may_load(frame: Frame, hosts: Collection[str]) -> bool:
    """Return whether a frame may be loaded in place: from a named host, and safely."""
    safe = frame.source.startswith("https:") or _HERE.fullmatch(frame.host)
    return bool(safe) and frame.host in hosts
