"""Which notes are read again, beyond those that Sphinx finds changed."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from vademecum.core.records import Note
from vademecum.environment.domain import VaultDomain


def outdated(
    _app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], _removed: set[str]
) -> list[str]:
    """Name the notes to read again because a file that they show has come, gone or moved."""
    vault = VaultDomain.of(env)
    return [
        docname
        for docname, note in vault.notes.items()
        if docname not in added | changed and _files_moved(vault, note)
    ]


def _files_moved(vault: VaultDomain, note: Note) -> bool:
    index = vault.project.index
    return any(index.resolve(target, note.path).path != path for target, path in note.attachments)


def setup(app: Sphinx) -> None:
    """Listen before the reading."""
    app.connect("env-get-outdated", outdated)
