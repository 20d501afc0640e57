"""From Markdown tokens to document nodes: what Obsidian writes, on top of MyST.

The only module beside the parser that knows MyST. Links and embeds are noted in the order in
which they are met; where they lead is decided when all notes are known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound
from sphinx import addnodes

from vademecum import nodes as vn
from vademecum.bridge import trust
from vademecum.config import Settings
from vademecum.core.names import printed, slug
from vademecum.core.records import Link, Origin
from vademecum.core.wikilink import EmbedLabel, Wikilink, parse_embed_label, parse_wikilink
from vademecum.messages import Code, note
from vademecum.project import NOTE_SUFFIX, VaultProject
from vademecum.inhand import NoteInHand

_MYST_SCHEMES = frozenset({"inv", "project", "path"})
_LABEL = re.compile(r"[a-z0-9][a-z0-9_.-]*")


class VaultRenderer(SphinxRenderer):
    """Renders the tokens of one note; ``NoteInHand`` says which, and takes what is met."""

    @property
    def in_hand(self) -> NoteInHand:
        """The note that is being read."""
        return NoteInHand.of(self.sphinx_env)

    @property
    def project(self) -> VaultProject:
        """The files of the vault."""
        project = self.sphinx_env.project
        assert isinstance(project, VaultProject)
        return project

    @property
    def settings(self) -> Settings:
        """The handbook's settings."""
        return self.in_hand.settings

    def tell(self, code: Code, line: int, **args: object) -> None:
        """Remember a finding about the note in hand."""
        note(self.sphinx_env, code, line, **args)

    # --- links and embeds --------------------------------------------------------------------

    def render_wikilink(self, token: SyntaxTreeNode) -> None:
        wikilink = parse_wikilink(token.meta["inner"])
        assert wikilink is not None, "the grammar accepts only what can be read"
        self._link(self._place(token, wikilink), [nodes.Text(wikilink.shown)])

    def render_embed(self, token: SyntaxTreeNode) -> None:
        wikilink = parse_wikilink(token.meta["inner"])
        assert wikilink is not None, "the grammar accepts only what can be read"
        link = self._place(token, wikilink, embed=True)
        label = parse_embed_label(wikilink.label)
        if trust.suffix(wikilink.target) in trust.IMAGES | trust.AUDIO | trust.VIDEO | {"pdf"}:
            self._attachment(link, label)
        else:
            self._note_link(vn.embed, link, [nodes.Text(wikilink.shown)])

    def render_malformed_link(self, token: SyntaxTreeNode) -> None:
        self.current_node.append(nodes.Text(token.content))
        line = token_line(token, 0) + token.meta["offset"]
        self.tell(Code.LINK_MALFORMED, line, raw=self.in_hand.line(line).strip()[:80])

    def render_link(self, token: SyntaxTreeNode) -> None:
        """A Markdown link: to a note or a file by the rules of wikilinks, or to an address."""
        href = str(token.attrGet("href") or "")
        scheme = trust.scheme_of(href)
        if scheme in _MYST_SCHEMES:
            super().render_link(token)
        elif scheme in self.settings.link_schemes:
            self.render_link_url(token)
        elif href.startswith("//"):
            token.attrs["href"] = "https:" + href
            self.render_link_url(token)
        else:
            self._markdown_link(token, href, scheme)

    def _markdown_link(self, token: SyntaxTreeNode, href: str, scheme: str) -> None:
        target, _, fragment = unquote(href).partition("#")
        known = not target or self.project.index.resolve(target, self.in_hand.path).path
        if not known and scheme:
            self.tell(Code.LINK_SCHEME, token_line(token, 0), address=unquote(href)[:80])
            self.render_children(token)
        elif not known and token.info != "auto" and _LABEL.fullmatch(target):
            super().render_link_unknown(token)
        elif not target and not fragment:
            self.render_children(token)
        else:
            wikilink = parse_wikilink(f"{target}#{fragment}" if fragment else target)
            label = nodes.inline()
            with self.current_node_context(label):
                self.render_children(token)
            text = vn.without_markup(label)
            link = self._place(token, wikilink or Wikilink(target), origin=Origin.MARKDOWN, raw=f"[{text}]({href})")
            self._link(link, label.children or [nodes.Text(link.wikilink.shown)])

    def _place(
        self,
        token: SyntaxTreeNode,
        wikilink: Wikilink,
        *,
        embed: bool = False,
        origin: Origin = Origin.WIKI,
        raw: str = "",
    ) -> Link:
        line = token_line(token, 0) + (token.meta or {}).get("offset", 0)
        raw = raw or self.in_hand.as_written(token.content, line)
        return Link(line, raw, wikilink, embed, origin)

    def _link(self, link: Link, text: Sequence[nodes.Node]) -> None:
        """Append a link to a note, or to a file beside the notes."""
        target = link.wikilink.target
        match = self.project.index.resolve(target, self.in_hand.path)
        if match.path is None or match.path.lower().endswith(NOTE_SUFFIX):
            self._note_link(vn.wikilink, link, text)
            return
        self.in_hand.attachments.append((target, match.path))
        node = self._download(match.path, link.line, text)
        node["link"] = self.in_hand.add(link)
        self.current_node.append(node)

    def _note_link(
        self, kind: type[nodes.TextElement], link: Link, text: Sequence[nodes.Node]
    ) -> None:
        target = link.wikilink.target
        if trust.suffix(target) and not target.lower().endswith(NOTE_SUFFIX):
            self.in_hand.attachments.append((target, None))
        node = kind("", "", *text, note=self.in_hand.path, link=self.in_hand.add(link))
        node.line = link.line
        self.current_node.append(node)

    # --- files beside the notes ---------------------------------------------------------------

    def render_image(self, token: SyntaxTreeNode) -> None:
        """``![alt|size](address)``: a file of the vault; a picture of another site is a link."""
        source = str(token.attrGet("src") or "")
        text = self.renderInlineAsText(token.children or [])
        label = parse_embed_label(text or None)
        self._picture(source, label, token_line(token, 0))

    def _picture(self, source: str, label: EmbedLabel, line: int) -> None:
        scheme = trust.scheme_of(source)
        if scheme == "data" and source.lower().startswith("data:image/"):
            self.current_node.append(_sized(nodes.image(uri=source, alt=label.alt or "", known=True), label))
        elif scheme or source.startswith("//"):
            self._picture_elsewhere(source, label, line, scheme)
        else:
            wikilink = Wikilink(unquote(source).partition("#")[0])
            raw = f"![{label.alt or ''}]({source})"
            self._attachment(Link(line, raw, wikilink, True, Origin.MARKDOWN), label)

    def _picture_elsewhere(self, source: str, label: EmbedLabel, line: int, scheme: str) -> None:
        text = label.alt or unquote(source).rpartition("/")[2] or source
        if scheme and scheme not in self.settings.link_schemes:
            self.tell(Code.LINK_SCHEME, line, address=source[:80])
            self.current_node.append(nodes.Text(text))
            return
        self.tell(Code.IMAGE_ELSEWHERE, line, address=source[:120])
        refuri = source if scheme else "https:" + source
        self.current_node.append(nodes.reference("", text, refuri=refuri, classes=["elsewhere"]))

    def _attachment(self, link: Link, label: EmbedLabel) -> None:
        """Append a picture, a sound, a film or a PDF; what is missing stays visible as text."""
        target = link.wikilink.target
        path = self.project.index.resolve(target, self.in_hand.path).path
        self.in_hand.attachments.append((target, path))
        if path is None or path.lower().endswith(NOTE_SUFFIX):
            index = self.in_hand.add(link)
            self.current_node.append(
                nodes.inline("", label.alt or target, classes=["missing-file"], link=index)
            )
            return
        node = self._show(path, label, link.line)
        node["lineno"] = link.line  # Sphinx sets the line of a picture to 0
        node["link"] = self.in_hand.add(link)
        self.current_node.append(node)

    def _show(self, path: str, label: EmbedLabel, line: int) -> nodes.Element:
        name = printed(path.rpartition("/")[2])
        kind = trust.suffix(path)
        if kind in trust.IMAGES and not self._refused(path, line):
            return _sized(nodes.image(uri="/" + path, alt=label.alt or "", known=True), label)
        if kind in trust.AUDIO | trust.VIDEO | {"pdf"}:
            sort = "audio" if kind in trust.AUDIO else "video" if kind in trust.VIDEO else "pdf"
            media = vn.media("", "", kind=sort, name=label.alt or name)
            media += self._download(path, line, [nodes.Text(label.alt or name)])
            return _sized(media, label)
        return self._download(path, line, [nodes.Text(label.alt or name)])

    def _download(self, path: str, line: int, text: Sequence[nodes.Node]) -> nodes.Element:
        """Return a link to a file, or its text alone if the file may not be published."""
        if self._refused(path, line):
            return nodes.inline("", "", *text, classes=["missing-file"])
        return addnodes.download_reference("", "", *text, reftarget="/" + path, known=True)

    def _refused(self, path: str, line: int) -> bool:
        cause = trust.file_problem(self.project.srcdir, path)
        if cause is not None:
            self.tell(Code.FILE_REFUSED, line, target=path, cause=cause)
        return cause is not None

    # --- text --------------------------------------------------------------------------------

    def render_paragraph(self, token: SyntaxTreeNode) -> None:
        """Remember where a paragraph ends: a skill's mark belongs there."""
        super().render_paragraph(token)
        paragraph = self.current_node[-1] if self.current_node.children else None
        if token.map and isinstance(paragraph, nodes.paragraph):
            paragraph["last_line"] = token.map[1] - 1  # MyST counts from 1; the end is beyond

    def render_softbreak(self, token: SyntaxTreeNode) -> None:
        self.current_node.append(vn.line_break())

    def render_hardbreak(self, token: SyntaxTreeNode) -> None:
        self.current_node.append(vn.line_break())

    def render_highlight(self, token: SyntaxTreeNode) -> None:
        self._inside(vn.highlight(), token)

    def render_s(self, token: SyntaxTreeNode) -> None:
        self._inside(vn.strike(), token)

    def render_tag(self, token: SyntaxTreeNode) -> None:
        self.in_hand.tags.append(token.content)
        self.current_node.append(vn.tag("", "#" + token.content))

    def render_block_id(self, token: SyntaxTreeNode) -> None:
        line = token_line(token, 0) + token.meta["offset"]
        self.current_node.append(vn.block_mark(block=token.content, lineno=line))

    def render_comment_mark(self, token: SyntaxTreeNode) -> None:
        """One of two marks around a long comment, which is gone; nothing stands here."""

    def render_inline_footnote(self, token: SyntaxTreeNode) -> None:
        footnote = nodes.footnote("", auto=1)
        label = f"inline-footnote-{len(self.in_hand.footnotes) + 1}"
        call = nodes.footnote_reference("", auto=1, refname=label)
        footnote["names"].append(label)
        paragraph = nodes.paragraph()
        footnote += paragraph
        with self.current_node_context(paragraph):
            self.render_children(token)
        self.add_line_and_source_path(call, token)
        self.current_node.append(call)
        self.document.note_autofootnote_ref(call)
        self.document.note_footnote_ref(call)
        self.document.note_autofootnote(footnote)
        self.document.note_explicit_target(footnote, footnote)
        self.in_hand.footnotes.append(footnote)

    def _inside(self, node: nodes.Element, token: SyntaxTreeNode) -> None:
        self.add_line_and_source_path(node, token)
        with self.current_node_context(node, append=True):
            self.render_children(token)

    # --- blocks ------------------------------------------------------------------------------

    def render_callout(self, token: SyntaxTreeNode) -> None:
        self._inside(vn.callout(kind=token.meta["kind"], fold=token.meta["fold"]), token)

    def render_callout_title(self, token: SyntaxTreeNode) -> None:
        self._inside(vn.callout_title(), token)

    def render_list_item(self, token: SyntaxTreeNode) -> None:
        checked = (token.meta or {}).pop("checked", None)
        super().render_list_item(token)
        item = self.current_node[-1]
        if checked is None or not isinstance(item, nodes.Element):
            return
        item["classes"].append("task")
        head = item[0] if len(item) and isinstance(item[0], nodes.paragraph) else item
        head.insert(0, vn.task_mark(checked=checked))

    def render_fence(self, token: SyntaxTreeNode) -> None:
        words = token.info.split() if token.info else []
        if words and words[0].lower() == "mermaid":
            self.current_node.append(vn.mermaid(source=token.content))
            return
        unknown = words and not words[0].startswith("{") and not _lexer_known(words[0])
        if unknown and token.token is not None:
            token.token.info = "none"  # a plug-in's block (dataview, tasks): shown as it is
        super().render_fence(token)

    def generate_heading_target(
        self, token: SyntaxTreeNode, level: int, node: nodes.Element, title_node: nodes.Element
    ) -> None:
        """Give a section a readable anchor that is unique on its page."""
        if isinstance(node, nodes.section):
            node["ids"].append(self._free_anchor(slug(vn.without_markup(title_node))))
            node["written"] = (token.meta or {}).get("written", level)
            super().generate_heading_target(token, level, node, title_node)

    def _free_anchor(self, wanted: str) -> str:
        anchor, turn = wanted, 1
        while anchor in self.document.ids:
            turn += 1
            anchor = f"{wanted}-{turn}"
        return anchor

    # --- HTML --------------------------------------------------------------------------------

    def render_html_block(self, token: SyntaxTreeNode) -> None:
        line = token_line(token, 0)
        self._tell_refused(token.content, line)
        if (tags := trust.start_tags(token.content)) and tags[0].name == "img" and len(tags) == 1:
            paragraph = nodes.paragraph()
            with self.current_node_context(paragraph, append=True):
                self._html_picture(tags[0], line)
            return
        html = trust.safe_html(token.content, self.settings.link_schemes)
        if html.strip():
            self.current_node.append(nodes.raw("", html, format="html", vademecum=True))

    def render_children(self, token: SyntaxTreeNode) -> None:
        """Render children; an HTML start tag and its end tag become one node."""
        children = token.children or []
        if any(child.type == "html_inline" for child in children):
            self._render_with_html(children)
        else:
            super().render_children(token)

    def _render_with_html(self, children: Sequence[SyntaxTreeNode]) -> None:
        index = 0
        while index < len(children):
            child = children[index]
            if child.type != "html_inline":
                self.rules[f"render_{child.type}"](child)
            elif (end := _matching(children, index)) is not None:
                self._html_element(child, children[index + 1 : end])
                index = end
            else:
                self._html_lone(child)
            index += 1

    def _html_element(self, start: SyntaxTreeNode, inner: Sequence[SyntaxTreeNode]) -> None:
        self._tell_refused(start.content, token_line(start, 0))
        pair = trust.safe_pair(start.content, self.settings.link_schemes)
        if pair is not None:
            element = vn.html_tag(start=pair[0], end=pair[1])
            with self.current_node_context(element, append=True):
                self._render_with_html(inner)
        elif trust.tag_name(start.content) not in {"script", "style"}:
            self._render_with_html(inner)

    def _html_lone(self, token: SyntaxTreeNode) -> None:
        tag = token.content
        name = trust.tag_name(tag)
        if not trust.is_html_tag(tag):
            self.current_node.append(nodes.Text(tag))
        elif name == "br":
            self.current_node.append(vn.line_break())
        elif name == "img":
            self._html_picture(trust.start_tags(tag)[0], token_line(token, 0))
        else:
            self._tell_refused(tag, token_line(token, 0))

    def _html_picture(self, tag: trust.Tag, line: int) -> None:
        size = "x".join(
            tag.attributes[side]
            for side in ("width", "height")
            if tag.attributes.get(side, "").isdecimal()
        )
        label = parse_embed_label("|".join(filter(None, (tag.attributes.get("alt"), size))))
        self._picture(tag.attributes.get("src", ""), label, line)

    def _tell_refused(self, html: str, line: int) -> None:
        if names := trust.refused_tags(html):
            self.tell(Code.HTML_REFUSED, line, names=", ".join(names))

    # --- what MyST can do and a note may not -----------------------------------------------------

    def run_directive(
        self,
        name: str,
        first_line: str,
        content: str,
        position: int,
        additional_options: dict[str, str] | None = None,
        *,
        block_text: str | None = None,
    ) -> list[nodes.Element]:
        """Run a directive of the allow-list; any other does nothing but is told."""
        if name not in trust.DIRECTIVES | self.settings.directives:
            self.tell(Code.DIRECTIVE_REFUSED, position, name=name)
            return []
        produced: list[nodes.Element] = super().run_directive(
            name, first_line, content, position, additional_options, block_text=block_text
        )
        return produced

    def render_restructuredtext(self, token: SyntaxTreeNode) -> None:
        self.tell(Code.DIRECTIVE_REFUSED, token_line(token, 0), name="eval-rst")

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        name = token.meta["name"]
        if name in trust.ROLES:
            super().render_myst_role(token)
            return
        if name in trust.KNOWN_ROLES:
            self.tell(Code.ROLE_REFUSED, token_line(token, 0), name=name)
        self.current_node.append(nodes.Text("{" + name + "}"))
        self.current_node.append(nodes.literal("", token.content))


def _sized(node: nodes.Element, label: EmbedLabel) -> nodes.Element:
    for side, value in (("width", label.width), ("height", label.height)):
        if value is not None:
            node[side] = f"{value}px" if isinstance(node, nodes.image) else str(value)
    return node


def _lexer_known(name: str) -> bool:
    try:
        get_lexer_by_name(name)
    except ClassNotFound:
        return False
    return True


def _matching(children: Sequence[SyntaxTreeNode], start: int) -> int | None:
    """Return where the element that ``children[start]`` opens is closed, among its siblings."""
    opening = children[start].content
    name = trust.tag_name(opening)
    if not name or opening.startswith("</") or opening.endswith("/>"):
        return None
    depth = 0
    for index in range(start, len(children)):
        child = children[index]
        if child.type == "html_inline" and trust.tag_name(child.content) == name:
            depth += -1 if child.content.startswith("</") else 1
            if depth == 0:
                return index
    return None


