"""What links join: the neighbours of a note, and the graph of the whole handbook in groups.

Pure functions of the handbook. What a note's page shows is bounded, and so is a group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vademecum.handbook import Handbook
from vademecum.skills.notation import SkillId
from vademecum.vault.names import HOME, NotePath
from vademecum.vault.records import Kind
from vademecum.vault.tags import Shelf, shelf_of

SHOWN: Final = 30
"""Neighbours that the page of a note shows."""
SKILLS_SHOWN: Final = 10
"""Skills among them."""
LARGEST: Final = 250
"""Notes and skills of a group; a larger one is cut."""
SMALLEST: Final = 3
"""Those of a folder below which they stand with the rest."""
GROUPS: Final = 60
"""Domains and folders that are groups of their own, the largest; the others are one."""

Links = Mapping[NotePath, tuple[NotePath, ...]]
"""The other notes that each note leads to, in the order in which it first names them."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest of a note; ``more_*`` count those that are left out.

    ``across``: links between two of them, by their places: skills, leading, followed.
    """

    skills: tuple[str, ...]
    leading: tuple[NotePath, ...]
    followed: tuple[NotePath, ...]
    across: tuple[tuple[int, int], ...]
    more_leading: int
    more_followed: int


@dataclass(frozen=True, slots=True)
class Group:
    """A domain (its slug), a folder, or the rest (neither); ``piece`` counts those of a cut one."""

    domain: str
    folder: str
    piece: int
    size: int


@dataclass(frozen=True, slots=True)
class Graph:
    """Notes, then skills; the group of each; who leads to whom, by their places."""

    notes: tuple[NotePath, ...]
    skills: tuple[SkillId, ...]
    groups: tuple[Group, ...]
    group_of: tuple[int, ...]
    edges: tuple[tuple[int, int], ...]


def links(handbook: Handbook) -> Links:
    """Return where the links of each note lead: to other notes for the same people, home left out.

    Guides, and what is for contributors, are neighbours of their like alone.
    """
    shelves = {p: shelf_of(n) for p, n in handbook.notes.items() if n.docname != HOME}
    known: dict[NotePath, tuple[NotePath, ...]] = {}
    for path, resolutions in handbook.resolutions.items():
        shelf = shelves.get(path)
        targets = dict.fromkeys(r.path for r in resolutions if r.path is not None)
        known[path] = tuple(
            t for t in targets if t != path and t in shelves and shelves[t] is shelf
        )
    return known


def neighbours(
    handbook: Handbook, path: NotePath, known: Links, skills: Sequence[str] = ()
) -> Neighbours:
    """Return the neighbours of a note; ``skills`` are those that rest on it.

    A list of skills that these are taken from is no neighbour beside them. Questions come first
    among those that lead here, then the order of the handbook.
    """
    catalogue, notes, place = handbook.catalogue, handbook.notes, handbook.order.place
    lists = {catalogue.skills[identifier].note for identifier in skills}  # type: ignore[index]
    followed = known.get(path, ())
    cited = handbook.citations.get(path, ())
    citing = {citation.source for citation in cited if path in known[citation.source]}
    leading = sorted(
        citing.difference(followed, lists),
        key=lambda source: (notes[source].kind is not Kind.QUESTION, place[source]),
    )
    named = tuple(skills[:SKILLS_SHOWN])
    room = SHOWN - len(named)
    left = tuple(leading[: max(room // 2, room - len(followed))])
    right = followed[: room - len(left)]
    return Neighbours(
        named,
        left,
        right,
        tuple(_across((*left, *right), known, len(named))),
        len(skills) - len(named) + len(leading) - len(left),
        len(followed) - len(right),
    )


def _across(paths: Sequence[NotePath], known: Links, before: int) -> Iterator[tuple[int, int]]:
    """Yield the links between neighbours; places count from ``before``."""
    place = {path: before + i for i, path in enumerate(paths)}
    for source, one in place.items():
        yield from ((one, place[target]) for target in known[source] if target in place)


def domains_of(handbook: Handbook, known: Links) -> dict[NotePath, str]:
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


def whole_graph(handbook: Handbook, known: Links, domains: Mapping[NotePath, str]) -> Graph:
    """Return the graph of what readers read; a list of skills is its skills."""
    notes = [path for path in handbook.order.sequence if _is_read(handbook, path)]
    skills = [i for domain in handbook.catalogue.domains.values() for i in domain.skills]
    inside = Counter(folder for path in notes for folder in _folders(path))
    keys = [
        (slug, "") if (slug := domains.get(path, "")) else ("", _folder(path, inside))
        for path in notes
    ]
    keys += [(handbook.catalogue.skills[identifier].domain, "") for identifier in skills]
    groups, group_of = _groups(keys, list(handbook.catalogue.domains))
    edges = sorted({*_edges(handbook, known, notes, skills)})
    return Graph(tuple(notes), tuple(skills), groups, group_of, tuple(edges))


def _is_read(handbook: Handbook, path: NotePath) -> bool:
    note = handbook.notes[path]
    return not (note.docname == HOME or note.domain_sections) and shelf_of(note) is Shelf.CONTENT


def _folders(path: NotePath) -> list[str]:
    """Return the folders that a note is in, the outermost first."""
    names = path.split("/")[:-1]
    return ["/".join(names[: depth + 1]) for depth in range(len(names))]


def _folder(path: NotePath, inside: Mapping[str, int]) -> str:
    """Return the outermost folder of a note that is no larger than a group may be."""
    folders = _folders(path)
    return next((f for f in folders if inside[f] <= LARGEST), folders[-1] if folders else "")


def _edges(
    handbook: Handbook, known: Links, notes: Sequence[NotePath], skills: Sequence[SkillId]
) -> Iterator[tuple[int, int]]:
    """Yield notes' links, skills with the notes that they rest on, roles with their skills."""
    catalogue = handbook.catalogue
    place = {path: i for i, path in enumerate(notes)}
    skill_place = {identifier: i for i, identifier in enumerate(skills, len(notes))}
    for path, one in place.items():
        yield from ((one, place[target]) for target in known[path] if target in place)
    for identifier, one in skill_place.items():
        paths = (catalogue.resources[name].path for name in catalogue.skills[identifier].see)
        yield from ((one, place[path]) for path in paths if path in place)
    for role in catalogue.roles.values():
        for asked in role.requirements if role.note in place else ():
            yield place[role.note], skill_place[asked.skill]


