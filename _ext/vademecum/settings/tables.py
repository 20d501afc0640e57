"""Checks of settings that are lists of tables: domains, fields, levels, frameworks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final

from vademecum.lint.wanted import Wanted, WantedError
from vademecum.settings.checks import SLUG, address, table, text, texts
from vademecum.skills.notation import DomainSpec
from vademecum.vault.names import fold
from vademecum.vault.publication import safe_pattern
from vademecum.vault.schema import LANGUAGES, FieldSpec, FrameworkSpec, LevelSpec, ValueSpec

LEVELS: Final = 4
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
    if len(specs) > LEVELS:
        raise WantedError(Wanted.LEVELS, LEVELS)
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
