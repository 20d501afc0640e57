"""Look-up in a vault that is a folder of a larger project."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from vademecum.core.names import NotePath
from vademecum.core.vault.index import Match, NoteEntry, VaultIndex


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
