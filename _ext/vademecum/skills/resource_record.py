"""The record of a resource, from the properties of its note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from vademecum.languages import names
from vademecum.vault.days import day_meant
from vademecum.vault.front_matter import Value
from vademecum.vault.names import without_marks
from vademecum.vault.nearest import suggest
from vademecum.vault.urls import is_web_address
from vademecum.vault.vocabulary import FORMS, FREE, PROPERTIES, Vocabulary, key_of, names_in

FREE_PRICE: Final = "gratuit"

_YEAR: Final = re.compile(r"[12][0-9]{3}")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHOWN: Final = 80
_LANGUAGES: Final = Vocabulary(names("languages"))


@dataclass(frozen=True, slots=True)
class ResourceRecord:
    """What is known of a resource, in words; empty where its note says nothing.

    ``language``: codes, several between commas; ``form``: a key of ``FORMS``; ``verified``: the
    day (ISO) on which somebody opened ``url``.
    """

    author: str = ""
    provider: str = ""
    url: str = ""
    language: str = ""
    form: str = ""
    extent: str = ""
    price: str = ""
    year: str = ""
    verified: str = ""

    @property
    def free(self) -> bool:
        """Whether it costs nothing."""
        return self.price == FREE_PRICE

    def rank(self, language: str) -> int:
        """Return how far down it stands: free ones go first, and those in a reader's language."""
        codes = [code.strip() for code in self.language.split(",")]
        return 2 - self.free - (language.partition("_")[0] in codes)


@dataclass(frozen=True, slots=True)
class RecordProblem:
    """What is wrong with a property: its name as typed, the code, and what the message says."""

    name: str
    code: str
    args: tuple[tuple[str, str], ...] = ()


def resource_record(properties: Mapping[str, Value]) -> ResourceRecord:
    """Return the record that the properties of a note make."""
    values: dict[str, str] = {}
    for _, key, text in _known(properties):
        if key not in values:
            values[key] = _normalised(key, text)
    return ResourceRecord(**values)


def record_problems(properties: Mapping[str, Value], language: str) -> Iterator[RecordProblem]:
    """Yield what is wrong with the properties of a resource, to be told in ``language``."""
    for name, key, text in _known(properties):
        args = {"name": name, "value": text[:_SHOWN]}
        if key == "url" and not is_web_address(text):
            yield _problem(name, "resource-url", **args, hint=_address_meant(text))
        elif key == "form" and key_of(text, FORMS) is None:
            known = names_in(FORMS, language)
            hint = suggest(text, known) or ""
            yield _problem(name, "resource-form", **args, known=", ".join(known), hint=hint)
        elif key == "year" and not _YEAR.fullmatch(text):
            yield _problem(name, "resource-date", **args, suggestion=f"{name}: 2026")
        elif key == "verified" and day_of(text) is None:
            day = day_meant(text) or "2026-01-31"
            yield _problem(name, "resource-date", **args, suggestion=f"{name}: {day}")


def _address_meant(text: str) -> str:
    """Return the one address that ``www.musee.ch`` means; empty if there is none, or several."""
    whole = f"https://{text}"
    plain = "://" not in text and "." in text.partition("/")[0].strip(".")
    return whole if plain and " " not in text and "@" not in text and is_web_address(whole) else ""


def day_of(text: str) -> date | None:
    """Read a day written ``2026-01-31``; None if there is no such day."""
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


_KEYS: Final = frozenset(field.name for field in fields(ResourceRecord))


def _known(properties: Mapping[str, Value]) -> Iterator[tuple[str, str, str]]:
    """Yield the properties that belong to a record: name, key, text."""
    for name, value in properties.items():
        key = key_of(name, PROPERTIES)
        text = _text(value)
        if key in _KEYS and text:
            yield name, str(key), text


def _text(value: Value) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value)))
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return " ".join(str(value).split())
    return ""


def _normalised(key: str, text: str) -> str:
    if key == "url":
        return text if is_web_address(text) else ""
    if key == "form":
        return key_of(text, FORMS) or text
    if key == "price":
        return key_of(text, FREE) or text
    if key == "verified":
        return text if day_of(text) is not None else ""
    if key == "language":
        return ", ".join(language_code(part) for part in text.split(",") if part.strip())
    return text


def language_code(text: str) -> str:
    """Return the code of a language named in any of ours; what is not known stays as it is."""
    plain = without_marks(text).strip()
    return plain if plain in _LANGUAGES else key_of(plain, _LANGUAGES) or text.strip()


def _problem(name: str, code: str, /, **args: str) -> RecordProblem:
    return RecordProblem(name, code, tuple(args.items()))
