"""How the handbook's nodes look in HTML."""

from __future__ import annotations

import posixpath
import shutil
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from vademecum import nodes as vn
from vademecum.diagrams.drawing import drawing, picture
from vademecum.html.contexts import page_contexts
from vademecum.html.host_layout import has_own_theme
from vademecum.i18n import _
from vademecum.presentation.canvas_map import canvas_svg
from vademecum.presentation.words import callout_name, diagram_name, task_state
from vademecum.vault.callouts import KINDS
from vademecum.vault.tags import nearest


def _open(tag: str, class_: str = "") -> Any:
    def visit(self: HTML5Translator, node: nodes.Element) -> None:
        self.body.append(self.starttag(node, tag, "", CLASS=class_))

    def depart(self: HTML5Translator, node: nodes.Element) -> None:
        self.body.append(f"</{tag}>")

    return visit, depart


def _children_only(self: HTML5Translator, node: nodes.Element) -> None:
    """Let the children speak for themselves."""


def visit_line_break(self: HTML5Translator, node: vn.line_break) -> None:
    self.body.append("<br />\n")


def visit_ghost(self: HTML5Translator, node: vn.ghost) -> None:
    self.body.append('<span class="ghost">')


def depart_ghost(self: HTML5Translator, node: vn.ghost) -> None:
    self.body.append(f'<span class="ghost-sign"> ({escape(_("note to write"))})</span></span>')


def visit_task_mark(self: HTML5Translator, node: vn.task_mark) -> None:
    state = task_state(node["sign"])
    if state.usual:
        self.body.append(
            f'<span class="task-mark" role="img" aria-label="{escape(state.name)}">'
            f"{state.glyph}</span> "
        )
    else:
        self.body.append(
            f'<span class="task-mark" aria-hidden="true">{state.glyph}</span> '
            f'<span class="task-state">{escape(state.name)}{escape(_(":"))}</span> '
        )


def visit_tag(self: HTML5Translator, node: vn.tag) -> None:
    """A tag leads to its page; inside another link it is words."""
    known = page_contexts(self.builder.env).tags
    tag = nearest(known, node.astext().lstrip("#"))
    if tag is None or _within_control(node):
        self.body.append('<span class="tag">')
        self.context.append("</span>")
    else:
        address = self.builder.get_relative_uri(self.builder.current_docname, tag.address)
        self.body.append(f'<a class="tag" href="{escape(address)}">')
        self.context.append("</a>")


def _within_control(node: nodes.Element) -> bool:
    """Say whether a node stands in a link, or in what one presses to unfold a text."""
    around = node.parent
    while around is not None:
        if isinstance(around, nodes.reference | vn.skill_title | vn.callout_title):
            return True
        if isinstance(around, vn.html_tag) and around["start"].startswith("<a"):
            return True
        around = around.parent
    return False


def depart_tag(self: HTML5Translator, node: vn.tag) -> None:
    self.body.append(self.context.pop())


def visit_html_tag(self: HTML5Translator, node: vn.html_tag) -> None:
    self.body.append(node["start"])


def depart_html_tag(self: HTML5Translator, node: vn.html_tag) -> None:
    self.body.append(node["end"])


def visit_mermaid(self: HTML5Translator, node: vn.mermaid) -> None:
    drawn = drawing(self.builder.env, node["source"])
    source = f'<pre tabindex="0">{escape(node["source"])}</pre>'
    if drawn.problem:
        words = escape(_("Diagram, as text (Mermaid)"))
        self.body.append(
            f'<figure class="diagram"><figcaption>{words}</figcaption>{source}</figure>\n'
        )
        raise nodes.SkipNode
    words = _("Text of the diagram")
    folder = Path(self.builder.outdir) / self.builder.imagedir
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(picture(self.builder.env, drawn.file), folder / drawn.file)
    address = escape(posixpath.join(self.builder.imgpath, drawn.file))
    self.body.append(
        f'<figure class="diagram"><div class="diagram-box" role="group" tabindex="0"'
        f' aria-label="{escape(_("Diagram"))}"><img src="{address}"'
        f' alt="{escape(diagram_name(node["source"]))}"'
        f' width="{drawn.width:.0f}" height="{drawn.height:.0f}" /></div>\n'
        f"<details><summary>{escape(words)}</summary>{source}</details>"
        "</figure>\n"
    )
    raise nodes.SkipNode


