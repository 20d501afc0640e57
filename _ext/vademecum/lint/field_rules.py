"""What is wrong with the fields of skills and of a role's items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vademecum.findings import SHOWN
from vademecum.languages import words
from vademecum.lint.rules import NOTICE, Fix, Rule
from vademecum.lint.sources import ReadNote, at
from vademecum.skills.declared import Declared
from vademecum.skills.items import Item, ItemKind
from vademecum.skills.notation import WrittenField, almost_field, almost_inline, parse_level_name
from vademecum.skills.statements import is_declared, name_meant, texts_of
from vademecum.vault.nearest import suggest
from vademecum.vault.records import Finding, parse_match
from vademecum.vault.schema import FieldSpec, FrameworkSpec
from vademecum.vault.vocabulary import RELATIONS, SKILL_FIELDS, name_in, names_in

_BETWEEN: Final = re.compile(
    rf"(?<!\s)\s++(?:{'|'.join(words('words', 'joining'))})\s++|(?:(?<!\s)\s++)?[;/+&|]\s*+",
    re.IGNORECASE,
)

Problem = tuple[str, dict[str, str]]
"""The code of a finding, and what its message says."""


def field_findings(note: ReadNote, item: Item, *, below: bool = False) -> Iterator[Finding]:
    """Yield what is wrong with the fields of an item, and what would be one.

    ``below``: it stands below a skill, and may be a field as a whole.
    """
    for read in item.fields:
        problem = field_problem(read.written, note.declared)
        if problem is not None:
            yield _finding(note, item.line, *problem)
        if read.twice:
            yield at("field-twice", item.line, name=read.written.name)
    if item.kind is not ItemKind.FIELD:
        whole = almost_field(item.shown) or note.declared.without_colons(item.shown)
        if below and whole is not None:
            yield from almost_findings(note, item.line, whole, item.text)
        for inline in almost_inline(item.shown):
            piece = item.text[inline.start : inline.end]
            yield from almost_findings(note, item.line, inline.field, piece, "[{}]")


def almost_findings(
    note: ReadNote, line: int, written: WrittenField, text: str, form: str = "{}"
) -> Iterator[Finding]:
    """Yield the finding of *text*, which would be a field; ``form``: how one is written there."""
    name = note.declared.meant(written.name, written.value)
    if written.value and name:
        instead = form.format(f"{name}:: {written.value}")
        args = {"text": text[:SHOWN], "suggestion": instead[:SHOWN]}
        yield note.fixed("field-form", line, text, instead, **args)


def _finding(note: ReadNote, line: int, code: str, args: dict[str, str]) -> Finding:
    value, hint = args.get("value", ""), args.get("hint", "")
    if code == "skill-field":  # its name is wrong, not its value; « niveau N:: » is no answer
        value, hint = f"{args['name']}::", "" if hint.endswith(" N::") else hint
    return note.fixed(code, line, value, hint, **args)


def field_problem(written: WrittenField, declared: Declared) -> Problem | None:
    """Return what is wrong with a field; None if nothing is, or if it is plain text."""
    # The same order as ``read_statement``: what that keeps as written is what is told here.
    name = written.name
    level = parse_level_name(name, declared.numbers)
    if level is None and not is_declared(name, declared):
        return _undeclared(written, declared)
    if level is not None and level.number is None:
        if level.written:
            return level_problem(level.written, declared)
        return "level-alone", {"suggestion": f"{_level_word(declared)} N::"}
    if not written.value:
        return "field-empty", {"name": name}
    if level is not None:
        return None
    if (framework := declared.framework(name)) is not None:
        return _match_problem(written, framework, declared)
    spec = declared.field(name)
    return value_problem(written, spec, declared.language) if spec is not None else None


def level_problem(written: str, declared: Declared) -> Problem:
    """Say that *written* is no level."""
    numbers = ", ".join(map(str, declared.numbers))
    return "level-unknown", {"level": written, "numbers": numbers}


def _level_word(declared: Declared) -> str:
    return name_in("level", SKILL_FIELDS, declared.language)


def _undeclared(written: WrittenField, declared: Declared) -> Problem | None:
    hint = name_meant(written.name, declared)
    if " " in written.name and not hint:
        return None
    hint = hint or suggest(written.name, declared.names()) or ""
    if hint == _level_word(declared):
        hint = f"{hint} N"
    return "skill-field", {"name": written.name, "hint": hint and f"{hint}::"}


def value_problem(written: WrittenField, spec: FieldSpec, language: str) -> Problem | None:
    """Return the first of a field's values that is not declared, None if all are."""
    wrong = next((text for text in texts_of(written, spec) if spec.value(text) is None), None)
    if not spec.values or wrong is None:
        return None
    known = [value.label(language) for value in spec.values]
    hint = _apart(wrong, spec, known) or suggest(wrong, known) or ""
    args = {"name": written.name, "value": wrong[:SHOWN], "known": ", ".join(known), "hint": hint}
    return "field-value", args


