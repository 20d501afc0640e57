"""How the handbook's nodes look in HTML."""

from __future__ import annotations

import posixpath
import re
from html import escape
from typing import Any

from docutils import nodes
from docutils.utils.math import MathError, latex2mathml
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.writers.html5 import HTML5Translator

from vademecum import nodes as vn
from vademecum.bridge.domain import VaultDomain
from vademecum.config import Settings
from vademecum.core.skillbook import PlacedSkill
from vademecum.core.skillnote import field_key
from vademecum.messages import _

# Obsidian help, « Callouts »: thirteen kinds and their other names.
_CALLOUTS = {
    **dict.fromkeys(("abstract", "summary", "tldr"), "abstract"),
    **dict.fromkeys(("tip", "hint", "important"), "tip"),
    **dict.fromkeys(("success", "check", "done"), "success"),
    **dict.fromkeys(("question", "help", "faq"), "question"),
    **dict.fromkeys(("warning", "caution", "attention"), "warning"),
    **dict.fromkeys(("failure", "fail", "missing"), "failure"),
    **dict.fromkeys(("danger", "error"), "danger"),
    **dict.fromkeys(("quote", "cite"), "quote"),
    **{kind: kind for kind in ("note", "info", "todo", "bug", "example")},
}


def callout_name(kind: str) -> str:
    """Return the title of a callout that has none of its own."""
    names = {
        "note": _("Note"),
        "abstract": _("Summary"),
        "info": _("Information"),
        "todo": _("To do"),
        "tip": _("Tip"),
        "success": _("Success"),
        "question": _("Question"),
        "warning": _("Warning"),
        "failure": _("Failure"),
        "danger": _("Danger"),
        "bug": _("Fault"),
        "example": _("Example"),
        "quote": _("Quotation"),
    }
    known = _CALLOUTS.get(kind)
    return names[known] if known is not None else kind.replace("-", " ").capitalize()


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
    name, sign = (_("done"), "☑") if node["checked"] else (_("to do"), "☐")
    self.body.append(
        f'<span class="task-mark" role="img" aria-label="{escape(name)}">{sign}</span> '
    )


def visit_html_tag(self: HTML5Translator, node: vn.html_tag) -> None:
    self.body.append(node["start"])


def depart_html_tag(self: HTML5Translator, node: vn.html_tag) -> None:
    self.body.append(node["end"])


def visit_mermaid(self: HTML5Translator, node: vn.mermaid) -> None:
    self.body.append(
        f'<figure class="mermaid-source"><figcaption>{escape(_("Diagram, as text (Mermaid)"))}'
        f'</figcaption><pre tabindex="0">{escape(node["source"])}</pre></figure>\n'
    )
    raise nodes.SkipNode


def visit_callout(self: HTML5Translator, node: vn.callout) -> None:
    kind = _CALLOUTS.get(node["kind"], "note")
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
    link = (
        f'<a class="reference internal" href="{escape(node["refuri"])}">{escape(node["title"])}</a>'
    )
    source = escape(_("Taken from:"))
    self.body.append(f'<p class="embedded-source">{source} {link}</p>\n')


def depart_embedded(self: HTML5Translator, node: vn.embedded) -> None:
    self.body.append("</div>\n")


def visit_media(self: HTML5Translator, node: vn.media) -> None:
    """A player with a link inside it for browsers that cannot play, and below it for all."""
    download = node[0]
    if not isinstance(download, nodes.Element) or "filename" not in download:
        return
    source = escape(posixpath.join(self.builder.dlpath, download["filename"]))
    name = escape(node["name"])
    size = "".join(f' {side}="{node[side]}"' for side in ("width", "height") if side in node)
    if node["kind"] == "pdf":
        self.body.append(
            f'<object class="media" data="{source}" type="application/pdf"'
            f' aria-label="{name}"{size}>'
        )
        self.context.append("</object>")
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


# --- skills --------------------------------------------------------------------------------------


def placed(self: HTML5Translator, node: vn.skill) -> PlacedSkill:
    """Return the skill that a node shows."""
    book = VaultDomain.of(self.builder.env).handbook.book
    return book.skills[book.by_place[node["note"], node["ordinal"]]]


