"""The reading order: the vault's notes as the chapters of a handbook, without a toctree.

``parent:`` or ``eleventyNavigation.parent`` where given; else questions as chapters and, under
each, the resources in the order in which it first mentions them; else folders.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from vademecum.vault.index import VaultIndex
from vademecum.vault.names import HOME, NotePath, fold, folder_of, printed
from vademecum.vault.publication import named_parent
from vademecum.vault.records import Finding, Kind, Note, Origin
from vademecum.vault.resolve import Resolution
from vademecum.vault.tags import Shelf, shelf_of

_FOLDER_NOTES = ("index", "readme", "_index")


@dataclass(frozen=True, slots=True)
class Order:
    """The tree of notes: ``sequence`` from first page to last, ``parent`` and ``children`` of each.

    ``place`` is where a note stands in the sequence; ``level`` the notes beside it, of one kind
    and for the same people, and ``rank`` where it stands among them.
    """

    sequence: tuple[NotePath, ...] = ()
    parent: Mapping[NotePath, NotePath] = field(default_factory=dict)
    children: Mapping[NotePath | None, tuple[NotePath, ...]] = field(default_factory=dict)
    place: Mapping[NotePath, int] = field(default_factory=dict)
    rank: Mapping[NotePath, int] = field(default_factory=dict)
    level: Mapping[NotePath, tuple[NotePath, ...]] = field(default_factory=dict, repr=False)
    findings: tuple[Finding, ...] = ()

    def ancestors(self, path: NotePath) -> tuple[NotePath, ...]:
        """Return the notes above ``path``, the highest first."""
        above: list[NotePath] = []
        while path in self.parent:
            path = self.parent[path]
            above.append(path)
        return tuple(reversed(above))

    def siblings(self, path: NotePath) -> tuple[NotePath, ...]:
        """Return the notes of its kind at the level of ``path``, itself among them."""
        return self.level.get(path, ())


def reading_order(
    notes: Mapping[NotePath, Note],
    index: VaultIndex,
    resolutions: Mapping[NotePath, Sequence[Resolution]],
) -> Order:
    """Return the order, with the findings about the parents that notes name."""
    parent, findings = _declared(notes, index)
    for path, above in _by_question(notes, resolutions).items():
        parent.setdefault(path, above)
    for path, above in _by_folder(notes).items():
        parent.setdefault(path, above)
    findings += _cut_cycles(parent, notes)
    ranks = _ranks(notes, resolutions)
    children: dict[NotePath | None, list[NotePath]] = {}
    for path, note in notes.items():
        if note.docname != HOME:  # which is above all, and beside none
            children.setdefault(parent.get(path), []).append(path)
    tree = {
        above: _sorted(below, notes, _mentions(above, resolutions), ranks)
        for above, below in children.items()
    }
    home = [path for path, note in notes.items() if note.docname == HOME]
    sequence = (*home, *_walk(tree))
    place = {path: i for i, path in enumerate(sequence)}
    levels = [group for level in tree.values() for group in _groups(level, notes)]
    rank = {path: i for level in levels for i, path in enumerate(level)}
    rank.update(dict.fromkeys(home, 0))
    level = {path: level for level in levels for path in level}
    return Order(sequence, parent, tree, place, rank, level, tuple(findings))


def _groups(
    level: Sequence[NotePath], notes: Mapping[NotePath, Note]
) -> Iterable[tuple[NotePath, ...]]:
    """Yield the notes of a level by kind and by whom they are for."""
    groups: dict[object, list[NotePath]] = {}
    for path in level:
        note = notes[path]
        groups.setdefault((shelf_of(note), note.kind), []).append(path)
    return map(tuple, groups.values())


def _declared(
    notes: Mapping[NotePath, Note], index: VaultIndex
) -> tuple[dict[NotePath, NotePath], list[Finding]]:
    keys = _navigation_keys(notes)
    parent: dict[NotePath, NotePath] = {}
    findings: list[Finding] = []
    for path, note in notes.items():
        named = named_parent(note.properties)
        if named is None:
            continue
        above = keys.get(fold(named)) or index.resolve(named, path).path
        if above == path:
            findings.append(_finding("parent-cycle", path, parent=printed(path)))
        elif above is not None and above in notes:
            parent[path] = above
        else:
            hint = index.suggest(named)
            hint = index.renamed(named) or hint or ""
            line, linked = _parent_place(note)
            if not (linked and hint):  # the link tells the slip by itself
                findings.append(_finding("parent-missing", path, line, parent=named, hint=hint))
    return parent, findings


def _navigation_keys(notes: Mapping[NotePath, Note]) -> dict[str, NotePath]:
    """Return notes by Eleventy's navigation key, or by title."""
    keys: dict[str, NotePath] = {}
    for path, note in notes.items():
        navigation = note.properties.get("eleventyNavigation")
        key = navigation.get("key") if isinstance(navigation, dict) else None
        for name in (key, note.title):
            if isinstance(name, str):
                keys.setdefault(fold(name), path)
    return keys


