"""Blocks: headings, paragraphs, lists, holders, and what is not printed."""

from __future__ import annotations

from typing import Final

from docutils import nodes
from sphinx import addnodes
from sphinx_design.shared import PassthroughTextElement

from vademecum import nodes as vn
from vademecum.pdf.inline import wrapped
from vademecum.pdf.syntax import NOTHING, boolean, call, joined, string
from vademecum.pdf.translator import Handlers, TypstTranslator
from vademecum.skills.catalogue import Domain


def show_paragraph(node: nodes.Element, translator: TypstTranslator) -> str:
    """Print a paragraph, or the picture that is all of it."""
    translator.last = ""
    if len(node) == 1 and isinstance(node[0], nodes.image):
        return translator.inside(node)
    return wrapped("par", node, translator)


# --- headings ---------------------------------------------------------------


def show_section(node: nodes.section, translator: TypstTranslator) -> str:
    """Print a section, one level below the one around it; the note's title is the chapter's."""
    outermost = isinstance(node.parent, nodes.document)
    level = translator.level
    if not outermost:
        translator.level = level + 1
    headers = (
        []
        if outermost
        else [
            translator.domain_sections.get(f"{translator.docname}#{name}") for name in node["ids"]
        ]
    )
    domain = next((head for head in headers if head is not None), None)
    shown = translator.inside(node) if domain is None else _domain_section(node, domain, translator)
    translator.level = level
    return shown


def _domain_section(node: nodes.section, domain: Domain, translator: TypstTranslator) -> str:
    """Return a section whose pages say the domain, in words and by a rule in its colour."""
    slug, name = string(domain.slug), string(domain.name)
    turned = call("turn", translator.running, domain=slug, domain_name=name)
    rule = call("domain-rule", slug, name)
    head, rest = node.children[:1], node.children[1:]
    return joined(
        [
            translator.anchors(node),
            turned,
            translator.all(head),
            rule,
            translator.all(rest),
            call("turn", translator.running),
        ]
    )


def show_title(node: nodes.title, translator: TypstTranslator) -> str:
    """Print a heading, or the title of a table or an admonition; the chapter's is printed."""
    parent = node.parent
    if isinstance(parent, nodes.section) and isinstance(parent.parent, nodes.document):
        return NOTHING
    inner = headline(node, translator)
    if isinstance(parent, nodes.section):
        return (
            call("section-title", inner, level=str(translator.level))
            if inner != NOTHING
            else NOTHING
        )
    return call("block-title", inner) if inner != NOTHING else NOTHING


def headline(node: nodes.Element, translator: TypstTranslator) -> str:
    """Return what a heading says; it holds no footnotes."""
    translator.last = ""
    before, translator.plain = translator.plain, True
    inner = translator.inside(node)
    translator.plain = before
    return inner


def show_rubric(node: nodes.Element, translator: TypstTranslator) -> str:
    """Print a line in bold that is no heading."""
    inner = headline(node, translator)
    return call("block-title", inner) if inner != NOTHING else NOTHING


# --- lists ---------------------------------------------------------------


def show_bullets(node: nodes.bullet_list, translator: TypstTranslator) -> str:
    """Print a list; one that has tasks has boxes instead of bullets."""
    items = _elements(node)
    tasks = any("task" in item["classes"] for item in items)
    shown = [
        _item(item, translator, bullet=tasks and "task" not in item["classes"]) for item in items
    ]
    function = "tasks" if tasks else "list"
    return joined([translator.anchors(node), call(function, *shown, tight=boolean(_tight(node)))])


def _item(item: nodes.Element, translator: TypstTranslator, *, bullet: bool) -> str:
    """Return an item; one among tasks that is none has its bullet in its text."""
    if bullet and len(item) and isinstance(item[0], nodes.paragraph):
        item[0].insert(0, nodes.Text("• "))
    return translator.inside(item)


def show_numbers(node: nodes.enumerated_list, translator: TypstTranslator) -> str:
    """Print a numbered list."""
    items = [translator.inside(item) for item in _elements(node)]
    start = max(0, int(node.get("start", 1)))
    return joined(
        [
            translator.anchors(node),
            call("enum", *items, start=str(start), tight=boolean(_tight(node))),
        ]
    )


