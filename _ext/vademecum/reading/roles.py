"""The lists of a note that is tagged as a role: the skills that it needs, and how well."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from docutils import nodes
from sphinx.environment import BuildEnvironment

from vademecum import nodes as vn
from vademecum.environment.domain import declared
from vademecum.lint.codes import Code
from vademecum.lint.warnings import record_finding, record_mend
from vademecum.markdown.read_context import ReadContext
from vademecum.reading.item_text import (
    first_link,
    head_of,
    is_list,
    line_of,
    replace_spans,
    visible,
)
from vademecum.reading.skills import References
from vademecum.skills.declared import Declared
from vademecum.skills.notation import (
    NOT_REQUIRED,
    InlineField,
    WrittenField,
    almost_inline,
    inline_fields,
    parse_level,
    without_brackets,
)
from vademecum.skills.statements import FieldProblem, level_problem, values_of
from vademecum.vault.records import Link, RoleItem, RoleList, Sentence
from vademecum.vault.text import one_line
from vademecum.vault.vocabulary import SKILL_FIELDS, key_of

_ID: Final = re.compile(
    r"(?:(?<!\s)\s++|(?<![A-Za-z0-9\s])(?<![A-Za-z0-9]-))"
    r"([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*-[0-9]+)(?![\w-])"
)
_ALMOST_ID: Final = re.compile(
    r"\s*(?P<written>\^?(?P<code>[A-Za-z]{2,12})[ \u00a0_.\u2010-\u2015-]{0,2}"
    r"(?P<number>\d{1,6}))(?![\w-])"
)
_FIELDS: Final = re.compile(r"\[[^\W_][\w '’-]*:: [^\[\]]*\]")
_EDGES: Final = " \t\n\u00a0\u202f:;,.–—-"


def read_role(doctree: nodes.document, env: BuildEnvironment) -> RoleList:
    """Read the top-level lists of a role's note; their fields become nodes."""
    reader = _Reader(env, declared(env.config))
    for node in list(doctree.findall(is_list)):
        if isinstance(node.parent, nodes.section | nodes.document):
            for item in list(node.children):
                reader.item(item)
    outside = tuple(reader.references.externals)
    return RoleList(tuple(reader.items), tuple(reader.references.indexes), outside)


@dataclass(slots=True)
class _Reader:
    env: BuildEnvironment
    declared: Declared
    items: list[RoleItem] = field(default_factory=list)
    references: References = field(default_factory=References)

    def item(self, item: nodes.Node) -> None:
        assert isinstance(item, nodes.list_item)
        head = head_of(item)
        if head is None or self.references.take(head, self.declared.reference_words):
            return
        link, name = first_link(head), _ID.match(visible(head))
        identifier = name[1].upper() if name is not None else ""
        if link is not None or identifier:
            self._requirement(item, head, link, identifier)
        else:
            self._tell_nameless(head, line_of(item, head))

    def _tell_nameless(self, head: nodes.paragraph, line: int) -> None:
        """Tell of an item that names a skill almost right, or has a level and names none."""
        text = visible(head)
        codes = {spec.code.upper() for spec in ReadContext.of(self.env).settings.domains}
        almost = _ALMOST_ID.match(text)
        if almost is not None and almost["code"].upper() in codes:
            instead = f"{almost['code'].upper()}-{almost['number'].zfill(2)}"
            args = {"written": almost["written"], "suggestion": instead}
            record_mend(self.env, Code.ROLE_SKILL_FORM, line, (almost["written"], instead), **args)
        elif "[[" not in text and any(
            key_of(f.field.name, SKILL_FIELDS) == "level" for f in inline_fields(text)
        ):
            record_finding(self.env, Code.ROLE_SKILL_MISSING, line, text=text.strip()[:80])

    def _requirement(
        self, item: nodes.list_item, head: nodes.paragraph, link: int | None, identifier: str
    ) -> None:
        line = line_of(item, head)
        spans, level, acquisition = self._fields(head, line)
        replace_spans(head, [(start, end, []) for start, end in spans])
        ordinal = len(self.items) + 1
        reason = _reason(item, head, link, identifier)
        self.items.append(RoleItem(line, ordinal, link, identifier, level, acquisition, reason))
        self._name(head, link, ordinal)
        level_node = vn.role_item(level=level, acquisition=", ".join(acquisition))
        head += [nodes.Text(" "), level_node]

    def _name(self, head: nodes.paragraph, link: int | None, ordinal: int) -> None:
        """Have an id, or a link without words of its own, shown as the name of its skill."""
        note = ReadContext.of(self.env)
        name = vn.skill_name(note=note.path, ordinal=ordinal)
        if link is None:
            match = _ID.match(visible(head))
            assert match is not None
            name += nodes.Text(match[1])
            replace_spans(head, [(match.start(1), match.end(1), [name])])
        elif note.links[link].wikilink.label is None:
            node = next(n for n in head.findall(vn.wikilink) if n["link"] == link)
            name += node.children
            node.replace_self(name)

    def _fields(
        self, head: nodes.paragraph, line: int
    ) -> tuple[list[tuple[int, int]], int, tuple[str, ...]]:
        """Return where the fields of an item stand, its level and its ways to get the skill."""
        text = visible(head)
        spans: list[tuple[int, int]] = []
        level = 1
        acquisition: tuple[str, ...] = ()
        for inline in inline_fields(text):
            written = inline.field
            if key_of(written.name, SKILL_FIELDS) == "level":
                level = self._level(written, line)
                spans.append((inline.start, inline.end))
            elif (spec := self.declared.field(written.name)) and spec.key == "acquisition":
                acquisition, problem = values_of(written, spec, self.declared.language)
                self._tell(problem, line)
                spans.append((inline.start, inline.end))
        for almost in (*almost_inline(text), *without_brackets(text)):
            self._tell_almost(almost, text, line)
        return spans, level, acquisition

    def _level(self, written: WrittenField, line: int) -> int:
        numbers = (NOT_REQUIRED, *self.declared.numbers)
        level = parse_level(written.value, numbers)
        if level is None:
            self._tell(level_problem(written.value or "…", self.declared), line)
        return 1 if level is None else level

    def _tell(self, problem: FieldProblem | None, line: int) -> None:
        if problem is not None:
            record_finding(self.env, Code(problem.code), line, **dict(problem.args))

    def _tell_almost(self, almost: InlineField, text: str, line: int) -> None:
        written, piece = almost.field, text[almost.start : almost.end]
        if written.value and self.declared.knows(written.name):
            instead = f"[{written.name}:: {written.value}]"
            plain = piece in ReadContext.of(self.env).line(line)
            replaces = (piece, instead) if plain else ("", "")
            args = {"text": piece[:80], "suggestion": instead[:80]}
            record_mend(self.env, Code.FIELD_FORM, line, replaces, **args)


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
