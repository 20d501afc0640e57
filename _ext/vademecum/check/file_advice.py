"""Advice about files: names that other systems or links cannot hold, files that nothing uses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from vademecum.handbook import Handbook
from vademecum.settings.vault_file import FILE_NAME as VAULT_FILE
from vademecum.skills.register import REGISTER_FILES
from vademecum.vault.index import VaultIndex
from vademecum.vault.names import NotePath, fold, note_name, printed, without_marks
from vademecum.vault.records import Finding

Sizes = Callable[[NotePath], int]

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


def no_size(_path: NotePath) -> int:
    """Return 0: of a vault that is read from records alone nobody knows the files."""
    return 0


def file_advice(
    handbook: Handbook, index: VaultIndex, sizes: Sizes, picture: NotePath | None = None
) -> Iterator[Finding]:
    """Yield the advice about the files of a vault.

    ``sizes``: how many bytes each has; ``picture``: the one that the settings name.
    """
    paths = (*handbook.notes, *sorted(index.attachments))
    yield from _names(paths, handbook)
    yield from _accents(handbook)
    yield from _unused(handbook, index, picture)
    for path in paths:
        size = sizes(path)
        limit = _BIG_PICTURE if path.lower().endswith(_PICTURES) else _BIG
        if size > limit:
            megabytes = {"size": str(size // 1_000_000), "limit": str(limit // 1_000_000)}
            yield _finding("file-big", path, name=printed(path), **megabytes)


def _finding(code: str, path: NotePath, **args: str) -> Finding:
    return Finding(code, path, 1, tuple(args.items()), suggestion=args.get("suggestion", ""))


def _names(paths: Sequence[NotePath], handbook: Handbook) -> Iterator[Finding]:
    alike: dict[str, NotePath] = {}
    for path in paths:
        first = alike.setdefault(fold(path), path)
        if first != path and path not in handbook.notes:  # the build itself reports notes
            yield _finding("names-alike", path, name=printed(path), other=printed(first))
        if path != printed(path):
            yield _finding("name-decomposed", path, suggestion=printed(path))
        part = not_in_windows(path)
        if part:
            yield _finding("name-windows", path, name=printed(path), part=part)
        elif path in handbook.notes:
            yield from _of_note(path)


def _of_note(path: NotePath) -> Iterator[Finding]:
    """Yield what keeps links from naming a note, and a suffix that stands twice."""
    name = note_name(path)
    sign = _NOT_IN_LINKS.search(name)
    if name.lower().endswith(".md"):
        yield _finding("note-suffix", path, name=printed(path), suggestion=printed(path)[:-3])
    elif sign or name != name.strip():
        args = {"name": printed(path), "part": sign[0] if sign else " "}
        yield _finding("name-link", path, **args)


def not_in_windows(path: str) -> str:
    """Return the part of a path that Windows can't hold; empty if it can hold all."""
    for part in path.split("/"):
        sign = _NOT_IN_WINDOWS.search(part)
        if sign:
            return sign[0]
        if part.endswith((" ", ".")) or _DEVICES.fullmatch(part) or len(part) > _LONGEST:
            return part[:80]
    return ""


def _accents(handbook: Handbook) -> Iterator[Finding]:
    """Yield notes of one folder whose names differ by accents alone."""
    first: dict[str, NotePath] = {}
    for path in handbook.notes:
        other = first.setdefault(without_marks(path), path)
        if fold(other) != fold(path):
            yield _finding("name-accents", path, name=note_name(path), other=note_name(other))


def _unused(handbook: Handbook, index: VaultIndex, picture: NotePath | None) -> Iterator[Finding]:
    used = {path for note in handbook.notes.values() for _, path in note.attachments}
    used |= {r.path for of_note in handbook.resolutions.values() for r in of_note}
    own = {*REGISTER_FILES, VAULT_FILE}
    for path in sorted(set(index.vault_files()) - used - {None, picture}):
        name = path.rpartition("/")[2]
        meant = _NOTE_LIKE.fullmatch(name)
        if name in own:
            continue
        if meant is not None:
            yield _finding(
                "note-suffix", path, name=printed(name), suggestion=f"{meant['name']}.md"
            )
        elif not name.lower().endswith(_OWN_FILES) and not _of_system(name):
            yield _finding("file-unused", path, file=printed(path))


def _of_system(name: str) -> bool:
    return name.lower() in _OF_SYSTEMS
