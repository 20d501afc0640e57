"""The skills of a note, from its plain lists: headings of level 2 are domains, items are skills."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from docutils import nodes
from sphinx.environment import BuildEnvironment

from vademecum import nodes as vn
from vademecum.environment.domain import declared
from vademecum.languages import words
from vademecum.markdown.read_context import ReadContext
from vademecum.reading.items import (
    contents,
    externals,
    head_of,
    is_list,
    items_of,
    links,
    list_heads,
    read_item,
    replace_spans,
)
from vademecum.skills.declared import Declared
from vademecum.skills.items import Item, ItemKind, ReadField
from vademecum.skills.notation import (
    WrittenField,
    clean_title,
    inline_fields,
    parse_domain_heading,
    read_field,
)
from vademecum.skills.statements import EmptyField, SkillFields, read_statement
from vademecum.vault.names import fold, note_name, slug
from vademecum.vault.records import DomainSection, ExternalReference, Skill
from vademecum.vault.text import one_line
from vademecum.vault.vocabulary import SKILL_TAGS

_DOMAIN_LEVEL = 2
_YES = frozenset(words("words", "yes"))


def is_declared(read_context: ReadContext) -> bool:
    """Say whether a note's own properties say that it lists skills, by more than a tag."""
    for key, value in read_context.front.values.items():
        if slug(key) in SKILL_TAGS:
            return value is True or fold(str(value)) in _YES
        if fold(key) == "type" and slug(str(value)) in SKILL_TAGS:
            return True
    return False


def is_skills_note(read_context: ReadContext, title: str) -> bool:
    """Say whether a note lists skills: its properties say so, or its name or title is listed.

    ``competences: true``, ``type: compétences`` and ``tags: [compétences]`` say so.
    """
    listed = {slug(name) for name in read_context.settings.skills_notes}
    if listed & {slug(note_name(read_context.path)), slug(title)}:
        return True
    if any(slug(key) in SKILL_TAGS for key in read_context.front.values):
        return is_declared(read_context)
    if is_declared(read_context):
        return True
    return any(slug(tag) in SKILL_TAGS for tag in read_context.front.tags)


def read_skills(
    doctree: nodes.document, read_context: ReadContext, env: BuildEnvironment
) -> tuple[DomainSection, ...]:
    """Turn the lists below domain headings into skills, in the document and as records."""
    reader = _Reader(read_context, declared(env.config))
    sections = [s for s in doctree.findall(nodes.section) if s.get("source_level") == _DOMAIN_LEVEL]
    read_context.list_heads = list(list_heads(doctree))
    read_context.says_skills = is_declared(read_context)
    domain_sections = tuple(reader.section(section) for section in sections)
    if not (read_context.skill_lists or read_context.says_skills):
        return ()  # a garden's note that bears the name or the tag, and lists no skill
    return domain_sections


@dataclass(slots=True)
class References:
    """What « Voir » items refer to: links to notes by index, and addresses."""

    indexes: list[int] = field(default_factory=list)
    externals: list[ExternalReference] = field(default_factory=list)

    def take(self, head: nodes.paragraph) -> None:
        """Take the links of an item that refers to something."""
        self.indexes += links(head)
        self.externals += externals(head)


