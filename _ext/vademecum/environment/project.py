"""The files of a vault, as Sphinx's project: which are notes, at which address, what is beside.

Sphinx's own discovery follows symbolic links, names pages by their file and knows nothing of
Obsidian's hidden folders. This one keeps inside the vault and gives every note an address that
any file system and any browser can hold.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sphinx.environment import BuildEnvironment
from sphinx.project import Project
from sphinx.util.matching import Matcher

from vademecum.compat import StrPath, application
from vademecum.vault.addresses import Addresses
from vademecum.vault.front_matter import FrontMatter, read_front_matter
from vademecum.vault.index import NoteEntry, VaultIndex, hidden
from vademecum.vault.names import HOME, DocName, NotePath, docnames
from vademecum.vault.pickling import kept
from vademecum.vault.publication import Exclusions, home_note, is_draft, skill_numbers
from vademecum.vault.records import Stamp
from vademecum.vault.text import Decoded, decode

NOTE_SUFFIX = ".md"
NO_FILE: Stamp = (0, 0)
"""The stamp of a file that is not there."""


@kept
@dataclass(frozen=True, slots=True)
class FileHeader:
    """What one look at a note's file tells: its front matter, how its bytes read, its version.

    ``numbers``: the numbers of skills that it seems to hold, for the case that it is unpublished.
    """

    stamp: Stamp
    front: FrontMatter
    problem: str | None
    numbers: frozenset[str] = frozenset()


class NoteFile(StrPath):
    """The file of a note: Sphinx reads it as UTF-8, and would stop at a byte that is none.

    ``limit``: bytes that are read. A file that has gone since it was found is empty and very old.
    """

    limit: int

    def read_text(self, encoding: str | None = None, errors: str | None = None) -> str:
        """Return the text of the file, whatever its encoding."""
        return read_source(self, self.limit).text


class VaultProject(Project):
    """Sphinx's project over a vault.

    ``addresses``: of the pages that no note has; ``index`` looks names up; ``headers`` holds the
    front matter of each note, kept from build to build as long as its file's time and size stay;
    ``escaped`` lists symbolic links that lead to nothing public, ``unreadable`` names that are not
    UTF-8, ``closed`` what the system does not let read: all these are left out. ``limit``: bytes
    of a note that are read.
    """

    def __init__(
        self,
        srcdir: Path,
        generated: Path,
        headers: dict[NotePath, FileHeader],
        addresses: Addresses,
        limit: int,
    ) -> None:
        super().__init__(srcdir, (NOTE_SUFFIX,))
        self.addresses = addresses
        self.exclusions = Exclusions()
        self.env: BuildEnvironment | None = None
        self.unpublished: dict[NotePath, frozenset[str]] = {}
        self._generated = generated
        self.headers = headers
        self.index = VaultIndex(())
        self.escaped: tuple[NotePath, ...] = ()
        self.unreadable: list[str] = []
        self.closed: list[str] = []
        self.limit = limit
        self._paths: dict[str, NotePath] = {}
        self._docnames: dict[NotePath, DocName] = {}

    def discover(
        self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)
    ) -> set[str]:
        """Find the notes and attachments; return the addresses of the notes."""
        excluded = Matcher(list(exclude_paths))
        escaped: list[NotePath] = []
        self.unreadable.clear()
        self.closed.clear()
        files = [p for p in self._walk(excluded, escaped) if not excluded(p)]
        notes = [p for p in files if p.lower().endswith(NOTE_SUFFIX)]
        self.escaped = tuple(sorted(escaped))
        self._read_headers(notes)
        self.index = VaultIndex(
            [NoteEntry(p, self.headers[p].front.aliases) for p in notes],
            [p for p in files if not p.lower().endswith(NOTE_SUFFIX)],
        )
        self.unpublished = self._unpublished(notes)
        self._give_addresses([p for p in notes if self.reads(p)])
        return self.docnames

    def _unpublished(self, notes: Iterable[NotePath]) -> dict[NotePath, frozenset[str]]:
        """Return the notes that are not for readers, and the numbers of skills in each."""
        return {
            path: self.headers[path].numbers
            for path in notes
            if is_draft(self.headers[path].front) or self.exclusions.cover(self.from_root(path))
        }

    def reads(self, path: NotePath) -> bool:
        """Say whether a note is read: an unpublished one by the check alone."""
        builder = application(self.env).builder.name if self.env is not None else ""
        return path not in self.unpublished or builder in {"check", "reading"}

    def from_root(self, path: NotePath) -> str:
        """Return a path as it counts from the vault's root."""
        return path

    def trusts(self, _docname: str) -> bool:
        """Say whether a page is the host's own and not a note of the vault."""
        return False

    def note_path(self, docname: str) -> NotePath | None:
        """Return the note at an address, or None for the home page made for want of one."""
        return self._paths.get(docname)

    def first_note(self) -> NotePath | None:
        """Return the note that the home page shows where none is the home page by its name."""
        root = (path for path in self._docnames if "/" not in path)
        return home_note(root, lambda path: self.headers[path].front)

    def doc2path(self, docname: str, absolute: bool) -> StrPath:
        """Return the file of a note, which can be read whatever it holds."""
        if not absolute and docname not in self._paths:  # a made page: no path of this machine
            return StrPath(docname + NOTE_SUFFIX)
        return self._file(super().doc2path(docname, absolute))

    def _file(self, path: str | Path) -> NoteFile:
        file = NoteFile(path)
        file.limit = self.limit
        return file

    def address(self, path: NotePath) -> DocName:
        """Return the address of a note.

        :raises KeyError: if the vault has no such note.
        """
        return self._docnames[path]

    def stamp(self, path: NotePath) -> Stamp:
        """Return the version of a file of the vault; of a note, as it was found at the start."""
        header = self.headers.get(path)
        return header.stamp if header is not None else _stamp(self.srcdir / path)

    def _walk(self, excluded: Matcher, escaped: list[NotePath]) -> Iterator[NotePath]:
        """Yield every file below the root, sorted, hidden ones and symbolic folders left out."""
        root = os.path.realpath(self.srcdir)
        for folder, folders, files in os.walk(root, onerror=partial(self._note_closed, root)):
            inner = Path(folder).relative_to(root).as_posix()
            prefix = "" if inner == "." else inner + "/"
            folders[:] = sorted(
                f for f in folders if not f.startswith(".") and not excluded(prefix + f)
            )
            names = sorted(f for f in (*folders, *files) if not f.startswith("."))
            folders[:] = filter(_is_text, folders)
            for name in names:
                path = os.path.join(folder, name)
                if not _is_text(name):
                    self.unreadable.append(_as_text(prefix + name))
                elif os.path.islink(path) and not self._leads_to_public(path, root):
                    escaped.append(NotePath(prefix + name))
                elif os.path.isfile(path) and os.access(path, os.R_OK):
                    yield NotePath(prefix + name)
                elif os.path.isfile(path):
                    self.closed.append(prefix + name)

    def _note_closed(self, root: str, error: OSError) -> None:
        """Remember a folder that cannot be listed; one that has gone meanwhile is none."""
        if not isinstance(error, FileNotFoundError):
            self.closed.append(_as_text(os.path.relpath(error.filename, root)))

    def _leads_to_public(self, path: str, root: str) -> bool:
        """Say whether a link leads to a file of the vault that is published by itself, as such."""
        target = os.path.realpath(path)
        if not target.startswith(root + os.sep):
            return False
        inner = Path(target).relative_to(root).as_posix()
        same = os.path.splitext(target)[1].lower() == os.path.splitext(path)[1].lower()
        return same and not hidden(inner) and not self.exclusions.cover(inner)

    def _read_headers(self, notes: list[NotePath]) -> None:
        for gone in self.headers.keys() - set(notes):
            del self.headers[gone]
        for path in notes:
            self.read_header(path)

    def read_header(self, path: NotePath) -> FrontMatter:
        """Read the front matter of a note, again if its file is another version; return it."""
        stamp = _stamp(self.srcdir / path)
        known = self.headers.get(path)
        if known is None or known.stamp != stamp:
            read = read_source(self.srcdir / path, self.limit)
            known = self.headers[path] = FileHeader(
                stamp, read_front_matter(read.text), read.problem, skill_numbers(read.text)
            )
        return known.front

    def _give_addresses(self, notes: list[NotePath]) -> None:
        self._docnames = docnames(notes, self.addresses.reserved())
        self._paths = {docname: path for path, docname in self._docnames.items()}
        self._path_to_docname = {Path(path): doc for path, doc in self._docnames.items()}
        self._docname_to_path = {doc: Path(path) for path, doc in self._docnames.items()}
        if HOME not in self._paths:
            self._generated.parent.mkdir(parents=True, exist_ok=True)
            if not self._generated.exists():  # a new time stamp would have it read again
                self._generated.write_text("", encoding="utf-8")
            self._docname_to_path[HOME] = self._generated
        self.docnames = set(self._docname_to_path)


def _stamp(path: Path) -> Stamp:
    try:
        status = path.stat()
    except OSError:
        return NO_FILE
    return status.st_mtime_ns, status.st_size


def read_source(path: Path, limit: int) -> Decoded:
    """Read a file as text, whatever its encoding, one byte beyond ``limit`` at most.

    Nothing that a file holds raises; one that has gone since it was found is empty.
    """
    try:
        with path.open("rb") as file:
            return decode(file.read(limit + 1))
    except OSError:
        return Decoded("", None)


def is_trusted(env: BuildEnvironment) -> bool:
    """Say whether the page that is being read is the host's own."""
    project = env.project
    return not isinstance(project, VaultProject) or project.trusts(env.docname)


def _is_text(name: str) -> bool:
    """Say whether a name is UTF-8; Python stands any other by signs that nothing can print."""
    return name.isascii() or _as_text(name) == name


def _as_text(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
