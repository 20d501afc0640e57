"""What every Markdown page has of Obsidian, a guest's too: wikilinks, embeds, block ids.

Links and embeds are noted in the order in which they are met; where they lead is decided when all
notes are known.
"""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.base import token_line

from vademecum import nodes as vn
from vademecum.markdown import allow_list
from vademecum.markdown.renderer_files import FileRenderer
from vademecum.vault.records import Link, Origin
from vademecum.vault.wikilink import Wikilink, parse_embed_label, parse_wikilink

_WITHOUT_PAGE = (".canvas", ".base")


class LinkRenderer(FileRenderer):
    """Renders links and embeds; remembers what the note's record is made of."""

    def render_wikilink(self, token: SyntaxTreeNode) -> None:
        wikilink = parse_wikilink(token.meta["inner"])
        assert wikilink is not None, "the grammar accepts only what can be read"
        self._link(self._place(token, wikilink), [nodes.Text(wikilink.shown)])

    def render_embed(self, token: SyntaxTreeNode) -> None:
        wikilink = parse_wikilink(token.meta["inner"])
        assert wikilink is not None, "the grammar accepts only what can be read"
        link = self._place(token, wikilink, embed=True)
        label = parse_embed_label(wikilink.label)
        shown = allow_list.IMAGES | allow_list.AUDIO | allow_list.VIDEO | {"pdf"}
        if allow_list.suffix(wikilink.target) in shown or self._file(wikilink.target) is not None:
            self._attachment(link, label)
        else:
            self._note_link(vn.embed, link, [nodes.Text(wikilink.shown)])

    def render_malformed_links(self, token: SyntaxTreeNode) -> None:
        """Remember what was meant as a link; its text is in the tokens beside this one."""
        first, in_cell = token_line(token, 0), _in_cell(token)
        for offset, place in token.meta["places"]:
            self.read_context.malformed.append((first, first + offset, place, in_cell))

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
        raw = raw or self.read_context.as_written(token.content, line)
        return Link(line, raw, wikilink, embed, origin)

    def _link(self, link: Link, text: Sequence[nodes.Node]) -> None:
        """Append a link to a note, or to a file beside the notes."""
        target = link.wikilink.target
        path = self._file(target)
        if path is None:
            self._note_link(vn.wikilink, link, text)
            return
        self.read_context.attachments.append((target, path))
        if path.lower().endswith(_WITHOUT_PAGE) and link.origin is Origin.WIKI:
            self.read_context.add(link)
            args = {"target": target, "suggestion": f"!{link.raw}"}
            self.record("map-linked", link.line, **args)
            self.current_node.append(nodes.inline("", "", *text))
            return
        node = self._download(path, link.line, text)
        node["link"] = self.read_context.add(link)
        self.current_node.append(node)

    def _note_link(
        self, kind: type[nodes.TextElement], link: Link, text: Sequence[nodes.Node]
    ) -> None:
        target = link.wikilink.target
        kind_of_file = allow_list.suffix(target)
        if kind_of_file in allow_list.FILES or (
            link.origin is Origin.MARKDOWN and kind_of_file not in {"", "md"}
        ):
            self.read_context.attachments.append((target, None))
        node = kind("", "", *text, note=self.read_context.path, link=self.read_context.add(link))
        node.line = link.line
        self.current_node.append(node)

    def render_paragraph(self, token: SyntaxTreeNode) -> None:
        """Remember where a paragraph ends: a skill's mark belongs there."""
        super().render_paragraph(token)
        if token.map:  # MyST counts from 1; the end is beyond
            self.read_context.ends[token.map[0]] = token.map[1] - 1

    def render_block_id(self, token: SyntaxTreeNode) -> None:
        line = token_line(token, 0) + token.meta["offset"]
        self.current_node.append(vn.block_mark(block=token.content, lineno=line))

    def generate_heading_target(
        self, token: SyntaxTreeNode, level: int, node: nodes.Element, title_node: nodes.Element
    ) -> None:
        """Remember the level at which a heading is written."""
        if isinstance(node, nodes.section):
            node["source_level"] = (token.meta or {}).get("source_level", level)
        super().generate_heading_target(token, level, node, title_node)


def _in_cell(token: SyntaxTreeNode | None) -> bool:
    """Say whether a token stands in the cell of a table."""
    while token is not None and token.type not in {"td", "th"}:
        token = token.parent
    return token is not None
