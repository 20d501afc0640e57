"""The line of a front matter as it should be; front matter out of its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rapidfuzz.distance import OSA

from vademecum.findings import shown
from vademecum.i18n import _, later
from vademecum.languages import words
from vademecum.lint.rules import Fix, On, Rule, found_by
from vademecum.lint.sources import ReadNote, at
from vademecum.vault.days import DAY_FIRST, ISO, RELATIVE, YEAR_FIRST, day_at, day_meant
from vademecum.vault.front_matter import FrontMatter
from vademecum.vault.names import fold, without_marks
from vademecum.vault.records import Finding
from vademecum.vault.yaml_nodes import ProblemKind

_KEY: Final = re.compile(r"(?P<key>[^\W\d_][\w -]{0,60}?)[ \t]*:(?P<blank>[ \t]*+)(?P<value>.*+)")
_PAIRS: Final = (("“", "”"), ("«", "»"), ("„", "“"), ("”", "”"))
_FAR: Final = 40
"""Lines in which a front matter out of its place is looked for, and that it may have."""
_ODD: Final = re.compile(r"[-–—−]{1,20}|\+{3}|~{3}|\*{3}|={3,}")
_SURE: Final = frozenset(
    "tag tags alias aliases parent publish draft statut status lien competences date created "
    "titre title auteur cssclasses".split()
)
"""Keys by which lines between two rules are known to be properties."""


def mended(kind: ProblemKind, line: str) -> str:
    """Return a line of a front matter as it should be; empty if that is not clear."""
    if kind is ProblemKind.TAB:
        body = line.lstrip(" \t")
        return "  " + body if line != body else ""
    if kind is ProblemKind.LONG_FENCE:
        return "---"
    if kind is ProblemKind.NOT_KEYS:
        return _spaced(line)
    match = _KEY.fullmatch(line)
    if match is None:
        return ""
    value = match["value"].strip()
    head = f"{match['key']}: "
    if kind is ProblemKind.UNCLOSED_BRACKET and value.startswith("[") and "]" not in value:
        return f"{head}{value.rstrip(',')}]"
    if kind is ProblemKind.UNCLOSED_QUOTE and value[:1] in "\"'" and value.count(value[0]) == 1:
        return head + value + value[0]
    if kind in {ProblemKind.COLON, ProblemKind.SPECIAL_START}:
        return head + _quoted(value) if value and '"' not in value else ""
    return ""


def _spaced(line: str) -> str:
    """Return ``tags:question`` and ``-question`` with the blank that they lack."""
    item = re.fullmatch(r"(\s*-)([^\s-].*)", line)
    if item is not None:
        return f"{item[1]} {item[2]}"
    equals = re.fullmatch(r"([^\W\d_][\w -]{0,60}?)\s*[=：]\s*(\S.*)", line)
    if equals is not None:
        return f"{equals[1]}: {equals[2]}"
    match = _KEY.fullmatch(line)
    if match is None or match["blank"] or match["value"].startswith("/"):
        return ""
    return f"{match['key']}: {match['value']}" if match["value"] else ""


def _quoted(value: str) -> str:
    for before, after in _PAIRS:
        if value.startswith(before) and value.endswith(after) and len(value) > 1:
            return f'"{value[1:-1].strip()}"'
    return f'"{value}"'


def front_findings(note: ReadNote) -> Iterator[Finding]:
    """Yield what cannot be read of the front matter, and what stands in it that is no value."""
    front, lines = note.read.front, note.read.lines
    for problem in front.problems:
        line = note.read.line(problem.line)
        args = {"kind": problem.kind.value, "detail": problem.detail}
        instead = mended(problem.kind, line)
        replaces = (line, instead) if instead and instead != line else ("", "")
        yield at("front-matter", problem.line, *replaces, **args)
    if not note.trusted:
        yield from value_findings(front, lines)
        yield from misplaced(lines, front.body_line) if not front.problems else ()


def misplaced(lines: Sequence[str], body_line: int) -> Iterator[Finding]:
    """Yield the front matter that stands between other signs, or below the note's beginning."""
    if not body_line and _without_fence(lines):
        args = {"kind": "no-fence", "detail": shown(lines[0].strip())}
        yield at("front-matter", 1, **args)
        return
    start = body_line
    while start < min(len(lines), _FAR):
        line = lines[start].strip()
        if line.startswith("```"):
            return  # an example
        end = _end(lines, start) if _ODD.fullmatch(line) else 0
        if end:
            first = not any(text.strip() for text in lines[:start])
            kind = "odd-fence" if first else "misplaced"
            args = {"kind": kind, "detail": shown(lines[start + 1].strip())}
            yield at("front-matter", start + 1, **args)
            return
        start += 1


def _without_fence(lines: Sequence[str]) -> bool:
    """Say whether a note begins with properties that a fence closes and none opens."""
    sure = False
    for text in lines[:_FAR]:
        if text.rstrip() == "---":
            return sure
        match = _KEY.fullmatch(text)
        if match is None and not re.match(r"\s*- |\s+\S", text):
            return False
        sure = sure or (match is not None and without_marks(match["key"].strip()) in _SURE)
    return False


