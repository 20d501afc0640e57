"""HTML in a note: what the allow-list holds becomes nodes, the rest leaves its text."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from docutils import nodes
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.base import token_line

from vademecum import nodes as vn
from vademecum.i18n import _
from vademecum.markdown import allow_list
from vademecum.markdown.allow_list import Tag
from vademecum.markdown.renderer_links import LinkRenderer
from vademecum.vault.wikilink import parse_embed_label

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


MAX_HTML_DEPTH = 40
"""How many HTML elements of a paragraph may stand in one another; those below are left out."""


class HtmlRenderer(LinkRenderer):
    """Renders blocks and tags of HTML."""

    def render_html_block(self, token: SyntaxTreeNode) -> None:
        line = token_line(token, 0)
        self._record_refused(token.content, line)
        tags = allow_list.start_tags(token.content)
        if len(tags) == 1 and tags[0].name == "img":
            paragraph = nodes.paragraph()
            with self.current_node_context(paragraph, append=True):
                self._html_picture(tags[0], line)
            return
        html = allow_list.safe_html(token.content, self.settings.link_schemes)
        framed = any(frame_of(tag) for tag in tags if tag.name == "iframe")
        if (_HOLDERS.sub("", html) if framed else html).strip():
            self.current_node.append(nodes.raw("", html, format="html", vademecum=True))
        for tag in tags:
            self._frame(tag)

    def _frame(self, tag: allow_list.Tag) -> None:
        """Append what stands for a frame of another site."""
        frame = frame_of(tag) if tag.name == "iframe" else None
        if frame is None:
            return
        allowed = may_load(frame, self.settings.frame_hosts)
        name = ", ".join(filter(None, (frame.host.removeprefix("www."), frame.id)))
        title = frame.title or _("Film or page of another site: %(name)s") % {"name": name}
        link = nodes.reference("", title, refuri=normalizeLink(frame.page))
        shown = vn.frame("", nodes.paragraph("", "", link), title=title, host=frame.host)
        shown["source"] = frame.source if allowed else ""
        self.current_node.append(shown)

    def render_children(self, token: SyntaxTreeNode) -> None:
        """Render children; an HTML start tag and its end tag become one node."""
        children = token.children or []
        if any(child.type == "html_inline" for child in children):
            self._render_with_html(_Siblings(children, _pairs(children)), 0, len(children))
        else:
            super().render_children(token)

    def _render_with_html(self, siblings: _Siblings, first: int, last: int, depth: int = 0) -> None:
        index = first
        while index < last:
            child = siblings.nodes[index]
            end = siblings.ends.get(index, last)
            if child.type != "html_inline":
                self.rules[f"render_{child.type}"](child)
            elif end < last and depth < MAX_HTML_DEPTH:
                self._html_element(siblings, index, end, depth)
                index = end
            else:
                self._html_lone(child)
            index += 1

    def _html_element(self, siblings: _Siblings, first: int, last: int, depth: int) -> None:
        start = siblings.nodes[first].content
        self._record_refused(start, token_line(siblings.nodes[first], 0))
        pair = allow_list.safe_pair(start, self.settings.link_schemes)
        if pair is not None:
            element = vn.html_tag(start=pair[0], end=pair[1])
            with self.current_node_context(element, append=True):
                self._render_with_html(siblings, first + 1, last, depth + 1)
        elif allow_list.tag_name(start) == "iframe":
            self._frame(allow_list.start_tags(start)[0])
        elif allow_list.tag_name(start) not in {"script", "style"}:
            self._render_with_html(siblings, first + 1, last, depth + 1)

    def _html_lone(self, token: SyntaxTreeNode) -> None:
        tag = token.content
        name = allow_list.tag_name(tag)
        if not allow_list.is_html_tag(tag):
            self.current_node.append(nodes.Text(tag))
        elif name == "br":
            self.current_node.append(vn.line_break())
        elif name == "img":
            self._html_picture(allow_list.start_tags(tag)[0], token_line(token, 0))
        else:
            self._record_refused(tag, token_line(token, 0))

    def _html_picture(self, tag: allow_list.Tag, line: int) -> None:
        size = "x".join(
            tag.attributes[side]
            for side in ("width", "height")
            if tag.attributes.get(side, "").isdecimal()
        )
        label = parse_embed_label("|".join(filter(None, (tag.attributes.get("alt"), size))))
        self._picture(tag.attributes.get("src", ""), label, line)

    def _record_refused(self, html: str, line: int) -> None:
        names = allow_list.refused_tags(html)
        if "iframe" in names and all(
            (frame := frame_of(tag)) and may_load(frame, self.settings.frame_hosts)
            for tag in allow_list.start_tags(html)
            if tag.name == "iframe"
        ):
            names.remove("iframe")
        if names:
            self.record("html-refused", line, names=", ".join(names))


_HOLDERS = re.compile(r"</?(?:p|div|center)>")
"""What often stands around a frame, and is empty without it."""


@dataclass(frozen=True, slots=True)
class _Siblings:
    """Inline nodes side by side, and for each HTML start tag where its end tag stands."""

    nodes: Sequence[SyntaxTreeNode]
    ends: dict[int, int]


def _pairs(siblings: Sequence[SyntaxTreeNode]) -> dict[int, int]:
    """Return where each element that a start tag opens is closed, among its siblings."""
    ends: dict[int, int] = {}
    opened: dict[str, list[int]] = {}
    for index, node in enumerate(siblings):
        name = allow_list.tag_name(node.content) if node.type == "html_inline" else ""
        if not name or node.content.endswith("/>"):
            continue
        if not node.content.startswith("</"):
            opened.setdefault(name, []).append(index)
        elif opened.get(name):
            ends[opened[name].pop()] = index
    return ends
