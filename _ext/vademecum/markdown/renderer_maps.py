"""Maps of Obsidian (``.canvas``) as a list of their cards, which the outputs also draw."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import shorten

from docutils import nodes
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.tree import SyntaxTreeNode
from sphinx.environment import BuildEnvironment

from vademecum import nodes as vn
from vademecum.environment.project import VaultProject
from vademecum.findings import record_finding
from vademecum.i18n import _
from vademecum.markdown import allow_list
from vademecum.markdown.renderer_html import HtmlRenderer
from vademecum.vault.bases import MAX_CHARACTERS, BaseError, read_base
from vademecum.vault.canvas import (
    MAX_ARROWS,
    MAX_BYTES,
    MAX_CARDS,
    Canvas,
    CanvasError,
    Card,
    read_canvas,
)
from vademecum.vault.front_matter import FrontMatter
from vademecum.vault.names import NotePath, note_name
from vademecum.vault.records import Link, Origin
from vademecum.vault.text import decode, one_line
from vademecum.vault.wikilink import EmbedLabel, Wikilink, parse_embed_label, parse_wikilink

_SUFFIX = ".excalidraw"
_WORDS = re.compile(
    r"^#{1,2} Text Elements\s*$(.*?)(?=^%%|^#{1,2} |\Z)", re.MULTILINE | re.DOTALL | re.IGNORECASE
)
_MARK = re.compile(r"(?<!\s)\s*+\^[\w-]++\s*$", re.MULTILINE)
_LONGEST = 500


def is_drawing(path: str, front: FrontMatter) -> bool:
    """Say whether a note is a drawing, by its name or by the plug-in's own property."""
    return note_name(path).lower().endswith(_SUFFIX) or "excalidraw-plugin" in front.values


def drawing_text(path: str, body: str, front: FrontMatter, env: BuildEnvironment) -> str:
    """Return what is read instead of a drawing's data: its picture, and the words in it.

    Without a picture, a line that says so, and a finding.
    """
    project = env.project
    assert isinstance(project, VaultProject)
    name = note_name(path).removesuffix(_SUFFIX)
    picture = _exported(path, project)
    start = "\n" * front.body_line
    if picture is None:
        record_finding(env, "drawing-no-picture", 1, name=note_name(path))
        return start + _("This drawing can only be seen in Obsidian.") + "\n"
    match = _WORDS.search(body)
    said = one_line(re.sub(r"[\[\]|\n`<>]", " ", _MARK.sub(",", match[1]))) if match else ""
    words = _("Drawing: %(words)s") % {"words": said[:_LONGEST].strip(", ") or name}
    return f"{start}![[{picture}|{words}]]\n"


def drawing_picture(target: str, source: NotePath, project: VaultProject) -> str | None:
    """Return the exported picture of the drawing that an embed names, None if it is no drawing."""
    path = project.index.resolve(target, source).path
    if path is None or not note_name(path).lower().endswith(_SUFFIX):
        return None
    return _exported(path, project)


def _exported(path: str, project: VaultProject) -> str | None:
    """Return the picture beside a drawing that bears its name."""
    stem = re.sub(r"\.md$", "", path, flags=re.IGNORECASE)
    plain = re.sub(rf"{re.escape(_SUFFIX)}$", "", stem, flags=re.IGNORECASE)
    known = set(project.index.attachments)
    names = (
        f"{base}{theme}.{kind}"
        for base in (stem, plain)
        for kind in ("svg", "png")
        for theme in ("", ".light")
    )
    return next((name for name in names if name in known), None)


_BLOCK_MARK = re.compile(r"^[^\S\n]*+(?:#{1,6}|[-*+>]|\d++\.)[ \t]++", re.MULTILINE)


