"""The vault's index: which file a link target means, seen from the note that links.

Rules: NOTATION.md, « Links », after Obsidian help, « Internal links », and the app's own look-up,
which goes by file name first, ignores case, and prefers what lies below the source's folder, then
the shortest path.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from vademecum.vault.names import NotePath, fold, folder_of, note_name, printed, without_marks
from vademecum.vault.nearest import Choices, suggest
from vademecum.vault.pickling import kept


@kept
@dataclass(frozen=True, slots=True)
class NoteEntry:
    """A note of the vault, with the other names that its front matter gives it."""

    path: NotePath
    aliases: tuple[str, ...] = ()


class Via(Enum):
    """How a target was found."""

    SAME_NOTE = "same-note"
    EXACT = "exact"
    SUFFIX = "suffix"
    NAME = "name"
    ALIAS = "alias"
    LABEL = "label"
    FORMER = "former"
    REVERSED = "reversed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Match:
    """Where a target leads: ``path``, None if nowhere; ``others`` could have been meant too."""

    path: NotePath | None
    others: tuple[NotePath, ...]
    via: Via


MOST_COMPARED: Final = 30_000_000
"""Comparisons of misspelt names with known ones; links beyond them get no suggestion."""
_BEGINNING: Final = 3
"""How many words the beginning of a name must have to stand for all of it."""

_MISSING: Final = Match(None, (), Via.MISSING)


class VaultIndex:
    """All files of a vault by folded name, and the aliases of its notes.

    ``former``: notes by the folded names that they had before, as git knows them.
    Folders and files that start with a dot (``.trash``, ``.obsidian``) do not exist.
    """

    __slots__ = (
        "_aliases",
        "_beginnings",
        "_choices",
        "_files",
        "_known",
        "_left",
        "attachments",
        "former",
        "notes",
    )

    def __init__(self, notes: Iterable[NoteEntry], attachments: Iterable[NotePath] = ()) -> None:
        self.notes: tuple[NoteEntry, ...] = tuple(n for n in notes if not hidden(n.path))
        self.attachments: tuple[NotePath, ...] = tuple(p for p in attachments if not hidden(p))
        self._files = _by_file_name([*(n.path for n in self.notes), *self.attachments])
        self._aliases = _by_alias(self.notes)
        self._choices: Choices | None = None
        self._known: dict[tuple[str, str], Match] = {}
        self._left = MOST_COMPARED
        self._beginnings: dict[str, set[str]] | None = None
        self.former: Mapping[str, str] = {}

    def resolve(self, target: str, source: NotePath) -> Match:
        """Return which file *target*, written in the note *source*, means.

        An alias counts only if no file matches. One that several notes list is ``MISSING``, with
        these notes as ``others``: to pick one of them would be a guess. What is written alike in
        one folder means one file, and is looked up once.
        """
        wanted = target.strip()
        if not wanted:
            return Match(source, (), Via.SAME_NOTE)
        place = wanted, source.rpartition("/")[0]
        known = self._known.get(place)
        if known is None:
            known = self._known[place] = self._look_up(wanted, source)
        return known

    def _look_up(self, wanted: str, source: NotePath) -> Match:
        for spelling in _spellings(wanted):
            match = self._file(spelling, source)
            if match is not None:
                return match
        return self._alias(wanted)

    def vault_files(self) -> tuple[NotePath, ...]:
        """Return the files beside the notes that are the vault's."""
        return self.attachments

    def seen_from(self, _source: NotePath) -> VaultIndex:
        """Return the files among which a name written in a note is looked for."""
        return self

    def suggest(self, target: str) -> str | None:
        """Return the note name or alias that *target* most likely misspells, None if none does."""
        if self._choices is None:
            names = (note_name(note.path) for note in self.notes)
            aliases = (printed(alias) for note in self.notes for alias in note.aliases)
            self._choices = Choices((*names, *aliases))
        if self._left < 0:
            return None
        self._left -= len(self._choices)
        name = note_name(target.strip())
        return self._choices.suggest(name) or self._that_begins(name)

    def renamed(self, target: str) -> str | None:
        """Return the name that a note once called *target* has now, None if none had that name."""
        path = self.former.get(fold(note_name(target.strip())))
        known = path is not None and any(note.path == path for note in self.notes)
        return note_name(path) if path is not None and known else None

    def suggest_file(self, target: str) -> str | None:
        """Return the name of the file beside the notes that *target* most likely misspells."""
        wanted = target.strip().rpartition("/")[2]
        stem, _, suffix = wanted.rpartition(".")
        names = [printed(path.rpartition("/")[2]) for path in self.attachments]
        same = [name for name in names if fold(name.rpartition(".")[0]) == fold(stem) and stem]
        if len(set(same)) == 1:  # another kind of picture
            return same[0]
        alike = [name for name in names if fold(name.rpartition(".")[2]) == fold(suffix)]
        near = suggest(stem, [name.rpartition(".")[0] for name in alike])
        return next((n for n in alike if near and n.rpartition(".")[0] == near), None)

    def _that_begins(self, name: str) -> str | None:
        """Return the one note whose name goes on where *name*, of several words, has ended."""
        words = without_marks(name).split()
        if len(words) < _BEGINNING:
            return None
        if self._beginnings is None:
            self._beginnings = {}
            for note in self.notes:
                whole = note_name(note.path)
                key = tuple(without_marks(whole).split()[:_BEGINNING])
                self._beginnings.setdefault(" ".join(key), set()).add(whole)
        wanted = " ".join(words).rstrip(" .…?!") + " "
        same_start = self._beginnings.get(" ".join(words[:_BEGINNING]), ())
        whole_names = [
            n for n in same_start if " ".join(without_marks(n).split()).startswith(wanted)
        ]
        return whole_names[0] if len(whole_names) == 1 else None

    def _file(self, target: str, source: NotePath) -> Match | None:
        anchored = anchor(target, folder_of(source))
        if anchored is None:
            return None
        wanted = fold(anchored.path)
        same_name = self._files.get(wanted.rpartition("/")[2])
        if same_name is None:
            return None
        exact = [path for path, folded in same_name if folded == wanted]
        if exact:
            return _nearest(exact, anchored.path, source, Via.EXACT)
        if anchored.fixed:
            return None
        if "/" not in wanted:
            named = [path for path, _ in same_name]
            return _nearest(named, anchored.path, source, Via.NAME)
        below = [path for path, folded in same_name if folded.endswith("/" + wanted)]
        return _nearest(below, anchored.path, source, Via.SUFFIX)

    def _alias(self, target: str) -> Match:
        listed = self._aliases.get(fold(target), ())
        if len(listed) == 1:
            return Match(listed[0], (), Via.ALIAS)
        return Match(None, tuple(sorted(listed)), Via.MISSING) if listed else _MISSING


