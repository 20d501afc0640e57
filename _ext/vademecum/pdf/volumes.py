"""The pieces of one PDF, and the volumes that the compiler lays out one by one.

A page takes the compiler about 1 MB until its document is written, so a handbook of any size is
laid out in volumes of a few hundred pages, which ``joining.py`` makes one document. Volumes part
where a page begins anyway, so that nobody sees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from vademecum.pdf.survey import Survey

LIMIT = 1_200_000
"""Signs of Typst code after which a volume ends with the next piece that begins a page."""
_PATIENCE = 1.5
"""Times the limit after which any chapter begins the next volume, and thereby a page."""
_SIGNS_A_PAGE = 3_300
"""Signs of code that make a page, about: for the first guess of page numbers."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the PDF that no volume parts.

    ``code``: what shows it; ``weight``: signs of its source; ``begins``: it begins a page;
    ``level``: that of the heading that it begins with, 0 if with none; ``wanted``, ``placed``:
    names of places.
    """

    code: str
    weight: int
    begins: bool = False
    level: int = 0
    wanted: frozenset[str] = frozenset()
    placed: frozenset[str] = frozenset()


@dataclass(slots=True)
class Volume:
    """Pieces laid out together.

    ``survey``: what they turned out to hold; ``context``: what the compiler knows of the others;
    ``printed``: what it knew when it wrote the volume's file.
    """

    number: int
    pieces: Sequence[Piece]
    survey: Survey | None = None
    context: str = field(default="", repr=False)
    printed: str | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """Return what its files are called."""
        return str(self.number)

    @property
    def above(self) -> int:
        """Return how many levels of headings stand above its first one, in other volumes."""
        return max(0, self.pieces[0].level - 1)

    @property
    def wanted(self) -> set[str]:
        """Return the names that its links lead to."""
        return {name for piece in self.pieces for name in piece.wanted}


def volumes(pieces: Iterable[Piece]) -> list[Volume]:
    """Return pieces in order, cut into volumes."""
    return [Volume(number, share) for number, share in enumerate(_shares(pieces))]


def _shares(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    share: list[Piece] = []
    weight = 0
    for piece in pieces:
        titled = bool(share) and share[-1].level == 1 and not piece.begins  # stays with its title
        full = weight >= LIMIT * (1 if piece.begins else _PATIENCE)
        if full and piece.level and not titled:
            yield share
            share, weight = [], 0
        share.append(piece)
        weight += piece.weight
    yield share


def guess(pieces: Iterable[Piece]) -> dict[str, int]:
    """Return about which page each place will stand on: as many digits as it will have."""
    guessed: dict[str, int] = {}
    weight = 0
    for piece in pieces:
        guessed |= dict.fromkeys(sorted(piece.placed), 1 + weight // _SIGNS_A_PAGE)
        weight += piece.weight
    return guessed
