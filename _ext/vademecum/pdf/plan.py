"""What a PDF holds, and in which order: the whole handbook, or a booklet of some domains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from vademecum.handbook import Handbook
from vademecum.i18n import _
from vademecum.skills.catalogue import Domain, Role
from vademecum.vault.names import HOME, NotePath, fold, note_name
from vademecum.vault.records import Kind
from vademecum.vault.tags import Shelf, shelf_of

DEEPEST = 4
"""The lowest level of headings at which a note may begin (parts are 1, chapters 2)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A note of the PDF: the level of its title; ``fresh``: it begins a page."""

    path: NotePath
    level: int
    fresh: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the PDF."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The contents of one PDF. ``home``: the note that opens it; ``whole``: it is no booklet.

    ``title``: what a booklet is about, if that is not its domains.
    """

    domains: tuple[Domain, ...]
    parts: tuple[Part, ...]
    home: NotePath | None = None
    whole: bool = True
    title: str = ""

    @property
    def notes(self) -> list[NotePath]:
        """Return the notes in the order of the handbook."""
        first = [self.home] if self.home is not None else []
        return [*first, *(entry.path for part in self.parts for entry in part.entries)]


class UnknownDomainError(Exception):
    """No domain has the name asked for: ``args[0]``."""


class UnknownRoleError(Exception):
    """No role has the name asked for: ``args[0]``."""


def whole(handbook: Handbook) -> Plan:
    """Return the plan of the handbook: guide, then parts by question, kind or folder, in order.

    What is for contributors is not in it: it has a booklet of its own.
    """
    order = handbook.order
    home = next((path for path, note in handbook.notes.items() if note.docname == HOME), None)
    roots = order.children.get(None, ())
    first = [*(order.children.get(home, ()) if home is not None else ())]
    first += [path for path in roots if shelf_of(handbook.notes[path]) is Shelf.GUIDE]
    groups: dict[str, list[Entry]] = {}
    for root in first:
        groups.setdefault(_("To begin with"), []).extend(_tree(handbook, root, 2))
    for root in roots:
        if root not in first:
            groups.setdefault(_group(handbook, root), []).extend(_tree(handbook, root, 2))
    groups = {title: entries for title, entries in groups.items() if entries}
    parts = tuple(Part(title, _after_title(entries)) for title, entries in groups.items())
    return Plan(tuple(handbook.catalogue.domains.values()), parts, home)


def contributors(handbook: Handbook) -> Plan:
    """Return the plan of the booklet for contributors; without parts if no note is for them."""
    paths = [
        path
        for path in handbook.order.sequence
        if shelf_of(handbook.notes[path]) is Shelf.CONTRIBUTING
    ]
    title = _("Contributors’ booklet")
    entries = tuple(Entry(path, 2, number > 0) for number, path in enumerate(paths))
    parts = (Part(_("How to contribute"), entries),) if entries else ()
    return Plan((), parts, whole=False, title=title)


def _after_title(entries: list[Entry]) -> tuple[Entry, ...]:
    """Have a part's first note follow its title on the same page."""
    return (replace(entries[0], fresh=False), *entries[1:])


def _group(handbook: Handbook, root: NotePath) -> str:
    """Return the title of the part that a note without a note above it belongs to."""
    kind = handbook.notes[root].kind
    if kind is Kind.QUESTION:
        return _("Questions")
    folder, slash, _rest = root.partition("/")
    if slash:
        return folder
    titles = {Kind.RESOURCE: _("Resources"), Kind.ROLE: _("Roles")}
    return titles[kind] if kind in titles else _("Other notes")


def _tree(handbook: Handbook, path: NotePath, level: int) -> Iterator[Entry]:
    """Yield a note and those below it that are for readers; one with notes below begins a page."""
    stack = [(path, level)]
    while stack:
        note, depth = stack.pop()
        below = handbook.order.children.get(note, ())
        stack.extend((child, depth + 1) for child in reversed(below))
        if shelf_of(handbook.notes[note]) is not Shelf.CONTRIBUTING:
            yield Entry(note, min(depth, DEEPEST), depth == level and bool(below))


