"""Markdown links, footnotes and links in tables that come to nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final
from urllib.parse import unquote

from vademecum.findings import shown
from vademecum.lint.rules import Fix, On, Rule, found_by
from vademecum.lint.sources import ReadNote, ReadVault, Source, at
from vademecum.vault.records import Finding
from vademecum.vault.urls import right_address

NAMED: Final = "note"
"""The argument that names a note: such a finding is one only if there is a note of that name."""

_INNER: Final = r"[^\[\]［］【】〚〛(){}<>|\n\ufffc]{2,120}"
_WIDE: Final = re.compile(
    rf"(?:［［|〚|［\[|\[［|【【)\s*+(?P<inner>{_INNER}(?:[|｜][^\[\]［］【】〚〛\n]++)?)\s*+"
    r"(?:］］|〛|］\]|\]］|】】)"
)
_SINGLE: Final = re.compile(rf"(?P<bang>!?)\[\[(?P<inner>{_INNER})(?:\](?![\](])|\}}\}}|\)\))")
_BARS: Final = re.compile(
    r"(?P<bang>!?)\[\[(?P<target>[^\[\]|\ufffc]+)\|\|+(?P<label>[^\[\]|]+)\]\]"
)
_SITE: Final = re.compile(r"\[\[(?P<address>www\.[^\[\]|\s]+)(?:\\?\|(?P<label>[^\[\]]+))?\]\]")
_LOOSE: Final = re.compile(
    rf"\(\((?P<a>{_INNER})\)\)|\{{\{{\s*+(?P<b>{_INNER})\}}\}}|【(?P<c>{_INNER})】"
    rf"|<<(?P<d>{_INNER})>>|\{{\[(?P<e>{_INNER})\]\}}|(?<![［\[])［(?P<f>{_INNER})］(?![］\]])|\[\((?P<g>{_INNER})\)\]"
)


def bracket_findings(source: Source) -> Iterator[Finding]:
    """Yield what would be a wikilink between the right brackets."""
    for number, line in source.seen:
        for match in _WIDE.finditer(line):
            yield link_form(number, match[0], f"[[{match['inner'].strip().replace('｜', '|')}]]")
        for match in _BARS.finditer(line) if number not in source.layout.tables else ():
            instead = f"{match['bang']}[[{match['target']}|{match['label'].strip()}]]"
            yield link_form(number, match[0], instead)
        for match in _SITE.finditer(line):
            address, label = f"https://{match['address']}", (match["label"] or "").strip()
            yield link_form(number, match[0], f"[{label}]({address})" if label else f"<{address}>")
        for match in _LOOSE.finditer(line):
            name = next(filter(None, match.groups())).strip()
            yield link_form(number, match[0], f"[[{name}]]", (NAMED, name))


def malformed_findings(note: ReadNote) -> Iterator[Finding]:
    """Yield what was meant as a link, and lacks a bracket."""
    for first, line, place, in_cell in note.read.malformed:
        if in_cell and any(bars(first, note.read.line(first))):
            continue  # a link whose bar ends the cell is told by itself
        match = _SINGLE.match(place)
        written = match[0] if match else ""
        instead = f"{match['bang']}[[{match['inner'].strip()}]]" if match else ""
        yield at("link-malformed", line, written, instead, raw=shown(written or place))


def link_form(number: int, written: str, instead: str, *more: tuple[str, str]) -> Finding:
    """Return the finding of a link that is none."""
    args = {"written": shown(written), "suggestion": shown(instead), **dict(more)}
    return at("link-form", number, written, instead, **args)


_BAR: Final = re.compile(r"!?\[\[(?P<target>[^\[\]|]*[^\[\]|\\])\|(?P<label>[^\[\]]*)\]\]")
_EMPTY: Final = re.compile(r"!?\[(?P<text>[^\[\]]*)\]\(\s*+(?:<\s*+>\s*+)?\)")
_OPEN: Final = re.compile(r"!?\[[^\[\]]+\]\((?P<address>[^\s()<>]+)(?P<rest>\s[^()]*)?$")
_BLANKS: Final = re.compile(r"!?\[[^\[\]]*\]\((?P<address>[^()<>]*[^()<>\s][ \t][^()<>]*)\)")
_APART: Final = re.compile(
    r"(?P<text>!?\[[^\[\]]+\])[ \t]+(?P<address>\((?:(?:[a-z]+://|www\.)[^\s()]+"
    r"|[^\s()]+\.(?:md|png|jpe?g|gif|svg|webp|pdf))\))"
)
_BETWEEN: Final = re.compile(
    r"(?P<text>!?\[[^\[\]]+\])(?::[ \t]*\((?P<round>https?://[^\s()]+)\)"
    r"|[ \t]*\[(?P<square>https?://[^\s\[\]]+)\](?!\())"
)
_REVERSED: Final = re.compile(
    r"\((?P<text>[^()]+)\)\[(?P<address>(?:https?://|www\.)[^\s\[\]]+|[^\s\[\]]+\.md)\]"
)
_TITLE: Final = re.compile(r"\S++\s++(?:\"[^\"]*+\"|'[^']*+'|=\d*+x?\d*+)\s*+")
_FILE: Final = re.compile(r"(?:.*\.[A-Za-z0-9]{2,4}(?:#.*)?|[a-z]+://.*)", re.DOTALL)
_ADDRESS: Final = re.compile(r"(?:[a-z]+:|#|\.{0,2}/|www\.).*|.*\.[A-Za-z0-9]{2,4}(?:#.*)?")
_DRIVE: Final = re.compile(r"\]\(\s*<?(?P<address>(?:[A-Za-z]:[\\/]|\\\\|file:)[^()<>]*)>?\)")

_CHEVRON: Final = re.compile(r"\]\(<(?P<address>[^()<>]+)\)")
_NESTED: Final = re.compile(r"!?\[[^\[\]]+\]\([^\s()<>]*\([^\s()<>]*\)(?P<rest>[.,;:!?]?\s*)$")
_TRAILING: Final = re.compile(r"!?\[\[(?P<target>[^\[\]|#]+)(?:\\?\||#+)[ \t]*\]\]")
_APART_BRACKETS: Final = re.compile(
    r"\[[ \t]+\[(?P<target>[^\[\]]+)\][ \t]*\]|\[\[(?P<b>[^\[\]]+)\][ \t]+\]"
)
_ESCAPED: Final = re.compile(r"(?P<bang>!?)\\\[\\\[(?P<inner>[^\[\]\\]+)\\\]\\\]")
_ONE_BEFORE: Final = re.compile(r"(?<![\[\]\\\ufffc])\[(?P<inner>[^\[\]^\ufffc]+)\]\](?![\](])")
"""U+FFFC stands for what the parser takes otherwise, an escaped bracket among it."""
_AND_WORDS: Final = re.compile(r"(?P<bang>!?)\[\[(?P<target>[^\[\]|]+)\]\]\((?P<words>[^()\n]+)\)")
_ADDRESS_INSIDE: Final = re.compile(
    r"\[\[(?P<address>https?://[^\[\]|\s]+)(?:\\?\|(?P<label>[^\[\]]+))?\]\]"
)
_PHONE: Final = re.compile(r"(?P<text>\[[^\[\]]+\])\((?P<number>(?:\+|0)[\d .\u00a0/-]{6,20}\d)\)")
_OBSIDIAN: Final = re.compile(
    r"\[(?P<text>[^\[\]]+)\]\(obsidian://open\?(?:[^()\s]*&)?file=(?P<file>[^()\s&#]++)[^()\s]*+\)"
)
_LABELLED: Final = re.compile(
    r"(?<![\]\[!\\])\[(?P<text>[^\[\]^!]{3,120})\]\[(?P<label>\d{1,3}|)\]"
)
_LABEL: Final = re.compile(r" {0,3}\[(?P<label>[^\[\]]+)\]:")
_LONE_BANG: Final = re.compile(r"[ \t]*!(?P<blank>[ \t]+)\[\[[^\[\]]+\]\][ \t]*")


def misspelt_links(source: Source) -> Iterator[Finding]:
    """Yield the links that are none, in tables and out of them."""
    labels = {m["label"].lower() for line in source.lines if (m := _LABEL.match(line))}
    for number, line in source.seen:
        written = source.lines[number - 1]
        if "[" not in written:
            continue
        yield from _labelled(number, line, labels)
        if number in source.layout.tables:
            yield from bars(number, line)
        yield from _empty(number, line)
        yield from _misshapen(number, line)
        yield from _elsewhere(number, line)
        yield from _drives(number, line, written)
        yield from _brackets(number, line)
        if source.lists:  # elsewhere they may well show how a link is written
            yield from _escaped(number, line, written)


def bars(number: int, line: str) -> Iterator[Finding]:
    """Yield the wikilinks of a table's row whose bar would begin another cell."""
    for match in _BAR.finditer(line):
        bang = "!" if match[0].startswith("!") else ""
        instead = f"{bang}[[{match['target']}\\|{match['label']}]]"
        args = {"written": shown(match[0]), "suggestion": shown(instead)}
        yield at("link-in-table", number, match[0], instead, **args)


