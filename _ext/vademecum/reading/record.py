"""From a note's document to its record, at the end of its reading (``doctree-read``).

Runs before Sphinx's own collectors: what may not be published is out before they see it, and
block marks have become anchors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from vademecum import nodes as vn
from vademecum.environment.domain import VaultDomain
from vademecum.findings import record_finding
from vademecum.markdown.read_context import ReadContext
from vademecum.reading.block_ids import anchor_blocks, with_sentences
from vademecum.reading.plugins import draw, lift_blocks, show_fields, tell_queries
from vademecum.reading.roles import read_role, without_fields
from vademecum.reading.sanitising import guard
from vademecum.reading.skills import is_skills_note, read_skills
from vademecum.vault.front_matter import FrontMatter
from vademecum.vault.names import DocName, NotePath, fold, note_name, without_marks
from vademecum.vault.outline import Heading
from vademecum.vault.records import (
    Block,
    DomainSection,
    Kind,
    Link,
    Note,
    Origin,
    RoleList,
    SectionText,
    Stamp,
)
from vademecum.vault.text import one_line, shortened
from vademecum.vault.vocabulary import QUESTION_TAGS, RESOURCE_TAGS, ROLE_TAGS
from vademecum.vault.wikilink import parse_wikilink

_UNSAID = (nodes.Invisible, nodes.system_message, nodes.raw)


@dataclass(slots=True)
class _Part:
    heading: str = ""
    anchor: str = ""
    lines: list[str] = field(default_factory=list)


def section_texts(doctree: nodes.document) -> Iterator[SectionText]:
    """Yield the sections of a note that have a heading or a text, in their order."""
    parts = [_Part()]
    _collect(doctree, parts)
    for part in parts:
        if part.heading or part.lines:
            yield SectionText(part.heading, part.anchor, tuple(part.lines))


def _collect(node: nodes.Element, parts: list[_Part]) -> None:
    for child in node.children:
        if not isinstance(child, nodes.Element) or isinstance(child, _UNSAID):
            continue
        if isinstance(child, nodes.section):
            _open(child, parts)
            _collect(child, parts)
        elif isinstance(child, nodes.title) and isinstance(node, nodes.section):
            continue
        elif isinstance(child, nodes.TextElement):
            text = one_line(vn.without_markup(child).replace("\n", " "))
            if text:
                parts[-1].lines.append(text)
        else:
            _collect(child, parts)


def _open(section: nodes.section, parts: list[_Part]) -> None:
    """Begin a part, unless the section is the note itself under its title."""
    if isinstance(section.parent, nodes.document) and len(parts) == 1:
        return
    heading = one_line(vn.without_markup(section[0]))
    parts.append(_Part(heading, section["ids"][0]))


_KINDS = {
    **dict.fromkeys(QUESTION_TAGS, Kind.QUESTION),
    **dict.fromkeys(RESOURCE_TAGS, Kind.RESOURCE),
    **dict.fromkeys(ROLE_TAGS, Kind.ROLE),
}
MOST_TAGS: Final = 500
"""How many tags of a note count: each has a page."""
_LEAD = 170
_LACK = 600
"""Signs of a teaser, and of what a note says it lacks."""


@dataclass(frozen=True, slots=True)
class _Lists:
    links: tuple[Link, ...]
    domain_sections: tuple[DomainSection, ...]
    role: RoleList | None


def record_note(app: Sphinx, doctree: nodes.document) -> None:
    """Make the record of the note that has just been parsed."""
    env = app.env
    read_context = ReadContext.current(env)
    if read_context is None:  # a page of the host that is not Markdown
        return
    vault = VaultDomain.of(env)
    trusted = vault.project.trusts(env.docname)
    drawings, blocks = _settle(doctree, read_context, env, trusted)
    title = _title(doctree) or note_name(read_context.path)
    tags = _tags(read_context, env)
    lists = _read_lists(doctree, read_context, env, title, _kind(tags))
    vault.texts[env.docname] = tuple(section_texts(doctree))
    vault.notes[env.docname] = Note(
        path=read_context.path,
        docname=DocName(env.docname),
        title=title,
        kind=_kind(tags),
        tags=tags,
        aliases=read_context.front.aliases,
        properties=read_context.front.values,
        outline=tuple(_outline(doctree)),
        blocks=blocks,
        links=lists.links,
        attachments=tuple(dict.fromkeys(read_context.attachments)),
        drawings=drawings,
        bases=tuple(read_context.bases),
        domain_sections=lists.domain_sections,
        role=lists.role,
        property_lines=read_context.front.lines,
        words=int(env.metadata[env.docname].pop("wordcount", {}).get("words", 0)),
        lead=_lead(doctree),
        lacks=_lacks(doctree),
        digest=read_context.digest,
        parts=read_context.parts,
        stamps=_stamps(read_context, env),
    )


def _settle(
    doctree: nodes.document, read_context: ReadContext, env: BuildEnvironment, trusted: bool
) -> tuple[tuple[str, ...], tuple[Block, ...]]:
    """Take out what may not be published; return the note's drawings and its marked blocks."""
    if not trusted:
        env.metadata[env.docname]["orphan"] = "vademecum"  # no note needs a toctree
        lift_blocks(doctree)
        guard(doctree, read_context, env)
        note_texts(doctree, read_context)
    drawings = draw(doctree, env)
    tell_queries(doctree, env)
    blocks = anchor_blocks(doctree)
    if not trusted:
        _drop_empty(doctree)
    return drawings, blocks