def _apart(text: str, spec: FieldSpec, labels: list[str]) -> str:
    """Return several values that other signs than commas part, with commas; else empty."""
    parts = [
        part.strip() if spec.value(part.strip()) else suggest(part, labels) or ""
        for part in _BETWEEN.split(text)
    ]
    return ", ".join(parts) if spec.multiple and len(parts) > 1 and all(parts) else ""


def _match_problem(
    written: WrittenField, framework: FrameworkSpec, declared: Declared
) -> Problem | None:
    if parse_match(written.value, framework) is not None:
        return None
    args = {
        "name": framework.name,
        "value": written.value[:SHOWN],
        "hint": _match_meant(written.value, framework),
        "example": next(iter(framework.ids), _beginning(framework.pattern)),
        "relations": ", ".join(names_in(RELATIONS, declared.language)),
    }
    return "match-form", args


def _match_meant(value: str, framework: FrameworkSpec) -> str:
    """Return the match that *value* is but for a sign; empty if it is none."""
    *before, identifier = value.split() or [""]
    plain = identifier.strip(".,;:()")
    forms = (plain, plain.replace(",", "."), plain.replace("-", "."))
    address = re.sub(r"^(?:https?://)?(?:www\.)?", "http://", plain).rstrip("/")
    known = [w for w in before if w.lower().strip(":") not in {framework.key, "n°", "no", "nr"}]
    for form in (*forms, address):
        meant = " ".join([*known, form])
        if parse_match(meant, framework) is not None:
            return meant
    return ""


def _beginning(pattern: str) -> str:
    """Return the plain text with which a pattern begins: « http://data.europa.eu/esco/skill/… »."""
    return re.split(r"(?<!\\)[\[(*+?{|^$]", pattern, maxsplit=1)[0].replace("\\", "") + "…"


RULES: Final = (
    Rule(
        "skill-field",
        "The field “%(name)s” is unknown: it is shown as it is. %(hint)s",
        fix=Fix.REVEALING,
    ),
    Rule(
        "level-alone",
        "Which level is meant? Write “%(suggestion)s” and a sentence that says what somebody "
        "at that level can be seen to do.",
    ),
    Rule("level-unknown", "“%(level)s” is no level. Write one of these numbers: %(numbers)s."),
    Rule(
        "field-form",
        "“%(text)s” looks like a field but is read as text. Write the name, two colons and a "
        "blank: “%(suggestion)s”.",
        severity=NOTICE,
        fix=Fix.REVEALING,
    ),
    Rule("field-empty", "The field “%(name)s” says nothing. Fill it in, or delete the line."),
    Rule(
        "field-twice",
        "The skill has “%(name)s” twice: the first counts. Delete one of the two lines.",
    ),
    Rule(
        "field-value",
        "“%(value)s” is no value of “%(name)s”, which takes: %(known)s. %(hint)s",
        fix=Fix.SAFE,
    ),
    Rule(
        "match-form",
        "“%(value)s” is no match with %(name)s. Write one id an item, “%(example)s” for "
        "instance, and before it, if you like, one of: %(relations)s. %(hint)s",
        fix=Fix.SAFE,
    ),
)
