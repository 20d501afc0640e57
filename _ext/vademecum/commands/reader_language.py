"""The language in which the command line speaks, before a vault is read and while it is not."""

from __future__ import annotations

import gettext
import os
import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vademecum.i18n import CATALOG, LOCALE, later
from vademecum.settings.vault_file import FILE_NAME

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
    path = vault / FILE_NAME
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