@dataclass(slots=True)
class _Below:
    """What stands below a skill."""

    fields: SkillFields
    description: list[nodes.Node] = field(default_factory=list)
    references: References = field(default_factory=References)
    shown: list[list[nodes.Node]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    read_context: ReadContext
    declared: Declared
    ordinal: int = 0

    def section(self, section: nodes.section) -> DomainSection:
        heading = parse_domain_heading(vn.without_markup(section[0]))
        skills: list[Skill] = []
        references = References()
        for plain in list(_top_lists(section)):
            self.read_context.skill_lists += 1
            dressed = vn.skill_list()
            for node in items_of(plain):
                item = read_item(node, self.read_context, self.declared)
                self.read_context.items.append(item)
                self._item(node, item, dressed, skills, references)
            plain.replace_self(dressed)
        return DomainSection(
            heading.name,
            heading.theme,
            section.line or 1,
            section["ids"][0],
            tuple(skills),
            tuple(references.indexes),
            tuple(references.externals),
        )

    def _item(
        self,
        node: nodes.list_item,
        item: Item,
        dressed: vn.skill_list,
        skills: list[Skill],
        references: References,
    ) -> None:
        head = head_of(node)
        if head is not None and item.kind is ItemKind.TEXT:
            skills.append(self._skill(node, head, item, dressed))
        elif head is not None and item.kind is ItemKind.REFERENCE:
            references.take(head)
            dressed += vn.skill_reference("", *contents(node))
        else:
            dressed.extend(contents(node))

    def _skill(
        self, node: nodes.list_item, head: nodes.paragraph, item: Item, dressed: vn.skill_list
    ) -> Skill:
        below = _Below(SkillFields(self.declared))
        _take_inline(head, item, below.fields)
        inner = iter(item.below)
        for block in node.children[1:]:
            if is_list(block):
                for child in items_of(block):
                    _sort(child, next(inner), below)
            else:
                below.description.append(block)
        self.ordinal += 1
        dressed += self._node(node, head, below)
        description = " ".join(vn.without_markup(block) for block in below.description)
        return Skill(
            title=clean_title(vn.without_markup(head)) or clean_title(item.text),
            block=item.block,
            line=item.line,
            ordinal=self.ordinal,
            description=one_line(description),
            references=tuple(below.references.indexes),
            externals=tuple(below.references.externals),
            end=item.end,
            **below.fields.given(),
        )

    def _node(self, item: nodes.list_item, head: nodes.paragraph, below: _Below) -> vn.skill:
        node = vn.skill("", vn.skill_title("", "", *head.children))
        node["note"], node["ordinal"] = self.read_context.path, self.ordinal
        node["ids"] = [*item["ids"], *below.ids]
        node += below.description
        node += [vn.skill_reference("", *blocks) for blocks in below.shown]
        node.line = item.line
        return node


def _sort(node: nodes.list_item, item: Item, below: _Below) -> None:
    """Sort an item below a skill: reference, field or description."""
    head = head_of(node)
    if head is not None and item.kind is ItemKind.REFERENCE:
        below.references.take(head)
        below.shown.append(contents(node))
    elif item.kind is ItemKind.FIELD and _take(read_field(item.text), item, below.fields):
        below.description.extend(node.children[1:])
        below.ids.extend(node["ids"])
    else:
        if head is not None and item.kind is ItemKind.TEXT:
            _take_inline(head, item, below.fields)
        if head is None or head.children or len(node) > 1:
            below.description.extend(contents(node))
        else:  # it held nothing but fields between brackets
            below.ids.extend(node["ids"])


def _take_inline(head: nodes.paragraph, item: Item, fields: SkillFields) -> None:
    """Read the fields between brackets of an item; those that mean something go out."""
    spans: list[tuple[int, int, list[nodes.Node]]] = []
    for inline in inline_fields(item.shown):
        # The value as typed, code and all: what was looked through has the code hidden.
        value = item.text[inline.start : inline.end].partition("::")[2].removesuffix("]").strip()
        if _take(WrittenField(inline.field.name, value), item, fields, inline=True):
            spans.append((inline.start, inline.end, []))
    if spans:
        replace_spans(head, spans)


def _take(
    written: WrittenField | None, item: Item, fields: SkillFields, *, inline: bool = False
) -> bool:
    """Take what a field says; return whether it is one. ``inline``: else it stays where it is."""
    if written is None:
        return False
    read, statement = ReadField(written), read_statement(written, fields.declared)
    item.fields.append(read)
    stays = not fields.declared.knows(written.name) or isinstance(statement, EmptyField)
    if statement is None or (inline and stays):
        return False
    read.twice = not fields.take(statement)
    return not read.twice


def _top_lists(section: nodes.section) -> Iterator[nodes.Element]:
    """Yield the lists of a section and of what is below it, not those inside other blocks."""
    for child in section.children:
        if isinstance(child, nodes.bullet_list | nodes.enumerated_list):
            yield child
        elif isinstance(child, nodes.section) and child.get("source_level", 0) > _DOMAIN_LEVEL:
            yield from _top_lists(child)
