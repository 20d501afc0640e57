"""Checks of settings: each takes a value as written and returns it typed, or says what is wanted.

The same checks serve ``conf.py`` and ``vademecum.toml``, so nothing here trusts its input.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from typing import Any, Final
from urllib.parse import urlsplit

from vademecum.lint.wanted import Wanted, WantedError
from vademecum.vault.schema import REFERENCE_WORDS

TEXT_LIMIT: Final = 500

_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:[_-][A-Z][A-Za-z]{1,3})?")
SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HOST: Final = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?")
_EMAIL: Final = re.compile(r"[^\s@<>\"'()]+@[^\s@<>\"'()]+\.[^\s@<>\"'().]+")


Check = Callable[[object], Any]


def text(value: object, wanted: Wanted = Wanted.TEXT) -> str:
    """Return a text of one line."""
    if not isinstance(value, str) or len(value) > TEXT_LIMIT or _CONTROL.search(value):
        raise WantedError(wanted)
    return value.strip()


def texts(value: object, wanted: Wanted = Wanted.TEXTS) -> tuple[str, ...]:
    """Return texts; a single one is not taken for a list of its letters."""
    if isinstance(value, str | bytes | dict) or not isinstance(value, Iterable):
        raise WantedError(wanted)
    return tuple(text(entry, wanted) for entry in value)


def text_set(value: object) -> frozenset[str]:
    """Return texts whose order does not count."""
    return frozenset(texts(value))


def table(value: object) -> dict[str, str]:
    """Return names and their texts."""
    if not isinstance(value, dict):
        raise WantedError(Wanted.TABLE)
    return {text(k, Wanted.TABLE): text(v, Wanted.TABLE) for k, v in value.items()}


def count(value: object) -> int:
    """Return a whole number above 0."""
    if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
        raise WantedError(Wanted.COUNT)
    return value


def flag(value: object) -> bool:
    """Return yes or no; on the command line 1 or 0."""
    if value in (True, False, "1", "0"):
        return value in (True, "1")
    raise WantedError(Wanted.FLAG)


def language(value: object) -> str:
    """Return the code of a language as Sphinx writes it: ``fr``, ``de_CH``."""
    if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
        raise WantedError(Wanted.LANGUAGE)
    return value.replace("-", "_")


def address(value: object) -> str:
    """Return an address of the web, or nothing."""
    url = text(value, Wanted.ADDRESS)
    try:
        parts = urlsplit(url)
    except ValueError:
        raise WantedError(Wanted.ADDRESS) from None
    web = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    if url and (not web or re.search(r"[\s<>\"'`]", url)):
        raise WantedError(Wanted.ADDRESS)
    return url


def contact(value: object) -> str:
    """Return an address of mail or of the web, or nothing."""
    written = text(value, Wanted.CONTACT)
    if written and not _EMAIL.fullmatch(written):
        try:
            return address(written)
        except WantedError:
            raise WantedError(Wanted.CONTACT) from None
    return written


def folders(value: object) -> tuple[str, ...]:
    """Return folders of the vault, from its root, without a final slash."""
    names = tuple(name.replace("\\", "/").strip("/") for name in texts(value, Wanted.FOLDERS))
    if any(not name or {"", ".", ".."} & set(name.split("/")) for name in names):
        raise WantedError(Wanted.FOLDERS)
    return names


def file(value: object) -> str:
    """Return the path of a file of the vault, from its root; whether it is there is not known."""
    path = text(value, Wanted.PICTURE).replace("\\", "/").removeprefix("./")
    if path and {"", ".", ".."} & set(path.split("/")):
        raise WantedError(Wanted.PICTURE)
    return path


def hosts(value: object) -> frozenset[str]:
    """Return hosts of the web, without scheme or path; a port may follow."""
    names = frozenset(name.lower() for name in texts(value, Wanted.HOSTS))
    if not all(map(_HOST.fullmatch, names)):
        raise WantedError(Wanted.HOSTS)
    return names


def groups(value: object) -> tuple[tuple[str, ...], ...]:
    """Return groups of words that mean the same."""
    if not isinstance(value, list | tuple):
        raise WantedError(Wanted.GROUPS)
    words = tuple(texts(group, Wanted.GROUPS) for group in value)
    if any(len(group) < 2 for group in words):
        raise WantedError(Wanted.GROUPS)
    return words


def vault_folder(value: object) -> str:
    """Return the folder of the vault below the source folder: ``.``, empty for none."""
    folder = text(value, Wanted.VAULT).replace("\\", "/").removeprefix("./").rstrip("/")
    if {"", ".", ".."} & set(folder.split("/")) and folder not in {"", "."}:
        raise WantedError(Wanted.VAULT)
    return folder


def reference_words(value: object) -> tuple[str, ...]:
    """Return the words of the four languages and those that are set."""
    words = tuple(word for word in texts(value) if word)
    return tuple(dict.fromkeys((*REFERENCE_WORDS, *words)))


def some_of(known: Collection[str]) -> Check:
    """Make a check for a set of known words."""

    def check(value: object) -> frozenset[str]:
        chosen = text_set(value)
        if not chosen <= set(known):
            raise WantedError(Wanted.TEXTS)
        return chosen

    return check


def one_of(choices: Collection[str], wanted: Wanted) -> Check:
    """Make a check for one of some words."""

    def check(value: object) -> str:
        if not isinstance(value, str) or value not in choices:
            raise WantedError(wanted)
        return value

    return check


def table_of(names: Collection[str], values: Collection[str], wanted: Wanted) -> Check:
    """Make a check for a table whose names and values are known."""

    def check(value: object) -> dict[str, str]:
        chosen = table(value)
        if not set(chosen) <= set(names) or not set(chosen.values()) <= set(values):
            raise WantedError(wanted)
        return chosen

    return check


def handbooks(value: object) -> dict[str, str]:
    """Return keys of other handbooks and their addresses, each with a final slash."""
    sites = table(value)
    if not all(SLUG.fullmatch(key) and address(site) for key, site in sites.items()):
        raise WantedError(Wanted.HANDBOOKS)
    return {key: site.rstrip("/") + "/" for key, site in sites.items()}
