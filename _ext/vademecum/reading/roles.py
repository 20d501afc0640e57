"""The lists of a note that is tagged as a role: the skills that it needs, and how well."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from docutils import nodes
from sphinx.environment import BuildEnvironment

from vademecum import nodes as vn
from vademecum.environment.domain import declared
from vademecum.markdown.read_context import ReadContext
from vademecum.reading.items import first_link, head_of, is_list, read_item, replace_spans, visible
from vademecum.reading.skills import References
from vademecum.skills.declared import Declared
from vademecum.skills.items import Item, ItemKind
from vademecum.skills.notation import NOT_REQUIRED, inline_fields, parse_level
from vademecum.skills.statements import values_of
from vademecum.vault.records import Link, RoleItem, RoleList, Sentence
from vademecum.vault.text import one_line
from vademecum.vault.vocabulary import SKILL_FIELDS, key_of

_ID: Final = re.compile(
    r"(?:(?<!\s)\s++|(?<![A-Za-z0-9\s])(?<![A-Za-z0-9]-))"
    r"([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*-[0-9]+)(?![\w-])"
)
_FIELDS: Final = re.compile(r"\[[^\W_][\w '’-]*:: [^\[\]]*\]")
_EDGES: Final = " \t\n\u00a0\u202f:;,.–—-"


def read_role(doctree: nodes.document, env: BuildEnvironment) -> RoleList:
    """Read the top-level lists of a role's note; their fields become nodes."""
    reader = _Reader(ReadContext.of(env), declared(env.config))
    for node in list(doctree.findall(is_list)):
        if isinstance(node.parent, nodes.section | nodes.document):
            for item in list(node.children):
                reader.item(item)
    outside = tuple(reader.references.externals)
    return RoleList(tuple(reader.items), tuple(reader.references.indexes), outside)


@dataclass(slots=True)
class _Reader:
    read_context: ReadContext
    declared: Declared
    items: list[RoleItem] = field(default_factory=list)
    references: References = field(default_factory=References)

    def item(self, node: nodes.Node) -> None:
        assert isinstance(node, nodes.list_item)
        head = head_of(node)
        if head is None:
            return
        item = read_item(node, self.read_context, self.declared)
        if item.before is not None and item.kind is ItemKind.REFERENCE:
            self.references.take(head)
            return
        self.read_context.items.append(item)
        link, name = first_link(head), _ID.match(item.shown)
        identifier = name[1].upper() if name is not None else ""
        item.names_skill = link is not None or bool(identifier)
        if item.names_skill:
            self._requirement(node, head, item, link, identifier)

    def _requirement(
        self,
        node: nodes.list_item,
        head: nodes.paragraph,
        item: Item,
        link: int | None,
        identifier: str,
    ) -> None:
        spans, level, acquisition = self._fields(item)
        replace_spans(head, [(start, end, []) for start, end in spans])
        ordinal = len(self.items) + 1
        reason = _reason(node, head, link, identifier)
        role_item = RoleItem(item.line, ordinal, link, identifier, level, acquisition, reason)
        self.items.append(role_item)
        self._name(head, link, ordinal)
        level_node = vn.role_item(level=level, acquisition=", ".join(acquisition))
        head += [nodes.Text(" "), level_node]

    def _name(self, head: nodes.paragraph, link: int | None, ordinal: int) -> None:
        """Have an id, or a link without words of its own, shown as the name of its skill."""
        name = vn.skill_name(note=self.read_context.path, ordinal=ordinal)
        if link is None:
            match = _ID.match(visible(head))
            assert match is not None
            name += nodes.Text(match[1])
            replace_spans(head, [(match.start(1), match.end(1), [name])])
        elif self.read_context.links[link].wikilink.label is None:
            node = next(n for n in head.findall(vn.wikilink) if n["link"] == link)
            name += node.children
            node.replace_self(name)

    def _fields(self, item: Item) -> tuple[list[tuple[int, int]], int, tuple[str, ...]]:
        """Return where the fields of an item stand, its level and its ways to get the skill."""
        spans: list[tuple[int, int]] = []
        level = 1
        acquisition: tuple[str, ...] = ()
        for inline in inline_fields(item.shown):
            written = inline.field
            if key_of(written.name, SKILL_FIELDS) == "level":
                known = parse_level(written.value, (NOT_REQUIRED, *self.declared.numbers))
                level = 1 if known is None else known
                spans.append((inline.start, inline.end))
            elif (spec := self.declared.field(written.name)) and spec.key == "acquisition":
                acquisition = values_of(written, spec)
                spans.append((inline.start, inline.end))
        return spans, level, acquisition


def without_fields(link: Link) -> Link:
    """Return a link, the fields of its item left out of its sentence."""
    before, after = (
        one_line(_FIELDS.sub("", text)) for text in (link.sentence.before, link.sentence.after)
    )
    gap = " " if link.sentence.after[:1].isspace() and after else ""
    space = " " if link.sentence.before[-1:].isspace() and before else ""
    return replace(link, sentence=Sentence(before + space, link.sentence.shown, gap + after))


def _reason(item: nodes.list_item, head: nodes.paragraph, link: int | None, identifier: str) -> str:
    """Return an item's text without what names its skill."""
    parts = [
        "" if isinstance(node, vn.wikilink) and node["link"] == link else vn.without_markup(node)
        for node in head.children
    ]
    text = "".join(parts)
    if identifier and link is None:
        text = _ID.sub("", text, count=1)
    below = (vn.without_markup(block) for block in item.children[1:])
    return one_line(" ".join([text.strip(_EDGES), *below])).strip(_EDGES)
