"""Checks of settings: each takes a value as written and returns it typed, or says what is wanted.

The same checks serve ``conf.py`` and ``vademecum.toml``, so nothing here trusts its input.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Final
from urllib.parse import urlsplit

from vademecum.i18n import later
from vademecum.skills.notation import DomainSpec
from vademecum.vault.names import fold
from vademecum.vault.publication import safe_pattern
from vademecum.vault.schema import (
    LANGUAGES,
    REFERENCE_WORDS,
    FieldSpec,
    FrameworkSpec,
    LevelSpec,
    ValueSpec,
)


class Wanted(Enum):
    """What a setting must be; the words of each are with the findings."""

    TEXT = "text"
    TEXTS = "texts"
    TABLE = "table"
    COUNT = "count"
    FLAG = "flag"
    REPORT = "report"
    SEVERITIES = "severities"
    LANGUAGE = "language"
    ADDRESS = "address"
    CONTACT = "contact"
    DOMAINS = "domains"
    FIELDS = "fields"
    LEVELS = "levels"
    FRAMEWORKS = "frameworks"
    GROUPS = "groups"
    FOLDERS = "folders"
    HOSTS = "hosts"
    PICTURE = "picture"
    WITH_SITE = "with-site"
    UNIQUE = "unique"
    KNOWN = "known"
    VAULT = "vault"
    RESERVED = "reserved"
    TOML = "toml"
    SIZE = "size"
    HANDBOOKS = "handbooks"


class WantedError(TypeError):
    """A value is not what is wanted; ``entry``: which of a list of tables, counted from 0."""

    def __init__(self, wanted: Wanted, entry: int | None = None) -> None:
        super().__init__(wanted.value)
        self.wanted = wanted
        self.entry = entry


WANTED: Final = {
    Wanted.TEXT: later("a text of one line"),
    Wanted.TEXTS: later('a list of texts, as in ["one", "two"]'),
    Wanted.TABLE: later("a table of names and texts"),
    Wanted.COUNT: later("a whole number above 0"),
    Wanted.REPORT: later("“people”, “github” or “sarif”"),
    Wanted.SEVERITIES: later("a table of codes of the check, each with “error”, “notice” or “off”"),
    Wanted.LANGUAGE: later("the code of a language, such as “fr” or “de_CH”"),
    Wanted.FLAG: later("True or False"),
    Wanted.HANDBOOKS: later("a table of keys (a to z, digits, hyphens) and addresses of the web"),
    Wanted.ADDRESS: later("an address that starts with https://"),
    Wanted.CONTACT: later("an address of e-mail, or one that starts with https://"),
    Wanted.DOMAINS: later(
        "a list of tables with slug (“curation”), code (“CUR”), name, and perhaps aliases "
        "(a list) and colour (“#2f6f4e”)"
    ),
    Wanted.FIELDS: later(
        "a list of tables with key, and perhaps name, values (a list) and multiple (true or false)"
    ),
    Wanted.LEVELS: later("a list of one to four tables with name and perhaps sentence"),
    Wanted.FRAMEWORKS: later(
        "a list of tables with key, name, pattern (a regular expression without brackets and "
        "alternatives), and perhaps url and ids"
    ),
    Wanted.GROUPS: later('a list of groups of words, as in [["website", "site"]]'),
    Wanted.FOLDERS: later('a list of folders of the vault, as in ["Archive", "Notes/Old"]'),
    Wanted.HOSTS: later('a list of hosts, as in ["www.youtube-nocookie.com"]'),
    Wanted.PICTURE: later(
        "a picture of the vault that is published (.png, .jpg or .webp), named by its path from "
        "the vault’s root, as in “pictures/museum.jpg”"
    ),
    Wanted.WITH_SITE: later(
        "accompanied by the address of the site (“site_url”): other sites fetch the picture there"
    ),
    Wanted.UNIQUE: later("a list in which no slug, code, key or name stands twice"),
    Wanted.VAULT: later("“.” or a folder below the notes’ own, as in “notes”"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """A setting that is not what is wanted: its key, the line where it stands (0: not known).

    ``detail``: the key that is perhaps meant, or what the reader of the file says.
    """

    key: str
    wanted: Wanted
    line: int = 0
    detail: str = ""


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


def table_of(values: Collection[str], wanted: Wanted) -> Check:
    """Make a check for a table whose values are known."""

    def check(value: object) -> dict[str, str]:
        chosen = table(value)
        if not set(chosen.values()) <= set(values):
            raise WantedError(wanted)
        return chosen

    return check


def handbooks(value: object) -> dict[str, str]:
    """Return keys of other handbooks and their addresses, each with a final slash."""
    sites = table(value)
    if not all(SLUG.fullmatch(key) and address(site) for key, site in sites.items()):
        raise WantedError(Wanted.HANDBOOKS)
    return {key: site.rstrip("/") + "/" for key, site in sites.items()}


MOST_LEVELS: Final = 4
"""Most levels that a handbook may declare: data have keys for four."""

_CODE: Final = re.compile(r"[A-Z][A-Z0-9]{1,5}")
_KEY: Final = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")


def _entries(
    value: object,
    wanted: Wanted,
    kind: type,
    required: str,
    optional: str,
    read: Callable[[dict[str, Any]], Any],
) -> tuple[Any, ...]:
    """Read a list of tables; what has been read already (``kind``) stays as it is."""
    if not isinstance(value, list | tuple):
        raise WantedError(wanted)
    entries = []
    need, may = set(required.split()), {*required.split(), *optional.split()}
    for place, entry in enumerate(value):
        if isinstance(entry, kind):
            entries.append(entry)
            continue
        if not isinstance(entry, dict) or not need <= set(entry) <= may:
            raise WantedError(wanted, place)
        try:
            entries.append(read(entry))
        except (WantedError, TypeError, ValueError):
            raise WantedError(wanted, place) from None
    return tuple(entries)


def _unique(keys: Iterable[str]) -> None:
    known: set[str] = set()
    for place, key in enumerate(keys):
        if key in known:
            raise WantedError(Wanted.UNIQUE, place)
        known.add(key)


def _match(pattern: re.Pattern[str], value: object, wanted: Wanted) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise WantedError(wanted)
    return value


def domains(value: object) -> tuple[DomainSpec, ...]:
    """Return the domains known by name; slugs and codes are unique."""

    def read(entry: dict[str, object]) -> DomainSpec:
        colour = entry.get("colour", "")
        return DomainSpec(
            slug=_match(SLUG, entry["slug"], Wanted.DOMAINS),
            code=_match(_CODE, entry["code"], Wanted.DOMAINS),
            name=text(entry["name"]),
            aliases=texts(entry.get("aliases", ())),
            colour=_match(_COLOUR, colour, Wanted.DOMAINS) if colour else "",
        )

    specs = _entries(value, Wanted.DOMAINS, DomainSpec, "slug code name", "aliases colour", read)
    _unique(spec.slug for spec in specs)
    _unique(spec.code for spec in specs)
    return specs


def fields(value: object) -> tuple[FieldSpec, ...]:
    """Return the declared fields of skills."""

    def read(entry: dict[str, object]) -> FieldSpec:
        multiple = entry.get("multiple", False)
        values = entry.get("values", ())
        if not isinstance(multiple, bool) or not isinstance(values, list | tuple):
            raise WantedError(Wanted.FIELDS)
        return FieldSpec(
            _match(_KEY, entry["key"], Wanted.FIELDS),
            _names(entry.get("name", {})),
            tuple(_value(v) for v in values),
            multiple,
        )

    specs = _entries(value, Wanted.FIELDS, FieldSpec, "key", "name values multiple", read)
    _unique(spec.key for spec in specs)
    return specs


def _value(value: object) -> ValueSpec:
    """A declared value: its name alone, or a table with a key and names."""
    if isinstance(value, str):
        return ValueSpec(text(value))
    if not isinstance(value, dict) or not {"key"} <= set(value) <= {"key", "name"}:
        raise WantedError(Wanted.FIELDS)
    return ValueSpec(text(value["key"]), _names(value.get("name", {})))


def _names(value: object) -> dict[str, str]:
    """Names by language, or one name for all."""
    if isinstance(value, str):
        return {LANGUAGES[0]: text(value)}
    names = table(value)
    if not set(names) <= set(LANGUAGES):
        raise WantedError(Wanted.FIELDS)
    return names


def levels(value: object) -> tuple[LevelSpec, ...]:
    """Return the levels, the first counted 1."""

    def read(entry: dict[str, object]) -> LevelSpec:
        return LevelSpec(0, text(entry["name"]), text(entry.get("sentence", "")))

    specs = _entries(value, Wanted.LEVELS, LevelSpec, "name", "sentence", read)
    if len(specs) > MOST_LEVELS:
        raise WantedError(Wanted.LEVELS, MOST_LEVELS)
    _unique(fold(level.name) for level in specs)
    return tuple(replace(level, number=number) for number, level in enumerate(specs, 1))


def frameworks(value: object) -> tuple[FrameworkSpec, ...]:
    """Return the frameworks; the form of an id is a pattern that no text can stall."""

    def read(entry: dict[str, object]) -> FrameworkSpec:
        pattern, ids, url = entry["pattern"], entry.get("ids", {}), entry.get("url", "")
        if not isinstance(pattern, str) or safe_pattern(pattern) is None:
            raise WantedError(Wanted.FRAMEWORKS)
        if url and url != "{id}":
            address(str(url).replace("{id}", "1"))
        known = table(ids) if isinstance(ids, dict) else dict.fromkeys(texts(ids), "")
        return FrameworkSpec(
            _match(_KEY, entry["key"], Wanted.FRAMEWORKS),
            text(entry["name"]),
            pattern,
            text(url),
            {i: address(a) for i, a in known.items()},
        )

    specs = _entries(value, Wanted.FRAMEWORKS, FrameworkSpec, "key name pattern", "url ids", read)
    _unique(spec.key for spec in specs)
    return specs
