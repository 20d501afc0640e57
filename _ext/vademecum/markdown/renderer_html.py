"""HTML in a note: what the allow-list holds becomes nodes, the rest leaves its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docutils import nodes
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.base import token_line

from vademecum import nodes as vn
from vademecum.core.vault.wikilink import parse_embed_label
from vademecum.findings.codes import Code
from vademecum.i18n import _
from vademecum.markdown import allow_list
from vademecum.markdown.frames import frame_of, may_load
from vademecum.markdown.renderer_links import LinkRenderer

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
            self.record(Code.HTML_REFUSED, line, names=", ".join(names))


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