def _by_question(
    notes: Mapping[NotePath, Note], resolutions: Mapping[NotePath, Sequence[Resolution]]
) -> dict[NotePath, NotePath]:
    parent: dict[NotePath, NotePath] = {}
    questions = [path for path, note in notes.items() if note.kind is Kind.QUESTION]
    ranks = _ranks(notes, resolutions)
    # A list of skills names everything: what a question says of a resource comes first.
    for question in sorted(questions, key=lambda p: (bool(notes[p].domain_sections), ranks[p])):
        for resolution in resolutions.get(question, ()):
            target = resolution.path
            if target is None or target not in notes:
                continue
            if notes[target].kind is Kind.RESOURCE:
                parent.setdefault(target, question)
    return parent


def _by_folder(notes: Mapping[NotePath, Note]) -> dict[NotePath, NotePath]:
    """Return the parent of each note by folder: the note named like it, or index, README."""
    headers: dict[str, NotePath] = {}
    for path in notes:
        folder, name = folder_of(path), fold(path.rpartition("/")[2][:-3])
        if folder and name in (*_FOLDER_NOTES, fold(folder.rpartition("/")[2])):
            headers.setdefault(folder, path)
    parent: dict[NotePath, NotePath] = {}
    for path in notes:
        folder = folder_of(path)
        while folder:
            header = headers.get(folder)
            if header is not None and header != path:
                parent[path] = header
                break
            folder = folder_of(folder)
    return parent


def _cut_cycles(parent: dict[NotePath, NotePath], notes: Mapping[NotePath, Note]) -> list[Finding]:
    findings = []
    for start in notes:
        visited = {start}
        path = start
        while (above := parent.get(path)) is not None:
            if above in visited:
                del parent[path]
                findings.append(_finding("parent-cycle", path, parent=printed(above)))
                break
            visited.add(above)
            path = above
    return findings


def _ranks(
    notes: Mapping[NotePath, Note], resolutions: Mapping[NotePath, Sequence[Resolution]]
) -> dict[NotePath, tuple[int, str]]:
    """Rank notes by where the home page first mentions them, then by path."""
    first = next((path for path, note in notes.items() if note.docname == HOME), NotePath(""))
    home = [r.path for r in resolutions.get(first, ()) if r.path is not None]
    mentioned = {path: i for i, path in reversed(list(enumerate(home)))}
    last = len(home)
    return {path: (mentioned.get(path, last), fold(path)) for path in notes}


def _mentions(
    above: NotePath | None, resolutions: Mapping[NotePath, Sequence[Resolution]]
) -> dict[NotePath, int]:
    """Return where a note first mentions each other note."""
    mentions: dict[NotePath, int] = {}
    for resolution in resolutions.get(above, ()) if above is not None else ():
        if resolution.path is not None:
            mentions.setdefault(resolution.path, len(mentions))
    return mentions


def _sorted(
    level: Iterable[NotePath],
    notes: Mapping[NotePath, Note],
    mentions: Mapping[NotePath, int],
    ranks: Mapping[NotePath, tuple[int, str]],
) -> tuple[NotePath, ...]:
    return tuple(sorted(level, key=lambda path: _rank(path, notes[path], mentions, ranks)))


def _rank(
    path: NotePath,
    note: Note,
    mentions: Mapping[NotePath, int],
    ranks: Mapping[NotePath, tuple[int, str]],
) -> tuple[bool, bool, int, tuple[int, str]]:
    """Return a sort key: questions first, contributors' notes last; else by mentions above."""
    order = mentions.get(path, len(mentions))
    apart = shelf_of(note) is Shelf.CONTRIBUTING
    return apart, note.kind is not Kind.QUESTION, order, ranks[path]


def _walk(
    tree: Mapping[NotePath | None, Sequence[NotePath]],
) -> Iterable[NotePath]:
    stack = list(reversed(tree.get(None, ())))
    while stack:
        path = stack.pop()
        yield path
        stack.extend(reversed(tree.get(path, ())))


def _parent_place(note: Note) -> tuple[int, bool]:
    """Return the line of the property that names the parent, and whether it does so by a link."""
    keys = {"parent", "eleventynavigation"}
    line = next((n for key, n in note.property_lines.items() if fold(key) in keys), 1)
    return line, any(k.origin is Origin.PROPERTY and k.line == line for k in note.links)


def _finding(code: str, path: NotePath, line: int = 1, **args: str) -> Finding:
    return Finding.of(code, path, line, **args)