def _elements(node: nodes.Element) -> list[nodes.Element]:
    return [child for child in node.children if isinstance(child, nodes.Element)]


def _tight(node: nodes.Element) -> bool:
    return all(len(item.children) < 2 for item in _elements(node))


def show_definitions(node: nodes.definition_list, translator: TypstTranslator) -> str:
    """Print terms and what they mean, names and values."""
    return call("definitions", *map(translator.show, node.children))


def show_definition(node: nodes.Element, translator: TypstTranslator) -> str:
    """Print a term and what it means."""
    anchors = translator.anchors(node)
    terms = [translator.all(c.children) for c in _elements(node) if not isinstance(c, _MEANINGS)]
    meanings = [translator.inside(c) for c in _elements(node) if isinstance(c, _MEANINGS)]
    return call("terms.item", joined([anchors, *terms]), joined(meanings))


_MEANINGS = (nodes.definition, nodes.field_body, nodes.description)


def show_lines(node: nodes.line_block, translator: TypstTranslator) -> str:
    """Print lines of verse."""
    lines: list[str] = []
    for child in node.children:
        lines += [translator.show(child), "linebreak()"]
    return call("block", joined(lines[:-1])) if lines else NOTHING


# --- holders, and what is not printed -----------------------------------------------


def show_holder(node: nodes.Element, translator: TypstTranslator) -> str:
    """Print what a holder of blocks holds."""
    return translator.inside(node)


def show_caption(node: nodes.caption, translator: TypstTranslator) -> str:
    """Print what stands below a picture."""
    return wrapped("legend", node, translator)


def show_transition(node: nodes.transition, translator: TypstTranslator) -> str:
    """Print a rule between paragraphs."""
    return call("separation")


def show_footnote(node: nodes.Element, translator: TypstTranslator) -> str:
    """Print a footnote that nobody calls; any other stands where it is called."""
    if any(name in translator.called for name in node["ids"]):
        return NOTHING
    return call(
        "small", translator.all([c for c in node.children if not isinstance(c, nodes.label)])
    )


def show_nothing(node: nodes.Node, translator: TypstTranslator) -> str:
    """Print nothing but the places that links lead to."""
    return translator.anchors(node) if isinstance(node, nodes.Element) else NOTHING


HANDLERS: Final[Handlers] = {
    nodes.paragraph: show_paragraph,
    nodes.section: show_section,
    nodes.title: show_title,
    nodes.rubric: show_rubric,
    nodes.subtitle: show_rubric,
    addnodes.centered: show_rubric,
    nodes.bullet_list: show_bullets,
    nodes.enumerated_list: show_numbers,
    nodes.definition_list: show_definitions,
    nodes.definition_list_item: show_definition,
    nodes.field: show_definition,
    nodes.option_list_item: show_definition,
    nodes.field_list: show_definitions,
    nodes.option_list: show_definitions,
    nodes.line_block: show_lines,
    PassthroughTextElement: show_holder,
    nodes.document: show_holder,
    nodes.container: show_holder,
    nodes.compound: show_holder,
    nodes.definition: show_holder,
    nodes.list_item: show_holder,
    nodes.figure: show_holder,
    addnodes.compact_paragraph: show_holder,
    addnodes.glossary: show_holder,
    addnodes.only: show_holder,
    addnodes.versionmodified: show_holder,
    addnodes.hlist: show_holder,
    addnodes.hlistcol: show_holder,
    nodes.line: show_holder,
    nodes.attribution: show_holder,
    nodes.legend: show_holder,
    nodes.caption: show_caption,
    nodes.transition: show_transition,
    nodes.footnote: show_footnote,
    nodes.citation: show_footnote,
    nodes.target: show_holder,
    nodes.comment: show_nothing,
    nodes.substitution_definition: show_nothing,
    nodes.system_message: show_nothing,
    nodes.meta: show_nothing,
    nodes.pending: show_nothing,
    nodes.decoration: show_nothing,
    addnodes.index: show_nothing,
    addnodes.toctree: show_nothing,
    addnodes.tabular_col_spec: show_nothing,
    addnodes.highlightlang: show_nothing,
    addnodes.start_of_file: show_nothing,
    vn.block_mark: show_nothing,
    vn.base: show_nothing,
}
