"""Which notes are read again: those whose path or files differ from what the record holds.

Sphinx goes by docname and by time alone: it takes a file that was renamed to the same address,
or put back with an older time, for the one that it has read.
"""

from __future__ import annotations

from collections.abc import Iterator

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from vademecum.environment.domain import VaultDomain
from vademecum.vault.names import DocName
from vademecum.vault.records import Note


def outdated(
    _app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], _removed: set[str]
) -> list[str]:
    """Name the notes to read again, beyond those that Sphinx has found."""
    return list(_outdated(VaultDomain.of(env), added | changed))


def _outdated(vault: VaultDomain, known: set[str]) -> Iterator[DocName]:
    for docname in vault.project.docnames - known:
        note = vault.notes.get(docname)
        if note is None and vault.project.trusts(docname):
            continue  # a page of the host that has no record
        if note is None or is_outdated(vault, note):
            yield DocName(docname)


def is_outdated(vault: VaultDomain, note: Note) -> bool:
    """Say whether a record is of another note, of an older version, or of other attachments."""
    project = vault.project
    if note.path != (project.note_path(note.docname) or ""):
        return True
    if any(project.stamp(path) != stamp for path, stamp in note.stamps):
        return True
    index = project.index
    return any(index.resolve(target, note.path).path != path for target, path in note.attachments)


def setup(app: Sphinx) -> None:
    """Listen before the reading."""
    app.connect("env-get-outdated", outdated)
