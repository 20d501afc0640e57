"""Links and embeds become what they lead to, when a page is written.

Every output passes here: HTML, the PDF, plain text. A node carries the note that it was written
in, since in a PDF, or inside an embed, the page is another.
"""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from vademecum import nodes as vn
from vademecum.core.handbook import Handbook
from vademecum.core.names import DocName, NotePath
from vademecum.core.title_language import quotes_language, shows_title
from vademecum.core.vault.citations import ghost_name, is_ghost
from vademecum.core.vault.embeds import Place
from vademecum.core.vault.other_handbooks import ForeignTarget
from vademecum.core.vault.resolve import Resolution, Status
from vademecum.environment.base_tables import MOST_CELLS, base_table
from vademecum.environment.domain import VaultDomain
from vademecum.environment.embedded_copies import embedded_copy, put_block
from vademecum.i18n import _

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
        uri = self.env._app.builder.get_relative_uri(self.env.docname, docname)
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