class MapRenderer(HtmlRenderer):
    """Renders what a map holds; links of its cards are links of the note that shows it."""

    def render_embed(self, token: SyntaxTreeNode) -> None:
        """Render an embed: a map, a table or a drawing in its own way."""
        wikilink = parse_wikilink(token.meta["inner"])
        assert wikilink is not None, "the grammar accepts only what can be read"
        path = self._file(wikilink.target)
        kind = allow_list.suffix(path) if path is not None else ""
        drawing = drawing_picture(wikilink.target, self.read_context.path, self.project)
        if path is not None and kind in {"canvas", "base"}:
            show = self._canvas if kind == "canvas" else self._base
            show(path, self._place(token, wikilink, embed=True))
        elif drawing is not None:
            label = parse_embed_label(wikilink.label)
            self._drawing(drawing, self._place(token, wikilink, embed=True), label)
        else:
            super().render_embed(token)

    def _drawing(self, picture: str, link: Link, label: EmbedLabel) -> None:
        """Show the exported picture of a drawing where the drawing is embedded."""
        self.read_context.attachments.append((picture, picture))
        text = label.alt or note_name(link.wikilink.target).removesuffix(".excalidraw")
        node = self._show(picture, EmbedLabel(label.width, label.height, text), link.line)
        node["lineno"] = link.line
        node["link"] = self.read_context.add(link)
        self.current_node.append(node)

    def _canvas(self, path: str, link: Link) -> None:
        """Append a map, or its name if it cannot be read."""
        self.read_context.attachments.append((link.wikilink.target, path))
        self.read_context.add(link)
        try:
            canvas = read_canvas(_beginning(self.project.srcdir / path, MAX_BYTES))
        except (CanvasError, OSError) as error:
            self.record("canvas-broken", link.line, target=path, cause=error)
            self.current_node.append(nodes.inline("", note_name_of(path), classes=["missing-file"]))
            return
        if canvas.cut:
            self.record(
                "canvas-too-much", link.line, target=path, limit=f"{MAX_CARDS}/{MAX_ARROWS}"
            )
        node = vn.canvas(canvas=canvas, name=note_name_of(path), labels=[])
        node.line = link.line
        node += self._card_list(canvas, link, node["labels"])
        self.current_node.append(node)

    def _base(self, path: str, link: Link) -> None:
        """Append the table that a ``.base`` asks for, or its name if it cannot be shown."""
        self.read_context.attachments.append((link.wikilink.target, path))
        self.read_context.add(link)
        try:
            text = decode(_beginning(self.project.srcdir / path, 4 * MAX_CHARACTERS)).text
        except OSError:
            text = ""
        view = next(iter(link.wikilink.headings), "")
        self._table_of_notes(text, note_name_of(path), view, link.line)

    def _table_of_notes(self, text: str, name: str, view: str, line: int) -> None:
        try:
            base = read_base(text, name, view)
        except BaseError as error:
            self.record("base-broken", line, target=name, cause=error)
            self._instead(nodes.inline("", name, classes=["missing-file"]))
            return
        if base.unread:
            parts = ", ".join(f"“{part}”" for part in base.unread[:4])
            self.record("base-partly", line, target=name, parts=parts)
        if not base.exact:
            self._instead(vn.query(plugin="Bases", source="", inline=True))
            return
        self.read_context.bases.append(base)
        node = vn.base(base=base)
        node.line = line
        self.current_node.append(node)

    def _instead(self, words: nodes.Element) -> None:
        """Append words where a table was to stand, in a paragraph of their own if need be."""
        inside = isinstance(self.current_node, nodes.TextElement)
        self.current_node.append(words if inside else nodes.paragraph("", "", words))

    def _card_list(self, canvas: Canvas, link: Link, labels: list[str]) -> nodes.bullet_list:
        """Return the cards as a list, those of a group below it; ``labels`` takes their texts."""
        whole = nodes.bullet_list(bullet="-")
        lists: dict[int, nodes.bullet_list] = {}
        paragraphs: list[nodes.paragraph] = []
        for index, card in enumerate(canvas.cards):
            paragraph = nodes.paragraph()
            item = nodes.list_item("", paragraph)
            with self.current_node_context(paragraph):
                self._card_text(card, link)
            labels.append(one_line(vn.without_markup(paragraph)))
            paragraphs.append(paragraph)
            item["card"] = index
            holder = _group_of(index, canvas)
            lists.get(holder, whole).append(item)
            if card.kind == "group":
                lists[index] = nodes.bullet_list(bullet="-")
                item += lists[index]
        _add_arrows(paragraphs, canvas, labels)
        for empty in [inner for inner in lists.values() if not len(inner)]:
            empty.parent.remove(empty)
        return whole

    def _card_text(self, card: Card, link: Link) -> None:
        if card.kind == "file" and card.text:
            wikilink = parse_wikilink(card.text + card.subpath) or Wikilink(card.text)
            place = Link(link.line, link.raw, wikilink, False, Origin.WIKI)
            self._link(place, [nodes.Text(note_name_of(card.text))])
        elif card.kind == "link" and allow_list.scheme_of(card.text) in {"http", "https"}:
            address = normalizeLink(card.text)
            self.current_node.append(nodes.reference("", card.text, refuri=address))
        elif card.kind == "text" and card.text:
            text = _BLOCK_MARK.sub("", card.text)
            self.nested_render_text(text, link.line, inline=True)
        else:
            self.current_node.append(nodes.Text(card.text or _("Group")))


def _beginning(file: Path, most: int) -> bytes:
    """Return a file, and of one that is too large as much as shows that it is.

    :raises OSError: if it cannot be read.
    """
    with file.open("rb") as opened:
        return opened.read(most + 1)


def note_name_of(path: str) -> str:
    """Return the name of a file as readers see it, without its folder and suffix."""
    name = note_name(path.rpartition("/")[2])
    return name.removesuffix(".canvas").removesuffix(".base")


def _group_of(index: int, canvas: Canvas) -> int:
    """Return the smallest group before a card that holds it, -1 if none does."""
    card = canvas.cards[index]
    groups = [
        (group.width * group.height, number)
        for number, group in enumerate(canvas.cards[:index])
        if group.kind == "group" and group.holds(card)
    ]
    return min(groups)[1] if groups else -1


def _add_arrows(items: list[nodes.paragraph], canvas: Canvas, labels: list[str]) -> None:
    """Say in words where the arrows of each card lead."""
    for arrow in canvas.arrows:
        words = f" → {shorten(labels[arrow.second], 80, placeholder=' …')}"
        if arrow.label:
            words += f" ({arrow.label})"
        items[arrow.first] += nodes.inline("", words, classes=["canvas-to"])
