"""Blocks: headings, paragraphs, lists, callouts, code, what is embedded, what is only noted."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes
from sphinx import addnodes
from sphinx_design.shared import PassthroughTextElement

from vademecum import nodes as vn
from vademecum.core.skills.catalogue import Domain
from vademecum.pdf.inline import wrapped
from vademecum.pdf.syntax import NOTHING, boolean, call, joined, string
from vademecum.pdf.translator import Writer, show


@show.register
def show_paragraph(node: nodes.paragraph, writer: Writer) -> str:
    """A paragraph, or the picture that is all of it."""
    return paragraph(node, writer)


def paragraph(node: nodes.Element, writer: Writer) -> str:
    """Return the children of a node as a paragraph."""
    writer.last = ""
    if len(node) == 1 and isinstance(node[0], nodes.image):
        return writer.inside(node)
    return wrapped("par", node, writer)


# --- headings ---------------------------------------------------------------


@show.register
def show_section(node: nodes.section, writer: Writer) -> str:
    """A section: one level below the one around it; the note's own title is the chapter's."""
    outermost = isinstance(node.parent, nodes.document)
    level = writer.level
    if not outermost:
        writer.level = level + 1
    headers = (
        []
        if outermost
        else [writer.domain_heads.get(f"{writer.docname}#{name}") for name in node["ids"]]
    )
    domain = next((head for head in headers if head is not None), None)
    shown = writer.inside(node) if domain is None else _domain_section(node, domain, writer)
    writer.level = level
    return shown


def _domain_section(node: nodes.section, domain: Domain, writer: Writer) -> str:
    """Return a section whose pages say the domain, in words and by a rule in its colour."""
    slug, name = string(domain.slug), string(domain.name)
    turned = call("turn", writer.running, domain=slug, domain_name=name)
    rule = call("domain-rule", slug, name)
    head, rest = node.children[:1], node.children[1:]
    return joined(
        [
            writer.anchors(node),
            turned,
            writer.all(head),
            rule,
            writer.all(rest),
            call("turn", writer.running),
        ]
    )


@show.register
def show_title(node: nodes.title, writer: Writer) -> str:
    """A heading, or the title of a table or an admonition; the chapter's own stands already."""
    parent = node.parent
    if isinstance(parent, nodes.section) and isinstance(parent.parent, nodes.document):
        return NOTHING
    inner = headline(node, writer)
    if isinstance(parent, nodes.section):
        return (
            call("section-title", inner, level=str(writer.level)) if inner != NOTHING else NOTHING
        )
    return call("block-title", inner) if inner != NOTHING else NOTHING


def headline(node: nodes.Element, writer: Writer) -> str:
    """Return what a heading says; it holds no footnotes."""
    writer.last = ""
    before, writer.plain = writer.plain, True
    inner = writer.inside(node)
    writer.plain = before
    return inner


@show.register(nodes.rubric)
@show.register(nodes.subtitle)
@show.register(addnodes.centered)
def show_rubric(node: nodes.Element, writer: Writer) -> str:
    """A line in bold that is no heading."""
    inner = headline(node, writer)
    return call("block-title", inner) if inner != NOTHING else NOTHING


# --- lists ---------------------------------------------------------------


@show.register
def show_bullets(node: nodes.bullet_list, writer: Writer) -> str:
    """A list; one that has tasks has boxes instead of bullets."""
    items = _elements(node)
    tasks = any("task" in item["classes"] for item in items)
    shown = [_item(item, writer, bullet=tasks and "task" not in item["classes"]) for item in items]
    function = "tasks" if tasks else "list"
    return joined([writer.anchors(node), call(function, *shown, tight=boolean(_tight(node)))])


def _item(item: nodes.Element, writer: Writer, *, bullet: bool) -> str:
    """Return an item; one among tasks that is none has its bullet in its text."""
    if bullet and len(item) and isinstance(item[0], nodes.paragraph):
        item[0].insert(0, nodes.Text("• "))
    return writer.inside(item)


