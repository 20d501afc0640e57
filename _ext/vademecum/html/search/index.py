"""The index of the search, in pieces that a browser fetches when it needs them.

``index``: the records and the words of their names. ``terms-N``: words of headings and texts, a
range of the alphabet each. ``text-N``: the texts that results quote. A word stands with a list of
numbers for each of two fields; the browser's part makes of it what MiniSearch reads, and ranks.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from vademecum.html.search.records import SearchRecord
from vademecum.vault import text as normalise

_FORM: Final = "form"


class KnownWords:
    """Gives the words of texts, normalised; those that it has given before, from its memory."""

    def __init__(self, stored: str = "") -> None:
        """Take up what ``stored`` has kept; what was kept in another way is nothing."""
        self._before = _read(stored)
        self._now: dict[str, str] = {}

    def words(self, text: str) -> list[str]:
        """Return the words of a text."""
        key = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        normal = self._before.get(key)
        if normal is None:
            normal = normalise.normalised(text)
        self._now[key] = normal
        return normal.split()

    def stored(self) -> str:
        """Return the words that have been asked for, as text to be kept."""
        return json.dumps({_FORM: _form(), **self._now}, ensure_ascii=False)


def _read(stored: str) -> dict[str, str]:
    try:
        known = json.loads(stored)
    except ValueError:
        return {}
    return known if isinstance(known, dict) and known.get(_FORM) == _form() else {}


def _form() -> str:
    """Return what the words of a text follow from beside the text: our code, Unicode's version."""
    code = hashlib.sha256(Path(normalise.__file__).read_bytes()).hexdigest()
    return f"{code} {unicodedata.unidata_version}"


FORMAT: Final = 3
"""Of the pieces; the browser's part refuses another."""

TERMS: Final = 16_000
"""Characters of a piece of words: a query needs one or two for each of its words."""

TEXTS: Final = 16_000
"""Characters of a piece of texts: ten results need several, which stand anywhere."""

LONGEST_WORD: Final = 60

_HYPHENED: Final = re.compile(r"[^\W_]{1,9}(?:-[^\W_]{1,12}){1,2}(?![\w-])")

Postings = dict[str, dict[int, dict[int, int]]]
"""Word, field, number of a record: how often."""


def search_pieces(
    records: Sequence[SearchRecord],
    addresses: Sequence[str],
    about: Mapping[str, Any],
    known: KnownWords | None = None,
) -> dict[str, str]:
    """Return the pieces by name as JSON; ``addresses``: of each record's page.

    ``about`` is added to the piece ``index``: words of the interface, synonyms, language. Its
    small words (``stop``) are found in names alone. ``known``: the words of texts that were looked
    at before.
    """
    known = KnownWords() if known is None else known
    names, terms = _Words(known), _Words(known, frozenset(about.get("stop", ())))
    for number, record in enumerate(records):
        names.add(number, _and_joined([record.title]), _and_joined(record.names))
        headings = [s.heading for s in record.sections if s.heading]
        lines = [line for s in record.sections for line in s.lines]
        terms.add(number, headings, lines)
    shards = list(_cut(terms.index()))
    texts, places = _texts(records)
    pieces = {f"terms-{n}": shard for n, (_first, shard) in enumerate(shards)}
    pieces |= {f"text-{n}": text for n, text in enumerate(texts)}
    content = {
        "format": FORMAT,
        "records": [
            _row(*row)
            for row in zip(records, addresses, places, names.sizes, terms.sizes, strict=True)
        ],
        "names": names.index(),
        "shards": [first for first, _shard in shards],
        **about,
    }
    content["version"] = _version([*pieces.values(), _json(content)])
    return {"index": _json(content), **pieces}


class _Words:
    """The words of two fields of all records, counted; ``left_out``: those that are not."""

    def __init__(self, known: KnownWords, left_out: frozenset[str] = frozenset()) -> None:
        self._known = known
        self.left_out = left_out
        self.postings: Postings = {}
        self.sizes: list[tuple[int, int]] = []

    def add(self, number: int, *fields: Iterable[str]) -> None:
        sizes = []
        for place, texts in enumerate(fields):
            counted = Counter(self._known.words("\n".join(texts)))
            for word in [word for word in counted if len(word) > LONGEST_WORD]:
                del counted[word]
            sizes.append(counted.total())
            for word, count in counted.items():
                if word not in self.left_out:
                    self.postings.setdefault(word, {}).setdefault(place, {})[number] = count
        self.sizes.append((sizes[0], sizes[1]))

    def index(self) -> list[list[Any]]:
        """Return words and numbers, in the order in which a browser compares words."""
        ordered = sorted(self.postings.items(), key=lambda item: item[0].encode("utf-16-be"))
        return [[word, *_fields(places)] for word, places in ordered]


def _fields(places: Mapping[int, Mapping[int, int]]) -> list[list[int]]:
    """Return the numbers of two fields, the second left out if it has none."""
    first, second = _numbers(places.get(0, {})), _numbers(places.get(1, {}))
    return [first, second] if second else [first]


def _numbers(counts: Mapping[int, int]) -> list[int]:
    """Return how far each record is from the one before, and below 0 how often if not once."""
    numbers: list[int] = []
    last = 0
    for record, count in counts.items():
        numbers += [record - last] if count == 1 else [record - last, -count]
        last = record
    return numbers


def _and_joined(texts: Iterable[str]) -> Iterator[str]:
    """Yield names, and the words with a hyphen in one: « Wi-Fi » is looked for as « wifi »."""
    for text in texts:
        yield text
        yield from (match[0].replace("-", "") for match in _HYPHENED.finditer(text))


def _cut(index: Iterable[list[Any]]) -> Iterator[tuple[str, str]]:
    """Yield ranges of the alphabet: first word, and all as JSON."""
    held: list[str] = []
    first, size = "", 0
    for entry in index:
        text = _json(entry)
        if held and size + len(text) > TERMS:
            yield first, f"[{','.join(held)}]"
            held, size = [], 0
        first = first if held else entry[0]
        held.append(text)
        size += len(text)
    if held:
        yield first, f"[{','.join(held)}]"


def _texts(records: Sequence[SearchRecord]) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the pieces of text, and the piece and the place in it of each record."""
    pieces: list[list[str]] = [[]]
    places, size = [], 0
    for record in records:
        text = _json([(s.heading, s.anchor, *s.lines) for s in record.sections])
        if pieces[-1] and size + len(text) > TEXTS:
            pieces.append([])
            size = 0
        places.append((len(pieces) - 1, len(pieces[-1])))
        pieces[-1].append(text)
        size += len(text)
    return [f"[{','.join(piece)}]" for piece in pieces], places


def _row(
    record: SearchRecord,
    address: str,
    place: tuple[int, int],
    names: tuple[int, int],
    texts: tuple[int, int],
) -> list[object]:
    """Return a record as the browser reads it; the lengths are those of the four fields."""
    lengths = (*names, *texts)
    head = (record.kind.value, record.title, address, record.id)
    more = (record.url, record.language, int(record.aside))
    return [*head, record.domains, record.names, place, lengths, *more[: _needed(more)]]


def _needed(values: Sequence[object]) -> int:
    """Return how many of the values must be written: those at the end may say nothing."""
    return max((place for place, value in enumerate(values, 1) if value), default=0)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _version(texts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:12]
