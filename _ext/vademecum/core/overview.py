"""The whole handbook in a few parts: its domains, then chapters and folders of other notes.

A pure function of the handbook. Each note is in one part: the domain whose skills rest on it, else
the one of most notes that links join it to, else the chapter that it stands in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from vademecum.core.neighbours import Links
from vademecum.handbook import Handbook
from vademecum.vault.names import HOME, NotePath
from vademecum.vault.records import Kind
from vademecum.vault.tags import Shelf, shelf_of

CHAPTER: Final = 3
"""Notes that make a chapter or a folder a part; those of smaller ones stand together."""

_Key = tuple[str, str]
_REST: Final[_Key] = ("folder", "")


@dataclass(frozen=True, slots=True)
class Part:
    """A domain (its slug), a chapter (its first note), a folder, or what is left (none of them).

    ``skills`` by id, ``notes`` in the reading order.
    """

    domain: str = ""
    chapter: NotePath | None = None
    folder: str = ""
    skills: tuple[str, ...] = ()
    notes: tuple[NotePath, ...] = ()

    @property
    def size(self) -> int:
        """How much there is in it."""
        return len(self.skills) + len(self.notes)


@dataclass(frozen=True, slots=True)
class Overview:
    """The parts, and how many links join two of them, by their places."""

    parts: tuple[Part, ...] = ()
    joins: tuple[tuple[int, int, int], ...] = ()


def overview(handbook: Handbook, known: Links) -> Overview:
    """Return the parts of the handbook: domains in their order, then the others; none is empty."""
    held: dict[_Key, list[NotePath]] = {("domain", d): [] for d in handbook.catalogue.domains}
    for path, key in _keys(handbook, _domains_of(handbook, known)).items():
        held.setdefault(key, []).append(path)
    rest = held.pop(_REST, [])
    parts = [_part(handbook, key, paths) for key, paths in [*held.items(), (_REST, rest)]]
    parts = [part for part in parts if part.size]
    return Overview(tuple(parts), tuple(_joins(parts, known)))


def _keys(handbook: Handbook, domains: Mapping[NotePath, str]) -> dict[NotePath, _Key]:
    """Return the part of each note: domain, else a chapter or a folder that holds enough."""
    heads = {path: _head(handbook, path) for path in _shown(handbook)}
    chapters = Counter(head for path, head in heads.items() if path not in domains)
    keys: dict[NotePath, _Key] = {}
    for path, head in heads.items():
        if path in domains:
            keys[path] = ("domain", domains[path])
        elif chapters[head] >= CHAPTER:
            keys[path] = ("chapter", head)
        else:
            keys[path] = ("folder", path.partition("/")[0] if "/" in path else "")
    folders = Counter(keys.values())
    return {
        path: _REST if key[0] == "folder" and folders[key] < CHAPTER else key
        for path, key in keys.items()
    }


def _shown(handbook: Handbook) -> Iterable[NotePath]:
    """Yield the notes that readers read, in their order; a list of skills is its skills."""
    for path in handbook.order.sequence:
        note = handbook.notes[path]
        if not (note.docname == HOME or note.domain_sections) and shelf_of(note) is Shelf.CONTENT:
            yield path


def _part(handbook: Handbook, key: _Key, paths: Iterable[NotePath]) -> Part:
    kind, name = key
    if kind == "domain":
        return Part(name, skills=handbook.catalogue.domains[name].skills, notes=tuple(paths))
    if kind == "chapter":
        return Part(chapter=NotePath(name), notes=tuple(paths))
    return Part(folder=name, notes=tuple(paths))


def _domains_of(handbook: Handbook, known: Links) -> dict[NotePath, str]:
    """Return the domain of each note that has one, by references, then by links.

    A list of skills names everything and is of none.
    """
    catalogue = handbook.catalogue
    lists = {path for path, note in handbook.notes.items() if note.domain_sections}
    domains: dict[NotePath, str] = {}
    for resource in catalogue.resources.values():
        if resource.path is not None and resource.path not in lists:
            votes = Counter(catalogue.skills[i].domain for i in resource.skills)
            votes.update(resource.domains)
            _take(domains, resource.path, votes)
    direct = dict(domains)
    near: dict[NotePath, Counter[str]] = {}
    for source, targets in known.items():
        for target in targets if source not in lists else ():
            for one, other in ((source, target), (target, source)):
                if other in direct and one not in direct and one not in lists:
                    near.setdefault(one, Counter())[direct[other]] += 1
    for path, votes in near.items():
        _take(domains, path, votes)
    return domains


def _take(domains: dict[NotePath, str], path: NotePath, votes: Mapping[str, int]) -> None:
    if votes:
        domains[path] = min(votes, key=lambda slug: (-votes[slug], slug))


def _head(handbook: Handbook, path: NotePath) -> NotePath:
    """Return the note at the head of the chapter that a note stands in."""
    above = [p for p in handbook.order.ancestors(path) if handbook.notes[p].docname != HOME]
    return (*above, path)[0]


def _joins(parts: list[Part], known: Links) -> Iterable[tuple[int, int, int]]:
    place = {path: i for i, part in enumerate(parts) for path in part.notes}
    counts: Counter[tuple[int, int]] = Counter()
    for source, targets in known.items():
        for target in targets:
            if source in place and target in place and place[source] != place[target]:
                one, other = sorted((place[source], place[target]))
                counts[one, other] += 1
    return ((a, b, count) for (a, b), count in sorted(counts.items()))


@dataclass(frozen=True, slots=True)
class PartMap:
    """What a drawing of a part shows: questions, other notes, skills, and what joins them.

    ``totals``: how many of each there are; ``edges``: places in the three columns, counted through.
    """

    questions: tuple[NotePath, ...]
    notes: tuple[NotePath, ...]
    skills: tuple[str, ...]
    totals: tuple[int, int, int]
    edges: tuple[tuple[int, int], ...]


def part_map(handbook: Handbook, part: Part, known: Links, bounds: tuple[int, int, int]) -> PartMap:
    """Return of a part what most is joined to, at most ``bounds`` a column, in its order."""
    questions = [p for p in part.notes if handbook.notes[p].kind is Kind.QUESTION]
    asked = set(questions)
    notes = [p for p in part.notes if p not in asked]
    columns: tuple[list[str], ...] = (questions, notes, list(part.skills))  # type: ignore[assignment]
    pairs = dict.fromkeys(_pairs(handbook, part, known, asked))
    degree = Counter(end for pair in pairs for end in pair)
    kept = [_most_joined(names, degree, n) for names, n in zip(columns, bounds, strict=True)]
    place = {name: i for i, name in enumerate(chain.from_iterable(kept))}
    edges = sorted((place[a], place[b]) for a, b in pairs if a in place and b in place)
    totals = len(questions), len(notes), len(part.skills)
    shown = [tuple(names) for names in kept]
    return PartMap(shown[0], shown[1], shown[2], totals, tuple(edges))  # type: ignore[arg-type]


def _pairs(
    handbook: Handbook, part: Part, known: Links, asked: Collection[str]
) -> Iterable[tuple[str, str]]:
    """Yield what joins a question to a note, and a note to a skill, the left one first.

    In a part that has neither questions nor skills: what joins two notes.
    """
    inside = set(part.notes)
    notes_alone = not (asked or part.skills)
    for source in part.notes:
        for target in known[source]:
            if target in inside and notes_alone:
                yield min(source, target), max(source, target)
            elif target in inside and (source in asked) != (target in asked):
                yield (source, target) if source in asked else (target, source)
    catalogue = handbook.catalogue
    for skill in part.skills:
        for identifier in catalogue.skills[skill].see:  # type: ignore[index]
            path = catalogue.resources[identifier].path
            if path is not None and path in inside:
                yield path, skill


def _most_joined(names: Sequence[str], degree: Mapping[str, int], count: int) -> list[str]:
    order = sorted(range(len(names)), key=lambda i: (-degree.get(names[i], 0), i))
    return [names[i] for i in sorted(order[:count])]