def visit_skill_list(self: HTML5Translator, node: vn.skill_list) -> None:
    self.body.append('<div class="skills">\n')


def visit_skill(self: HTML5Translator, node: vn.skill) -> None:
    """A card: number, title, domain; then description, fields and references."""
    skill = placed(self, node)
    book = VaultDomain.of(self.builder.env).handbook.book
    domain = book.domains[skill.domain]
    spans = "".join(f'<span id="{escape(name)}"></span>' for name in node["ids"])
    anchor = "" if node.get("copy") else f' id="{escape(skill.id)}"'
    tag = "details" if node.get("folded") else "article"
    uri = self.builder.get_relative_uri(self.builder.current_docname, skill_page(skill.id))
    self.body.append(
        f'<{tag} class="skill domain-{escape(domain.slug)}"{anchor}{_filters(self, skill)}>{spans}'
    )
    head = "summary" if node.get("folded") else "div"
    count = len(skill.see)
    name, more = f'<a class="skill-id" href="{escape(uri)}">{escape(skill.id)}</a>', ""
    if node.get("folded"):  # a summary is a control already: its link goes into the body
        name = f'<span class="skill-id">{escape(skill.id)}</span>'
        page = escape(_("Page of skill %(id)s") % {"id": skill.id})
        more = f'<p class="skill-more"><a href="{escape(uri)}">{page}</a></p>\n'
    self.body.append(f'<{head} class="skill-head">{name} ')
    self.context.append(
        f' <span class="skill-domain">{escape(domain.name)}</span>'
        f' <span class="skill-count">{escape(resource_count(count))}</span></{head}>\n'
        f'<div class="skill-body">\n{_fields(self, skill)}'
    )
    self.context.append(f"{more}</div></{tag}>\n")


def resource_count(count: int) -> str:
    """Say how many resources a skill has."""
    if not count:
        return _("no resource")
    return _("1 resource") if count == 1 else _("%(count)s resources") % {"count": count}


def skill_page(identifier: str) -> str:
    """Return the address of a skill's own page, the same for ever."""
    return f"competences/{identifier.lower()}"


def _filters(self: HTML5Translator, skill: PlacedSkill) -> str:
    """Return what the catalogue's filters look at."""
    values = {field_key(name): value for name, value in skill.skill.fields}
    declared = Settings.of(self.config).skill_fields
    shown = {
        f"data-{field_key(n)}": values[field_key(n)] for n in declared if field_key(n) in values
    }
    shown |= {"data-domain": skill.domain, "data-resources": str(len(skill.see))}
    return "".join(f' {name}="{escape(value)}"' for name, value in sorted(shown.items()))


def _fields(self: HTML5Translator, skill: PlacedSkill) -> str:
    if not skill.skill.fields:
        return ""
    labels = {field_key(n): label for n, label in Settings.of(self.config).skill_fields.items()}
    pairs = "".join(
        f"<div><dt>{escape(labels.get(field_key(name), name))}</dt><dd>{escape(value)}</dd></div>"
        for name, value in skill.skill.fields
    )
    return f'<dl class="skill-fields">{pairs}</dl>\n'


def depart_skill(self: HTML5Translator, node: vn.skill) -> None:
    self.body.append(self.context.pop())


def visit_skill_title(self: HTML5Translator, node: vn.skill_title) -> None:
    self.body.append('<span class="skill-title">')


def depart_skill_title(self: HTML5Translator, node: vn.skill_title) -> None:
    end = self.context.pop()
    self.body.append("</span>" + self.context.pop())
    self.context.append(end)


# --- tables and headings -------------------------------------------------------------------------


_HIGH_SIGNS = re.compile(r" [?!;:»]+(?=[\s),.…]|$)")


def unbroken(text: str) -> str:
    """Return text as HTML in which no line begins with a sign of French that a space precedes."""
    return _HIGH_SIGNS.sub(
        lambda found: f'<span class="unbroken">{found[0]}</span>', escape(text, quote=False)
    )


