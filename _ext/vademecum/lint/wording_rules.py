"""Callouts (``> [!tip] Title``) that Obsidian shows as mere quotes, or of a kind it knows not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from vademecum.findings import shown
from vademecum.lint.rules import NOTICE, Fix, On, Rule, found_by
from vademecum.lint.sources import ReadVault, Source, at
from vademecum.vault.callouts import KINDS, MEANT
from vademecum.vault.nearest import Choices
from vademecum.vault.records import Finding

_HEAD: Final = re.compile(r"(?P<marks>(?:\s*>)*\s*)(?P<text>\S.*)")
_WELL: Final = re.compile(
    r"\[!(?P<kind>[^\]\n|]+)(?P<more>\|[^\]\n]*)?\](?P<fold>[+-]?)(?P<rest>.*)"
)
_OPEN: Final = re.compile(r"\[!(?P<kind>[^\W\d_]+)(?P<rest>(?:\s[^\]]*)?)$")
_ODD: Final = re.compile(
    r"(?:\[\s*!\s*(?P<a>[^\W\d_]+)\s*\]|!\s*\[\s*(?P<b>[^\W\d_]+)\s*\]|\[(?P<c>[^\W\d_]+)\s*!\]"
    r"|[({]\s*!\s*(?P<d>[^\W\d_]+)\s*[)}]|\[¡(?P<e>[^\W\d_]+)\])(?P<fold>[+-]?)(?P<rest>(?!\().*)"
)
_KINDS: Final = Choices(KINDS)


def callout_findings(source: Source) -> Iterator[Finding]:
    """Yield the callouts that are none."""
    for number, line in source.seen:
        head = _HEAD.fullmatch(line)
        if head is None or not ("!" in line or "¡" in line):
            continue
        quoted = ">" in head["marks"]
        finding = _unknown(number, head["text"]) if quoted else None
        yield from filter(None, [finding or _misshapen(number, head["text"], quoted)])


def _misshapen(number: int, text: str, quoted: bool) -> Finding | None:
    well = _WELL.fullmatch(text)
    if well is not None and well["kind"] == well["kind"].strip():
        glued = bool(well["rest"]) and not well["rest"][0].isspace()
        if (quoted and not glued) or not _means_one(well["kind"]):
            return None
        opening = text[: well.start("rest")]
    else:
        odd = _OPEN.fullmatch(text) or _ODD.fullmatch(text)
        if odd is None:
            return None
        kind = next((v for k, v in odd.groupdict().items() if v and k not in _PARTS), "")
        if not _means_one(kind):
            return None
        well = odd
        opening = f"[!{kind}]" + (odd.groupdict().get("fold") or "")
    instead = f"{opening} {well['rest'].strip()}".rstrip()
    instead = instead if quoted else f"> {instead}"
    return at("callout-form", number, text, instead, written=shown(text))


_PARTS: Final = frozenset({"fold", "rest"})


def _means_one(kind: str) -> bool:
    name = kind.strip().lower()
    return name in KINDS or name in MEANT or _KINDS.suggest(name) is not None


def _unknown(number: int, text: str) -> Finding | None:
    """Return a finding for a kind that Obsidian does not know and that stands for one it knows."""
    well = _WELL.fullmatch(text)
    kind = well["kind"].strip().lower() if well is not None else ""
    if well is None or not kind or kind in KINDS or well["more"]:
        return None
    meant = MEANT.get(kind) or _KINDS.suggest(kind)
    if meant is None or (well["rest"] and not well["rest"][0].isspace()):
        return None
    title = well["rest"].strip() or (kind.capitalize() if kind in MEANT else "")
    instead = f"[!{meant}]{well['fold']} {title}".rstrip()
    args = {"kind": shown(kind), "suggestion": instead}
    return at("callout-kind", number, text, instead, **args)


_CALL: Final = re.compile(r"(?<!\\)\[\^(?P<label>[^\[\]\s]+)\](?P<colon>:?)")
_NAMED: Final = re.compile(r"\[\^([^\[\]\s]+)\]")
_NOTE: Final = re.compile(r"(?P<call>\[\^(?P<label>[^\[\]\s]+)\])[ \t]*(?P<colon>[:：]?)[ \t]+\S.*")


def footnote_findings(source: Source) -> Iterator[Finding]:
    """Yield the footnotes of a note that are missing, lack their colon, or stand twice."""
    # A text without its colon is a footnote only if the label is called elsewhere; it is told at
    # the text, where the colon is missing, and then no more at the calls.
    known, written = source.layout.footnotes, source.seen
    places = _places(written)
    without_colon: set[str] = set()
    first: dict[str, int] = {}
    for number, line in written:
        match = _NOTE.fullmatch(line)
        if match is None:
            continue
        label = match["label"]
        if match["colon"] == ":" and line.startswith(f"{match['call']}:"):
            if first.setdefault(label, number) != number:
                args = {"label": shown(label), "other": first[label]}
                yield at("footnote-twice", number, **args)
        elif label not in known | without_colon and places.get(label, set()) - {number}:
            without_colon.add(label)
            yield _missing(number, label, line[: match.start("colon")] + match["colon"])
    for number, line in written:
        yield from _calls(number, line, known | without_colon)


def _places(lines: Sequence[tuple[int, str]]) -> dict[str, set[int]]:
    """Return the lines in which each footnote is named."""
    places: dict[str, set[int]] = {}
    for number, line in lines:
        for label in _NAMED.findall(line):
            places.setdefault(label, set()).add(number)
    return places


def _missing(number: int, label: str, written: str) -> Finding:
    args = {"label": shown(label)}
    return at("footnote-missing", number, written, f"[^{label}]:", **args)


def _calls(number: int, line: str, known: frozenset[str]) -> Iterator[Finding]:
    for match in _CALL.finditer(line):
        defines = bool(match["colon"]) and not line[: match.start()].strip(" >")
        if not defines and match["label"] not in known:
            args = {"label": shown(match["label"])}
            yield at("footnote-missing", number, match[0].rstrip(":"), **args)


_PLACEHOLDER: Final = re.compile(
    r"\{\{\s*(?:title|date|time)(?:\s*:[^{}]{0,40})?\s*\}\}|<%[-_*+~=]*\s*(?:await\s+)?tp\.[^%]{1,200}%>"
)
_UNDERLINE: Final = re.compile(r" {0,3}(?:-{2,}|={2,})[ \t]*")
_SENTENCE: Final = re.compile(r"[^\s#>|\-*+].*[.!?…»)]\s*")
_WORDS: Final = 2


def leftover_findings(source: Source) -> Iterator[Finding]:
    """Yield placeholders that nothing has filled, and sentences that a line of dashes enlarges."""
    for number, line in enumerate(source.lines[: source.body_line], 1):
        yield from _placeholders(number, line)
    before = (0, "")
    for number, line in source.seen:
        yield from _placeholders(number, line)
        if before[0] == number - 1 and _UNDERLINE.fullmatch(line) and _is_sentence(before[1]):
            yield at("heading-underlined", number, text=shown(before[1].strip()))
        before = (number, line)


def _placeholders(number: int, line: str) -> Iterator[Finding]:
    for match in _PLACEHOLDER.finditer(line):
        yield at("template-left", number, text=shown(match[0]))


def _is_sentence(line: str) -> bool:
    return bool(_SENTENCE.fullmatch(line)) and len(line.split()) >= _WORDS


_CODES: Final = re.compile(
    r"\{\{[<%][^{}\n]{1,200}[>%]\}\}|\{%[^{}%\n]{1,200}%\}|\{:[^{}\n]{1,80}\}"
    r"|\[\[_?TOC_?\]\]|\[TOC\]|__TOC__",
    re.IGNORECASE,
)
_BOX: Final = re.compile(
    r"(?:!!!|\?\?\?)\+?[ \t]+(?P<kind>[a-z]{3,12})\b[ \t]*(?:\"(?P<title>[^\"]*)\")?.*"
)


def foreign_findings(source: Source) -> Iterator[Finding]:
    """Yield the notations of other programs, which readers see as they are."""
    for number, line in source.seen:
        for match in _CODES.finditer(line):
            yield at("notation-foreign", number, match[0], text=shown(match[0]))
        box = _BOX.fullmatch(line)
        if box is not None:
            instead = f"> [!{box['kind']}] {box['title'] or ''}".rstrip()
            args = {"text": shown(line.strip()), "hint": instead}
            yield at("notation-foreign", number, **args)


def of_published(finding: Finding, vault: ReadVault) -> Finding | None:
    """Leave out what a template says is to be filled in."""
    return finding if finding.path not in vault.handbook.unpublished else None


RULES: Final = (
    *found_by(
        callout_findings,
        On.SOURCE,
        Rule(
            "callout-form",
            "“%(written)s” is shown as a plain quotation. Write the kind between brackets, then a "
            "blank: “> [!tip] Title”.",
            fix=Fix.REVEALING,
        ),
        Rule(
            "callout-kind",
            "Obsidian knows no frame of the kind “%(kind)s” and shows a note. Write "
            "“%(suggestion)s”.",
            severity=NOTICE,
            fix=Fix.SAFE,
        ),
    ),
    *found_by(
        footnote_findings,
        On.SOURCE,
        Rule(
            "footnote-missing",
            "The footnote [^%(label)s] stands nowhere. At the end of the note, write "
            "“[^%(label)s]: its text”.",
            fix=Fix.REVEALING,
        ),
        Rule(
            "footnote-twice",
            "The footnote [^%(label)s] stands twice (line %(other)s too): one of the two is not "
            "shown. Give the second a label of its own.",
        ),
    ),
    *found_by(
        leftover_findings,
        On.SOURCE,
        Rule(
            "template-left",
            "“%(text)s” is a gap of a template that nobody has filled: readers see it as it is. "
            "Write what belongs there.",
            settle=of_published,
        ),
        Rule(
            "heading-underlined",
            "The line of dashes below “%(text)s” makes a heading of it. If a rule is meant, leave "
            "a blank line before it.",
            severity=NOTICE,
        ),
    ),
    *found_by(
        foreign_findings,
        On.SOURCE,
        Rule(
            "notation-foreign",
            "“%(text)s” is written for another program: here, readers see it as it is. Delete it, "
            "or write what it stands for. %(hint)s",
            severity=NOTICE,
        ),
    ),
)