def _empty(number: int, line: str) -> Iterator[Finding]:
    for match in _EMPTY.finditer(line):
        yield at("link-empty", number, match[0], written=shown(match[0]))


def _labelled(number: int, line: str, labels: Collection[str]) -> Iterator[Finding]:
    """Yield links whose address should stand below the text, under a label, and does not."""
    for match in _LABELLED.finditer(line):
        if (match["label"] or match["text"]).lower() not in labels:
            yield at("link-empty", number, match[0], written=shown(match[0]))


def _elsewhere(number: int, line: str) -> Iterator[Finding]:
    """Yield telephone numbers without a scheme, and addresses that one computer alone opens."""
    for match in _PHONE.finditer(line):
        digits = re.sub(r"[^\d+]", "", match["number"])
        digits = f"+{digits[2:]}" if digits.startswith("00") else digits
        yield link_form(number, match[0], f"{match['text']}(tel:{digits})")
    for match in _OBSIDIAN.finditer(line):
        note = unquote(match["file"]).removesuffix(".md")
        label = "" if match["text"].strip() == note else f"|{match['text'].strip()}"
        yield link_form(number, match[0], f"[[{note}{label}]]")


def _misshapen(number: int, line: str) -> Iterator[Finding]:
    for match in _BLANKS.finditer(line):
        address = match["address"].strip()
        known = right_address(address) or _TITLE.fullmatch(address) or "\ufffc" in address
        if _FILE.fullmatch(address) and not known:
            instead = match[0].replace(match["address"], re.sub(r"\s", "%20", address))
            yield link_form(number, match[0], instead)
    for match in _APART.finditer(line):
        yield link_form(number, match[0], match["text"] + match["address"])
    for match in _BETWEEN.finditer(line):
        yield link_form(number, match[0], f"{match['text']}({match['round'] or match['square']})")
    for match in _REVERSED.finditer(line):
        yield link_form(number, match[0], f"[{match['text']}]({match['address']})")
    for match in _CHEVRON.finditer(line):
        yield link_form(number, match[0], f"](<{match['address']}>)")
    yield from _unclosed(number, line)


