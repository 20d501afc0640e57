"""Headings and list items that Markdown does not take for such, because of one sign."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from vademecum.findings import shown
from vademecum.lint.rules import NOTICE, Fix, On, Rule, found_by
from vademecum.lint.sources import Source, at
from vademecum.vault.records import Finding

_ODD: Final = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
"""Blanks that look like one and are none to Markdown: from Word, from a page of the web."""
_GLUED_HEADING: Final = re.compile(r"(?P<marks>#{2,6})(?P<rest>[^\s#].*)")
_ODD_HEADING: Final = re.compile(
    rf" {{0,3}}(?P<before>[{_ODD}]*)(?P<marks>#{{1,6}})(?P<after>[{_ODD}]*+)(?P<rest>\s*+[^\s#].*)"
)
_ODD_ITEM: Final = re.compile(
    rf"(?P<indent>[ \t]*)(?P<before>[{_ODD}]*)(?P<mark>[-*+]|\d{{1,3}}[.)])(?P<after>[{_ODD}]*+)"
    r"(?P<rest>\s*+\S.*)"
)
_BULLET: Final = re.compile(
    rf"(?P<indent>[ \t{_ODD}]*)"
    rf"(?:[•●○◦▪▫‣∙■□►➢➤✓✔→➔➜⇒–—−][\s{_ODD}]*+|[·oO§][\t{_ODD}]++|-{{2,3}}[ \t]++)(?P<rest>\S.*)"
)
_GLUED_ITEM: Final = re.compile(
    r"(?P<indent>[ \t]*)(?P<mark>[-+]|\*(?=[^*]*$)|\d{1,2}[.)])(?P<rest>[^\W\d_].*)"
)
_SEVEN: Final = re.compile(r"#{7,}[ \t]+(?P<rest>\S.*)")
_ONE_GLUED: Final = re.compile(r"#(?P<rest>[^\W\d_][^\s#]*(?:[ \t]+[^\s#]+)+)")
"""One sign and words: a heading if it begins a note with a capital; else a tag, and text."""
_TASK: Final = re.compile(
    r"(?P<indent>[ \t]*)(?P<mark>[-*+]|\d{1,3}[.)])(?P<gap>[ \t]*)"
    r"\[(?P<inside>[ \t]*+[xX]?[ \t]*+)\](?P<after>[ \t]*)(?P<rest>[^\s(\[:].*)"
)


_EMOJI: Final = re.compile(
    "(?P<indent>[ \t]*)[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff]\ufe0f?[ \t]+(?=\\S)"
)


def list_findings(source: Source) -> Iterator[Finding]:
    """Yield headings and items that are none, with the line as it should be written."""
    lines = source.seen
    titles = _title(lines)
    # A line is one thing: « ##- » is a heading before it is an item, and told once.
    for index, (number, line) in enumerate(lines):
        written = source.lines[number - 1]
        instead = _heading(line, written) or titles.get(number, "")
        if instead:
            yield _finding("heading-form", number, written, instead)
            continue
        instead = _task(line, written) or _item(line, written, source.lists)
        if source.lists and not instead:
            instead = _emoji(index, lines, written)
        if instead:
            yield _finding("list-form", number, written, instead)


def _heading(line: str, written: str) -> str:
    glued = _GLUED_HEADING.fullmatch(line)
    odd = _ODD_HEADING.fullmatch(line)
    if odd is not None and (odd["before"] or odd["after"]) and not odd["rest"].startswith("#"):
        rest = written[odd.start("rest") :]
        # One « # » and a letter behind a blank of another kind is a tag.
        return f"{odd['marks']} {rest.strip()}" if odd["after"] or odd["rest"][0].isspace() else ""
    if glued is not None:
        return f"{glued['marks']} {written[glued.start('rest') :].strip()}"
    seven = _SEVEN.fullmatch(line)
    return f"###### {written[seven.start('rest') :].strip()}" if seven is not None else ""


def _title(lines: Sequence[tuple[int, str]]) -> dict[int, str]:
    """Return, by its line, the title of a note that begins with ``#Title of words`` alone."""
    number, first = next(((place, line) for place, line in lines if line.strip()), (0, ""))
    match = _ONE_GLUED.fullmatch(first)
    titled = any(line.startswith("# ") for _, line in lines)
    if match is None or titled or not match["rest"][0].isupper():
        return {}
    return {number: f"# {match['rest'].strip()}"}


