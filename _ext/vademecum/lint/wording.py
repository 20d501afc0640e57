"""Callouts (``> [!tip] Title``) that Obsidian shows as mere quotes, or of a kind it knows not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from vademecum.lint.source import Slip, Source, shown
from vademecum.vault.callouts import KINDS, MEANT
from vademecum.vault.nearest import Choices

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


def callout_slips(source: Source) -> Iterator[Slip]:
    """Yield the callouts that are none."""
    for number, line in source.seen:
        head = _HEAD.fullmatch(line)
        if head is None or not ("!" in line or "¡" in line):
            continue
        quoted = ">" in head["marks"]
        slip = _unknown(number, head["text"]) if quoted else None
        yield from filter(None, [slip or _misshapen(number, head["text"], quoted)])


def _misshapen(number: int, text: str, quoted: bool) -> Slip | None:
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
    return Slip("callout-form", number, text, instead, (("written", shown(text)),))


_PARTS: Final = frozenset({"fold", "rest"})


def _means_one(kind: str) -> bool:
    name = kind.strip().lower()
    return name in KINDS or name in MEANT or _KINDS.suggest(name) is not None


def _unknown(number: int, text: str) -> Slip | None:
    """Return a slip for a kind that Obsidian does not know and that stands for one it knows."""
    well = _WELL.fullmatch(text)
    kind = well["kind"].strip().lower() if well is not None else ""
    if well is None or not kind or kind in KINDS or well["more"]:
        return None
    meant = MEANT.get(kind) or _KINDS.suggest(kind)
    if meant is None or (well["rest"] and not well["rest"][0].isspace()):
        return None
    title = well["rest"].strip() or (kind.capitalize() if kind in MEANT else "")
    instead = f"[!{meant}]{well['fold']} {title}".rstrip()
    args = (("kind", shown(kind)), ("suggestion", instead))
    return Slip("callout-kind", number, text, instead, args)


_CALL: Final = re.compile(r"(?<!\\)\[\^(?P<label>[^\[\]\s]+)\](?P<colon>:?)")
_NAMED: Final = re.compile(r"\[\^([^\[\]\s]+)\]")
_NOTE: Final = re.compile(r"(?P<call>\[\^(?P<label>[^\[\]\s]+)\])[ \t]*(?P<colon>[:：]?)[ \t]+\S.*")


def footnote_slips(source: Source) -> Iterator[Slip]:
    """Yield the footnotes of a note that are missing, lack their colon, or stand twice."""
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
                args = (("label", shown(label)), ("other", str(first[label])))
                yield Slip("footnote-twice", number, "", "", args)
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


def _missing(number: int, label: str, written: str) -> Slip:
    args = (("label", shown(label)),)
    return Slip("footnote-missing", number, written, f"[^{label}]:", args)


def _calls(number: int, line: str, known: frozenset[str]) -> Iterator[Slip]:
    for match in _CALL.finditer(line):
        defines = bool(match["colon"]) and not line[: match.start()].strip(" >")
        if not defines and match["label"] not in known:
            args = (("label", shown(match["label"])),)
            yield Slip("footnote-missing", number, match[0].rstrip(":"), "", args)


_PLACEHOLDER: Final = re.compile(
    r"\{\{\s*(?:title|date|time)(?:\s*:[^{}]{0,40})?\s*\}\}|<%[-_*+~=]*\s*(?:await\s+)?tp\.[^%]{1,200}%>"
)
_UNDERLINE: Final = re.compile(r" {0,3}(?:-{2,}|={2,})[ \t]*")
_SENTENCE: Final = re.compile(r"[^\s#>|\-*+].*[.!?…»)]\s*")
_WORDS: Final = 2


def leftover_slips(source: Source) -> Iterator[Slip]:
    """Yield placeholders that nothing has filled, and sentences that a line of dashes enlarges."""
    for number, line in enumerate(source.lines[: source.body_line], 1):
        yield from _placeholders(number, line)
    before = (0, "")
    for number, line in source.seen:
        yield from _placeholders(number, line)
        if before[0] == number - 1 and _UNDERLINE.fullmatch(line) and _is_sentence(before[1]):
            yield Slip("heading-underlined", number, "", "", (("text", shown(before[1].strip())),))
        before = (number, line)


def _placeholders(number: int, line: str) -> Iterator[Slip]:
    for match in _PLACEHOLDER.finditer(line):
        yield Slip("template-left", number, "", "", (("text", shown(match[0])),))


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


def foreign_slips(source: Source) -> Iterator[Slip]:
    """Yield the notations of other programs, which readers see as they are."""
    for number, line in source.seen:
        for match in _CODES.finditer(line):
            yield Slip("notation-foreign", number, match[0], "", (("text", shown(match[0])),))
        box = _BOX.fullmatch(line)
        if box is not None:
            instead = f"> [!{box['kind']}] {box['title'] or ''}".rstrip()
            args = (("text", shown(line.strip())), ("hint", instead))
            yield Slip("notation-foreign", number, "", "", args)
