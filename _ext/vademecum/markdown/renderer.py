"""From Markdown tokens to document nodes: what Obsidian writes, on top of MyST.

Only the renderers and the parsers know MyST.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from docutils import nodes
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.base import token_line

from vademecum import nodes as vn
from vademecum.findings import record_finding
from vademecum.i18n import _
from vademecum.markdown import allow_list
from vademecum.markdown.read_context import note_id
from vademecum.markdown.renderer_directives import DirectiveRenderer
from vademecum.vault.names import slug
from vademecum.vault.records import Origin
from vademecum.vault.urls import right_address
from vademecum.vault.wikilink import Wikilink, parse_embed_label, parse_wikilink

_DRIVE = re.compile(r"[A-Za-z]:[\\/]|file:", re.IGNORECASE)
_MYST_SCHEMES = frozenset({"inv", "project", "path"})

QUERIES = {
    "dataview": "Dataview",
    "dataviewjs": "DataviewJS",
    "tasks": "Tasks",
    "query": "Query",
}
"""Blocks that Obsidian or a plug-in of it answers, by the word of the fence."""

SCRIPTS = frozenset({"DataviewJS"})
"""Those that are programs: not even their source is published."""

_INLINE_QUERY = re.compile(r"=\s*(?:this\b|\[\[)|\$=\s*\S")


class VaultRenderer(DirectiveRenderer):
    """Renders the tokens of one note; ``ReadContext`` says which, and takes what they say."""

    # --- Markdown links --------------------------------------------------------------------

    def render_link(self, token: SyntaxTreeNode) -> None:
        """Render a Markdown link: to a note or file by the rules of wikilinks, or to an address."""
        href = str(token.attrGet("href") or "")
        scheme = allow_list.scheme_of(href)
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
        known = not target or self.project.index.resolve(target, self.read_context.path).path
        if not known and right_address(unquote(href)):
            self.render_children(token)  # address-form tells it
        elif not known and scheme:
            code = "link-drive" if _DRIVE.match(unquote(href)) else "link-scheme"
            self.record(code, token_line(token, 0), address=unquote(href)[:80])
            self.render_children(token)
        elif not known and (whole := allow_list.with_scheme(unquote(href))):
            line, address = token_line(token, 0), unquote(href)[:80]
            args = {"address": address, "suggestion": whole[:80]}
            record_finding(self.sphinx_env, "link-no-scheme", line, unquote(href), whole, **args)
            self.render_children(token)
        elif not target and not fragment:
            self.render_children(token)
        else:
            wikilink = parse_wikilink(f"{target}#{fragment}" if fragment else target)
            label = nodes.inline()
            with self.current_node_context(label):
                self.render_children(token)
            text = vn.without_markup(label)
            link = self._place(
                token, wikilink or Wikilink(target), origin=Origin.MARKDOWN, raw=f"[{text}]({href})"
            )
            self._link(link, label.children or [nodes.Text(link.wikilink.shown)])

    # --- pictures ------------------------------------------------------------------------------

    def render_image(self, token: SyntaxTreeNode) -> None:
        """``![alt|size](address)``: a file of the vault; a picture of another site is a link."""
        source = str(token.attrGet("src") or "")
        text = self.renderInlineAsText(token.children or [])
        label = parse_embed_label(text or None)
        self._picture(source, label, token_line(token, 0))

    # --- text --------------------------------------------------------------------------------

    def render_softbreak(self, token: SyntaxTreeNode) -> None:
        self.current_node.append(vn.line_break())

    def render_hardbreak(self, token: SyntaxTreeNode) -> None:
        self.current_node.append(vn.line_break())

    def render_highlight(self, token: SyntaxTreeNode) -> None:
        self._inside(vn.highlight(), token)

    def render_s(self, token: SyntaxTreeNode) -> None:
        self._inside(vn.strike(), token)

    def render_tag(self, token: SyntaxTreeNode) -> None:
        self.read_context.tags.append(token.content)
        self.current_node.append(vn.tag("", "#" + token.content))

    def render_comment_mark(self, token: SyntaxTreeNode) -> None:
        """Render nothing: the comment between two such marks is gone."""

    def render_footnote_ref(self, token: SyntaxTreeNode) -> None:
        """Render a call of a footnote; of one that stands nowhere, as text, as Obsidian does."""
        label = token.meta["label"]
        if label in self.md_env.get("footnotes_written", ()):
            super().render_footnote_ref(token)
        else:
            self.current_node.append(nodes.Text(f"[^{label}]"))

    def render_inline_footnote(self, token: SyntaxTreeNode) -> None:
        footnote = nodes.footnote("", auto=1)
        label = f"inline-footnote-{len(self.read_context.footnotes) + 1}"
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
        self.read_context.footnotes.append(footnote)

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
        sign = (token.meta or {}).pop("sign", "x" if checked else " ")
        super().render_list_item(token)
        item = self.current_node[-1]
        if checked is None or not isinstance(item, nodes.Element):
            return
        item["classes"].append("task")
        head = item[0] if len(item) and isinstance(item[0], nodes.paragraph) else item
        head.insert(0, vn.task_mark(sign=sign))

    def render_fence(self, token: SyntaxTreeNode) -> None:
        words = token.info.split() if token.info else []
        if words and words[0].lower() == "mermaid":
            self._diagram(token)
            return
        if words and words[0].lower() == "base":
            self._table_of_notes(token.content, _("Table"), "", token_line(token, 0))
            return
        if words and words[0].lower() in QUERIES:
            self._query(QUERIES[words[0].lower()], token)
            return
        unknown = (
            words and not words[0].startswith("{") and words[0].lower() not in allow_list.LEXERS
        )
        if unknown and token.token is not None:
            token.token.info = "none"  # a language that nothing here can colour
        super().render_fence(token)

    def _diagram(self, token: SyntaxTreeNode) -> None:
        first, end = token.map or (1, 2)  # MyST counts from 1; the end is beyond
        node = vn.mermaid(source=token.content, lines=(first, end - 1))
        self.add_line_and_source_path(node, token)
        self.current_node.append(node)

    def _query(self, plugin: str, token: SyntaxTreeNode) -> None:
        source = token.content if plugin not in SCRIPTS else ""
        node = vn.query(plugin=plugin, source=source)
        self.add_line_and_source_path(node, token)
        self.current_node.append(node)

    def render_code_inline(self, token: SyntaxTreeNode) -> None:
        """Render code; a query that Dataview would answer here is not published."""
        if _INLINE_QUERY.match(token.content):
            node = vn.query(plugin="Dataview", source="", inline=True)
            self.add_line_and_source_path(node, token)
            self.current_node.append(node)
        else:
            super().render_code_inline(token)

    # --- headings ------------------------------------------------------------------------------

    def generate_heading_target(
        self, token: SyntaxTreeNode, level: int, node: nodes.Element, title_node: nodes.Element
    ) -> None:
        """Return a section a readable anchor that is unique on its page."""
        if isinstance(node, nodes.section):
            node["ids"].append(self._free_anchor(note_id(slug(vn.without_markup(title_node)))))
        super().generate_heading_target(token, level, node, title_node)

    def _free_anchor(self, wanted: str) -> str:
        """Return an id that nothing on the page has, ours included; alike ones are counted on."""
        turns = self.read_context.turns
        anchor = wanted
        while anchor in self.document.ids:
            turns[wanted] = turns.get(wanted, 1) + 1
            anchor = f"{wanted}-{turns[wanted]}"
        return anchor
