"""Advice about a vault in which nothing need be wrong: for the check alone.

Gaps (a skill without resource), files that no note uses, names that other systems cannot hold.
Nothing here changes a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from rapidfuzz.distance import OSA

from vademecum.check.file_advice import Sizes, file_advice, no_size
from vademecum.check.notebook import unreached
from vademecum.handbook import Handbook
from vademecum.languages import words as words_of
from vademecum.skills.catalogue import PlacedSkill
from vademecum.skills.resource_record import day_of
from vademecum.vault.index import VaultIndex
from vademecum.vault.names import NotePath, fold, note_name, printed, without_marks
from vademecum.vault.nearest import LONGEST, Choices
from vademecum.vault.records import Finding, Kind, Note
from vademecum.vault.vocabulary import (
    CONTRIBUTING_TAGS,
    GUIDE_TAGS,
    NOTE_PROPERTIES,
    QUESTION_TAGS,
    RESOURCE_TAGS,
    ROLE_TAGS,
    SKILL_TAGS,
    key_of,
)
from vademecum.vault.vocabulary import PROPERTIES as PROPERTY_NAMES

_CONFLICT: Final = re.compile(
    r"(?P<a>.+?)(?:\.sync-conflict-\d{8}-\d{6}(?:-\w+)?"
    r"|(?<![ _-])[ _-]*+\([^()]*(?:conflict|conflit|konflikt|conflitto)[^()]*\)"
    r"|\.orig|-[A-Z]+-[A-Z0-9]{4,})",
    re.IGNORECASE,
)
"""Names that Syncthing, Dropbox, Nextcloud, git and OneDrive give to a second version."""
_SECOND: Final = re.compile(r"(?P<a>.+?) \d{1,2}")
"""The name that a Macintosh gives to a copy; many good names end so."""
_COPY: Final = re.compile(
    r"(?:copie(?: \(?\d+\)?)? de|copy(?: \(?\d+\)?)? of|kopie von|copia di) (?P<a>.+)"
    r"|(?P<b>.+?)(?<![ _-])[ _-]*+"
    r"(?:\(\d{1,2}\)|–? ?\(?(?:copie|copy|kopie|copia)\)?(?: \(?\d+\)?)?)",
    re.IGNORECASE,
)


_SWALLOWING: Final = frozenset({"fence-open", "html-open", "comment-open"})
"""What hides the text of a note: then it is not empty, and that is what is told."""


def note_advice(notes: Mapping[NotePath, Note]) -> Iterator[Finding]:
    """Yield the advice about the notes of a vault."""
    names = {fold(note_name(path)): path for path in notes}
    titles: dict[str, NotePath] = {}
    for path, note in notes.items():
        name = note_name(path)
        original = _original(name, names)
        second = _SECOND.fullmatch(name) if original is None else None
        if second is not None:
            first_note = names.get(fold(second["a"]))
            same = first_note is not None and fold(notes[first_note].title) == fold(note.title)
            original = first_note if same else None
        if original is not None and original != path:
            yield _note_finding("note-copy", path, name=name, other=note_name(original))
        elif _is_empty(note):
            yield _note_finding("note-empty", path, name=name)
        elif note.outline and note.outline[0].level == 1:
            first = titles.setdefault(fold(note.title), path)
            if fold(first) != fold(path):  # else names-alike tells it
                yield _note_finding("title-twice", path, title=note.title, other=printed(first))


def _original(name: str, names: Mapping[str, NotePath]) -> NotePath | None:
    """Return the note of which a name says that it is a copy or another version."""
    for pattern in (_CONFLICT, _COPY):
        match = pattern.fullmatch(name)
        if match is not None:
            whole = next(filter(None, match.groups()))
            original = names.get(fold(whole)) or names.get(fold(whole.removesuffix(".md")))
            if original is not None:
                return original
    return None


def _is_empty(note: Note) -> bool:
    """Say whether a note says nothing at all, not even by a picture or a property."""
    named = len(note.title.split())  # the title that is made for want of one counts as words
    said = note.words > named or note.outline or note.links or note.attachments or note.properties
    swallowed = any(finding.code in _SWALLOWING for finding in note.findings)
    return not said and not swallowed and not note.tags and not note.lead


def _note_finding(code: str, path: NotePath, **args: str) -> Finding:
    return Finding(code, path, 1, tuple(args.items()))


USED_OFTEN: Final = 3
"""A tag or property in so many notes counts as known."""

TAGS: Final = (
    QUESTION_TAGS | RESOURCE_TAGS | ROLE_TAGS | SKILL_TAGS | CONTRIBUTING_TAGS | GUIDE_TAGS
)
PROPERTIES: Final = frozenset(
    {
        name
        for names in (*PROPERTY_NAMES.values(), *NOTE_PROPERTIES.values())
        for several in names.values()
        for name in several
    }
) | frozenset(
    (
        *words_of("other_properties", "known"),
        *"tag tags alias aliases cssclass cssclasses publish permalink layout".split(),
        "eleventyNavigation",
    )
)
"""Properties to which Obsidian, this handbook or common tools give a meaning."""

_TAGS_ELSEWHERE: Final = frozenset(words_of("words", "tags"))
"""What other programs call tags."""
_SHORT: Final = 4
_OLD: Final = 2 * 365
"""After how many days an address should be opened again."""

Lines = Callable[[NotePath], Sequence[str]]


@dataclass(frozen=True, slots=True)
class AdviceSettings:
    """What the settings say: known tags and properties, ``words`` a note may have, the day.

    ``picture``: the file that they name for pages that are shared; no note need use it.
    """

    tags: frozenset[str]
    properties: frozenset[str]
    words: int
    today: date
    picture: NotePath | None = None


def advice(
    handbook: Handbook,
    index: VaultIndex,
    lines: Lines,
    settings: AdviceSettings,
    sizes: Sizes = no_size,
) -> list[Finding]:
    """Return the advice about a vault, sorted as findings are.

    ``lines`` reads a note's source, ``sizes`` says how many bytes a file of the vault has.
    """
    findings = [
        *file_advice(handbook, index, sizes, settings.picture),
        *_notes(handbook, settings.words),
        *note_advice(handbook.notes),
        *_skills(handbook),
        *_verified(handbook, settings.today),
        *_tags(handbook, lines, settings.tags),
        *_properties(handbook, settings.properties),
    ]
    return sorted(findings, key=lambda f: (printed(f.path), f.line, f.code, f.args))


def _finding(code: str, path: str, line: int, **args: object) -> Finding:
    suggestion = str(args.get("suggestion", ""))
    values = tuple((name, str(value)) for name, value in args.items())
    return Finding(code, path, line, values, suggestion=suggestion)


# --- notes ---------------------------------------------------------------------------------------


def _notes(handbook: Handbook, words: int) -> Iterator[Finding]:
    alone = set(unreached(handbook))
    for path, note in handbook.notes.items():
        if note.words > words:
            yield _finding("note-long", path, 1, words=note.words, limit=words)
        if path in alone and path not in handbook.unpublished:
            code = "resource-uncited" if note.kind is Kind.RESOURCE else "note-orphan"
            yield _finding(code, path, 1, name=note_name(path))


# --- skills --------------------------------------------------------------------------------------


def _skills(handbook: Handbook) -> Iterator[Finding]:
    titles: dict[str, PlacedSkill] = {}
    for placed in handbook.catalogue.skills.values():
        skill = placed.skill
        first = titles.setdefault(fold(skill.title), placed)
        if first is not placed:
            other = f"{printed(first.note)}:{first.skill.line}"
            args = {"title": skill.title, "id": first.id, "other": other}
            yield _finding("skill-title-twice", placed.note, skill.line, **args)
        if not skill.description:
            yield _finding("skill-no-description", placed.note, skill.line, title=skill.title)
        if not placed.see:
            yield _finding("skill-no-resource", placed.note, skill.line, title=skill.title)
    for domain in handbook.catalogue.domains.values():
        if not domain.skills:
            path, _, line = domain.places[0]
            yield _finding("domain-empty", path, line, name=domain.name)


# --- tags and properties -------------------------------------------------------------------------


def _verified(handbook: Handbook, today: date) -> Iterator[Finding]:
    """Tell of addresses that nobody has opened for two years."""
    for resource in handbook.catalogue.resources.values():
        note = handbook.note_of(resource)
        day = day_of(resource.record.verified)
        if note is not None and day is not None and (today - day).days > _OLD:
            names = (n for n in note.properties if key_of(n, PROPERTY_NAMES) == "verified")
            line = note.property_lines.get(next(names, ""), 1)
            yield _finding("resource-unverified", note.path, line, name=note.title, date=day)


def _tags(handbook: Handbook, lines: Lines, declared: Iterable[str]) -> Iterator[Finding]:
    used = {path: note.tags for path, note in handbook.notes.items()}
    for path, name, near in _misspelt(used, {*TAGS, *declared}):
        line = _line(lines(path), rf"(?:#|\b){re.escape(name)}(?![\w/-])")
        yield _finding("tag-unknown", path, line, name=name, suggestion=near)


def _properties(handbook: Handbook, declared: Iterable[str]) -> Iterator[Finding]:
    used = {path: tuple(note.properties) for path, note in handbook.notes.items()}
    for path, names in used.items():
        for name in names:
            if without_marks(name) in _TAGS_ELSEWHERE and fold(name) not in map(fold, declared):
                line = handbook.notes[path].property_lines.get(name, 1)
                yield _finding("property-unknown", path, line, name=name, suggestion="tags")
    for path, name, near in _misspelt(used, {*PROPERTIES, *declared}):
        line = handbook.notes[path].property_lines.get(name, 1)
        yield _finding("property-unknown", path, line, name=name, suggestion=near)


def _misspelt(
    used: Mapping[NotePath, Sequence[str]], declared: Iterable[str]
) -> Iterator[tuple[NotePath, str, str]]:
    """Yield note, word and suggestion of each rare word that is close to a known one.

    A rare word that is close to none is no slip, and left alone.
    """
    often: dict[str, int] = {}
    for words in used.values():
        for word in {fold(word) for word in words}:
            often[word] = often.get(word, 0) + 1
    known = {
        fold(word): word
        for words in used.values()
        for word in words
        if often[fold(word)] >= USED_OFTEN
    }
    known.update((fold(word), word) for word in declared)
    choices = Choices(known.values())
    plain = {without_marks(word) for word in known}  # « annee » is read as « année »
    for path, words in used.items():
        for word in words:
            near = _near(word, choices, known) if without_marks(word) not in plain else None
            if near is not None:
                yield path, word, near


def _near(word: str, choices: Choices, known: Mapping[str, str]) -> str | None:
    """Return the known word that *word* misspells; of several the one that begins as it does."""
    near = choices.suggest(word)
    if near is not None or not _SHORT <= len(word) <= LONGEST:
        return near
    wanted = fold(word)
    swapped = [w for w in known if sorted(w) == sorted(wanted) and OSA.distance(w, wanted) == 1]
    longer = [w for w in known if len(wanted) > _SHORT and w[:-1] == wanted]
    pairs = swapped or longer
    return known[pairs[0]] if pairs else None


def _line(lines: Sequence[str], pattern: str) -> int:
    compiled = re.compile(pattern, re.IGNORECASE)
    return next((number for number, line in enumerate(lines, 1) if compiled.search(line)), 1)