def _task(line: str, written: str) -> str:
    """Return a task whose box lacks its blanks, as Obsidian reads it."""
    match = _TASK.fullmatch(line)
    if match is None:
        return ""
    state = match["inside"].strip().lower() or " "
    well = match["gap"] and match["after"] and match["inside"].strip(" ") == match["inside"].strip()
    if well and len(match["inside"]) == 1:
        return ""
    mark, rest = match["indent"] + match["mark"], written[match.start("rest") :]
    return f"{mark} [{state}] {rest.rstrip()}"


def _item(line: str, written: str, lists: bool) -> str:
    odd = _ODD_ITEM.fullmatch(line)
    if odd is not None and (odd["after"] or (odd["before"] and odd["rest"][0].isspace())):
        return f"{odd['indent']}{odd['mark']} {written[odd.start('rest') :].strip()}"
    if not lists:
        return ""
    bullet = _BULLET.fullmatch(line)
    if bullet is not None:
        indent = re.sub(rf"[{_ODD}]", " ", bullet["indent"])
        return f"{indent}- {written[bullet.start('rest') :].rstrip()}"
    glued = _GLUED_ITEM.fullmatch(line)
    if glued is not None:
        return f"{glued['indent']}{glued['mark']} {written[glued.start('rest') :].rstrip()}"
    return ""


def _emoji(index: int, lines: Sequence[tuple[int, str]], written: str) -> str:
    """Return the item that a line with an emoji for its bullet is, among others or below one."""
    match = _EMOJI.match(lines[index][1])
    if match is None:
        return ""
    beside = [lines[at][1] for at in (index - 1, index + 1) if 0 <= at < len(lines)]
    if not any(_EMOJI.match(line) or re.match(r"[ \t]*[-*+] ", line) for line in beside):
        return ""
    return f"{match['indent']}- {written[match.end() :].rstrip()}"


def _finding(code: str, number: int, written: str, instead: str) -> Finding:
    args = {"written": shown(written.strip()), "suggestion": shown(instead.strip())}
    return at(code, number, written, instead, **args)


_PROSE: Final = re.compile(r"[ \t]*[^\W\d_a-z].*[.!?…»:,;]?\s*")
_CODE: Final = re.compile(r"[{}<>=;|\\$`]|^\s*(?:#|//|--|\w+\(|[\w.]+:\s*\S+$)|\)\s*[:;]\s*$|::")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_ITEM: Final = re.compile(r"[ \t]*(?:[-*+•–]|\d{1,3}[.)])[ \t]+\S.*")
_WORDS: Final = 6
_BOLD: Final = re.compile(r"(?P<mark>\*\*|__)(?P<text>[^*_\n]{2,80}[^*_\s.!?…»;:,])(?P=mark)[ \t]*")
_EMPTY: Final = re.compile(r" {0,3}#{1,6}(?:[ \t]+#*)?[ \t]*")
_APART: Final = re.compile(
    r"(?<!\S)(?P<mark>\*\*)[ \t\u00a0]++(?P<text>[^*\n\ufffc]*?[^\s*\ufffc])"
    r"[ \t\u00a0]*+(?P=mark)(?![\w*])"
)
"""Of ``a == b and c == d`` nobody knows whether it is a highlight."""


