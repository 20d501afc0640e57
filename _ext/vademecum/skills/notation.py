"""The notation of skills: headings, list items and ids of a skills note, as text.

Which text is a heading, an item or a block id is for the Markdown grammar to say.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, count, islice
from typing import Final, NewType

from vademecum.vault.names import digest, fold, plain_blanks, printed, slug, without_marks
from vademecum.vault.schema import REFERENCE_WORDS
from vademecum.vault.vocabulary import SKILL_FIELDS, key_of

SkillId = NewType("SkillId", str)
"""The id of a skill as sphinx-needs has it: ``CUR-06``."""

CODE_LENGTH: Final = 3

_COLON_AND_BLANKS: Final = ": \t\r\n\u00a0\u202f\u2009"
_BLANKS: Final = re.compile(r"[ \t\r\n]+")
_UNSEEN: Final = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""What a word processor puts between the letters of a word, and nobody sees."""


@dataclass(frozen=True, slots=True)
class DomainHeading:
    """A domain as its heading names it; ``theme`` is empty if the heading has none."""

    name: str
    theme: str = ""


@dataclass(frozen=True, slots=True)
class DomainSpec:
    """A domain of the registry: short name in addresses and filters, code in ids, full name.

    ``colour``: as CSS writes it (``#2f6f4e``); empty: the theme's choice. ``as_written``: the
    name is of another language than the notes, so the first heading's is shown.
    """

    slug: str
    code: str
    name: str
    aliases: tuple[str, ...] = ()
    colour: str = ""
    as_written: bool = False


def parse_domain_heading(text: str) -> DomainHeading:
    """Split « Domain : theme ».

    The colon may be missing, doubled with blanks between, or end the line; one that begins the
    line separates nothing.
    """
    name, _, theme = printed(text).strip(_COLON_AND_BLANKS).partition(":")
    return DomainHeading(name.strip(), theme.strip(_COLON_AND_BLANKS))


def is_reference(text: str, words: tuple[str, ...] = REFERENCE_WORDS) -> bool:
    """Say whether the item *text* starts with one of *words*, whatever its case.

    It needs no link: one without is for the caller to judge.
    """
    return _references(words).match(text) is not None


@lru_cache(maxsize=8)
def _references(words: tuple[str, ...]) -> re.Pattern[str]:
    # Emphasis around the word (« *Voir* [[…]] ») changes nothing; « Voirie » is another word.
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(rf"[\s*_]*(?:{'|'.join(longest_first)})(?![^\W\d_])", re.IGNORECASE)


def clean_title(text: str) -> str:
    """Give a skill's title from its item's text without markup: no final full stop, no blanks.

    An ellipsis is not a full stop and stays.
    """
    title = _BLANKS.sub(" ", _UNSEEN.sub("", printed(text))).strip()
    if title.endswith(".") and not title.endswith(".."):
        title = title[:-1].rstrip()
    return title


def skill_id(block: str) -> SkillId:
    """Give the id of the skill whose block id is *block*: ``cur-06`` is ``CUR-06``."""
    return SkillId(block.upper())


def provisional_id(domain_code: str, title: str, taken: Collection[str]) -> SkillId:
    """Give an id to a skill that has none yet, plainly provisional: ``CUR-PROV-3F9A2C``.

    It depends on the domain's code and the title alone, so the order of a note does not change
    it; of two skills with one title the second, by the order of the calls, gets another.
    """
    for turn in count():
        mark = digest(f"{fold(title)}/{turn}" if turn else fold(title), 6).upper()
        candidate = f"{domain_code}-PROV-{mark}"
        if candidate not in taken:
            break
    return SkillId(candidate)


def domain_slug(name: str) -> str:
    """Derive the slug of a domain that the registry does not name."""
    return slug(name)


def domain_code(name: str, taken: Collection[str] = ()) -> str:
    """Derive a code of three capitals for a domain that the registry does not name.

    The first three letters of the name, else the next ones that make a code not in *taken*.
    """
    return next(code for code in _codes(name) if code not in taken)


def match_domain(
    name: str, registry: Mapping[str, DomainSpec] | Iterable[DomainSpec]
) -> DomainSpec | None:
    """Find the domain that *name* means by its name, an alias or its slug; None if unknown.

    *registry* holds the specs, by slug or alone. Accents, case and punctuation do not count:
    « Education et apprentissage » is « Éducation et apprentissage ».
    """
    wanted = slug(plain_blanks(name))
    specs = registry.values() if isinstance(registry, Mapping) else registry
    for spec in specs:
        if wanted in map(slug, (spec.name, spec.slug, *spec.aliases)):
            return spec
    return None


