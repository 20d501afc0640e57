"""Advice about a vault in which nothing need be wrong: for the check alone.

Gaps (a skill without resource), files that no note uses, names that other systems cannot hold.
Nothing here changes a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from rapidfuzz.distance import OSA

from vademecum.handbook import unreached
from vademecum.languages import words as words_of
from vademecum.lint.rules import NOTICE, On, Rule, found_by
from vademecum.lint.sources import ReadVault
from vademecum.skills.catalogue import PlacedSkill
from vademecum.skills.resource_record import day_of
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


def note_advice(vault: ReadVault) -> Iterator[Finding]:
    """Yield notes that are copies of others, that say nothing, or bear another's title."""
    notes = vault.notes
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
            yield _of_note("note-copy", path, name=name, other=note_name(original))
        elif _is_empty(note):
            yield _of_note("note-empty", path, name=name)
        elif note.outline and note.outline[0].level == 1:
            first = titles.setdefault(fold(note.title), path)
            if fold(first) != fold(path):  # else names-alike tells it
                yield _of_note("title-twice", path, title=note.title, other=printed(first))


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


def _of_note(code: str, path: NotePath, **args: str) -> Finding:
    return Finding.of(code, path, 1, **args)


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


def reach_advice(vault: ReadVault) -> Iterator[Finding]:
    """Yield notes that are long, or that nothing leads to."""
    alone, limit = set(unreached(vault.handbook)), vault.settings.long_note
    for path, note in vault.notes.items():
        if note.words > limit:
            yield Finding.of("note-long", path, 1, words=note.words, limit=limit)
        if path in alone and path not in vault.handbook.unpublished:
            code = "resource-uncited" if note.kind is Kind.RESOURCE else "note-orphan"
            yield Finding.of(code, path, 1, name=note_name(path))


def skill_advice(vault: ReadVault) -> Iterator[Finding]:
    """Yield what skills and domains lack."""
    titles: dict[str, PlacedSkill] = {}
    for placed in vault.handbook.catalogue.skills.values():
        skill, path = placed.skill, placed.note
        first = titles.setdefault(fold(skill.title), placed)
        if first is not placed:
            other = f"{printed(first.note)}:{first.skill.line}"
            args = {"title": skill.title, "id": first.id, "other": other}
            yield Finding.of("skill-title-twice", path, skill.line, **args)
        if not skill.description:
            yield Finding.of("skill-no-description", path, skill.line, title=skill.title)
        if not placed.see:
            yield Finding.of("skill-no-resource", path, skill.line, title=skill.title)
    for domain in vault.handbook.catalogue.domains.values():
        if not domain.skills:
            path, _, line = domain.places[0]
            yield Finding.of("domain-empty", path, line, name=domain.name)


def verified_advice(vault: ReadVault) -> Iterator[Finding]:
    """Yield addresses that nobody has opened for two years."""
    for resource in vault.handbook.catalogue.resources.values():
        note = vault.handbook.note_of(resource)
        day = day_of(resource.record.verified)
        if note is not None and day is not None and (vault.today - day).days > _OLD:
            names = (n for n in note.properties if key_of(n, PROPERTY_NAMES) == "verified")
            line = note.property_lines.get(next(names, ""), 1)
            yield Finding.of("resource-unverified", note.path, line, name=note.title, date=day)


def tag_advice(vault: ReadVault) -> Iterator[Finding]:
    """Yield rare tags that are close to a known one."""
    used = {path: note.tags for path, note in vault.notes.items()}
    for path, name, near in _misspelt(used, {*TAGS, *vault.settings.tags}):
        line = _line(vault.lines(path), rf"(?:#|\b){re.escape(name)}(?![\w/-])")
        yield Finding.of("tag-unknown", path, line, "", near, name=name, suggestion=near)


def property_advice(vault: ReadVault) -> Iterator[Finding]:
    """Yield rare properties that are close to a known one, and what others call tags."""
    declared = vault.settings.properties
    used = {path: tuple(note.properties) for path, note in vault.notes.items()}
    elsewhere = (
        (path, name, "tags")
        for path, names in used.items()
        for name in names
        if without_marks(name) in _TAGS_ELSEWHERE and fold(name) not in map(fold, declared)
    )
    for path, name, near in (*elsewhere, *_misspelt(used, {*PROPERTIES, *declared})):
        line = vault.notes[path].property_lines.get(name, 1)
        yield Finding.of("property-unknown", path, line, "", near, name=name, suggestion=near)


def _misspelt(
    used: Mapping[NotePath, Sequence[str]], declared: Iterable[str]
) -> Iterator[tuple[NotePath, str, str]]:
    """Yield note, word and suggestion of each rare word that is close to a known one.

    A rare word that is close to none is left alone.
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


RULES: Final = (
    *found_by(
        note_advice,
        On.CHECK,
        Rule(
            "title-twice",
            "“%(title)s” is the title of “%(other)s” too: readers cannot tell the two apart. Give "
            "each note a title of its own.",
            severity=NOTICE,
        ),
        Rule(
            "note-copy",
            "“%(name)s” looks like a copy of “%(other)s”, and would be published beside it. Delete "
            "it, or give it a name that says what it is.",
            severity=NOTICE,
        ),
        Rule("note-empty", "“%(name)s” is empty. Write it, or delete it.", severity=NOTICE),
    ),
    *found_by(
        reach_advice,
        On.CHECK,
        Rule(
            "note-long",
            "This note has %(words)s words, more than %(limit)s: few will read it to the end. "
            "Split it into several notes that link to each other.",
            severity=NOTICE,
            whole_file=True,
        ),
        Rule(
            "note-orphan",
            "No note links to “%(name)s”: readers will hardly find it. Link to it from a note that "
            "speaks of the same thing: [[%(name)s]].",
            severity=NOTICE,
            whole_file=True,
        ),
        Rule(
            "resource-uncited",
            "No note cites the resource “%(name)s”. Link to it where it helps: [[%(name)s]].",
            severity=NOTICE,
            whole_file=True,
        ),
    ),
    *found_by(
        skill_advice,
        On.CHECK,
        Rule(
            "skill-title-twice",
            "“%(title)s” is the title of %(id)s too (%(other)s): two skills of one name cannot be "
            "told apart. Delete one, or say what differs.",
            severity=NOTICE,
        ),
        Rule(
            "skill-no-description",
            "The skill “%(title)s” has no description. Add an indented line below it that says "
            "what a person who has it can do.",
            severity=NOTICE,
        ),
        Rule(
            "skill-no-resource",
            "The skill “%(title)s” rests on no resource yet. Add an indented line “See [[a "
            "note]]”.",
            severity=NOTICE,
        ),
        Rule(
            "domain-empty",
            "The domain “%(name)s” has no skill yet. Add one below its heading: “- A skill”.",
            severity=NOTICE,
        ),
    ),
    *found_by(
        verified_advice,
        On.CHECK,
        Rule(
            "resource-unverified",
            "The address of “%(name)s” was last opened on %(date)s, more than two years ago. Open "
            "it; if it still answers, write today's date.",
            severity=NOTICE,
        ),
    ),
    *found_by(
        tag_advice,
        On.CHECK,
        Rule(
            "tag-unknown",
            "Nothing else bears the tag “%(name)s”. Did you mean “%(suggestion)s”?",
            severity=NOTICE,
        ),
    ),
    *found_by(
        property_advice,
        On.CHECK,
        Rule(
            "property-unknown",
            "The property “%(name)s” is used nowhere else. Did you mean “%(suggestion)s”?",
            severity=NOTICE,
        ),
    ),
)