def booklet(handbook: Handbook, domains: Sequence[Domain]) -> Plan:
    """Return the plan of a booklet: the domains' skills and the notes that they rest on.

    Without a skill there is nothing to make a booklet of: it is a page that says so.
    """
    catalogue = handbook.catalogue
    if not any(domain.skills for domain in domains):
        return Plan(tuple(domains), (), whole=False)
    named = {
        catalogue.resources[identifier].path
        for domain in domains
        for source in (domain.see, *(catalogue.skills[i].see for i in domain.skills))
        for identifier in source
    }
    paths = [
        p for p in handbook.order.sequence if p in named and not _of_others(handbook, p, domains)
    ]
    questions = [p for p in paths if handbook.notes[p].kind is Kind.QUESTION]
    others = [p for p in paths if p not in questions]
    parts = (
        Part(_("Questions"), tuple(Entry(p, 2, False) for p in questions)),
        Part(_("Resources"), tuple(Entry(p, 2, False) for p in others)),
    )
    return Plan(tuple(domains), tuple(p for p in parts if p.entries), whole=False)


def role_booklet(handbook: Handbook, role: Role) -> Plan:
    """Return the plan of a role's booklet: its note, the skills it needs, what they rest on."""
    plan = booklet(handbook, domains_of(handbook, role))
    resources = (handbook.catalogue.resources[i].path for i in role.see)
    own = [path for path in resources if path in handbook.notes and path not in plan.notes]
    more = tuple(Entry(path, 2, False) for path in own if path is not None)
    parts = (*plan.parts, *((Part(_("To read for this role"), more),) if more else ()))
    return replace(plan, parts=parts, home=role.note, title=role.name)


def domains_of(handbook: Handbook, role: Role) -> list[Domain]:
    """Return the domains with only the skills that a role needs."""
    needed = {requirement.skill for requirement in role.needed}
    chosen = (
        replace(domain, skills=tuple(i for i in domain.skills if i in needed), see=())
        for domain in handbook.catalogue.domains.values()
    )
    return [domain for domain in chosen if domain.skills]


def named_role(handbook: Handbook, asked: str) -> Role:
    """Return the role that an id, a title or the name of a note means.

    :raises UnknownRoleError: if none does.
    """
    wanted = fold(" ".join(asked.split()))
    for role in handbook.catalogue.roles.values():
        names = (role.id, role.id.removeprefix("ROLE-"), role.name, note_name(role.note))
        if wanted in map(fold, names):
            return role
    raise UnknownRoleError(asked)


def _of_others(handbook: Handbook, path: NotePath, domains: Sequence[Domain]) -> bool:
    """Return whether a note lists skills of a domain that is not asked for."""
    own = {(place[0], place[1]) for domain in domains for place in domain.places}
    return any((path, d.anchor) not in own for d in handbook.notes[path].domain_sections)


def named_domains(
    handbook: Handbook, asked: str, aliases: Iterable[tuple[str, str]]
) -> list[Domain]:
    """Return the domains that « curation marketing » or « Curation, Marketing » names.

    ``aliases``: pairs of another name and a slug.

    :raises UnknownDomainError: with the first name that no domain has.
    """
    known = {fold(name): slug for name, slug in aliases}
    for domain in handbook.catalogue.domains.values():
        known |= {fold(n): domain.slug for n in (domain.slug, domain.name, domain.code)}
    whole_name = fold(" ".join(asked.split()))
    names = [asked] if whole_name in known else asked.split("," if "," in asked else None)
    slugs = []
    for name in names:
        slug = known.get(fold(" ".join(name.split())))
        if slug is None or slug not in handbook.catalogue.domains:
            raise UnknownDomainError(name.strip())
        slugs.append(slug)
    return [d for d in handbook.catalogue.domains.values() if d.slug in slugs]