@dataclass(frozen=True, slots=True)
class Anchored:
    """A target as a path; ``fixed`` if it counts from the vault's root and from nowhere else."""

    path: str
    fixed: bool


def anchor(target: str, folder: str) -> Anchored | None:
    """Read the start of *target*, written in *folder*: ``/x``, ``./x``, ``../x`` or plain.

    None if it leads out of the vault. A ``..`` inside a plain target is left as it is: no file
    has such a path, so it matches nothing.
    """
    if target.startswith("/"):
        return Anchored(target[1:], fixed=True)
    if not target.startswith(("./", "../")):
        return Anchored(target, fixed=False)
    parts = folder.split("/") if folder else []
    for part in target.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part != ".":
            parts.append(part)
    return Anchored("/".join(parts), fixed=True)


def hidden(path: str) -> bool:
    """Return whether Obsidian hides *path*: a folder in it, or the file, starts with a dot."""
    return path.startswith(".") or "/." in path


def _spellings(target: str) -> Sequence[str]:
    """Return the file paths that *target* may mean, in the order to try them.

    Only a name with a dot can be complete (``plan.png``, ``Note.md``); but the dot may as well
    belong to a note's name (``C. F. Ramuz``, ``2.0``), whose file then ends in ``.md``.
    """
    with_suffix = target + ".md"
    return (target, with_suffix) if "." in target.rpartition("/")[2] else (with_suffix,)


def _nearest(
    candidates: Sequence[NotePath], typed: str, source: NotePath, via: Via
) -> Match | None:
    """Pick what lies below the source's folder first, then the shortest path.

    The exact spelling decides between files that differ by case alone; the order of the alphabet
    at last, so that every build picks the same.
    """
    if not candidates:
        return None
    if len(candidates) == 1:
        return Match(candidates[0], (), via)
    folder = fold(folder_of(source))
    prefix = folder + "/" if folder else ""
    spelling = printed(typed)

    def distance(path: NotePath) -> tuple[bool, int, bool, str]:
        shown = printed(path)
        return not fold(path).startswith(prefix), len(shown), not shown.endswith(spelling), path

    first, *others = sorted(candidates, key=distance)
    return Match(first, tuple(others), via)


def _by_file_name(paths: Iterable[NotePath]) -> dict[str, list[tuple[NotePath, str]]]:
    files: dict[str, list[tuple[NotePath, str]]] = {}
    for path in dict.fromkeys(paths):
        folded = fold(path)
        files.setdefault(folded.rpartition("/")[2], []).append((path, folded))
    return files


def _by_alias(notes: Iterable[NoteEntry]) -> dict[str, list[NotePath]]:
    aliases: dict[str, list[NotePath]] = {}
    for note in notes:
        for alias in dict.fromkeys(fold(alias.strip()) for alias in note.aliases):
            aliases.setdefault(alias, []).append(note.path)
    return aliases


class NestedIndex(VaultIndex):
    """A project's files, of which those below *folder* are a vault; empty: none are.

    A note of the vault sees the vault alone, from its own root; a page of the project sees all.
    """

    def __init__(
        self, notes: Iterable[NoteEntry], attachments: Iterable[NotePath], folder: str
    ) -> None:
        super().__init__(tuple(notes), tuple(attachments))
        self._prefix = folder + "/"
        self._vault = VaultIndex(
            [NoteEntry(self._below(n.path), n.aliases) for n in self.notes if self._has(n.path)],
            [self._below(path) for path in self.attachments if self._has(path)],
        )

    def resolve(self, target: str, source: NotePath) -> Match:
        """Say which file *target*, written in *source*, means; see :class:`VaultIndex`."""
        if not self._has(source):
            return super().resolve(target, source)
        match = self._vault.resolve(target, self._below(source))
        return replace(
            match,
            path=self._whole(match.path) if match.path is not None else None,
            others=tuple(map(self._whole, match.others)),
        )

    def vault_files(self) -> tuple[NotePath, ...]:
        """Return the files beside the notes of the vault; the project's own are its own matter."""
        return tuple(path for path in self.attachments if self._has(path))

    def seen_from(self, source: NotePath) -> VaultIndex:
        """Return the vault for one of its notes, all files for a page of the project."""
        return self._vault if self._has(source) else self

    def _has(self, path: str) -> bool:
        return path.startswith(self._prefix)

    def _below(self, path: NotePath) -> NotePath:
        return NotePath(path.removeprefix(self._prefix))

    def _whole(self, path: NotePath) -> NotePath:
        return NotePath(self._prefix + path)
