"""The skills of a note, from its plain lists: headings of level 2 are domains, items are skills."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from docutils import nodes
from sphinx.environment import BuildEnvironment

from vademecum import nodes as vn
from vademecum.core.names import fold, note_name, slug
from vademecum.core.records import DomainSection, Skill
from vademecum.core.skills.notation import (
    Reference,
    SkillField,
    clean_title,
    is_reference,
    parse_domain_heading,
    parse_item,
)
from vademecum.core.skills.schema import find_field
from vademecum.core.text import one_line
from vademecum.core.vault.outline import suggest
from vademecum.findings.codes import Code
from vademecum.findings.warnings import record_finding
from vademecum.markdown.read_context import ReadContext

_WORDS = frozenset({"competences", "competence", "skills"})
_DOMAIN_LEVEL = 2


def is_skills_note(read_context: ReadContext, title: str) -> bool:
    """Say whether a note lists skills: its properties say so, or its name or title is listed.

    ``competences: true``, ``type: compétences`` and ``tags: [compétences]`` say so.
    """
    listed = {slug(name) for name in read_context.settings.skills_notes}
    if listed & {slug(note_name(read_context.path)), slug(title)}:
        return True
    for key, value in read_context.front.values.items():
        if slug(key) in _WORDS:
            return value is True or fold(str(value)) in {"oui", "yes", "true"}
        if fold(key) == "type" and slug(str(value)) in _WORDS:
            return True
    return any(slug(tag) in _WORDS for tag in read_context.front.tags)


def read_skills(
    doctree: nodes.document, read_context: ReadContext, env: BuildEnvironment
) -> tuple[DomainSection, ...]:
    """Turn the lists below domain headings into skills, in the document and as records."""
    reader = _Reader(read_context, env)
    sections = [s for s in doctree.findall(nodes.section) if s.get("written") == _DOMAIN_LEVEL]
    domain_sections = tuple(reader.section(section) for section in sections)
    if not sections:
        record_finding(env, Code.SKILLS_NO_DOMAIN, 1)
    elif not reader.lists:
        record_finding(env, Code.SKILLS_NO_LIST, sections[0].line or 1)
    return domain_sections


@dataclass(slots=True)
class _Reader:
    read_context: ReadContext
    env: BuildEnvironment
    ordinal: int = 0
    lists: int = 0

    def section(self, section: nodes.section) -> DomainSection:
        heading = parse_domain_heading(vn.without_markup(section[0]))
        skills: list[Skill] = []
        references: list[int] = []
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
            tuple(references),
        )

    def _item(
        self,
        item: nodes.Node,
        dressed: vn.skill_list,
        skills: list[Skill],
        references: list[int],
    ) -> None:
        assert isinstance(item, nodes.list_item)
        head = item[0] if len(item) and isinstance(item[0], nodes.paragraph) else None
        text = vn.without_markup(head) if head is not None else ""
        indexes = _links(head) if head is not None else []
        words = self.read_context.settings.reference_words
        if head is not None and is_reference(text, words) and indexes:
            references.extend(indexes)
            dressed += vn.skill_reference("", *_contents(item))
        elif head is None or not clean_title(text):
            dressed.extend(_contents(item))
        else:
            skills.append(self._skill(item, head, text, dressed))

    def _skill(
        self, item: nodes.list_item, head: nodes.paragraph, text: str, dressed: vn.skill_list
    ) -> Skill:
        parts = _Parts()
        for block in item.children[1:]:
            if isinstance(block, nodes.bullet_list | nodes.enumerated_list):
                for below in list(block.children):
                    self._below(below, parts)
            else:
                parts.description.append(block)
        self.ordinal += 1
        node = vn.skill("", vn.skill_title("", "", *head.children))
        node["note"], node["ordinal"] = self.read_context.path, self.ordinal
        node["ids"] = [*item["ids"], *parts.ids]
        node["fields"] = [list(pair) for pair in parts.fields]
        node += parts.description
        node += [vn.skill_reference("", *blocks) for blocks in parts.references]
        node.line = item.line
        dressed += node
        description = " ".join(vn.without_markup(block) for block in parts.description)
        return Skill(
            clean_title(text),
            item.get("block"),
            head.line or item.line or 1,
            self.ordinal,
            tuple(parts.fields),
            one_line(description),
            tuple(parts.indexes),
            self.read_context.ends.get(head.line or 0) or head.line or item.line or 1,
        )

    def _below(self, item: nodes.Node, parts: _Parts) -> None:
        """Sort one item below a skill: reference, field or description."""
        assert isinstance(item, nodes.list_item)
        head = item[0] if len(item) and isinstance(item[0], nodes.paragraph) else None
        words = self.read_context.settings.reference_words
        parsed = parse_item(vn.without_markup(head), words) if head is not None else None
        indexes = _links(head) if head is not None else []
        if isinstance(parsed, Reference) and indexes:
            parts.indexes.extend(indexes)
            parts.references.append(_contents(item))
        elif isinstance(parsed, SkillField):
            self._check_field(parsed, head.line or item.line or 1 if head is not None else 1)
            parts.fields.append((parsed.name, parsed.value))
            parts.description.extend(item.children[1:])
            parts.ids.extend(item["ids"])
        else:
            parts.description.extend(_contents(item))

    def _check_field(self, found: SkillField, line: int) -> None:
        declared = self.read_context.settings.skill_fields
        if find_field(found.name, declared) is None:
            language = str(self.env.config.language)
            hint = suggest(found.name, [spec.label(language) for spec in declared]) or ""
            record_finding(
                self.env, Code.SKILL_FIELD, line, name=found.name, hint=hint and f"{hint}::"
            )


@dataclass(slots=True)
class _Parts:
    """What stands below a skill."""

    description: list[nodes.Node] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)
    references: list[list[nodes.Node]] = field(default_factory=list)
    indexes: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


def _contents(item: nodes.list_item) -> list[nodes.Node]:
    """Return what a list item holds; its anchor goes to the first block, for links to find."""
    if len(item) and isinstance(item[0], nodes.Element):
        item[0]["ids"].extend(item["ids"])
    return list(item.children)


def _top_lists(section: nodes.section) -> Iterator[nodes.Element]:
    """Yield the lists of a section and of what is below it, not those inside other blocks."""
    for child in section.children:
        if isinstance(child, nodes.bullet_list | nodes.enumerated_list):
            yield child
        elif isinstance(child, nodes.section) and child.get("written", 0) > _DOMAIN_LEVEL:
            yield from _top_lists(child)


def _links(paragraph: nodes.paragraph) -> list[int]:
    return [node["link"] for node in paragraph.findall(vn.wikilink)]
