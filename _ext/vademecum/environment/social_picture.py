"""The picture that other sites show of a page that somebody shares, if the settings name one.

It is a picture of the vault, and stands for all pages. Open Graph wants its whole address.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Final

from vademecum.environment.domain import VaultDomain
from vademecum.settings import Settings, vault_folder
from vademecum.settings.checks import Wanted
from vademecum.vault.names import NotePath

KEY: Final = "social_picture"
_KINDS: Final = {".png", ".jpg", ".jpeg", ".webp"}


def social_picture(vault: VaultDomain) -> Path | None:
    """Return the file of the picture, None if none is named or it cannot be shown."""
    path = named_picture(vault)
    return None if path is None or _problem(vault, path) else vault.project.srcdir / path


def social_picture_problem(vault: VaultDomain) -> Wanted | None:
    """Return what is wanted of the picture that is named, None if it is shown or none is."""
    path = named_picture(vault)
    return _problem(vault, path) if path is not None else None


def named_picture(vault: VaultDomain) -> NotePath | None:
    """Return what is named, as a path of the project; the settings say it from the vault's root."""
    config = vault.env.config
    name, folder = Settings.of(config).social_picture, vault_folder(config, Path())
    return NotePath((folder or Path()).joinpath(name).as_posix()) if name else None


def _problem(vault: VaultDomain, path: NotePath) -> Wanted | None:
    """Return what is wanted of the setting; a file that the project does not list is not public."""
    if path not in vault.project.index.attachments:
        return Wanted.PICTURE
    if PurePosixPath(path).suffix.lower() not in _KINDS:
        return Wanted.PICTURE
    config = vault.env.config
    try:
        size = (vault.project.srcdir / path).stat().st_size
    except OSError:  # it has gone meanwhile
        return Wanted.PICTURE
    if size > Settings.of(config).file_limit:
        return Wanted.PICTURE
    return None if config.html_baseurl else Wanted.WITH_SITE