def _unclosed(number: int, line: str) -> Iterator[Finding]:
    """Yield the link at the end of a line that lacks its last parenthesis."""
    match = _OPEN.search(line)
    if match is None or not _ADDRESS.fullmatch(match["address"]):
        match = _NESTED.search(line)
    if match is not None:
        rest = (match["rest"] or "").rstrip()
        written = match[0].rstrip()
        yield link_form(number, written, written[: len(written) - len(rest)] + ")" + rest)


def _drives(number: int, line: str, written: str) -> Iterator[Finding]:
    """Yield links to files of one computer that the parser takes for something else."""
    for match in _DRIVE.finditer(written):
        address, hidden = match["address"], line[match.start("address") : match.end("address")]
        odd = " " in address.strip() or address.startswith("\\\\")
        if odd and not set(hidden[:1]) - {address[0], "\ufffc"}:
            yield at("link-drive", number, address=shown(address.strip()))


def _brackets(number: int, line: str) -> Iterator[Finding]:
    """Yield wikilinks with a sign too many, or a bracket in the wrong place."""
    for match in _TRAILING.finditer(line):
        bang = "!" if match[0].startswith("!") else ""
        yield link_form(number, match[0], f"{bang}[[{match['target'].strip()}]]")
    for match in _ADDRESS_INSIDE.finditer(line):
        address, label = match["address"], (match["label"] or "").strip()
        yield link_form(number, match[0], f"[{label}]({address})" if label else f"<{address}>")
    for match in _APART_BRACKETS.finditer(line):
        yield link_form(number, match[0], f"[[{(match['target'] or match['b']).strip()}]]")
    for match in _AND_WORDS.finditer(line):
        yield link_form(number, match[0], _with_words(match))
    if (alone := _LONE_BANG.fullmatch(line)) is not None:
        yield link_form(number, line.strip(), line.strip().replace("!" + alone["blank"], "!", 1))
    if line.count("]") == line.count("[") + 1:
        for match in _ONE_BEFORE.finditer(line):
            yield link_form(number, match[0], f"[[{match['inner']}]]")


