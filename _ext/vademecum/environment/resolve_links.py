"""Links and embeds become what they lead to, when a page is written.

Every output passes here: HTML, the book, plain text. A node carries the note that it was written
in, since in a book, or inside an embed, the page is another.
"""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from vademecum import nodes as vn
from vademecum.core.handbook import Handbook, ghost_name, is_ghost
from vademecum.core.names import DocName, NotePath
from vademecum.core.title_language import quotes_language, shows_title
from vademecum.core.vault.base_rows import Row, rows
from vademecum.core.vault.bases import Base
from vademecum.core.vault.embeds import MAX_EMBEDS, Place, blocks, part, stop_code
from vademecum.core.vault.other_handbooks import ForeignTarget
from vademecum.core.vault.resolve import Resolution, Status
from vademecum.environment.domain import VaultDomain
from vademecum.i18n import _

_LOST = frozenset({Status.MISSING_HEADING, Status.MISSING_BLOCK})


class ResolveLinks(SphinxPostTransform):
    """Unfolds embeds, then turns links into references or ghosts."""

    default_priority = 5  # before Sphinx resolves references (10) and collects images

    def run(self, **_kwargs: object) -> None:
        """Resolve what the document of one page holds."""
        self.vault = VaultDomain.of(self.env)
        self._put_languages()
        self.left = MAX_EMBEDS
        self.copies = 0
        self.doctrees: dict[str, nodes.document] = {}
        for embed in list(self.document.findall(vn.embed)):
            self._unfold(embed, ())
        for base in list(self.document.findall(vn.base)):
            base.replace_self(self._table(base))
        for block in [n for n in self.document.findall(nodes.Element) if self._is_block(n)]:
            put_block(block, block.deepcopy())
        links = list(self.document.findall(vn.wikilink))
        for parent in {id(link.parent): link.parent for link in links}.values():
            for place, child in enumerate(parent.children):  # one pass, however many there are
                if isinstance(child, vn.wikilink):
                    parent[place] = self._resolved(child)

    def _put_languages(self) -> None:
        """Say in which language the note's title is, and its quotes, if it is another."""
        note = self.vault.notes.get(DocName(self.env.docname))
        if note is None:
            return
        section = next(iter(self.document.findall(nodes.section)), None)
        if section is not None and isinstance(section[0], nodes.title):
            _speak(section[0], self.handbook.title_language(note.path))
        quotes = quotes_language(note, str(self.config.language))
        if quotes:
            for quote in self.document.findall(nodes.Element):
                if _is_quote(quote):
                    vn.put_language(quote, quotes)

    def _is_block(self, node: nodes.Element) -> bool:
        """Say whether a node stands in a line and is shown as a block: a frame, a document."""
        if not isinstance(node.parent, nodes.TextElement):
            return False
        document = isinstance(node, vn.media) and node["kind"] == "pdf"
        return isinstance(node, vn.frame) or (document and self.app.builder.format == "html")

    @property
    def handbook(self) -> Handbook:
        """What follows from all notes."""
        return self.vault.handbook

    def _resolution(self, node: nodes.Element) -> Resolution:
        index: int = node["link"]
        return self.handbook.resolutions[node["note"]][index]

    def _resolved(self, node: nodes.Element) -> nodes.Element:
        resolution = self._resolution(node)
        if resolution.foreign is not None:
            return self._elsewhere(node, resolution.foreign)
        if resolution.path is None or resolution.path not in self.handbook.notes:
            return self._unresolved(node, resolution)
        return self._reference(node, resolution.path, resolution.anchor)

    def _elsewhere(self, node: nodes.Element, target: ForeignTarget) -> nodes.Element:
        """Return a link into another handbook, whose name follows it; its title, if unlabelled."""
        link = self.handbook.notes[node["note"]].links[node["link"]]
        label = link.wikilink.label
        shown = [nodes.Text(target.title)] if label is None else node.children
        reference = nodes.reference("", "", *shown, internal=False, refuri=target.address)
        name = _(" (handbook “%(name)s”)") % {"name": target.handbook}
        after = nodes.inline("", name, classes=["other-handbook"])
        return nodes.inline("", "", reference, after)

    def _unresolved(self, node: nodes.Element, resolution: Resolution) -> nodes.Element:
        """Return a note to write as such; of a missing file, or of no name, the words."""
        if resolution.path in self.handbook.unpublished:
            return nodes.inline("", "", *node.children, classes=["unpublished"])
        note = self.handbook.notes[node["note"]]
        link = note.links[node["link"]]
        if is_ghost(note, link, resolution):
            return vn.ghost("", "", *node.children, target=ghost_name(link))
        return nodes.inline("", "", *node.children, classes=["missing-file"])

    def _reference(
        self, node: nodes.Element, path: NotePath, anchor: str | None
    ) -> nodes.reference:
        uri = self._uri(path, anchor)
        reference = nodes.reference("", "", *node.children, internal=True, refuri=uri)
        language = self.handbook.title_language(path)
        if language and shows_title(node.astext(), self.handbook.notes[path].title):
            vn.put_language(reference, language)
        return reference

    def _uri(self, path: NotePath, anchor: str | None) -> str:
        docname = self.vault.docname(path)
        if docname == self.env.docname and anchor is not None:
            return f"#{anchor}"
        uri = self.env._app.builder.get_relative_uri(self.env.docname, docname)
        return f"{uri}#{anchor}" if anchor is not None else uri

    def _table(self, node: vn.base) -> nodes.Node:
        """Return the table of the notes that a base asks for; its first column leads to them."""
        base = node["base"]
        found = rows(base, self.handbook.notes.values())
        if not found:
            return nodes.paragraph("", _("No note answers to this table."))
        head = [_column(key, label) for key, label in base.columns]
        lines = [self._cells(row, base) for row in found]
        group = nodes.tgroup("", cols=len(head))
        group += [nodes.colspec(colwidth=1) for _name in head]
        group += nodes.thead("", _row([nodes.Text(name)] for name in head))
        group += nodes.tbody("", *map(_row, lines))
        return nodes.table("", group)

    def _cells(self, row: Row, base: Base) -> list[list[nodes.Node]]:
        leading = next((i for i, (key, _l) in enumerate(base.columns) if key == "file.name"), 0)
        cells: list[list[nodes.Node]] = []
        for index, text in enumerate(row.cells):
            words = nodes.Text(row.title if base.columns[index][0] == "file.name" else text)
            if index == leading:
                uri = self._uri(row.path, None)
                words = nodes.Text(words.astext() or row.title)
                reference = nodes.reference("", "", words, internal=True, refuri=uri)
                vn.put_language(reference, self.handbook.title_language(row.path))
                cells.append([reference])
            else:
                cells.append([words])
        return cells

    # --- embeds --------------------------------------------------------------------------------

    def _unfold(self, embed: nodes.Element, chain: tuple[Place, ...]) -> None:
        """Put the content of an embed in its place, or a link where it must stop."""
        resolution = self._resolution(embed)
        path = resolution.path
        if path is None or path not in self.handbook.notes or resolution.status in _LOST:
            embed.replace_self(self._resolved(embed))
            return
        line = self.handbook.notes[embed["note"]].links[embed["link"]].line
        here = (*chain, (embed["note"], line))
        lines = part(self.handbook.notes[path], resolution)
        content = None
        if stop_code(path, lines, here, self.left) is None:
            content = self._content(path, resolution.anchor)
        if content is None:
            embed.replace_self(self._reference(embed, path, resolution.anchor))
            return
        self.left -= blocks(self.handbook.notes[path])
        shown = vn.embedded(
            "",
            *content,
            title=self.handbook.notes[path].title,
            language=self.handbook.title_language(path),
            refuri=self._uri(path, resolution.anchor),
        )
        put_block(embed, shown)
        for inner in list(shown.findall(vn.embed)):
            self._unfold(inner, here)

    def _content(self, path: NotePath, anchor: str | None) -> list[nodes.Node] | None:
        """Return copies of what stands at ``anchor``, None if the document has lost it."""
        docname = self.vault.docname(path)
        if docname not in self.doctrees:
            self.doctrees[docname] = self.env.get_doctree(docname)
        doctree = self.doctrees[docname]
        part: nodes.Element = next(iter(doctree.findall(nodes.section)), doctree)
        children = part.children
        if anchor is not None:
            found = (n for n in doctree.findall(nodes.Element) if anchor in n["ids"])
            marked = next(found, None)
            if marked is None:
                return None
            part = marked
            children = part.children if isinstance(part, nodes.section) else [part]
        self.copies += 1
        box = nodes.container("", *(child.deepcopy() for child in children))
        if anchor is None and len(box) and isinstance(box[0], nodes.title):
            del box[0]
        _bring_footnotes(box, doctree)
        _rename_ids(box, f"embed-{self.copies}")
        _without_sections(box)
        return list(box.children)


def _speak(title: nodes.title, language: str) -> None:
    """Say in which language a title is; the sign of its own link stays outside."""
    if language:
        words = nodes.inline("", "", *title.children)
        vn.put_language(words, language)
        title.children = []
        title += words


def _is_quote(node: nodes.Node) -> bool:
    """Say whether a node holds the words of somebody else."""
    if isinstance(node, vn.callout):
        return node["kind"] in {"quote", "cite"}
    return isinstance(node, nodes.block_quote)


def _column(key: str, label: str) -> str:
    """Return the head of a column: what the author calls it, else what readers call it."""
    if label != key:
        return label
    names = {
        "file.name": _("Note"),
        "file.folder": _("Folder"),
        "file.path": _("Path"),
        "file.tags": _("Tags"),
    }
    return names.get(key, key[:1].upper() + key[1:])


def _row(cells: Iterable[list[nodes.Node]]) -> nodes.row:
    entries = (nodes.entry("", nodes.paragraph("", "", *cell)) for cell in cells)
    return nodes.row("", *entries)


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


def setup(app: Sphinx) -> None:
    """Add the post-transform."""
    app.add_post_transform(ResolveLinks)
