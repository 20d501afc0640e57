"""Where a command finds its notes and its settings, and where it builds.

Nothing of Sphinx is imported here: a build that has nothing to do is over before it would be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

VAULT_FILE: Final = "vademecum.toml"
"""What a vault says of itself."""
BUILD: Final = "_build"
DEFAULTS: Final = Path(__file__).resolve().parents[1] / "defaults"
"""The folder of the ``conf.py`` that holds where a project has none."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of a build: of the notes, of what is built, of ``conf.py`` if one is named."""

    vault: Path
    build: Path
    conf: Path | None = None

    @property
    def conf_folder(self) -> Path:
        """The folder of the settings: the one named, the current one, else the package's own.

        A ``conf.py`` is code. One that lies among the notes is not trusted and is never run
        unasked.
        """
        if self.conf is not None:
            return self.conf
        here, vault = Path.cwd().resolve(), self.vault.resolve()
        own = (here / "conf.py").is_file() and not here.is_relative_to(vault)
        return here if own else DEFAULTS


def default_vault() -> Path:
    """Return the folder of the notes where none is named."""
    return Path() if Path(VAULT_FILE).is_file() else Path("docs")


def named_places(arguments: Sequence[str]) -> Places | None:
    """Read the places of a command line that names nothing else; None for any other."""
    names = {"--vault": default_vault(), "--build": Path(BUILD), "--conf": None}
    given = dict(zip(arguments[::2], arguments[1::2], strict=False))
    if len(arguments) % 2 or 2 * len(given) != len(arguments) or not given.keys() <= names.keys():
        return None
    if any(value.startswith("-") for value in given.values()):
        return None
    values = names | {name: Path(value) for name, value in given.items()}
    vault, build = values["--vault"], values["--build"]
    assert vault is not None and build is not None
    return Places(vault, build, values["--conf"])