def visit_query(self: HTML5Translator, node: vn.query) -> None:
    words = escape(_("query that only Obsidian runs (%(plugin)s)") % {"plugin": node["plugin"]})
    if node.get("inline"):
        self.body.append(f'<span class="query">[{words}]</span>')
    elif node["source"]:
        self.body.append(
            f'<details class="query"><summary>{words[:1].upper()}{words[1:]}</summary>'
            f'<pre tabindex="0">{escape(node["source"])}</pre></details>\n'
        )
    else:
        self.body.append(f'<p class="query">{words[:1].upper()}{words[1:]}</p>\n')
    raise nodes.SkipNode


def visit_canvas(self: HTML5Translator, node: vn.canvas) -> None:
    """Draw a map whose cards lead where the items of its list lead."""
    name, as_list = _("Map: %(name)s") % {"name": node["name"]}, _("The map as a list")
    addresses = [""] * len(node["labels"])
    for item in node.findall(nodes.list_item):
        link = next((n for n in item[0].findall(nodes.reference)), None) if len(item) else None
        if "card" in item and link is not None:
            address = link.get("refuri") or ("#" + link["refid"] if "refid" in link else "")
            addresses[item["card"]] = str(address)
    drawn = canvas_svg(node["canvas"], node["labels"], addresses, name, alone=False)
    self.body.append(
        f"{self.starttag(node, 'figure', CLASS='canvas')}<figcaption>{escape(name)}</figcaption>"
        f'<div class="canvas-box" role="group" tabindex="0" aria-label="{escape(name)}">'
        f"{drawn}</div>\n<details><summary>{escape(as_list)}</summary>\n"
    )


def depart_canvas(self: HTML5Translator, node: vn.canvas) -> None:
    self.body.append("</details></figure>\n")


def visit_frame(self: HTML5Translator, node: vn.frame) -> None:
    self.body.append('<div class="frame-card">')


def depart_frame(self: HTML5Translator, node: vn.frame) -> None:
    """Offer to load it, if the settings allow its host: vademecum.frames.js shows the button."""
    if node["source"]:
        words = _("Show it here: this calls %(host)s") % {"host": node["host"]}
        self.body.append(
            f'<p><button type="button" data-frame="{escape(node["source"])}"'
            f' data-title="{escape(node["title"])}" hidden>{escape(words)}</button></p>'
        )
    self.body.append("</div>\n")


def visit_inline_field(self: HTML5Translator, node: vn.inline_field) -> None:
    self.body.append(f'<span class="inline-field"><b>{escape(node["key"])}</b>{escape(_(":"))} ')


def visit_callout(self: HTML5Translator, node: vn.callout) -> None:
    kind = KINDS.get(node["kind"], "note")
    title = next((c for c in node.children if isinstance(c, vn.callout_title)), None)
    if title is not None and not title.children:
        title += nodes.Text(callout_name(node["kind"]))
    tag = "details" if node["fold"] else "div"
    start: str = self.starttag(node, tag, CLASS=f"callout callout-{kind}")
    self.body.append(start.replace(">", ' open="open">', 1) if node["fold"] == "+" else start)


def depart_callout(self: HTML5Translator, node: vn.callout) -> None:
    self.body.append("</details>\n" if node["fold"] else "</div>\n")


def visit_callout_title(self: HTML5Translator, node: vn.callout_title) -> None:
    parent = node.parent
    folded = isinstance(parent, vn.callout) and parent["fold"]
    self.body.append('<summary class="callout-title">' if folded else '<p class="callout-title">')
    self.context.append("</summary>\n" if folded else "</p>\n")


def depart_callout_title(self: HTML5Translator, node: vn.callout_title) -> None:
    self.body.append(self.context.pop())


def visit_embedded(self: HTML5Translator, node: vn.embedded) -> None:
    self.body.append(self.starttag(node, "div", CLASS="embedded"))
    language = f' lang="{escape(node["language"])}"' if node.get("language") else ""
    link = (
        f'<a class="reference internal" href="{escape(node["refuri"])}"{language}>'
        f"{escape(node['title'])}</a>"
    )
    source = escape(_("Taken from:"))
    self.body.append(f'<p class="embedded-source">{source} {link}</p>\n')


