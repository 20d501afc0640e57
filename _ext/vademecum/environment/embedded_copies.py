"""Copies of what embeds show: free of the headings, ids and footnotes of the note they are from."""

from __future__ import annotations

from docutils import nodes

from vademecum import nodes as vn


def embedded_copy(doctree: nodes.document, anchor: str | None, prefix: str) -> nodes.Element | None:
    """Return a box with copies of what stands at ``anchor`` (None: of the whole note).

    ``prefix`` keeps the ids of the copies apart. None if the document has lost the anchor.
    """
    part: nodes.Element = next(iter(doctree.findall(nodes.section)), doctree)
    children = part.children
    if anchor is not None:
        targets = (n for n in doctree.findall(nodes.Element) if anchor in n["ids"])
        marked = next(targets, None)
        if marked is None:
            return None
        children = marked.children if isinstance(marked, nodes.section) else [marked]
    box = nodes.container("", *(child.deepcopy() for child in children))
    if anchor is None and len(box) and isinstance(box[0], nodes.title):
        del box[0]
    _bring_footnotes(box, doctree)
    _rename_ids(box, prefix)
    _without_sections(box)
    return box


def put_block(embed: nodes.Element, shown: nodes.Element) -> None:
    """Put ``shown`` where ``embed`` stood; a paragraph around it is split."""
    parent = embed.parent
    if not isinstance(parent, nodes.paragraph):
        inside_text = isinstance(parent, nodes.TextElement)
        embed.replace_self(_words(embed) if inside_text else shown)
        return
    place = parent.index(embed)
    before = nodes.paragraph("", "", *_trimmed(parent.children[:place]))
    after = nodes.paragraph("", "", *_trimmed(parent.children[place + 1 :]))
    before["ids"], before["classes"] = parent["ids"], parent["classes"]
    if not before.children:
        shown["ids"] = parent["ids"]
    parent.replace_self([block for block in (before, shown, after) if len(block) or block is shown])


def _words(embed: nodes.Element) -> nodes.inline:
    """Return what a block says as it may stand in a line, where no block can."""
    held = (c.children if isinstance(c, nodes.paragraph) else [c] for c in embed.children)
    return nodes.inline("", "", *(child for children in held for child in children))


def _trimmed(children: list[nodes.Node]) -> list[nodes.Node]:
    kept = list(children)
    while kept and _is_blank(kept[0]):
        kept.pop(0)
    while kept and _is_blank(kept[-1]):
        kept.pop()
    return kept


def _is_blank(node: nodes.Node) -> bool:
    if isinstance(node, vn.line_break):
        return True
    return isinstance(node, nodes.Text) and not node.astext().strip()


def _bring_footnotes(box: nodes.Element, doctree: nodes.document) -> None:
    """Add the footnotes that a copy calls: they stand at the end of their own note."""
    calls = [call for call in box.findall(nodes.footnote_reference) if "refid" in call]
    called = {call["refid"] for call in calls}
    callers = {name for call in calls for name in call["ids"]}
    inside = {name for node in box.findall(nodes.footnote) for name in node["ids"]}
    for footnote in doctree.findall(nodes.footnote):
        if called & set(footnote["ids"]) - inside:
            copy = footnote.deepcopy()
            copy["backrefs"] = [name for name in copy["backrefs"] if name in callers]
            box += copy


def _rename_ids(box: nodes.Element, prefix: str) -> None:
    """Keep the ids of a copy apart from those of the page; calls of footnotes go with them."""
    for node in box.findall(nodes.Element):
        node["ids"] = [f"{prefix}-{name}" for name in node["ids"]]
        if "refid" in node:
            node["refid"] = f"{prefix}-{node['refid']}"
        if node.get("backrefs"):
            node["backrefs"] = [f"{prefix}-{name}" for name in node["backrefs"]]
        if isinstance(node, vn.skill):
            node["copy"] = True


def _without_sections(box: nodes.Element) -> None:
    """Headings of a copy are lines in bold: the page's outline is the page's own."""
    for title in list(box.findall(nodes.title)):
        if isinstance(title.parent, nodes.section | nodes.container):
            title.replace_self(nodes.rubric("", "", *title.children))
    for section in list(box.findall(nodes.section)):
        section.replace_self(section.children)