@show.register
def show_numbers(node: nodes.enumerated_list, writer: Writer) -> str:
    """A numbered list."""
    items = [writer.inside(item) for item in _elements(node)]
    start = max(0, int(node.get("start", 1)))
    return joined(
        [writer.anchors(node), call("enum", *items, start=str(start), tight=boolean(_tight(node)))]
    )


def _elements(node: nodes.Element) -> list[nodes.Element]:
    return [child for child in node.children if isinstance(child, nodes.Element)]


def _tight(node: nodes.Element) -> bool:
    return all(len(item.children) < 2 for item in _elements(node))


@show.register
def show_definitions(node: nodes.definition_list, writer: Writer) -> str:
    """Terms and what they mean."""
    return call("definitions", *map(writer.show, node.children))


@show.register(nodes.definition_list_item)
@show.register(nodes.field)
@show.register(nodes.option_list_item)
def show_definition(node: nodes.Element, writer: Writer) -> str:
    """A term and what it means."""
    anchors = writer.anchors(node)
    terms = [writer.all(c.children) for c in _elements(node) if not isinstance(c, _MEANINGS)]
    meanings = [writer.inside(c) for c in _elements(node) if isinstance(c, _MEANINGS)]
    return call("terms.item", joined([anchors, *terms]), joined(meanings))


_MEANINGS = (nodes.definition, nodes.field_body, nodes.description)


@show.register(nodes.field_list)
@show.register(nodes.option_list)
def show_fields(node: nodes.Element, writer: Writer) -> str:
    """Names and values."""
    return call("definitions", *map(writer.show, node.children))


@show.register
def show_lines(node: nodes.line_block, writer: Writer) -> str:
    """Lines of verse."""
    lines: list[str] = []
    for child in node.children:
        lines += [writer.show(child), "linebreak()"]
    return call("block", joined(lines[:-1])) if lines else NOTHING


# --- holders, and what is not printed -----------------------------------------------


@show.register(PassthroughTextElement)
@show.register(nodes.document)
@show.register(nodes.container)
@show.register(nodes.compound)
@show.register(nodes.definition)
@show.register(nodes.list_item)
@show.register(nodes.figure)
@show.register(addnodes.compact_paragraph)
@show.register(addnodes.glossary)
@show.register(addnodes.only)
@show.register(addnodes.versionmodified)
@show.register(addnodes.hlist)
@show.register(addnodes.hlistcol)
def show_holder(node: nodes.Element, writer: Writer) -> str:
    """A holder of blocks."""
    return writer.inside(node)


@show.register(nodes.line)
@show.register(nodes.attribution)
@show.register(nodes.legend)
def show_line(node: nodes.Element, writer: Writer) -> str:
    """A line of its own."""
    return writer.inside(node)


@show.register
def show_caption(node: nodes.caption, writer: Writer) -> str:
    """What stands below a picture."""
    return wrapped("legend", node, writer)


@show.register
def show_transition(node: nodes.transition, writer: Writer) -> str:
    """A rule between paragraphs."""
    return call("separation")


@show.register(nodes.footnote)
@show.register(nodes.citation)
def show_footnote(node: nodes.Element, writer: Writer) -> str:
    """A footnote stands where it is called; one that nobody calls is a paragraph."""
    if any(name in writer.called for name in node["ids"]):
        return NOTHING
    return call("small", writer.all([c for c in node.children if not isinstance(c, nodes.label)]))


_SILENT: Sequence[type[nodes.Node]] = (
    nodes.comment,
    nodes.substitution_definition,
    nodes.system_message,
    nodes.meta,
    nodes.pending,
    nodes.decoration,
    addnodes.index,
    addnodes.toctree,
    addnodes.tabular_col_spec,
    addnodes.highlightlang,
    addnodes.start_of_file,
    vn.block_mark,
)


def show_nothing(node: nodes.Node, writer: Writer) -> str:
    """What no reader sees; a place that is linked to stays."""
    return writer.anchors(node) if isinstance(node, nodes.Element) else NOTHING


for _kind in _SILENT:
    show.register(_kind, show_nothing)
show.register(nodes.target, lambda node, writer: writer.inside(node))
