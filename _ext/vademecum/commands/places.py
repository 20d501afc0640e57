"""Where a command finds its notes and its settings, and where it builds.

Nothing of Sphinx is imported here: a build that has nothing to do is over before it would be.
"""

from __future__ import annotations

import gettext
import os
import re
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from vademecum.i18n import CATALOG, LOCALE, later

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


FALLBACK = "fr"
SOURCE = "en"
_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
_ENVIRONMENT = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_LARGEST = 1_000_000

ARGPARSE = (
    later("usage: "),
    later("options"),
    later("positional arguments"),
    later("show this help message and exit"),
    later("%(prog)s: error: %(message)s\n"),
    later("argument %(argument_name)s: %(message)s"),
    later("the following arguments are required: %s"),
    later("unrecognized arguments: %s"),
    later("expected one argument"),
    later("invalid choice: %(value)r (choose from %(choices)s)"),
    later("invalid %(type)s value: %(value)r"),
    later("ignored explicit argument %r"),
    later("ambiguous option: %(option)s could match %(matches)s"),
)
"""What argparse says, word for word: it looks these up in the catalogue by gettext."""


def vault_language(vault: Path) -> str | None:
    """Return the language that a vault's own settings name, if they do."""
    path = vault / VAULT_FILE
    if path.is_symlink() or not path.is_file():  # a link may lead out of the vault
        return None
    try:
        with path.open("rb") as file:
            language = tomllib.loads(file.read(_LARGEST).decode("utf-8")).get("language")
    except (OSError, ValueError, RecursionError):
        return None  # said by the build, which reads the whole file
    is_one = isinstance(language, str) and _LANGUAGE.fullmatch(language) is not None
    return str(language) if is_one else None


def reader_language(vault: Path | None) -> str:
    """Return the vault's language, else the system's if the catalogues have it, else French."""
    asked = vault_language(vault or Path())
    return asked or _system_language() or FALLBACK


def _system_language() -> str | None:
    value = next((v for name in _ENVIRONMENT if (v := os.environ.get(name))), "")
    language = re.split(r"[:._@]", value)[0]
    spoken = {path.parents[1].name for path in LOCALE.glob(f"*/LC_MESSAGES/{CATALOG}.mo")}
    return language if language in spoken | {SOURCE} else None


@contextmanager
def argparse_in(language: str) -> Iterator[None]:
    """Have argparse find its words in our catalogue: it asks the process's domain of gettext."""
    before = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(CATALOG, str(LOCALE))
    gettext.textdomain(CATALOG)
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        gettext.textdomain(before[0])
        del os.environ["LANGUAGE"]
        if before[1] is not None:
            os.environ["LANGUAGE"] = before[1]
