"""What is worth knowing of a vault in which nothing need be wrong: for the check alone.

Gaps (a skill without resource), leftovers (a file that nothing uses), and names that will give
trouble elsewhere. Nothing here changes a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vademecum.core.handbook import Handbook
from vademecum.core.names import NotePath, fold, note_name, printed
from vademecum.core.nearest import Choices
from vademecum.core.records import Finding, Kind, Note
from vademecum.core.skills.register import FILE_NAME
from vademecum.core.vault.index import VaultIndex
from vademecum.core.vault_file import FILE_NAME as VAULT_FILE

USED_OFTEN: Final = 3
"""In how many notes a tag or property must stand to count as known."""

TAGS: Final = frozenset({"question", "questions", "ressource", "ressources", "resource"})
PROPERTIES: Final = frozenset(
    "tag tags alias aliases cssclass cssclasses publish permalink description image cover title "
    "parent date created updated modified maj statut status competences competence skills type "
    "layout eleventyNavigation lang author auteur source sources url".split()
)
"""What Obsidian, this handbook and common gardens give a meaning."""

_OWN_FILES: Final = (".canvas", ".base")
_NOT_WINDOWS: Final = re.compile(r'[<>:"\\|?*\x00-\x1f]')
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_LONGEST: Final = 255

Lines = Callable[[NotePath], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Habits:
    """What a vault is known to use, and how long a note may be."""

    tags: frozenset[str] = frozenset()
    properties: frozenset[str] = frozenset()
    words: int = 4000


def advice(handbook: Handbook, index: VaultIndex, lines: Lines, habits: Habits) -> list[Finding]:
    """Return the advice about a vault, sorted as findings are; ``lines`` reads a note's source."""
    found = [
        *_names(handbook, index),
        *_files(handbook, index),
        *_notes(handbook, habits.words),
        *_skills(handbook),
        *_tags(handbook, lines, habits.tags),
        *_properties(handbook, lines, habits.properties),
    ]
    return sorted(found, key=lambda f: (printed(f.path), f.line, f.code, f.args))


def _finding(code: str, path: str, line: int, **args: object) -> Finding:
    suggestion = str(args.get("suggestion", ""))
    values = tuple((name, str(value)) for name, value in args.items())
    return Finding(code, path, line, values, suggestion=suggestion)


# --- names of files ------------------------------------------------------------------------------


def _names(handbook: Handbook, index: VaultIndex) -> Iterator[Finding]:
    alike: dict[str, NotePath] = {}
    for path in (*handbook.notes, *sorted(index.attachments)):
        first = alike.setdefault(fold(path), path)
        if first != path and path not in handbook.notes:  # notes are told by the build itself
            yield _finding("names-alike", path, 1, name=printed(path), other=printed(first))
        if path != printed(path):
            yield _finding("name-decomposed", path, 1, suggestion=printed(path))
        trouble = _trouble(path)
        if trouble:
            yield _finding("name-windows", path, 1, name=printed(path), part=trouble)


def _trouble(path: str) -> str:
    """Return the part of a path that Windows can't hold; empty if it can hold all."""
    for part in path.split("/"):
        sign = _NOT_WINDOWS.search(part)
        if sign:
            return sign[0]
        if part.endswith((" ", ".")) or _DEVICES.fullmatch(part) or len(part) > _LONGEST:
            return part[:80]
        if part.lower().endswith(".md") and part[:-3].endswith((" ", ".")):
            continue  # the suffix saves it
    return ""


def _files(handbook: Handbook, index: VaultIndex) -> Iterator[Finding]:
    used = {path for note in handbook.notes.values() for _, path in note.attachments}
    used |= {r.path for found in handbook.resolutions.values() for r in found}
    for path in sorted(set(index.attachments) - used - {None}):
        if path not in {FILE_NAME, VAULT_FILE} and not path.lower().endswith(_OWN_FILES):
            yield _finding("file-unused", path, 1, file=printed(path))


# --- notes ---------------------------------------------------------------------------------------


def _notes(handbook: Handbook, words: int) -> Iterator[Finding]:
    resources = {r.path for r in handbook.catalogue.resources.values()}
    for path, note in handbook.notes.items():
        if note.words > words:
            yield _finding("note-long", path, 1, words=note.words, limit=words)
        if path in handbook.citations or path in resources or _stands_alone(note):
            continue
        code = "resource-uncited" if note.kind is Kind.RESOURCE else "note-orphan"
        yield _finding(code, path, 1, name=note_name(path))


def _stands_alone(note: Note) -> bool:
    """Say whether readers find a note without a link: the home page, a chapter, a skills note."""
    if note.docname == "index" or note.kind is Kind.QUESTION or note.domain_sections:
        return True
    return any(fold(key) in {"parent", "eleventynavigation"} for key in note.properties)


# --- skills --------------------------------------------------------------------------------------


def _skills(handbook: Handbook) -> Iterator[Finding]:
    for placed in handbook.catalogue.skills.values():
        skill = placed.skill
        if not skill.description:
            yield _finding("skill-no-description", placed.note, skill.line, title=skill.title)
        if not placed.see:
            yield _finding("skill-no-resource", placed.note, skill.line, title=skill.title)
    for domain in handbook.catalogue.domains.values():
        if not domain.skills:
            path, _, line = domain.places[0]
            yield _finding("domain-empty", path, line, name=domain.name)


# --- tags and properties -------------------------------------------------------------------------


def _tags(handbook: Handbook, lines: Lines, declared: Iterable[str]) -> Iterator[Finding]:
    used = {path: note.tags for path, note in handbook.notes.items()}
    for path, name, near in _misspelt(used, {*TAGS, *declared}):
        line = _line(lines(path), rf"(?:#|\b){re.escape(name)}(?![\w/-])")
        yield _finding("tag-unknown", path, line, name=name, suggestion=near)


def _properties(handbook: Handbook, lines: Lines, declared: Iterable[str]) -> Iterator[Finding]:
    used = {path: tuple(note.properties) for path, note in handbook.notes.items()}
    for path, name, near in _misspelt(used, {*PROPERTIES, *declared}):
        line = _line(lines(path), rf"^[\"']?{re.escape(name)}[\"']?\s*:")
        yield _finding("property-unknown", path, line, name=name, suggestion=near)


def _misspelt(
    used: Mapping[NotePath, Sequence[str]], declared: Iterable[str]
) -> Iterator[tuple[NotePath, str, str]]:
    """Yield the words that nobody knows and that are close to one that is known.

    A rare word far from all others is somebody's own, and nobody's business.
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
    for path, words in used.items():
        for word in words:
            near = choices.suggest(word) if fold(word) not in known else None
            if near is not None:
                yield path, word, near


def _line(lines: Sequence[str], pattern: str) -> int:
    found = re.compile(pattern, re.IGNORECASE)
    return next((number for number, line in enumerate(lines, 1) if found.search(line)), 1)
