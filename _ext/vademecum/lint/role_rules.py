"""What is wrong with the items of a role: its skills, their levels and ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vademecum.findings import SHOWN
from vademecum.lint.field_rules import level_problem, value_problem
from vademecum.lint.rules import Fix, On, Rule, found_by
from vademecum.lint.sources import ReadNote, at
from vademecum.skills.items import Item
from vademecum.skills.notation import (
    NOT_REQUIRED,
    InlineField,
    almost_inline,
    inline_fields,
    parse_level,
    without_brackets,
)
from vademecum.vault.records import Finding
from vademecum.vault.vocabulary import SKILL_FIELDS, key_of

_ALMOST_ID: Final = re.compile(
    r"\s*(?P<written>\^?(?P<code>[A-Za-z]{2,12})[ \u00a0_.\u2010-\u2015-]{0,2}"
    r"(?P<number>\d{1,6}))(?![\w-])"
)


def role_findings(note: ReadNote) -> Iterator[Finding]:
    """Yield what is wrong with the items that a role lists."""
    for item in note.read.items if note.note.role is not None else ():
        yield from _fields(note, item) if item.names_skill else _nameless(note, item)


def _nameless(note: ReadNote, item: Item) -> Iterator[Finding]:
    """Yield an item that names a skill almost right, or has a level and names none."""
    codes = {spec.code.upper() for spec in note.read.settings.domains}
    almost = _ALMOST_ID.match(item.shown)
    if almost is not None and almost["code"].upper() in codes:
        written = almost["written"]
        instead = f"{almost['code'].upper()}-{almost['number'].zfill(2)}"
        args = {"written": written, "suggestion": instead}
        yield at("role-skill-form", item.line, written, instead, **args)
    elif "[[" not in item.shown and any(map(_is_level, inline_fields(item.shown))):
        yield at("role-skill-missing", item.line, text=item.shown.strip()[:SHOWN])


def _is_level(inline: InlineField) -> bool:
    return key_of(inline.field.name, SKILL_FIELDS) == "level"


def _fields(note: ReadNote, item: Item) -> Iterator[Finding]:
    declared = note.declared
    for inline in inline_fields(item.shown):
        written, problem = inline.field, None
        if _is_level(inline):
            if parse_level(written.value, (NOT_REQUIRED, *declared.numbers)) is None:
                problem = level_problem(written.value or "…", declared)
        # Of a role's other fields nothing is read: they are words of the reason.
        elif (spec := declared.field(written.name)) and spec.key == "acquisition":
            problem = value_problem(written, spec, declared.language)
        if problem is not None:
            yield at(problem[0], item.line, **problem[1])
    for almost in (*almost_inline(item.shown), *without_brackets(item.shown)):
        written, text = almost.field, item.shown[almost.start : almost.end]
        if written.value and declared.knows(written.name):
            instead = f"[{written.name}:: {written.value}]"
            args = {"text": text[:SHOWN], "suggestion": instead[:SHOWN]}
            yield note.fixed("field-form", item.line, text, instead, **args)


RULES: Final = (
    *found_by(
        role_findings,
        On.NOTE,
        Rule(
            "role-skill-form",
            "“%(written)s” names no skill: the line is left out of the role. Write "
            "“%(suggestion)s”.",
            fix=Fix.SAFE,
        ),
        Rule(
            "role-skill-missing",
            "“%(text)s” gives a level but names no skill: the line is left out of the role. Begin "
            "it with the number of a skill, or with a link to it.",
        ),
    ),
)