def paragraph_findings(source: Source) -> Iterator[Finding]:
    """Yield paragraphs that are not read as what they are."""
    for first, last in source.layout.indented:
        yield from _indented(source, first, last)
    lines = source.seen
    yield from _bold_headings(source, lines)
    for number, line in lines:
        if _EMPTY.fullmatch(line):
            yield at("heading-empty", number, written=line.strip())
        for match in _APART.finditer(line):
            even = line[: match.start()].count(match["mark"]) % 2 == 0  # else it closes
            if even and _WORD.search(match["text"]):  # else it may be arithmetic
                yield _emphasis(number, match)


def _indented(source: Source, first: int, last: int) -> Iterator[Finding]:
    """Yield prose, or a list, that four blanks have made code of."""
    lines = [
        (n, source.lines[n - 1]) for n in range(first, last + 1) if source.lines[n - 1].strip()
    ]
    if source.lists and all(_ITEM.fullmatch(line) for _, line in lines):
        cut = min(len(line) - len(line.lstrip(" \t")) for _, line in lines)
        for number, line in lines:
            args = {"written": shown(line.strip()), "suggestion": shown(line[cut:])}
            yield at("list-form", number, line, line[cut:], **args)
        return
    if lines and all(_is_prose(line) for _, line in lines) and _PROSE.fullmatch(lines[0][1]):
        number, line = lines[0]
        yield at("code-indented", number, line, line.lstrip(), text=shown(line.strip()))


def _is_prose(line: str) -> bool:
    words = len(_WORD.findall(line))
    return len(line) < 2_000 and words >= _WORDS and _CODE.search(line) is None


def _bold_headings(source: Source, lines: Sequence[tuple[int, str]]) -> Iterator[Finding]:
    """Yield the lines in bold letters that stand for headings, in a note that has no other."""
    texts = dict(lines)
    if any(re.match(r" {0,3}#{2,6}\s", line) for line in texts.values()):
        return
    bold = [
        (number, match)
        for number, line in lines
        if (match := _BOLD.fullmatch(line)) is not None
        and not texts.get(number - 1, "").strip()
        and not texts.get(number + 1, "").strip()
    ]
    if len(bold) > 1:
        number, match = bold[0]
        args = {"text": shown(match["text"]), "suggestion": shown(f"## {match['text']}")}
        yield at("heading-bold", number, **args)


def _emphasis(number: int, match: re.Match[str]) -> Finding:
    instead = f"{match['mark']}{match['text']}{match['mark']}"
    args = {"text": shown(match[0]), "mark": match["mark"]}
    return at("emphasis-open", number, match[0], instead, **args)


RULES: Final = (
    *found_by(
        list_findings,
        On.SOURCE,
        Rule(
            "heading-form",
            "“%(written)s” is no heading: after the signs # comes one plain blank. Write "
            "“%(suggestion)s”.",
            fix=Fix.REVEALING,
        ),
        Rule(
            "list-form",
            "“%(written)s” is no item of a list: it begins with a hyphen and one plain blank. "
            "Write “%(suggestion)s”.",
            fix=Fix.REVEALING,
        ),
    ),
    *found_by(
        paragraph_findings,
        On.SOURCE,
        Rule(
            "code-indented",
            "“%(text)s” begins with four blanks, or a tab, and is shown as code. Delete these "
            "blanks.",
            severity=NOTICE,
            fix=Fix.REVEALING,
        ),
        Rule(
            "heading-bold",
            "“%(text)s” looks like a heading but is none: it is in no table of contents, and "
            "nobody can link to it. Write “%(suggestion)s”, and so with the others.",
            severity=NOTICE,
        ),
        Rule(
            "heading-empty",
            "This heading (“%(written)s”) has no words. Write some after the signs, or delete the "
            "line.",
            severity=NOTICE,
        ),
        Rule(
            "emphasis-open",
            "In “%(text)s” the signs %(mark)s are shown as they are: they come in pairs, with no "
            "blank inside. Add the second pair, or delete the first.",
            severity=NOTICE,
            fix=Fix.SAFE,
        ),
    ),
)