def depart_embedded(self: HTML5Translator, node: vn.embedded) -> None:
    self.body.append("</div>\n")


def _unfolded(self: HTML5Translator, source: str, name: str, size: str) -> str:
    """Return the place where a document is shown.

    Browsers load what stands in a folded place all the same, so our theme's script fills it when
    it is unfolded; without the script the link is there. A host's theme has no such script.
    """
    words = escape(_("Show the document here"))
    summary = f"<summary>{words}</summary>"
    if has_own_theme(self.config):
        sides = size.replace(" ", " data-document-")
        held = f'data-document="{source}" data-name="{name}"{sides}'
        return f"<details hidden {held}>{summary}</details>"
    shown = f'data="{source}" type="application/pdf" aria-label="{name}"{size}'
    return f'<details>{summary}<object class="media" {shown}></object></details>'


def visit_media(self: HTML5Translator, node: vn.media) -> None:
    """A player, and a link for browsers that cannot play.

    A document is loaded when a reader unfolds it: it may be heavy, and the viewer of a broken one
    takes the focus from whatever the reader is at.
    """
    download = node[0]
    if not isinstance(download, nodes.Element) or "filename" not in download:
        return
    place = f"#{node['fragment']}" if node.get("fragment") else ""
    source = escape(posixpath.join(self.builder.dlpath, download["filename"]) + place)
    name = escape(node["name"])
    size = "".join(f' {side}="{node[side]}"' for side in ("width", "height") if side in node)
    if node["kind"] == "pdf":
        self.body.append('<div class="document"><p class="media-link">')
        self.context.append(f"</p>{_unfolded(self, source, name, size)}</div>\n")
    else:
        tag = node["kind"]
        self.body.append(
            f'<{tag} class="media" controls preload="metadata" aria-label="{name}"'
            f' src="{source}"{size}>'
            f'</{tag}><span class="media-link">'
        )
        self.context.append("</span>")


def depart_media(self: HTML5Translator, node: vn.media) -> None:
    download = node[0]
    if isinstance(download, nodes.Element) and "filename" in download:
        self.body.append(self.context.pop())


def visit_formula(self: HTML5Translator, node: vn.formula) -> None:
    """MathML, which browsers draw by themselves; it was checked when it was read."""
    self.body.append(node["mathml"])
    raise nodes.SkipNode


def visit_formula_block(self: HTML5Translator, node: vn.formula_block) -> None:
    """A formula in a box of its own, which scrolls where the page must not."""
    self.body.append(self.starttag(node, "div", "", CLASS="math-block", tabindex="0"))
    self.body.append(f"{node['mathml']}</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the visitors."""
    nothing = (_children_only, _children_only)
    for kind in (
        vn.wikilink,
        vn.embed,
        vn.base,
    ):  # in titles and tables of contents, before resolution
        app.add_node(kind, html=nothing)
    app.add_node(vn.frame, html=(visit_frame, depart_frame))
    app.add_node(vn.media, html=(visit_media, depart_media))
    app.add_node(vn.ghost, html=(visit_ghost, depart_ghost))
    app.add_node(vn.callout, html=(visit_callout, depart_callout))
    app.add_node(vn.callout_title, html=(visit_callout_title, depart_callout_title))
    app.add_node(vn.embedded, html=(visit_embedded, depart_embedded))
    app.add_node(vn.highlight, html=_open("mark"))
    app.add_node(vn.strike, html=_open("s"))
    app.add_node(vn.tag, html=(visit_tag, depart_tag))
    app.add_node(vn.line_break, html=(visit_line_break, _children_only))
    app.add_node(vn.task_mark, html=(visit_task_mark, _children_only))
    app.add_node(vn.mermaid, html=(visit_mermaid, _children_only))
    app.add_node(vn.formula, html=(visit_formula, _children_only))
    app.add_node(vn.formula_block, html=(visit_formula_block, _children_only))
    app.add_node(vn.canvas, html=(visit_canvas, depart_canvas))
    app.add_node(vn.query, html=(visit_query, _children_only))
    app.add_node(vn.inline_field, html=(visit_inline_field, _open("span")[1]))
    app.add_node(vn.block_mark, html=nothing)
    app.add_node(vn.html_tag, html=(visit_html_tag, depart_html_tag))
