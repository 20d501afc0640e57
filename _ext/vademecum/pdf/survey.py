"""What the compiler found a volume to hold: pages, places, turns of the running head, footnotes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_HEAD_END = 34 / 25.4 * 72
"""Points from the top of a page to the end of its first line: what begins there names the page."""
_FIRST_TURNS = 4
"""Turns of a page that are looked at: a part, its first chapter, a domain."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page of its volume (from 1), in points from the left and the top."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Survey:
    """``places`` by name; ``turns`` where the running head changes; ``notes``: its footnotes."""

    pages: int
    places: Mapping[str, Spot]
    turns: tuple[Spot, ...]
    notes: int

    @classmethod
    def read(cls, answer: Mapping[str, Any]) -> Survey:
        """Return what the volume's own code says (``survey`` in ``look.typ``)."""
        named = [*answer["places"], *answer["headings"]]
        return cls(
            int(answer["pages"]),
            {name: Spot(int(page), x, y) for name, page, x, y in named},
            tuple(Spot(int(page), x, y) for page, x, y in answer["turns"]),
            int(answer["notes"]),
        )

    def heads(self) -> Iterator[int | None]:
        """Yield for each page the turn that it belongs to.

        That is the one that begins in its first line, else what was going on before.
        """
        number, current = 0, None
        for page in range(1, self.pages + 1):
            here = []
            while number < len(self.turns) and self.turns[number].page <= page:
                here.append(number)
                number += 1
            first = [i for i in here[:_FIRST_TURNS] if self.turns[i].y < _HEAD_END]
            yield first[-1] if first else current
            current = here[-1] if here else current