class Translator(HTML5Translator):
    """Sphinx's writer; a table is in a box of its own, which scrolls where the page must not."""

    tables = 0

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802 (the name that docutils calls)
        """Keep the high signs of French with their word; the text itself stays as written."""
        french = str(self.config.language).startswith("fr")
        if french and not self.protect_literal_text and not self.in_mailto:
            self.body.append(unbroken(node.astext()))
        else:
            super().visit_Text(node)

    def visit_table(self, node: nodes.table) -> None:
        """Open the box, which the keyboard reaches, and the table."""
        self.tables += 1
        name = escape(_("Table %(number)s") % {"number": self.tables})
        self.body.append(
            f'<div class="table-box" role="region" aria-label="{name}" tabindex="0">\n'
        )
        super().visit_table(node)

    def depart_table(self, node: nodes.table) -> None:
        """Close both."""
        super().depart_table(node)
        self.body.append("</div>\n")

    def visit_entry(self, node: nodes.entry) -> None:
        """A cell; an empty one heads nothing, wherever it stands."""
        super().visit_entry(node)
        empty = not node.astext().strip() and not any(node.findall(nodes.image))
        if empty and self.body[-1].startswith("<th"):
            self.body[-1] = "<td" + self.body[-1].removeprefix("<th")
            self.context[-1] = "</td>\n"


def quiet_permalinks(app: Sphinx, config: Config) -> None:
    """Have a heading's own link named by its title, which is words, not by its sign."""
    if config.html_permalinks_icon == "¶":
        config.html_permalinks_icon = '<span aria-hidden="true">¶</span>'


# --- math ----------------------------------------------------------------------------------------


def _mathml(source: str, *, block: bool) -> str:
    """Return MathML, which browsers draw by themselves; the source if it is not understood."""
    try:
        return str(latex2mathml.tex2mathml(source, as_block=block))
    except (MathError, ValueError, IndexError, KeyError, AttributeError, RecursionError):
        return f"<code>{escape(source)}</code>"


def visit_math(self: HTML5Translator, node: nodes.math) -> None:
    self.body.append(_mathml(node.astext(), block=False))
    raise nodes.SkipNode


def visit_math_block(self: HTML5Translator, node: nodes.math_block) -> None:
    self.body.append(
        f'<div class="math-block" tabindex="0">{_mathml(node.astext(), block=True)}</div>\n'
    )
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the visitors, and MathML as the way to show math."""
    app.set_translator("html", Translator)
    app.connect("config-inited", quiet_permalinks)
    nothing = (_children_only, _children_only)
    for kind in (vn.wikilink, vn.embed):  # in titles and tables of contents, before resolution
        app.add_node(kind, html=nothing)
    app.add_node(vn.media, html=(visit_media, depart_media))
    app.add_node(vn.ghost, html=(visit_ghost, depart_ghost))
    app.add_node(vn.callout, html=(visit_callout, depart_callout))
    app.add_node(vn.callout_title, html=(visit_callout_title, depart_callout_title))
    app.add_node(vn.embedded, html=(visit_embedded, depart_embedded))
    app.add_node(vn.highlight, html=_open("mark"))
    app.add_node(vn.strike, html=_open("s"))
    app.add_node(vn.tag, html=_open("span", "tag"))
    app.add_node(vn.line_break, html=(visit_line_break, _children_only))
    app.add_node(vn.task_mark, html=(visit_task_mark, _children_only))
    app.add_node(vn.mermaid, html=(visit_mermaid, _children_only))
    app.add_node(vn.block_mark, html=nothing)
    app.add_node(vn.html_tag, html=(visit_html_tag, depart_html_tag))
    app.add_node(
        vn.skill_list, html=(visit_skill_list, lambda self, node: self.body.append("</div>\n"))
    )
    app.add_node(vn.skill, html=(visit_skill, depart_skill))
    app.add_node(vn.skill_title, html=(visit_skill_title, depart_skill_title))
    app.add_node(vn.skill_reference, html=_open("div", "skill-reference"))
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_math_block, None))