def _codes(name: str) -> Iterator[str]:
    letters = [c for c in without_marks(name).upper() if "A" <= c <= "Z"]
    if letters:
        padded = letters + ["X"] * (CODE_LENGTH - len(letters))
        # Bounded: a name of a thousand letters has half a million pairs.
        for pair in islice(combinations(padded[1:], CODE_LENGTH - 1), 500):
            yield padded[0] + "".join(pair)
    # A name without Latin letters, or codes all taken: letters from a digest, for ever new.
    for turn in count():
        number = int(digest(f"{fold(name)}/{turn}", 8), 16)
        yield "".join(chr(ord("A") + number // 26**place % 26) for place in range(CODE_LENGTH))


# Emphasis around the name (« **statut**:: ébauche ») changes nothing.
_NAME: Final = r"(?P<name>[^\W_](?:[\w '’°.-]{0,38}\w)?)"
_FIELD: Final = re.compile(
    rf"[\s*_]*{_NAME}[*_]{{0,3}}::[*_]{{0,3}}(?=\s|$)(?P<value>.*)", re.DOTALL
)
_INLINE: Final = re.compile(rf"\[{_NAME}::(?=[\s\]])(?P<value>[^\[\]]*)\]")
_SIGNS: Final = r"\s*+[:\uff1a=]{1,4}+[\s:\uff1a]*+"
_ALMOST: Final = re.compile(rf"[\s*_]*{_NAME}[*_]{{0,3}}{_SIGNS}(?P<value>.*)", re.DOTALL)
_DASHED: Final = re.compile(
    r"[\s*_]*(?P<name>[^\W\d_]+ \d)[*_]{0,3}\s*[-–—.)]\s+(?P<value>\S.*)", re.DOTALL
)
"""« Niveau 2 - J'écris », as no other field is written."""
_ALMOST_INLINE: Final = re.compile(rf"\[{_NAME}{_SIGNS}(?P<value>[^\[\]]*+)\](?!\()")
_WITHOUT_BRACKETS: Final = re.compile(
    r"(?<!\w)[\[(]?(?P<name>[^\W\d_]+)::?[ \u00a0]*+(?P<value>[^\[\]():]+?)[\])]?"
    r"(?=(?<![\s.])[\s.]*+$|(?<!\s)\s++\[)"
    r"|\((?P<named>[^\W\d_]+)[ \u00a0]+(?P<number>\d)\)"
    r"|\[(?P<other>[^\W\d_]+)[ \u00a0]+(?P<digit>\d)\]"
)


@dataclass(frozen=True, slots=True)
class WrittenField:
    """A name and a value as typed, without the blanks around them; the value may be empty."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class InlineField:
    """A field inside a text, and where it stands there."""

    start: int
    end: int
    field: WrittenField


def read_field(text: str) -> WrittenField | None:
    """Return the field that the item *text* is, None if it is none."""
    return _written(_FIELD.fullmatch(text))


def inline_fields(text: str) -> Iterator[InlineField]:
    """Yield the fields between brackets in *text*, in order."""
    yield from _inline(_INLINE, text)


def almost_field(text: str) -> WrittenField | None:
    """Return the field that the item *text* would be with two colons and a blank after them."""
    if _FIELD.fullmatch(text):
        return None
    return _written(_ALMOST.fullmatch(text) or _DASHED.fullmatch(text))


def almost_inline(text: str) -> Iterator[InlineField]:
    """Yield what would be a field between brackets with two colons and a blank after them."""
    for field in _inline(_ALMOST_INLINE, text):
        if not _INLINE.fullmatch(text[field.start : field.end]):
            yield field


def without_brackets(text: str) -> Iterator[InlineField]:
    """Yield what would be a field in *text* between brackets: ``niveau:: 2``, ``(niveau 2)``."""
    for match in _WITHOUT_BRACKETS.finditer(text):
        if not _INLINE.fullmatch(match[0]) and not _ALMOST_INLINE.fullmatch(match[0]):
            name = match["name"] or match["named"] or match["other"]
            value = match["value"] or match["number"] or match["digit"]
            yield InlineField(match.start(), match.end(), WrittenField(name, value.strip()))


def _inline(pattern: re.Pattern[str], text: str) -> Iterator[InlineField]:
    for match in pattern.finditer(text):
        written = _written(match)
        assert written is not None
        yield InlineField(match.start(), match.end(), written)


def _written(match: re.Match[str] | None) -> WrittenField | None:
    return WrittenField(match["name"], match["value"].strip()) if match else None


NOT_REQUIRED = 0
"""The level of a skill that a role says it does not need."""


@dataclass(frozen=True, slots=True)
class LevelName:
    """A field's name that means a level; ``written``: what stands where the number should."""

    written: str
    number: int | None


def parse_level_name(name: str, numbers: Collection[int]) -> LevelName | None:
    """Read ``niveau 2``; None if *name* means no level at all.

    ``niveau`` alone and ``niveau beaucoup`` mean one, but which is not known; what has more words
    (« niveau de langue ») means none.
    """
    first, _, rest = name.strip().partition(" ")
    rest = rest.strip()
    if key_of(first, SKILL_FIELDS) != "level" or " " in rest:
        return None
    return LevelName(rest, parse_level(rest, numbers))


def parse_level(text: str, numbers: Collection[int]) -> int | None:
    """Read a level's number; None unless it is one of *numbers*."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) < 4):
        return None
    return int(digits) if int(digits) in numbers else None
