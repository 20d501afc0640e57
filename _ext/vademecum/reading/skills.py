"""The skills of a note, from its plain lists: headings of level 2 are domains, items are skills."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from docutils import nodes
from sphinx.environment import BuildEnvironment

from vademecum import nodes as vn
from vademecum.environment.domain import declared
from vademecum.languages import words
from vademecum.lint.codes import Code
from vademecum.lint.warnings import record_finding
from vademecum.markdown.read_context import ReadContext
from vademecum.reading.domain_slips import tell_domains
from vademecum.reading.field_items import SkillFields
from vademecum.reading.item_slips import (
    tell_indent,
    tell_mark,
    tell_one_blank,
    tell_place,
    tell_reference,
)
from vademecum.reading.item_text import (
    contents,
    externals,
    head_of,
    is_list,
    line_of,
    links,
    visible,
)
from vademecum.skills.declared import Declared
from vademecum.skills.notation import clean_title, is_reference, parse_domain_heading, read_field
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
    reader = _Reader(read_context, env, declared(env.config))
    sections = [s for s in doctree.findall(nodes.section) if s.get("source_level") == _DOMAIN_LEVEL]
    displaced = tell_domains(doctree, read_context, env)
    domain_sections = tuple(reader.section(section) for section in sections)
    if not (reader.lists or is_declared(read_context)):
        return ()  # a garden's note that bears the name or the tag, and lists no skill
    if not sections:
        if not displaced:
            record_finding(env, Code.SKILLS_NO_DOMAIN, 1)
    elif not reader.lists:
        record_finding(env, Code.SKILLS_NO_LIST, sections[0].line or 1)
    return domain_sections


@dataclass(slots=True)
class References:
    """What « Voir » items refer to: links to notes by index, and addresses."""

    indexes: list[int] = field(default_factory=list)
    externals: list[ExternalReference] = field(default_factory=list)

    def take(self, head: nodes.paragraph, words: tuple[str, ...]) -> bool:
        """Read an item as references; say whether it is one."""
        if not is_reference(vn.without_markup(head), words):
            return False
        indexes, outside = links(head), externals(head)
        self.indexes += indexes
        self.externals += outside
        return bool(indexes or outside)


@dataclass(slots=True)
class _Reader:
    read_context: ReadContext
    env: BuildEnvironment
    declared: Declared
    ordinal: int = 0
    lists: int = 0

    def section(self, section: nodes.section) -> DomainSection:
        heading = parse_domain_heading(vn.without_markup(section[0]))
        skills: list[Skill] = []
        references = References()
        for plain in list(_top_lists(section)):
            self.lists += 1
            dressed = vn.skill_list()
            for item in list(plain.children):
                self._item(item, dressed, skills, references)
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
        item: nodes.Node,
        dressed: vn.skill_list,
        skills: list[Skill],
        references: References,
    ) -> None:
        assert isinstance(item, nodes.list_item)
        head = head_of(item)
        if head is not None:
            tell_one_blank(self.env, self.read_context, item, line_of(item, head))
        if head is None or not any(map(str.isalnum, vn.without_markup(head))):  # « - [] », « - -- »
            dressed.extend(contents(item))
        elif references.take(head, self.declared.reference_words):
            dressed += vn.skill_reference("", *contents(item))
        elif self._is_field(item, head):
            dressed.extend(contents(item))
        else:
            tell_reference(self.env, self.declared, head, line_of(item, head), skill=True)
            skills.append(self._skill(item, head, dressed))

    def _is_field(self, item: nodes.list_item, head: nodes.paragraph) -> bool:
        """Say whether an item is a field of the skill above that is not indented, and tell it."""
        written = read_field(visible(head))
        if written is None or not self.declared.knows(written.name):
            return False
        tell_indent(self.env, self.read_context, line_of(item, head), written.name)
        return True

    def _skill(self, item: nodes.list_item, head: nodes.paragraph, dressed: vn.skill_list) -> Skill:
        parts = _Parts(SkillFields(self.declared, self.env))
        line = line_of(item, head)
        whole = clean_title(vn.without_markup(head))
        parts.fields.take_inline(head, line)
        for block in item.children[1:]:
            if is_list(block):
                for below in list(block.children):
                    if item.get("block") is None and isinstance(below, nodes.list_item):
                        tell_place(
                            self.env, self.read_context, below, line_of(below, head_of(below))
                        )
                    self._below(below, parts)
            else:
                parts.description.append(block)
        self.ordinal += 1
        tell_mark(self.env, self.read_context, item, head)
        dressed += self._node(item, head, parts)
        description = " ".join(vn.without_markup(block) for block in parts.description)
        return Skill(
            title=clean_title(vn.without_markup(head)) or whole,
            block=item.get("block"),
            line=line,
            ordinal=self.ordinal,
            description=one_line(description),
            references=tuple(parts.references.indexes),
            externals=tuple(parts.references.externals),
            end=self.read_context.ends.get(head.line or 0) or line,
            **parts.fields.given(),
        )

    def _node(self, item: nodes.list_item, head: nodes.paragraph, parts: _Parts) -> vn.skill:
        node = vn.skill("", vn.skill_title("", "", *head.children))
        node["note"], node["ordinal"] = self.read_context.path, self.ordinal
        node["ids"] = [*item["ids"], *parts.ids]
        node += parts.description
        node += [vn.skill_reference("", *blocks) for blocks in parts.shown]
        node.line = item.line
        return node

    def _below(self, item: nodes.Node, parts: _Parts) -> None:
        """Sort one item below a skill: reference, field or description."""
        assert isinstance(item, nodes.list_item)
        head = head_of(item)
        if head is None:
            parts.description.extend(contents(item))
        elif parts.references.take(head, self.declared.reference_words):
            parts.shown.append(contents(item))
        elif tell_reference(self.env, self.declared, head, line_of(item, head)):
            parts.description.extend(contents(item))
        elif parts.fields.take_item(head, line_of(item, head)):
            parts.description.extend(item.children[1:])
            parts.ids.extend(item["ids"])
        elif head.children or len(item) > 1:
            parts.description.extend(contents(item))
        else:  # it held nothing but fields between brackets
            parts.ids.extend(item["ids"])


@dataclass(slots=True)
class _Parts:
    """What stands below a skill."""

    fields: SkillFields
    description: list[nodes.Node] = field(default_factory=list)
    references: References = field(default_factory=References)
    shown: list[list[nodes.Node]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


def _top_lists(section: nodes.section) -> Iterator[nodes.Element]:
    """Yield the lists of a section and of what is below it, not those inside other blocks."""
    for child in section.children:
        if isinstance(child, nodes.bullet_list | nodes.enumerated_list):
            yield child
        elif isinstance(child, nodes.section) and child.get("source_level", 0) > _DOMAIN_LEVEL:
            yield from _top_lists(child)
