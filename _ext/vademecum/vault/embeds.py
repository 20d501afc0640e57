"""What each note shows of others by its embeds, and where that stops.

Rules: NOTATION.md, « Embeds », after Obsidian help, « Embed files ». A cycle, a depth over
``MAX_DEPTH`` and more than ``MAX_EMBEDS`` on a page stop, and what is too much for all pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from vademecum.vault.names import NotePath, note_name
from vademecum.vault.records import Finding, Link, Note
from vademecum.vault.resolve import Resolution, Status

MAX_DEPTH: Final = 5
MAX_EMBEDS: Final = 300
"""How many blocks the embeds of one page unfold, those inside others counted."""
MAX_OWN: Final = 20
"""How many of these a page has for itself: what it unfolds beyond, all pages share."""
MAX_SHARED: Final = 1_000
"""What they share, and ``MAX_OWN`` for each ten notes: a hundred notes of one line each that show
a large one would be a hundred large ones."""


class Place(NamedTuple):
    """Where an embed stands: the note, and which of its links it is, from 0."""

    note: NotePath
    link: int


Resolutions = Mapping[NotePath, Sequence[Resolution]]


@dataclass(frozen=True, slots=True)
class Embeds:
    """``shown``: the notes that a note shows, directly or not; ``findings``: where it stops.

    ``unfolded``: the embeds whose content stands in their place, each as the embeds around it,
    outermost first, and itself. ``counts``: how many of them each note has.
    """

    shown: dict[NotePath, frozenset[NotePath]] = field(default_factory=dict)
    counts: dict[NotePath, int] = field(default_factory=dict)
    unfolded: frozenset[tuple[Place, ...]] = frozenset()
    findings: tuple[Finding, ...] = ()


def embeds(notes: Mapping[NotePath, Note], resolutions: Resolutions) -> Embeds:
    """Follow the embeds of every note."""
    shown: dict[NotePath, frozenset[NotePath]] = {}
    counts: dict[NotePath, int] = {}
    unfolded: set[tuple[Place, ...]] = set()
    findings: dict[Finding, None] = {}
    shared = MAX_SHARED + MAX_OWN * (len(notes) // 10)
    for path, note in notes.items():
        if any(link.embed for link in note.links):
            walk = _Walk(notes, resolutions, most=min(MAX_EMBEDS, MAX_OWN + max(shared, 0)))
            walk.follow(note, (0, None), ())
            shared -= max(walk.used - MAX_OWN, 0)
            shown[path], counts[path] = frozenset(walk.shown), len(walk.unfolded)
            unfolded.update(walk.unfolded)
            findings.update(dict.fromkeys(walk.findings))
    return Embeds(shown, counts, frozenset(unfolded), tuple(findings))


@dataclass(slots=True)
class _Walk:
    notes: Mapping[NotePath, Note]
    resolutions: Resolutions
    most: int
    unfolded: set[tuple[Place, ...]] = field(default_factory=set)
    shown: set[NotePath] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    used: int = 0

    def follow(self, note: Note, lines: tuple[int, int | None], chain: tuple[Place, ...]) -> None:
        for number, resolution in _embeds_in(note, self.resolutions[note.path], lines):
            target = self.notes.get(resolution.path) if resolution.path is not None else None
            if target is None or resolution.status in _MISSING:
                continue
            here = (*chain, Place(note.path, number))
            shown = part(target, resolution)
            stop = self._stop_code(target, shown, here)
            if stop is not None:
                self.findings.append(self._finding(stop, note, note.links[number], target))
                if stop == "embed-too-much":
                    return
                continue
            self.used += blocks(target)
            self.unfolded.add(here)
            self.shown.add(target.path)
            self.follow(target, shown, here)

    def _stop_code(
        self, target: Note, shown: tuple[int, int | None], chain: Sequence[Place]
    ) -> str | None:
        """Return the code of the rule that stops an embed, None if it is shown.

        ``shown``: the lines of ``target`` that it shows; ``chain``: the embeds being unfolded,
        this one last (a part of the same note may be shown, if the embed is not in it).
        """
        first, last = shown
        lines = (self.notes[p].links[link].line for p, link in chain if p == target.path)
        if any(line >= first and (last is None or line <= last) for line in lines):
            return "embed-cycle"
        if len(chain) > MAX_DEPTH:
            return "embed-deep"
        too_much = self.used >= self.most or (
            self.most < MAX_EMBEDS and self.used + blocks(target) > self.most
        )
        return "embed-too-much" if too_much else None

    def _finding(self, code: str, note: Note, link: Link, target: Note) -> Finding:
        args = {"target": note_name(target.path)}
        if code == "embed-deep":
            args["depth"] = str(MAX_DEPTH)
        if code == "embed-too-much":
            args["limit"] = str(self.most)
        return Finding.of(code, note.path, link.line, **args)


_MISSING = frozenset({Status.MISSING_NOTE, Status.MISSING_HEADING, Status.MISSING_BLOCK})


def blocks(note: Note) -> int:
    """Return how much an embed of a note, or of a part of it, counts: blocks of a hundred words.

    A part counts as the whole, all of which is looked through for it. Ten thousand rules have no
    word: three hundred parts of the text are a block as well.
    """
    return 1 + max((note.words + len(note.links)) // 100, note.parts // 300)


def part(note: Note, resolution: Resolution) -> tuple[int, int | None]:
    """Return the first and last line of what an embed shows of ``note`` (None: to the end)."""
    if resolution.anchor is None:
        return 0, None
    for block in note.blocks:
        if block.anchor == resolution.anchor:
            return block.start, block.line
    for index, heading in enumerate(note.outline):
        if heading.anchor == resolution.anchor:
            rest = (h.line for h in note.outline[index + 1 :] if h.level <= heading.level)
            end = next(rest, None)
            return heading.line, end - 1 if end is not None else None
    return 0, None


def _embeds_in(
    note: Note, resolutions: Sequence[Resolution], lines: tuple[int, int | None]
) -> Iterator[tuple[int, Resolution]]:
    """Yield the embeds of some lines of a note: which of its links each is, where it leads."""
    first, last = lines
    for number, (link, resolution) in enumerate(zip(note.links, resolutions, strict=True)):
        if link.embed and link.line >= first and (last is None or link.line <= last):
            yield number, resolution
