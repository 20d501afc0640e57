"""The register of the numbers of skills, as a file of the vault."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from sphinx.environment import BuildEnvironment

from vademecum.settings import Settings
from vademecum.skills.register import (
    Register,
    beside_others,
    read_register,
    register_paths,
    unread_register,
)
from vademecum.vault.names import NotePath
from vademecum.vault.text import decode


def vault_register(env: BuildEnvironment, files: Collection[NotePath], folder: str) -> Register:
    """Return the register of a vault.

    ``files``: the vault's, none of which is a link that leads out of it; ``folder``: the vault's,
    from where their paths count.
    """
    path, *others = register_paths(files, str(env.config.language), folder)
    if path not in files:
        return Register(path=path)
    file = Path(env.srcdir) / path
    size, limit = file.stat().st_size, Settings.of(env.config).note_limit
    if size > limit:
        return beside_others(unread_register(path, size, limit), others)
    return beside_others(read_register(decode(file.read_bytes()).text, path), others)
