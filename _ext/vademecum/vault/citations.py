"""Links followed backwards: which notes cite a note, and which ask for an unwritten one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vademecum.vault.names import NotePath, fold, note_name
from vademecum.vault.records import Link, Note, Sentence
from vademecum.vault.resolve import OtherKind, Resolution, Status
from vademecum.vault.urls import is_address


@dataclass(frozen=True, slots=True)
class Citation:
    """A note that cites another, with the sentences that do."""

    source: NotePath
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Ghost:
    """A note that links ask for and nobody has written, with the notes that ask."""

    name: str
    citations: tuple[Citation, ...]
    suggestion: str | None = None


def citations(
    notes: Mapping[NotePath, Note], resolutions: Mapping[NotePath, tuple[Resolution, ...]]
) -> dict[NotePath, tuple[Citation, ...]]:
    """Return, by note, the others that cite it, each with the sentences that do."""
    cited: dict[NotePath, dict[NotePath, list[Sentence]]] = {}
    for path, note in notes.items():
        for link, resolution in zip(note.links, resolutions[path], strict=True):
            target = resolution.path
            if target is not None and target != path and target in notes:
                cited.setdefault(target, {}).setdefault(path, []).append(link.sentence)
    return {
        target: tuple(Citation(source, _distinct(s)) for source, s in sources.items())
        for target, sources in cited.items()
    }


def ghosts(
    notes: Mapping[NotePath, Note], resolutions: Mapping[NotePath, tuple[Resolution, ...]]
) -> tuple[Ghost, ...]:
    """Return the notes to write, by name."""
    names: dict[str, str] = {}
    wanted: dict[str, dict[NotePath, list[Sentence]]] = {}
    suggestions: dict[str, str | None] = {}
    for path, note in notes.items():
        for link, resolution in zip(note.links, resolutions[path], strict=True):
            if is_ghost(note, link, resolution):
                name = ghost_name(link)
                key = fold(name)
                names.setdefault(key, name)
                suggestions.setdefault(key, resolution.suggestion)
                wanted.setdefault(key, {}).setdefault(path, []).append(link.sentence)
    return tuple(
        Ghost(
            names[key],
            tuple(Citation(source, _distinct(s)) for source, s in wanted[key].items()),
            suggestions[key],
        )
        for key in sorted(wanted)
    )


def is_ghost(note: Note, link: Link, resolution: Resolution) -> bool:
    """Return whether a link asks for a note that nobody has written (not for a file)."""
    return (
        resolution.status is Status.MISSING_NOTE
        and resolution.other is OtherKind.NONE
        and bool(ghost_name(link))
        and not any(target == link.wikilink.target for target, _ in note.attachments)
    )


_NO_NOTE: Final = re.compile(r"www\..+|_?toc_?", re.IGNORECASE)
"""A site, and the table of contents of other programs."""


def is_elsewhere(target: str) -> bool:
    """Say whether a target is no note: an address with a slip, or a file of another computer."""
    return bool(is_address(target) or target.startswith("\\") or _NO_NOTE.fullmatch(target.strip()))


def ghost_name(link: Link) -> str:
    """Return the name of the note that a link asks for; empty if it names none (``[[/]]``)."""
    if is_elsewhere(link.wikilink.target):
        return ""
    name = note_name(link.wikilink.target.strip().rstrip("/"))
    return name if any(unicodedata.category(sign)[0] in "LNS" for sign in name) else ""


def _distinct(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    return tuple(dict.fromkeys(s for s in sentences if s.before or s.shown or s.after))
