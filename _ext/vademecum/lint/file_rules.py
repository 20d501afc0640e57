"""Advice about files: names that other systems or links cannot hold, files that nothing uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vademecum.lint.rules import NOTICE, On, Rule, found_by
from vademecum.lint.sources import ReadVault
from vademecum.settings.vault_file import FILE_NAME as VAULT_FILE
from vademecum.skills.register import REGISTER_FILES
from vademecum.vault.names import NotePath, fold, note_name, printed, without_marks
from vademecum.vault.records import Finding

_OWN_FILES: Final = (".canvas", ".base")
_OF_SYSTEMS: Final = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"})
"""What Windows and Macintosh put into folders; nobody cites it."""
_NOT_IN_WINDOWS: Final = re.compile(r'[<>:"\\|?*\x00-\x1f]')
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_LONGEST: Final = 255
_NOT_IN_LINKS: Final = re.compile(r"[#^\[\]|]")
_NOTE_LIKE: Final = re.compile(
    r"(?P<name>.+?)\.(?:md\.txt|markdown|mdown|mkdn?|mdtext|txt)", re.IGNORECASE
)
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
_BIG_PICTURE: Final = 5_000_000
_BIG: Final = 50_000_000
"""Bytes from which a picture makes pages slow, and any file is more than GitHub likes to keep."""


def file_advice(vault: ReadVault) -> Iterator[Finding]:
    """Yield files that nothing uses, that are no notes for their suffix, or that are big."""
    yield from _unused(vault)
    for path in _paths(vault):
        size = vault.sizes(path)
        limit = _BIG_PICTURE if path.lower().endswith(_PICTURES) else _BIG
        if size > limit:
            megabytes = {"size": size // 1_000_000, "limit": limit // 1_000_000}
            yield Finding.of("file-big", path, 1, name=printed(path), **megabytes)


def _paths(vault: ReadVault) -> tuple[NotePath, ...]:
    return (*vault.notes, *sorted(vault.index.attachments))


def name_advice(vault: ReadVault) -> Iterator[Finding]:
    """Yield names that other systems, or links, cannot hold, or that are almost the same."""
    alike: dict[str, NotePath] = {}
    for path in _paths(vault):
        first = alike.setdefault(fold(path), path)
        if first != path and path not in vault.notes:  # the build itself reports notes
            args = {"name": printed(path), "other": printed(first)}
            yield Finding.of("names-alike", path, 1, **args)
        if path != printed(path):
            better = printed(path)
            yield Finding.of("name-decomposed", path, 1, "", better, suggestion=better)
        if part := not_in_windows(path):
            yield Finding.of("name-windows", path, 1, name=printed(path), part=part)
        elif path in vault.notes:
            yield from _of_note(path)
    # Notes of one folder whose names differ by accents alone.
    plain: dict[str, NotePath] = {}
    for path in vault.notes:
        other = plain.setdefault(without_marks(path), path)
        if fold(other) != fold(path):
            args = {"name": note_name(path), "other": note_name(other)}
            yield Finding.of("name-accents", path, 1, **args)


def _of_note(path: NotePath) -> Iterator[Finding]:
    """Yield what keeps links from naming a note, and a suffix that stands twice."""
    name = note_name(path)
    sign = _NOT_IN_LINKS.search(name)
    if name.lower().endswith(".md"):
        yield _suffix(path, printed(path), printed(path)[:-3])
    elif sign or name != name.strip():
        args = {"name": printed(path), "part": sign[0] if sign else " "}
        yield Finding.of("name-link", path, 1, **args)


def _suffix(path: str, name: str, better: str) -> Finding:
    return Finding.of("note-suffix", path, 1, "", better, name=name, suggestion=better)


def not_in_windows(path: str) -> str:
    """Return the part of a path that Windows can't hold; empty if it can hold all."""
    for part in path.split("/"):
        sign = _NOT_IN_WINDOWS.search(part)
        if sign:
            return sign[0]
        if part.endswith((" ", ".")) or _DEVICES.fullmatch(part) or len(part) > _LONGEST:
            return part[:80]
    return ""


def _unused(vault: ReadVault) -> Iterator[Finding]:
    used = {path for note in vault.notes.values() for _, path in note.attachments}
    used |= {r.path for of_note in vault.handbook.resolutions.values() for r in of_note}
    own = {*REGISTER_FILES, VAULT_FILE}
    for path in sorted(set(vault.index.vault_files()) - used - {None, vault.picture}):
        name = path.rpartition("/")[2]
        meant = _NOTE_LIKE.fullmatch(name)
        if name in own:
            continue
        if meant is not None:
            yield _suffix(path, printed(name), f"{meant['name']}.md")
        elif not name.lower().endswith(_OWN_FILES) and not _of_system(name):
            yield Finding.of("file-unused", path, 1, file=printed(path))


def _of_system(name: str) -> bool:
    return name.lower() in _OF_SYSTEMS


RULES: Final = (
    *found_by(
        name_advice,
        On.CHECK,
        Rule(
            "name-windows",
            "Windows cannot hold the name “%(name)s” (because of “%(part)s”): nobody could open "
            "the vault there. Rename the file.",
            severity=NOTICE,
            whole_file=True,
        ),
        Rule(
            "name-decomposed",
            "The accents of this file name are coded in two parts, as some Macintosh programs do. "
            "Rename it “%(suggestion)s” (“make check FIX=1” does it).",
            severity=NOTICE,
            whole_file=True,
        ),
        Rule(
            "name-link",
            "A link cannot name “%(name)s”, because of “%(part)s”: Obsidian reads that sign "
            "otherwise, or drops it. Rename the note.",
            severity=NOTICE,
            whole_file=True,
        ),
        Rule(
            "name-accents",
            "“%(name)s” and “%(other)s” differ by accents alone: is one a double of the other? Put "
            "them together, or give each a name of its own.",
            severity=NOTICE,
            whole_file=True,
        ),
    ),
    *found_by(
        file_advice,
        On.CHECK,
        Rule(
            "note-suffix",
            "“%(name)s” is no note as it is called: the name of a note ends in .md, once. Rename "
            "it “%(suggestion)s”; if it is none, delete it or cite it.",
            severity=NOTICE,
            whole_file=True,
        ),
        Rule(
            "file-unused",
            "No note shows or links to the file “%(file)s”. Use it in a note, or delete it.",
            severity=NOTICE,
            whole_file=True,
        ),
        Rule(
            "file-big",
            "“%(name)s” has %(size)s MB, more than %(limit)s: pages that show it are slow, and "
            "each version is kept for ever. Make it smaller.",
            severity=NOTICE,
            whole_file=True,
        ),
    ),
)