_REST: Final = ("", "")


def _groups(
    keys: Sequence[tuple[str, str]], domains: Sequence[str]
) -> tuple[tuple[Group, ...], tuple[int, ...]]:
    """Return the groups, domains first and the rest last, and the group of each place."""
    sizes = Counter(keys)
    own = [key for key in sizes if key != _REST and (key[0] or sizes[key] >= SMALLEST)]
    own = sorted(own, key=lambda key: -sizes[key])[:GROUPS]
    members: dict[tuple[str, str], list[int]] = {
        key: [] for key in sorted(own, key=lambda key: _rank(key, domains))
    }
    members[_REST] = []
    for place, key in enumerate(keys):
        members[key if key in members else _REST].append(place)
    groups: list[Group] = []
    group_of = [0] * len(keys)
    for (domain, folder), places in members.items():
        for piece, run in enumerate(_cut(places), 1):
            for place in run:
                group_of[place] = len(groups)
            groups.append(Group(domain, folder, piece if len(places) > LARGEST else 0, len(run)))
    return tuple(groups), tuple(group_of)


def _rank(key: tuple[str, str], domains: Sequence[str]) -> tuple[int, str]:
    domain, folder = key
    return (domains.index(domain) if domain else len(domains)), folder


def _cut(places: Sequence[int]) -> Iterable[Sequence[int]]:
    """Return runs of about one length, none longer than a group may be."""
    count = -(-len(places) // LARGEST)
    return [places[i * len(places) // count : (i + 1) * len(places) // count] for i in range(count)]
