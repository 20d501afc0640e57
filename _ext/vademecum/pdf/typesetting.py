"""Volumes laid out until every page number that they print is true.

The first time page numbers are guessed and nothing is written; then the volumes are told where all
places stand, and written. A volume whose numbers changed by that is written again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field

from vademecum.pdf.compiler import Compiler, CompilerError, Sources, compiling
from vademecum.pdf.problems import Problem, warn
from vademecum.pdf.survey import Survey
from vademecum.pdf.volumes import Volume, guess

_PLACE = re.compile(r"notes/(\d+)\.typ")
MOST_REPLACED = 40
"""How many notes are replaced before the PDF is given up."""
ROUNDS = 5
"""How often volumes are written until their page numbers are true; the compiler's own limit."""


@dataclass(slots=True)
class Typesetting:
    """Makes the files of the volumes of one PDF.

    ``links``: for each name asked for, the place that stands; ``plain_note`` returns the plain text
    of the note of a number, as Typst, and its docname; ``processes``: how many may work at once.
    """

    sources: Sources
    volumes: Sequence[Volume]
    links: Mapping[str, str]
    plain_note: Callable[[int], tuple[str, str]]
    timestamp: int
    processes: int = 1
    standard: str = "ua-1"
    _replaced: set[int] = field(default_factory=set)
    _indexes: dict[str, int] = field(default_factory=dict)

    def run(self) -> None:
        """Write all volumes.

        :raises CompilerError: if even without its notes' layout there is no handbook.
        """
        self._indexes = {name: i for i, name in enumerate(sorted(set(self.links.values())))}
        with ExitStack() as stack:
            kept = self._kept(stack)
            rounds = 0
            while rounds < ROUNDS:
                unknown = [v for v in self.volumes if v.survey is None]
                self._share(unknown)
                if unknown:
                    self._ask(unknown, "survey", kept)
                    continue
                changed = self._share(self.volumes)
                if not changed:
                    return
                self._ask(changed, f"pdf {self.standard}", kept)
                rounds += 1

    @property
    def places(self) -> list[tuple[str, int, float, float]]:
        """Return each linked place: name, page of the PDF (from 0), points from left and top."""
        spots = self._spots()
        return [(name, *spots.get(name, (0, 0.0, 0.0))) for name in self._indexes]

    def _kept(self, stack: ExitStack) -> Compiler | None:
        """Return the compiler of the one volume of a small book: it need not lay out twice.

        Those of several volumes would together hold as much as one of all.
        """
        if len(self.volumes) > 1:
            return None
        volume = self.volumes[0]
        return stack.enter_context(
            compiling(self.sources.root, volume.name, self.timestamp, len(volume.pieces))
        )

    def _ask(self, asked: Sequence[Volume], command: str, kept: Compiler | None) -> None:
        """Survey or write volumes; have notes that stop the compiler replaced."""
        with ThreadPoolExecutor(self.processes) as pool:
            answers = list(pool.map(lambda volume: self._answer(volume, command, kept), asked))
        demanded = self.standard
        for volume, answer in zip(asked, answers, strict=True):
            if isinstance(answer, Survey):
                volume.survey = answer
                volume.printed = volume.context if command.startswith("pdf") else None
            elif self._replace(answer):
                volume.survey = volume.printed = None
            elif demanded:
                self._lower(answer)
            else:
                raise answer

    def _lower(self, error: CompilerError) -> None:
        """Ask no longer for an accessible PDF, which the compiler refuses to write."""
        if self.standard:
            warn(Problem.ACCESS, None, cause=error.message)
            self.standard = ""
            for volume in self.volumes:
                volume.printed = None

    def _answer(
        self, volume: Volume, command: str, kept: Compiler | None
    ) -> Survey | CompilerError:
        size = len(volume.pieces)
        try:
            if kept is not None:
                return kept.ask(command)
            with compiling(self.sources.root, volume.name, self.timestamp, size) as compiler:
                return compiler.ask(command)
        except CompilerError as error:
            return error

    def _replace(self, error: CompilerError) -> bool:
        """Put plain text in the place of the notes that an error names; say whether any was."""
        numbers = {int(number) for number in _PLACE.findall(error.diagnostic)} - self._replaced
        if not numbers or len(self._replaced) > MOST_REPLACED:
            return False
        for number in sorted(numbers):
            code, docname = self.plain_note(number)
            self.sources.write(f"notes/{number}", code)
            self._replaced.add(number)
            warn(Problem.NOTE, docname, cause=error.message[:120])
        return True

    # --- what volumes know of one another -------------------------------------

    def _share(self, asked: Sequence[Volume]) -> list[Volume]:
        """Write what volumes know of one another; return those for which that has changed."""
        pages = self._pages()
        changed = []
        for volume, (before, notes) in zip(self.volumes, self._before(), strict=True):
            if volume not in asked:
                continue
            names = sorted(name for name in volume.wanted if name in self.links)
            places = {name: self._number(self.links[name], pages) for name in names}
            heads = [] if volume.survey is None else list(volume.survey.heads())
            volume.context = self.sources.data(
                f"volumes/{volume.name}", {"places": places, "pages": before, "notes": notes}
            ) + self.sources.data(f"volumes/{volume.name}-heads", {"heads": heads, "pages": before})
            if volume.context != volume.printed:
                changed.append(volume)
        return changed

    def _number(self, place: str, pages: Mapping[str, int]) -> tuple[str, str]:
        return str(self._indexes[place]), str(pages.get(place, 1))

    def _pages(self) -> dict[str, int]:
        """Return the page that is printed for each place: guessed until all volumes are known."""
        if any(volume.survey is None for volume in self.volumes):
            return guess(piece for volume in self.volumes for piece in volume.pieces)
        return {name: page + 1 for name, (page, _x, _y) in self._spots().items()}

    def _spots(self) -> dict[str, tuple[int, float, float]]:
        """Return each place: its page of the PDF (from 0), points from left and top."""
        return {
            name: (before + spot.page - 1, spot.x, spot.y)
            for volume, (before, _notes) in zip(self.volumes, self._before(), strict=True)
            if volume.survey is not None
            for name, spot in volume.survey.places.items()
        }

    def _before(self) -> Iterator[tuple[int, int]]:
        """Yield for each volume the number of pages and of footnotes before it."""
        pages = notes = 0
        for volume in self.volumes:
            yield pages, notes
            if volume.survey is not None:
                pages += volume.survey.pages
                notes += volume.survey.notes
