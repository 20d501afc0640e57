"""What is wrong with the list items of a skills note: marks, places, references, domains."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from rapidfuzz.distance import OSA

from vademecum.findings import shown
from vademecum.languages import words as words_of
from vademecum.lint.field_rules import field_findings
from vademecum.lint.rules import NOTICE, Fix, On, Rule, found_by
from vademecum.lint.sources import ReadNote, ReadVault, at
from vademecum.skills.items import Item, ItemKind
from vademecum.skills.notation import is_reference, match_domain, parse_domain_heading, read_field
from vademecum.vault.names import fold, without_marks
from vademecum.vault.records import Finding
from vademecum.vault.vocabulary import REFERENCES, name_in

_DOMAIN_LEVEL: Final = 2
_HEADING: Final = re.compile(r"\s{0,3}#{1,6}\s++(?P<text>.*)", re.DOTALL)
_CLOSING: Final = re.compile(r"(?<!\S)#++\s*$")


def domain_findings(note: ReadNote) -> Iterator[Finding]:
    """Yield the known domains that no heading of level 2 names, and notes without any list."""
    read, sections = note.read, note.note.domain_sections
    if read.says_skills is None:
        return
    displaced = list(_displaced(note))
    yield from displaced
    if not (read.skill_lists or read.says_skills):
        return  # a garden's note that bears the name or the tag, and lists no skill
    if not sections and not displaced:
        yield at("skills-no-domain", 1)
    elif sections and not read.skill_lists:
        yield at("skills-no-list", sections[0].line)


def _displaced(note: ReadNote) -> Iterator[Finding]:
    """Yield the domains whose list stands below no heading of level 2."""
    for head in note.read.list_heads:
        off = head.level != _DOMAIN_LEVEL and (head.level or not head.text.startswith("#"))
        name = parse_domain_heading(head.text).name  # « #Domain » is told by heading-form
        if off and match_domain(name, note.read.settings.domains) is not None:
            source = note.read.line(head.line)
            heading = _HEADING.fullmatch(source)
            words = _CLOSING.sub("", heading["text"]) if heading else head.text
            instead = f"## {words.strip().rstrip(':').rstrip()}"
            args = {"name": head.text, "suggestion": instead}
            yield at("domain-level", head.line, source, instead, **args)


def item_findings(note: ReadNote) -> Iterator[Finding]:
    """Yield what is wrong with the items of a skills note, from the outer to the inner ones."""
    for item in note.read.items if note.note.role is None else ():
        if item.has_head:
            yield from _one_blank(note, item)
        if item.kind is ItemKind.STRAY:
            yield from _stray(note, item)
        elif item.kind is ItemKind.TEXT:
            yield from _skill(note, item)


def _skill(note: ReadNote, item: Item) -> Iterator[Finding]:
    yield from _reference(note, item, is_skill=True)
    yield from field_findings(note, item)
    for below in item.below:
        if item.block is None and below.block and ends_with_mark(note.read.line(below.line)):
            yield at("mark-place", below.line, block=below.block)
        if below.kind not in {ItemKind.EMPTY, ItemKind.REFERENCE}:
            yield from _reference(note, below)
        if below.kind in {ItemKind.FIELD, ItemKind.TEXT}:
            yield from field_findings(note, below, below=True)
    yield from _marks(note, item)


def _stray(note: ReadNote, item: Item) -> Iterator[Finding]:
    """Yield a field that stands beside its skill instead of below it."""
    source, written = note.read.line(item.line), read_field(item.shown)
    if written is None:
        return
    indented = source.startswith((" ", "\t"))
    replaces = ("", "") if indented else (source, _indent(note) + source)
    yield at("field-indent", item.line, *replaces, name=written.name)


def _marks(note: ReadNote, item: Item) -> Iterator[Finding]:
    """Yield something like a mark in a skill that has none, and a second mark."""
    lines = [(n, note.read.line(n)) for n in range(item.line, item.end + 1)]
    if item.block is not None:
        for number, line in lines:
            if len(marks := marks_in(line)) > 1:
                yield at("mark-twice", number, marks=shown(" ".join(f"^{m}" for m in marks)))
        return
    # Lines after one that ends with its mark belong below the skill, and run on in its title.
    marked = [number for number, line in lines[:-1] if ends_with_mark(line)]
    if marked:
        for number in range(marked[0] + 1, item.end + 1):
            yield from _below(note, number)
        return
    codes = {spec.code.upper() for spec in note.read.settings.domains}
    for number, line in lines:
        instead = right_mark(line, codes)
        if instead and instead != line.rstrip():
            mark = "^" + instead.rpartition("^")[2]
            args = {"written": shown(line.strip()), "suggestion": mark}
            yield at("mark-form", number, line, instead, **args)


def _below(note: ReadNote, line: int) -> Iterator[Finding]:
    """Yield a line that belongs below the skill before it, and stands beside it."""
    source = note.read.line(line)
    text = re.sub(r"\s*(?:[-*+]\s+)?", "", source, count=1)
    if text[:1].isalnum() or text[:1] in "[*_«“\"'(":  # else a word processor's bullet: list-form
        args = {"written": shown(source.strip()), "suggestion": f"- {shown(text.strip())}"}
        yield at("item-below", line, source, f"{_indent(note)}- {text}", **args)


def _one_blank(note: ReadNote, item: Item) -> Iterator[Finding]:
    """Yield an item that one, two or three blanks before its hyphen do not put below another.

    Only after an item without them, and only one without a mark.
    """
    odd = re.match(r" {1,3}[-*+] ", note.read.line(item.line)) is not None
    if not odd or item.block is not None or item.first_line == item.line:
        return
    if not note.read.line(item.first_line).startswith((" ", "\t")):
        yield from _below(note, item.line)


def _indent(note: ReadNote) -> str:
    """Return what a note indents its items with."""
    spaces = any(re.match(r" {2,}[-*+] ", other) for other in note.read.lines)
    return "    " if spaces else "\t"


def _reference(note: ReadNote, item: Item, *, is_skill: bool = False) -> Iterator[Finding]:
    """Yield « Voir » without a link, or a link after a word close to « Voir ».

    A skill may begin with the word; below a skill it gives references.
    """
    words = note.declared.reference_words
    word = name_in("see", REFERENCES, note.declared.language)
    if is_reference(item.text, words):
        alone = not is_skill or is_only_word(item.text, words)
        if item.before is None and alone and "[[" not in item.text:  # else the brackets are told
            yield at("reference-empty", item.line, text=shown(item.text.strip()), word=word)
        return
    if item.before is None:
        return
    before = item.before
    written, known = reference_word(before, words)
    if written:
        args = {"word": written, "suggestion": known}
        yield at("reference-word", item.line, written, known, **args)
    elif not is_skill and before.strip() and is_referring(before):
        args = {"text": shown(item.text.strip()), "word": word}
        yield at("reference-bare", item.line, before, f"{word} ", **args)
    elif not is_skill and not before.strip() and item.lone_link:
        raw, args = item.lone_link, {"text": shown(item.text.strip()), "word": word}
        yield at("reference-bare", item.line, f"- {raw}", f"- {word} {raw}", **args)


_MARK: Final = re.compile(
    r"(?P<before>.*?)(?<!\s)\s*+[(\[]?\\?[\^ˆ\uff3e]++\s*+(?P<code>[A-Za-z]{2,12})"
    r"\s*+[-_‐‑–—. ]{0,2}+\s*+(?P<number>\d{1,6})(?P<after>[\s)\].,;:!*_]*)"
)
_INSIDE: Final = re.compile(
    r"(?P<before>.*?)\s\^(?P<code>[A-Za-z]{2,12})-(?P<number>\d{1,6})(?P<after>[\s,;:].*)"
)
_BARE: Final = re.compile(
    r"(?P<before>.*?)(?<!\s)\s++[(\[]?(?P<code>[A-Za-z]{2,12})[-‐‑‒–—_](?P<number>\d{2,6})[)\]]?[.\s]*"
)
_TAGGED: Final = re.compile(
    r"(?P<before>.*?)(?<!\s)\s++#(?P<code>[A-Za-z]{2,12})-(?P<number>\d{2,6})(?P<after>[.\s]*)"
)
_LEADING: Final = re.compile(
    r"(?P<bullet>\s*+(?:[-*+]|\d++[.)])\s++)[*_(\[]{0,3}(?P<code>[A-Za-z]{2,12})[-‐‑‒–—_](?P<number>\d{2,6})"
    r"[*_)\]]{0,3}(?:\s*+[:.)–—-])?\s++(?P<rest>\S.*)"
)
_LETTERS: Final = str.maketrans(
    "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456\u0421\u0410\u0415\u041e\u0420\u0425\u041c\u041a\u0422",
    "aceopxyiCAEOPXMKT",
)
"""Cyrillic letters that look like Latin ones."""
_MARKS: Final = re.compile(r"(?<=\s)\^([A-Za-z]{2,12}-\d{1,6})(?=\s|$)")
_END: Final = re.compile(r"\s\^[A-Za-z]{2,12}-\d{1,6}[ \t]*$")
_SHORT: Final = 40
_LONGEST: Final = 2_000
_REFERRING: Final = frozenset(words_of("words", "referring"))
"""Words before a link that say what « Voir » says; compared without accents."""
_SIGNS: Final = frozenset({"So", "Sm", "Mn", "Zs"})
"""Arrows, emoji, and what joins them."""
_WORD: Final = re.compile(r"[\s*_]*(?P<word>[^\W\d_]{2,12})[\s*_:]*")


def right_mark(line: str, codes: Collection[str]) -> str:
    """Return a line with its mark as it should be; empty if it holds nothing like a mark.

    ``codes``: those of domains; without a caret only one of them is taken for a mark.
    """
    text = line.rstrip()
    if len(text) > _LONGEST:
        return ""
    before_mark, caret, mark = text.rpartition("^")
    text = f"{before_mark}{caret}{mark.translate(_LETTERS)}" if caret else text
    leading = _LEADING.fullmatch(text)
    if leading is not None and leading["code"].upper() in codes and not caret:
        number = f"^{leading['code'].lower()}-{leading['number']}"
        return f"{leading['bullet']}{leading['rest']} {number}"
    match = _MARK.fullmatch(text) or _INSIDE.fullmatch(text)
    if match is None:
        match = _BARE.fullmatch(text) or _TAGGED.fullmatch(text)
        if match is None or match["code"].upper() not in codes:
            return ""
    rest = match["after"].rstrip() if "after" in match.groupdict() else ""
    before = match["before"].rstrip()
    if not re.search(r"\w", rest):
        marks = re.sub(r"[^*_]", "", rest)  # what closes emphasis stays
        rest = marks if marks and before.count(marks) % 2 else ""
    return f"{before}{rest} ^{match['code'].lower()}-{match['number']}"


def reference_word(before_link: str, words: Sequence[str]) -> tuple[str, str]:
    """Return the word before a link and the word of reference that it misspells, else two empty.

    ``before_link``: the text of an item up to its first link.
    """
    match = _WORD.fullmatch(before_link)
    if match is None:
        return "", ""
    word = match["word"]
    wanted = fold(word)
    for known in words:
        key = fold(known)
        if wanted != key and len(key) > 2 and OSA.distance(wanted, key) <= 1 + (len(key) > 6):
            return word, known
    return "", ""


def marks_in(line: str) -> list[str]:
    """Return the marks of numbers in a line, each after a blank, wherever they stand."""
    return _MARKS.findall(line) if len(line) <= _LONGEST else []


def ends_with_mark(line: str) -> bool:
    """Say whether a line ends with the mark of a number."""
    return _END.search(line[-_SHORT:]) is not None


def is_referring(before_link: str) -> bool:
    """Say whether the text before a link is a word, or an arrow, that is meant to refer to it."""
    text = without_marks(before_link).strip(" *_:.\u00a0\u202f")
    signs = bool(text) and all(unicodedata.category(sign) in _SIGNS for sign in text)
    return text in _REFERRING or text in {"->", "=>"} or signs


def is_only_word(text: str, words: Sequence[str]) -> bool:
    """Say whether an item is a word of reference with nothing after it."""
    return fold(text.strip(" *_:.\u00a0\u202f")) in map(fold, words)


_QUOTES: Final = " \t\u00a0\u202f«»“”„\"‘’'.:()"
_FIRST: Final = re.compile(r"(?P<word>\S+?)[\s:.\u00a0]+(?P<rest>\S.*)", re.DOTALL)


def with_link(finding: Finding, vault: ReadVault) -> Finding:
    """Return « Voir Note » with the link that it means, if a note bears that name."""
    match = _FIRST.fullmatch(dict(finding.args)["text"])
    name = match["rest"].strip(_QUOTES) if match is not None else ""
    known = vault.note_named(name, finding.path) if name and "…" not in name else ""
    if match is None or not known:
        return finding
    return replace(finding, raw=match["rest"], suggestion=f"[[{known}]]")


RULES: Final = (
    *found_by(
        domain_findings,
        On.NOTE,
        Rule(
            "skills-no-domain",
            "This note lists skills but has no heading of level 2 (## Domain): no skill can be "
            "read. Put each department's list under a heading such as “## Curation”.",
        ),
        Rule(
            "skills-no-list",
            "No list stands under any heading of this skills note: no skill can be read. Write one "
            "skill a line, each beginning with “- ”.",
        ),
        Rule(
            "domain-level",
            "“%(name)s” is a domain, but not by its heading: the list below it belongs to another "
            "one, or to none. Write “%(suggestion)s”.",
            fix=Fix.REVEALING,
        ),
    ),
    *found_by(
        item_findings,
        On.NOTE,
        Rule(
            "field-indent",
            "The field “%(name)s” stands beside its skill, not below it, and says nothing. Indent "
            "the line by a tab.",
            fix=Fix.REVEALING,
        ),
        Rule(
            "mark-form",
            "The number at the end of “%(written)s” cannot be read. A mark is the very last thing "
            "in the line, after one blank: “%(suggestion)s”.",
            fix=Fix.REVEALING,
        ),
        Rule(
            "mark-twice",
            "This skill has more than one number (%(marks)s): the last one counts, the others are "
            "read as words. Keep one; if the line holds two skills, begin a new one with “- ”.",
        ),
        Rule(
            "mark-place",
            "The number “^%(block)s” stands below its skill, which has none then. Move it to the "
            "end of the skill's own line.",
        ),
        Rule(
            "item-below",
            "“%(written)s” stands beside its skill, not below it, and is read as part of its title "
            "or as another skill. Indent the line by a tab: “%(suggestion)s”.",
            fix=Fix.REVEALING,
        ),
        Rule(
            "reference-empty",
            "“%(text)s” refers to nothing: a link is missing. Write “%(word)s [[name of the "
            "note]]”, or begin the sentence with another word.",
            fix=Fix.SAFE,
            settle=with_link,
        ),
        Rule(
            "reference-bare",
            "“%(text)s” is read as a description: the note is no resource of the skill. Write "
            "“%(word)s” before the link if that is meant.",
            severity=NOTICE,
            fix=Fix.SAFE,
        ),
        Rule(
            "reference-word",
            "“%(word)s” before a link is read as a description. Write “%(suggestion)s” to refer to "
            "it.",
            fix=Fix.SAFE,
        ),
    ),
)
