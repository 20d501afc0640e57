"""Marks and domains that look like a slip in the light of all others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from rapidfuzz.distance import OSA

from vademecum.languages import words
from vademecum.skills.catalogue import Domain, PlacedSkill, SkillCatalogue
from vademecum.skills.notation import DomainSpec, match_domain, parse_domain_heading
from vademecum.skills.register import Register
from vademecum.vault.names import fold, without_marks
from vademecum.vault.nearest import Choices
from vademecum.vault.records import Finding

_NUMBER: Final = re.compile(r"(?P<code>[A-Z0-9]+(?:-[A-Z0-9]+)*)-(?P<number>\d+)")
_DISPLACING: Final = frozenset({"domain-level", "domain-near", "heading-form"})
_DIGITS: Final = str.maketrans("OIL", "011")
_DECORATION: Final = re.compile(
    rf"^(?:(?:\d{{1,2}}|[IVX]{{1,4}}|[A-Z])\s*[.)/–—-]|{'|'.join(words('words', 'domain'))})\s*"
    rf"|(?:(?<!\s)\s++)?(?:\([^()]*+\)|[-–—,]\s*+(?:{'|'.join(words('words', 'continued'))}))$",
    re.IGNORECASE,
)
"""What stands around the name of a domain in a heading: its number, « (suite) »."""
_SAME_START: Final = 3
_LONG: Final = 8


def domain_findings(catalogue: SkillCatalogue, specs: Sequence[DomainSpec]) -> Iterator[Finding]:
    """Yield the domains that a slip in a heading has made."""
    registered = {spec.slug for spec in specs}
    names = {n: spec.name for spec in specs for n in (spec.name, spec.slug, *spec.aliases)}
    for domain in catalogue.domains.values():
        if domain.slug in registered:
            continue
        others = {o.name: o.name for o in catalogue.domains.values() if _outweighs(o, domain)}
        near = _plain(domain.name, {**others, **names}) or _near(domain.name, {**others, **names})
        if near and near != domain.name:
            for path, _, line in domain.places:
                args = (("name", domain.name), ("suggestion", near))
                yield Finding("domain-near", path, line, args, domain.name, near)


def _outweighs(other: Domain, domain: Domain) -> bool:
    return other.slug != domain.slug and len(other.skills) > len(domain.skills)


def _plain(name: str, known: Mapping[str, str]) -> str:
    """Return the domain that *name* is without its number or « (suite) »; empty if it is none."""
    wanted = without_marks(_DECORATION.sub("", name)).strip()
    if wanted == without_marks(name).strip():
        return ""
    return next((known[other] for other in known if without_marks(other) == wanted), "")


def _near(name: str, known: Mapping[str, str]) -> str:
    close = Choices(known).suggest(name)
    if close is not None:
        return known[close]
    wanted = without_marks(name)
    alike = {known[other] for other in known if _is_close(wanted, without_marks(other))}
    return alike.pop() if len(alike) == 1 else ""


def _is_close(wanted: str, other: str) -> bool:
    """Say whether two letters differ in a long word that begins alike."""
    alike = wanted[:_SAME_START] == other[:_SAME_START]
    return alike and min(len(wanted), len(other)) >= _LONG and OSA.distance(wanted, other) <= 2


def displaced(
    findings: Iterable[Finding], specs: Sequence[DomainSpec]
) -> frozenset[tuple[str, str]]:
    """Return notes and codes of domains whose heading is none: their skills stand elsewhere."""
    pairs = set()
    for finding in findings:
        if finding.code in _DISPLACING:
            name = dict(finding.args).get("suggestion", "").lstrip("# ")
            spec = match_domain(parse_domain_heading(name).name, specs)
            pairs |= {(finding.path, spec.code.upper())} if spec is not None else set()
    return frozenset(pairs)


def mark_findings(
    catalogue: SkillCatalogue,
    specs: Sequence[DomainSpec],
    register: Register,
    known: Collection[tuple[str, str]] = (),
) -> Iterator[Finding]:
    """Yield the marks that are no number, or that of another domain which nobody ever gave.

    ``known``: notes and codes of which ``displaced`` says that the heading is told already.
    """
    codes = {spec.code.upper(): spec.name for spec in specs}
    codes.update((d.code.upper(), d.name) for d in catalogue.domains.values())
    gone = [
        e.id for e in register.entries.values() if not e.retired and e.id not in catalogue.skills
    ]
    for placed in catalogue.skills.values():
        if not placed.permanent or placed.id in register.entries:
            continue
        own = catalogue.domains[placed.domain].code.upper()
        hint = _meant(placed.id, gone) or _hyphenated(placed.id, own, catalogue)
        match = _NUMBER.fullmatch(placed.id)
        strange = match is not None and match["code"] != own and match["code"] in codes
        code = match["code"] if match is not None else ""
        if match is None or hint or (strange and (placed.note, code) not in known):
            yield _finding(placed, own, hint)


def _meant(identifier: str, gone: Sequence[str]) -> str:
    """Return the one number in use that no note holds and that *identifier* misspells."""
    plain = re.sub(r"[^A-Z0-9]", "", identifier)
    close = [
        known
        for known in gone
        if re.sub(r"[^A-Z0-9]", "", known) == plain
        or _loose(known) == _loose(identifier)
        or (known[-3:] == identifier[-3:] and OSA.distance(known, identifier) == 1)
    ]
    return close[0] if len(close) == 1 else ""


def _hyphenated(identifier: str, code: str, catalogue: SkillCatalogue) -> str:
    """Return ``CUR-07`` for ``CUR07`` and ``CUR-O7``, unless another skill bears that number."""
    match = re.fullmatch(rf"{re.escape(code)}-?([0-9OIL]{{1,6}})", identifier)
    right = f"{code}-{match[1].translate(_DIGITS)}" if match is not None else ""
    return right if right not in catalogue.skills else ""


def _loose(identifier: str) -> tuple[str, int] | None:
    match = re.fullmatch(r"([A-Z]++)[^A-Z0-9]*+([0-9]++)", identifier)
    return (match[1], int(match[2])) if match else None


def _finding(placed: PlacedSkill, code: str, hint: str) -> Finding:
    block = placed.skill.block or ""
    args = (("block", block), ("code", code), ("hint", f"^{hint.lower()}" if hint else ""))
    instead = f"^{hint.lower()}" if hint else ""
    line = placed.skill.end or placed.skill.line
    return Finding("mark-number", placed.note, line, args, f"^{block}" if hint else "", instead)


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
_REFERRING: Final = frozenset(words("words", "referring"))
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