def _end(lines: Sequence[str], start: int) -> int:
    """Return the index of the rule that closes the properties below a rule; 0 if they are none."""
    sure = False
    for index in range(start + 1, min(len(lines), start + _FAR)):
        text = lines[index]
        if _ODD.fullmatch(text.strip()) and index > start + 1:
            return index if sure else 0
        match = _KEY.fullmatch(text)
        if match is None and not re.match(r"\s*- |\s+\S", text):
            return 0
        sure = sure or (match is not None and without_marks(match["key"].strip()) in _SURE)
    return 0


_DATES: Final = frozenset(words("other_properties", "days"))
_STATES: Final = frozenset(
    map(without_marks, (*words("fields", "status"), *words("other_properties", "state")))
)
_FLAGS: Final = frozenset({"publish", "draft", "competences", "skills"})
_DRAFTS: Final = (*words("words", "draft"), *words("words", "unfinished"))
_BOOLEANS: Final = {"true": "true", "false": "false", "vrai": "true", "faux": "false"}
_TWO_DIGITS: Final = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{2}")


def value_findings(front: FrontMatter, lines: Sequence[str]) -> Iterator[Finding]:
    """Yield the values that are none, each with what to write."""
    for name, value in front.values.items():
        key, line = without_marks(name).replace(" ", "-"), front.lines.get(name, 1)
        if not isinstance(value, str) or not value.strip():
            continue
        text = value.strip()
        if key in _DATES and _is_bad_day(text):
            yield _value("property-date", lines, line, name, text, day_meant(text))
        elif key in _STATES and (near := _near(text, _DRAFTS, 2)):
            yield _value("property-value", lines, line, name, text, near)
        elif key in _FLAGS and (near := _near(text, tuple(_BOOLEANS), 2)):
            yield _value("property-value", lines, line, name, text, _BOOLEANS[near])


def _is_bad_day(text: str) -> bool:
    iso = ISO.fullmatch(text)
    if iso is not None:
        return len(iso[2]) + len(iso[3]) < 4 or day_at(iso[1], iso[2], iso[3]) is None
    forms = (DAY_FIRST, YEAR_FIRST, _TWO_DIGITS)
    return (
        fold(text) in RELATIVE
        or any(form.fullmatch(text) for form in forms)
        or bool(day_meant(text))
    )


def _near(text: str, known: Sequence[str], reach: int) -> str:
    """Return the one known word that *text* misspells; empty if it is one, or near none."""
    wanted = fold(text)
    if len(wanted) > 20 or wanted in map(fold, known):
        return ""
    reach = min(reach, max(1, len(wanted) // 4))
    close = [word for word in known if OSA.distance(wanted, fold(word)) <= reach]
    return close[0] if len(close) == 1 and len(wanted) > 3 else ""


def _value(
    code: str, lines: Sequence[str], line: int, name: str, text: str, instead: str
) -> Finding:
    source = lines[line - 1] if 0 < line <= len(lines) else ""
    args = {"name": name, "value": shown(text), "suggestion": instead or "2026-01-31"}
    sure = bool(instead) and source.count(text) == 1 and not DAY_FIRST.fullmatch(text)
    # Of 05/06/2026 nobody knows the month; of 31/01/2026 everybody does.
    if DAY_FIRST.fullmatch(text) and instead and int(instead[-2:]) > 12:
        sure = source.count(text) == 1
    return at(code, line, text if sure else "", instead if sure else "", **args)


_CAUSES: Final = {
    "broken": later("this is no YAML; write one “name: value” a line"),
    "colon": later("a colon inside a value; put the value between quotation marks"),
    "unclosed-quote": later("a quotation mark is not closed"),
    "unclosed-bracket": later("a bracket is not closed"),
    "special-start": later(
        "a value begins with a sign that means something in YAML; put it between quotation marks"
    ),
    "not-keys": later("these lines are no “name: value”"),
    "tab": later("a tab stands before the text; use blanks"),
    "duplicate-key": later("this name stands twice; delete one of the lines"),
    "late-fence": later("they begin below the first line; delete the blank lines above “---”"),
    "long-fence": later("the first line is not exactly “---”; write three dashes and no blank"),
    "odd-fence": later("they stand between other signs; write “---”, above and below them"),
    "misplaced": later("they stand below other lines; move them, with both “---”, to the top"),
    "no-fence": later("the line “---” above them is missing; write it as the first line"),
    "unclosed-fence": later("the closing line “---” is missing"),
    "control-character": later("characters that cannot be shown; delete them"),
    "too-much": later("far too many values; keep the properties short"),
}


def _with_cause(args: Mapping[str, str]) -> Mapping[str, str]:
    return {"cause": _(_CAUSES[args["kind"]])}


RULES: Final = (
    *found_by(
        front_findings,
        On.NOTE,
        Rule(
            "front-matter",
            "The properties at the top of this note cannot all be read: %(cause)s (“%(detail)s”). "
            "The others are kept.",
            fix=Fix.REVEALING,
            fill=_with_cause,
        ),
        Rule(
            "property-date",
            "“%(value)s” is no day. After “%(name)s:”, write year, month and day: "
            "“%(suggestion)s”.",
            fix=Fix.SAFE,
        ),
        Rule(
            "property-value",
            "“%(value)s” means nothing after “%(name)s:”. Write “%(suggestion)s”.",
            fix=Fix.SAFE,
        ),
    ),
)
