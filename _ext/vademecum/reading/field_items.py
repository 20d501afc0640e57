"""Fields of a skill, gathered item by item, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from docutils import nodes
from sphinx.environment import BuildEnvironment

from vademecum import nodes as vn
from vademecum.lint.codes import Code
from vademecum.lint.warnings import record_finding, record_mend
from vademecum.markdown.read_context import ReadContext
from vademecum.reading.item_text import replace_spans, visible
from vademecum.skills.declared import Declared
from vademecum.skills.notation import (
    WrittenField,
    almost_field,
    almost_inline,
    inline_fields,
    read_field,
)
from vademecum.skills.statements import (
    FieldProblem,
    FieldValue,
    LevelSentence,
    ShortTitle,
    Statement,
    Synonyms,
    read_statement,
)
from vademecum.vault.records import SkillMatch

_SHOWN = 80


@dataclass(slots=True)
class SkillFields:
    """What the fields of one skill say."""

    declared: Declared
    env: BuildEnvironment
    short_title: str = ""
    synonyms: list[str] = field(default_factory=list)
    levels: dict[int, str] = field(default_factory=dict)
    matches: list[SkillMatch] = field(default_factory=list)
    others: dict[str, str] = field(default_factory=dict)

    def take_item(self, head: nodes.paragraph, line: int) -> bool:
        """Read the item that begins with ``head``; say whether it was a field and nothing else."""
        text = vn.without_markup(head)
        written = _read(text, visible(head))
        if written is None:
            almost = almost_field(visible(head)) or self.declared.without_colons(visible(head))
            self._tell_almost(almost, text, line)
            self.take_inline(head, line)
            return False
        statement, problem = read_statement(written, self.declared)
        self.tell(problem, line)
        if statement is not None:
            return self._keep(statement, written, line)
        return problem is not None

    def take_inline(self, head: nodes.paragraph, line: int) -> None:
        """Read the fields between brackets of a paragraph; those that mean something go out."""
        text, shown = vn.without_markup(head), visible(head)
        taken: list[tuple[int, int, list[nodes.Node]]] = []
        for inline in inline_fields(shown):
            written = _as_typed(inline.field, text[inline.start : inline.end])
            statement, problem = read_statement(written, self.declared)
            self.tell(problem, line)
            meant = problem is None or self.declared.knows(written.name)
            if statement is not None and meant and self._keep(statement, written, line):
                taken.append((inline.start, inline.end, []))
        for almost in almost_inline(shown):
            self._tell_almost(almost.field, text[almost.start : almost.end], line, "[{}]")
        if taken:
            replace_spans(head, taken)

    def tell(self, problem: FieldProblem | None, line: int) -> None:
        """Record what is wrong with a field."""
        if problem is not None:
            args = dict(problem.args)
            value, hint = args.get("value", ""), args.get("hint", "")
            if problem.code == Code.SKILL_FIELD.value:
                value, hint = f"{args['name']}::", "" if hint.endswith(" N::") else hint
            plain = hint and value in ReadContext.of(self.env).line(line)
            replaces = (value, hint) if plain else ("", "")
            record_mend(self.env, Code(problem.code), line, replaces, **args)

    def _tell_almost(
        self, written: WrittenField | None, text: str, line: int, form: str = "{}"
    ) -> None:
        """Tell of ``text`` that would be a field; ``form``: whether it stands in brackets."""
        name = self.declared.meant(written.name, written.value) if written is not None else ""
        if written is not None and written.value and name:
            instead = form.format(f"{name}:: {written.value}")
            plain = text in ReadContext.of(self.env).line(line)
            replaces = (text, instead) if plain else ("", "")
            args = {"text": text[:_SHOWN], "suggestion": instead[:_SHOWN]}
            record_mend(self.env, Code.FIELD_FORM, line, replaces, **args)

    def _keep(self, statement: Statement, written: WrittenField, line: int) -> bool:
        """Keep what a field says; of what is said twice the second stays a text, and is told."""
        match statement:
            case ShortTitle(text) if not self.short_title:
                self.short_title = text
            case LevelSentence(number, text) if number not in self.levels:
                self.levels[number] = text
            case Synonyms(words):
                self.synonyms += (word for word in words if word not in self.synonyms)
            case SkillMatch() if statement not in self.matches:
                self.matches.append(statement)
            case FieldValue(name, values) if name not in self.others or self._repeats(name):
                known = (self.others[name],) if name in self.others else ()
                self.others[name] = ", ".join((*known, *values))
            case _:
                record_finding(self.env, Code.FIELD_TWICE, line, name=written.name)
                return False
        return True

    def _repeats(self, name: str) -> bool:
        """Say whether a field may be written several times: one of several values, or a match."""
        spec = self.declared.field(name)
        return self.declared.framework(name) is not None or (spec is not None and spec.multiple)

    def given(self) -> dict[str, Any]:
        """Return what a ``Skill`` holds of this."""
        return {
            "fields": tuple(self.others.items()),
            "short_title": self.short_title,
            "levels": tuple(sorted(self.levels.items())),
            "synonyms": tuple(self.synonyms),
            "matches": tuple(self.matches),
        }


def _read(text: str, shown: str) -> WrittenField | None:
    """Read an item as a field; its name may hold no code, its value may."""
    written = read_field(shown)
    return read_field(text) if written is not None else None


def _as_typed(written: WrittenField, raw: str) -> WrittenField:
    """Return an inline field with its value as typed, code and all."""
    return WrittenField(written.name, raw.partition("::")[2].removesuffix("]").strip())
