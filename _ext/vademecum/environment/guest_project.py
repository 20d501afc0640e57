"""A host's Sphinx project: its pages stay its own, a folder of it may be a vault."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from sphinx.project import Project
from sphinx.util.matching import Matcher

from vademecum.compat import StrPath
from vademecum.environment.project import NOTE_SUFFIX, FileHeader, VaultProject
from vademecum.vault.addresses import addresses
from vademecum.vault.index import NestedIndex, NoteEntry
from vademecum.vault.names import DocName, NotePath, docnames


class GuestProject(VaultProject):
    """Sphinx's project over a host's folder: pages by its rules, notes of ``folder`` by ours.

    Paths of notes count from the source folder, as those of pages do.
    """

    def __init__(
        self,
        host: Project,
        folder: str,
        generated: Path,
        headers: dict[NotePath, FileHeader],
        language: str,
        limit: int,
    ) -> None:
        super().__init__(Path(host.srcdir), generated, headers, addresses(language), limit)
        self._language = language
        self.source_suffix = host.source_suffix
        self._first_source_suffix = next(iter(host.source_suffix), "")
        self.folder = folder
        self._host = host

    def discover(
        self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)
    ) -> set[str]:
        """Find the host's pages as Sphinx does, and the notes of the vault."""
        vault = [f"{self.folder}/**"] if self.folder else []
        excluded = [*exclude_paths]
        self._host.discover([*excluded, *vault], include_paths)
        matcher = Matcher(excluded)
        escaped: list[NotePath] = []
        files = [p for p in self._walk(matcher, escaped) if not matcher(p)]
        self.escaped = tuple(sorted(p for p in escaped if self.in_vault(p)))
        notes = [p for p in files if self.in_vault(p) and p.lower().endswith(NOTE_SUFFIX)]
        pages = self._markdown_pages()
        self._read_headers([*pages, *notes])
        attachments = [p for p in files if not p.lower().endswith(NOTE_SUFFIX)]
        self._index([*pages, *notes], attachments)
        self.unpublished = self._unpublished(notes)
        self._give_guest_addresses(pages, [p for p in notes if self.reads(p)])
        return self.docnames

    def in_vault(self, path: str) -> bool:
        """Say whether a path is below the folder of the vault."""
        return bool(self.folder) and path.startswith(self.folder + "/")

    def from_root(self, path: NotePath) -> str:
        """Return a path as it counts from the vault's root."""
        return path.removeprefix(self.folder + "/")

    def trusts(self, docname: str) -> bool:
        """Say whether a page is the host's own."""
        path = self._paths.get(docname)
        return path is None or not self.in_vault(path)

    def doc2path(self, docname: str, absolute: bool) -> StrPath:
        """Return the file of a page; a note can be read whatever it holds."""
        if self.trusts(docname):
            return self._host.doc2path(docname, absolute)
        path = self.srcdir / self._docname_to_path[docname]
        return self._file(path) if absolute else StrPath(self._docname_to_path[docname])

    def path2doc(self, filename: str | os.PathLike[str]) -> str | None:
        """Return the address of a file, of the host or of the vault."""
        known = self._path_to_docname.get(Path(filename))
        return known if known is not None else self._host.path2doc(filename)

    def _markdown_pages(self) -> list[NotePath]:
        pages = (self._host.doc2path(name, False) for name in sorted(self._host.docnames))
        paths = (NotePath(Path(page).as_posix()) for page in pages)
        return [path for path in paths if path.endswith(NOTE_SUFFIX)]

    def _index(self, notes: Sequence[NotePath], attachments: Sequence[NotePath]) -> None:
        entries = [NoteEntry(p, self.headers[p].front.aliases) for p in notes]
        self.index = NestedIndex(entries, attachments, self.folder)

    def _give_guest_addresses(self, pages: Sequence[NotePath], notes: Sequence[NotePath]) -> None:
        """Keep the host's addresses; a note's is below the address of its folder."""
        taken = self._host.docnames
        self._docnames = {
            path: DocName(name) for path in pages if (name := self._host.path2doc(path)) is not None
        }
        self._docnames.update(docnames(notes, taken, home=False))
        self._paths = {docname: path for path, docname in self._docnames.items()}
        self._path_to_docname = {Path(path): doc for path, doc in self._docnames.items()}
        self._docname_to_path = {
            **{name: Path(self._host.doc2path(name, False)) for name in taken},
            **{doc: Path(path) for path, doc in self._docnames.items()},
        }
        self.docnames = {*taken, *self._paths}
        self.addresses = addresses(self._language, self.docnames)
