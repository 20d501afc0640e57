"""Links and embeds become what they lead to, when a page is written.

Every output passes here: HTML, the PDF, plain text. A node carries the note that it was written
in, since in a PDF, or inside an embed, the page is another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from vademecum import nodes as vn
from vademecum.compat import application
from vademecum.environment.domain import VaultDomain
from vademecum.environment.embedded_copies import embedded_copy, put_block
from vademecum.handbook import Handbook, quotes_language, shows_title
from vademecum.i18n import _
from vademecum.vault.base_rows import Row, rows
from vademecum.vault.bases import Base
from vademecum.vault.citations import ghost_name, is_ghost
from vademecum.vault.embeds import Place
from vademecum.vault.names import DocName, NotePath
from vademecum.vault.other_handbooks import ForeignTarget
from vademecum.vault.records import Note
from vademecum.vault.resolve import Resolution, Status

MOST_CELLS: Final = 10_000
"""How many cells the tables of one page may have."""


def base_table(
    base: Base,
    notes: Iterable[Note],
    link: Callable[[NotePath, str], nodes.reference],
    most: int = MOST_CELLS,
) -> nodes.Element:
    """Return the table of the notes that a base asks for; its first column leads to them.

    ``link`` makes a link to a note with these words, from the page that shows the table. ``most``:
    the cells that are left to the page; a table is whole, but the one after the last of them is
    not drawn.
    """
    if most <= 0:
        return nodes.paragraph("", _("There are too many tables on this page to show this one."))
    selected = rows(base, notes)
    if not selected:
        return nodes.paragraph("", _("No note answers to this table."))
    head = [_column(key, label) for key, label in base.columns]
    lines = [_cells(row, base, link) for row in selected]
    group = nodes.tgroup("", cols=len(head))
    group += [nodes.colspec(colwidth=1) for _name in head]
    group += nodes.thead("", _row([nodes.Text(name)] for name in head))
    group += nodes.tbody("", *map(_row, lines))
    return nodes.table("", group)


def _cells(
    row: Row, base: Base, link: Callable[[NotePath, str], nodes.reference]
) -> list[list[nodes.Node]]:
    leading = next((i for i, (key, _l) in enumerate(base.columns) if key == "file.name"), 0)
    cells: list[list[nodes.Node]] = []
    for index, text in enumerate(row.cells):
        words = nodes.Text(row.title if base.columns[index][0] == "file.name" else text)
        if index == leading:
            cells.append([link(row.path, words.astext() or row.title)])
        else:
            cells.append([words])
    return cells


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


_LOST = frozenset({Status.MISSING_HEADING, Status.MISSING_BLOCK})


class ResolveLinks(SphinxPostTransform):
    """Unfolds embeds, then turns links into references or ghosts."""

    default_priority = 5  # before Sphinx resolves references (10) and collects images

    def run(self, **_kwargs: object) -> None:
        """Resolve what the document of one page holds."""
        self.vault = VaultDomain.of(self.env)
        self._put_languages()
        self.copies = 0
        self.doctrees: dict[str, nodes.document] = {}
        for embed in list(self.document.findall(vn.embed)):
            self._unfold(embed, ())
        left = MOST_CELLS
        for base in list(self.document.findall(vn.base)):
            table = base_table(base["base"], self.handbook.notes.values(), self._note_link, left)
            left -= len(list(table.findall(nodes.entry)))
            base.replace_self(table)
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
        return self._link(path, anchor, node.children)

    def _note_link(self, path: NotePath, words: str) -> nodes.reference:
        return self._link(path, None, [nodes.Text(words)])

    def _link(
        self, path: NotePath, anchor: str | None, words: Sequence[nodes.Node]
    ) -> nodes.reference:
        """Return a link to a note; one that shows its title says in which language that is."""
        uri = self._uri(path, anchor)
        reference = nodes.reference("", "", *words, internal=True, refuri=uri)
        language = self.handbook.title_language(path)
        if language and shows_title(reference.astext(), self.handbook.notes[path].title):
            vn.put_language(reference, language)
        return reference

    def _uri(self, path: NotePath, anchor: str | None) -> str:
        docname = self.vault.docname(path)
        if docname == self.env.docname and anchor is not None:
            return f"#{anchor}"
        uri = application(self.env).builder.get_relative_uri(self.env.docname, docname)
        return f"{uri}#{anchor}" if anchor is not None else uri

    # --- embeds --------------------------------------------------------------------------------

    def _unfold(self, embed: nodes.Element, around: tuple[Place, ...]) -> None:
        """Put the content of an embed in its place, or a link where it must stop."""
        resolution = self._resolution(embed)
        path = resolution.path
        if path is None or path not in self.handbook.notes or resolution.status in _LOST:
            embed.replace_self(self._resolved(embed))
            return
        here = (*around, Place(embed["note"], embed["link"]))
        content = None
        if here in self.handbook.embeds.unfolded:
            content = self._content(path, resolution.anchor)
        if content is None:
            embed.replace_self(self._reference(embed, path, resolution.anchor))
            return
        shown = vn.embedded(
            "",
            *content.children,
            title=self.handbook.notes[path].title,
            language=self.handbook.title_language(path),
            refuri=self._uri(path, resolution.anchor),
        )
        put_block(embed, shown)
        for inner in list(shown.findall(vn.embed)):
            self._unfold(inner, here)

    def _content(self, path: NotePath, anchor: str | None) -> nodes.Element | None:
        docname = self.vault.docname(path)
        if docname not in self.doctrees:
            self.doctrees[docname] = self.env.get_doctree(docname)
        self.copies += 1
        return embedded_copy(self.doctrees[docname], anchor, f"embed-{self.copies}")


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


def setup(app: Sphinx) -> None:
    """Add the post-transform."""
    app.add_post_transform(ResolveLinks)
