"""The index of the search, in pieces that a browser fetches when it needs them.

``index``: the records and the words of their names. ``terms-N``: words of headings and texts, a
range of the alphabet each. ``text-N``: the texts that results quote. The words stand in the form
in which MiniSearch serialises its index (version 2): the library reads it, and ranks.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from vademecum.core.known_words import KnownWords
from vademecum.core.search_records import SearchRecord

FORMAT: Final = 1
"""Of the pieces; the browser's part refuses another."""

PIECE: Final = 64_000
"""Characters of a piece: ten results need a few of them, and each is quickly read on a phone."""

LONGEST_WORD: Final = 60

Postings = dict[str, dict[int, dict[int, int]]]
"""Word, field, number of a record: how often."""


def search_pieces(
    records: Sequence[SearchRecord],
    addresses: Sequence[str],
    about: Mapping[str, Any],
    known: KnownWords | None = None,
) -> dict[str, str]:
    """Return the pieces by name as JSON; ``addresses``: of each record's page.

    ``about`` is added to the piece ``index``: words of the interface, synonyms, language.
    ``known``: the words of texts that were looked at before.
    """
    known = KnownWords() if known is None else known
    names, terms = _Words(known), _Words(known)
    for number, record in enumerate(records):
        names.add(number, [record.title], record.names)
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
    """The words of two fields of all records, counted."""

    def __init__(self, known: KnownWords) -> None:
        self._known = known
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
                self.postings.setdefault(word, {}).setdefault(place, {})[number] = count
        self.sizes.append((sizes[0], sizes[1]))

    def index(self) -> list[tuple[str, dict[int, dict[int, int]]]]:
        """Return the words in the order in which a browser compares them."""
        return sorted(self.postings.items(), key=lambda item: item[0].encode("utf-16-be"))


def _cut(index: Iterable[tuple[str, object]]) -> Iterator[tuple[str, str]]:
    """Yield ranges of the alphabet: first word, and all as JSON."""
    held: list[str] = []
    first, size = "", 0
    for entry in index:
        text = _json(entry)
        if held and size + len(text) > PIECE:
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
        if pieces[-1] and size + len(text) > PIECE:
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
    return [*head, record.domains, record.names, place, lengths]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _version(texts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:12]