def _read_lists(
    doctree: nodes.document,
    read_context: ReadContext,
    env: BuildEnvironment,
    title: str,
    kind: Kind | None,
) -> _Lists:
    """Read the lists that mean something: of skills, of what a role needs; and all links."""
    trusted = VaultDomain.of(env).project.trusts(env.docname)
    links = with_sentences(doctree, read_context.links)
    links.extend(_property_links(read_context.front))
    sections: tuple[DomainSection, ...] = ()
    is_skills = is_skills_note(read_context, title)
    if is_skills:
        sections = read_skills(doctree, read_context, env)
    read_context.lists = is_skills or kind is Kind.ROLE
    role: RoleList | None = None
    if kind is Kind.ROLE and not sections:
        role = read_role(doctree, env)
        links = [without_fields(link) for link in links]
    if not trusted and not sections and role is None:
        show_fields(doctree, env)
    return _Lists(tuple(links), sections, role)


def _tags(read_context: ReadContext, env: BuildEnvironment) -> tuple[str, ...]:
    """Return the tags of a note, its properties' and its text's, each once, not too many."""
    written = (*read_context.tags, *read_context.front.tags)
    tags = tuple({fold(tag): tag for tag in written}.values())
    if len(tags) > MOST_TAGS:
        record_finding(env, "tags-many", 1, count=str(len(tags)), limit=str(MOST_TAGS))
        properties = {fold(tag) for tag in read_context.front.tags}
        tags = tuple(sorted(tags, key=lambda tag: fold(tag) not in properties)[:MOST_TAGS])
    return tags


def _kind(tags: Iterable[str]) -> Kind | None:
    return next((_KINDS[t] for t in map(_outermost, tags) if t in _KINDS), None)


def _outermost(tag: str) -> str:
    """Return the outermost part of a nested tag: ``#ressource/livre`` is a ``#ressource``."""
    return without_marks(tag).partition("/")[0]


def _stamps(read_context: ReadContext, env: BuildEnvironment) -> tuple[tuple[NotePath, Stamp], ...]:
    """Return the version of each file that the note was read from; a made home page has none."""
    project = VaultDomain.of(env).project
    attachments = (path for _target, path in read_context.attachments)
    paths = dict.fromkeys(filter(None, (read_context.path, *attachments)))
    return tuple((NotePath(path), project.stamp(NotePath(path))) for path in paths)


def _title(doctree: nodes.document) -> str:
    section = next(iter(doctree.findall(nodes.section)), None)
    return one_line(vn.without_markup(section[0])) if section is not None else ""


def _outline(doctree: nodes.document) -> Iterator[Heading]:
    for section in doctree.findall(nodes.section):
        if section.get("source_level"):  # 0: a title made for want of one
            text = one_line(vn.without_markup(section[0]))
            yield Heading(text, section["source_level"], section["ids"][0], section.line or 1)


def _lead(doctree: nodes.document) -> str:
    for paragraph in doctree.findall(nodes.paragraph):
        text = one_line(vn.without_markup(paragraph))
        if text and isinstance(paragraph.parent, nodes.section | nodes.document):
            return shortened(text, _LEAD)
    return ""


def _lacks(doctree: nodes.document) -> tuple[str, ...]:
    """Return what the callouts `> [!todo]` of a note say, without their titles."""
    texts = (
        " ".join(
            one_line(vn.without_markup(block))
            for child in callout.children
            if not isinstance(child, vn.callout_title)
            for block in child.findall(nodes.TextElement)
            if not isinstance(block, nodes.Inline)
        )
        for callout in doctree.findall(vn.callout)
        if callout["kind"] == "todo"
    )
    return tuple(shortened(text, _LACK) for text in texts if text)


def _drop_empty(doctree: nodes.document) -> None:
    """Take out paragraphs that a comment has emptied, and give every heading a text."""
    for paragraph in list(doctree.findall(nodes.paragraph)):
        if not paragraph.children and paragraph.parent is not None:
            parent = paragraph.parent
            if not isinstance(parent, nodes.entry):
                parent.remove(paragraph)
            if isinstance(parent, nodes.block_quote) and not parent.children:
                parent.parent.remove(parent)
    for section in doctree.findall(nodes.section):
        title = section[0]
        if isinstance(title, nodes.Element) and not title.children:
            title += nodes.Text("…")


def _property_links(front: FrontMatter) -> Iterator[Link]:
    for link in front.links:
        wikilink = parse_wikilink(link.inner)
        if wikilink is not None:
            yield Link(link.line, link.raw, wikilink, origin=Origin.PROPERTY)


_PLAIN = (nodes.literal, vn.formula, nodes.raw, vn.wikilink)
"""What shows its text as it stands."""


def note_texts(doctree: nodes.document, read_context: ReadContext) -> None:
    """Note what rules look at and the record has not: before lists of skills are taken apart."""
    for image in doctree.findall(nodes.image):
        if not image.get("alt"):
            line = int(image.get("lineno") or vn.source_line(image))
            read_context.pictures.append((line, str(image["uri"])))
    for paragraph in doctree.findall(nodes.paragraph):
        texts = [
            node.astext()
            for node in paragraph.findall(nodes.Text)
            if not isinstance(node.parent, _PLAIN)
        ]
        if texts := [text for text in texts if "**" in text or "==" in text]:
            read_context.marked.append((vn.source_line(paragraph), texts))
    for reference in doctree.findall(nodes.reference):
        address = str(reference.get("refuri", ""))
        if address.lower().startswith("http://"):
            read_context.in_clear.append((vn.source_line(reference), address))


def setup(app: Sphinx) -> None:
    """Read before Sphinx collects titles, images and files (they listen at 500)."""
    app.connect("doctree-read", record_note, priority=400)