def _with_words(match: re.Match[str]) -> str:
    """Return a wikilink and the parenthesis right after it as the one link that is meant."""
    target, words = match["target"].strip(), match["words"].strip()
    if re.match(r"(?:https?://|www\.)", words):
        return f"[{target}]({words})"
    return f"{match['bang']}[[{target}|{words}]]"


def _escaped(number: int, line: str, written: str) -> Iterator[Finding]:
    """Yield the links whose brackets an editor has escaped while pasting."""
    for match in _ESCAPED.finditer(written):
        if "`" not in written and "\ufffc" in line[match.start() : match.end()]:
            yield link_form(number, match[0], f"{match['bang']}[[{match['inner']}]]")


def of_known_note(finding: Finding, vault: ReadVault) -> Finding | None:
    """Leave out what names a note that there is none of."""
    name = dict(finding.args).get(NAMED)
    return finding if name is None or vault.note_named(name, finding.path) else None


RULES: Final = (
    *found_by(
        misspelt_links,
        On.SOURCE,
        Rule(
            "link-in-table",
            "In a table the bar of “%(written)s” begins another cell. Put a backslash before it: "
            "“%(suggestion)s”.",
            fix=Fix.SAFE,
        ),
        Rule(
            "link-empty",
            "“%(written)s” leads nowhere. Write the address between the parentheses, or take the "
            "brackets away.",
        ),
        Rule(
            "link-drive",
            "“%(address)s” is a file of one computer: nobody else can open it. Put a copy into the "
            "vault, and link to that: [[name of the file.pdf]].",
        ),
    ),
    *found_by(
        bracket_findings,
        On.SOURCE,
        Rule(
            "link-form",
            "“%(written)s” is no link. Write “%(suggestion)s”.",
            fix=Fix.REVEALING,
            settle=of_known_note,
        ),
    ),
    *found_by(
        malformed_findings,
        On.NOTE,
        Rule(
            "link-malformed",
            "“%(raw)s” is not a link. Write [[Name of the note]], on one line.",
            fix=Fix.SAFE,
        ),
    ),
)
