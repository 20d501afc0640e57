"""Chapters that no note has: a chapter for each domain; at the end what helps to find and to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator

from docutils import nodes

from vademecum.environment.domain import declared
from vademecum.i18n import _
from vademecum.nodes import put_language
from vademecum.pdf.plan import Plan
from vademecum.pdf.skills import role_tables, skill_place
from vademecum.pdf.syntax import NOTHING, call, joined, string
from vademecum.pdf.tables import Cell, table
from vademecum.pdf.translator import TypstTranslator
from vademecum.skills.catalogue import Domain, PlacedSkill
from vademecum.skills.register import order_key
from vademecum.vault.citations import Ghost
from vademecum.vault.names import NotePath, fold


class AnnexWriter:
    """Writes chapters that no note has."""

    def __init__(self, plan: Plan, translator: TypstTranslator) -> None:
        self.plan = plan
        self.translator = translator

    def part(self, name: str, title: str) -> str:
        """Return the page that opens a part."""
        return self.translator.part(name, self.translator.exact(title))

    def chapter(self, name: str, title: str) -> str:
        """Return the head of a chapter that no note has."""
        self.translator.places.place(name)
        return call("chapter", string(name), string(title), running_title=string(title))

    def skill(self, identifier: str) -> PlacedSkill:
        """Return a skill by its id."""
        return self.translator.handbook.catalogue.skills[identifier]  # type: ignore[index]

    def row(self, *titles: str) -> list[Cell]:
        """Return the head of a table."""
        return [Cell(string(title), weight=len(title)) for title in titles]

    def words(self, text: str) -> str:
        """Return a text that nothing stands before."""
        self.translator.last = ""
        return self.translator.text(text)


_ON_A_PAGE = 12
"""Resources of a skill that are kept together: more may be longer than a page."""


class DomainChapters(AnnexWriter):
    """Writes the domains; ``cards(domain)`` returns a domain's cards as nodes."""

    def __init__(
        self, plan: Plan, translator: TypstTranslator, cards: Callable[[Domain], list[nodes.Node]]
    ) -> None:
        super().__init__(plan, translator)
        self.cards = cards
        self.level = 2

    def chapters(self) -> Iterator[str]:
        """Yield the domains: a part with a chapter each; in a booklet each is a part."""
        if self.plan.whole and self.plan.domains:
            yield self.part("annex:domains", _("Skills by domain"))
        yield from map(self._domain, self.plan.domains)

    def _domain(self, domain: Domain) -> str:
        translator, whole = self.translator, self.plan.whole
        name = f"domain:{domain.slug}"
        translator.places.place(name)
        self.level = 2 if whole else 1
        translator.start("", self.level, french=True)
        without = sum(not self.skill(i).see for i in domain.skills)
        count = _("Skills: %(count)s, of them without a resource: %(without)s")
        facts = [*domain.themes, count % {"count": len(domain.skills), "without": without}]
        head = call(
            "chapter" if whole else "part",
            string(name),
            translator.exact(domain.name),
            running_title=string(domain.name if whole else ""),
            facts=translator.text(" – ".join(facts)),
            domain=string(domain.slug),
            domain_name=string(domain.name),
        )
        cards = [] if whole else [translator.show(card) for card in self.cards(domain)]
        return joined([head, *cards, self._skills(domain), self._resources(domain)])

    def _heading(self, title: str) -> str:
        return call("section-title", string(title), level=str(self.level + 1))

    def _skills(self, domain: Domain) -> str:
        if not domain.skills:
            words = _("No skill is listed under this domain yet.")
            if not self.plan.whole:
                words += " " + _("Its booklet will be made as soon as there is one.")
            return call("par", string(words))
        head = self.row(_("Number"), _("Skill"), _("Page"))
        rows = [
            [Cell(call("mono", string(placed.id)), weight=12), *self._titled(placed)]
            for placed in map(self.skill, domain.skills)
        ]
        title = self._heading(_("The skills"))
        return joined([title, table([head], rows, 3)])

    def _titled(self, placed: PlacedSkill) -> list[Cell]:
        place = skill_place(placed.id)
        title = self.words(placed.name)
        return [
            Cell(self.translator.places.link(place, title, paged=False), weight=60),
            Cell(self.translator.places.page(place), weight=6),
        ]

    def _resources(self, domain: Domain) -> str:
        """Return the table of a domain's skills and the resources of each."""
        rows = [
            self._resource_row(p.id, p.name, p.see) for p in map(self.skill, domain.skills) if p.see
        ]
        if domain.see:
            rows.append(self._resource_row("", _("The whole domain"), domain.see))
        title = self._heading(_("From skill to resource"))
        if not rows:
            return joined([title, call("par", string(_("No resource is named yet.")))])
        head = self.row(_("Skill"), _("Resources"))
        return joined([title, table([head], rows, 2)])

    def _resource_row(self, identifier: str, title: str, see: Iterable[str]) -> list[Cell]:
        number = joined([call("mono", string(identifier)), string(" ")]) if identifier else NOTHING
        sources: list[str] = []
        for resource in see:
            sources += ["linebreak()", self._resource(resource)]
        return [
            Cell(joined([number, self.words(title)]), weight=40),
            Cell(joined(sources[1:]), weight=50, whole=len(sources) <= 2 * _ON_A_PAGE),
        ]

    def _resource(self, identifier: str) -> str:
        translator = self.translator
        resource = translator.handbook.catalogue.resources[identifier]
        note = translator.handbook.note_of(resource)
        if note is None and resource.record.url:
            shown = self.words(resource.name)
            return call("outward", string(resource.record.url), shown)
        if note is None:
            ghost = call("ghost", translator.exact(resource.name))
            return joined([ghost, call("small", string(" (" + _("note to write") + ")"))])
        translator.last = ""
        link = nodes.reference("", note.title, internal=True, refuri=f"%{note.docname}")
        put_language(link, translator.handbook.title_language(note.path))
        return translator.show(link)

    def overview(self) -> str:
        """Return the table of domains that follows the home page's words."""
        if not self.plan.domains:
            return NOTHING
        head = self.row(_("Domain"), _("Theme"), _("Skills"), _("Page"))
        rows = []
        for domain in self.plan.domains:
            name = f"domain:{domain.slug}"
            link = self.translator.places.link(
                name, self.translator.exact(domain.name), paged=False
            )
            count = Cell(string(str(len(domain.skills))), weight=16)
            page = Cell(self.translator.places.page(name), weight=6)
            rows.append(
                [
                    Cell(link, weight=30),
                    Cell(self.words(" / ".join(domain.themes)), weight=40),
                    count,
                    page,
                ]
            )
        title = call("section-title", string(_("The domains")), level="2")
        return joined([title, table([head], rows, 4)])


_MANY = 20
"""Notes from which on an index has a letter above each group."""


class Indexes(AnnexWriter):
    """Writes what helps to find and to do."""

    def __init__(self, plan: Plan, translator: TypstTranslator) -> None:
        super().__init__(plan, translator)
        self.notes = frozenset(plan.notes)

    def back(self) -> Iterator[str]:
        """Yield the part at the end: notes to write, indexes."""
        title = self.part("annex:index", _("To find and to do"))
        for chapter in (self._roles, self._ghosts, self._skill_index, self._note_index):
            shown = chapter()
            if shown != NOTHING:
                yield joined([title, shown])
                title = NOTHING

    def _roles(self) -> str:
        """Return the table of what the roles in the PDF need of its skills."""
        roles = [
            r for r in self.translator.handbook.catalogue.roles.values() if r.note in self.notes
        ]
        matrix = role_tables(self.translator, self.plan.domains, roles) if roles else NOTHING
        if matrix == NOTHING:
            return NOTHING
        notation = declared(self.translator.env.config)
        levels = ", ".join(f"{level.number} {level.name}" for level in notation.levels)
        words = _("0 not required, %(levels)s; a dash where the role says nothing.")
        lead = call("par", string(words % {"levels": levels}))
        return joined([self.chapter("annex:roles", _("Roles and skills")), lead, matrix])

    def _ghosts(self) -> str:
        ghosts = [(ghost, sources) for ghost, sources in self._requested() if sources]
        if not ghosts:
            return NOTHING
        lead = call(
            "par",
            string(_("Linked to, but not written yet: whoever knows the subject is invited.")),
        )
        items = [self._ghost(ghost, sources) for ghost, sources in ghosts]
        return joined(
            [self.chapter("annex:ghosts", _("Notes to write")), lead, call("list", *items)]
        )

    def _requested(self) -> Iterator[tuple[Ghost, list[NotePath]]]:
        for ghost in self.translator.handbook.ghosts:
            yield ghost, [c.source for c in ghost.citations if c.source in self.notes]

    def _ghost(self, ghost: Ghost, sources: list[NotePath]) -> str:
        links = [self.note_link(path) for path in sources]
        name = call("strong", self.translator.exact(ghost.name))
        return joined([name, string(" – " + _("asked for by") + " "), *_listed(links)])

    def note_link(self, path: NotePath) -> str:
        """Return a link to a note of the handbook, with its page."""
        note = self.translator.handbook.notes[path]
        return self.translator.places.link(note.docname, self.translator.title(note))

    def _skill_index(self) -> str:
        skills = sorted((i for d in self.plan.domains for i in d.skills), key=order_key)
        if not skills:
            return NOTHING
        names = ((skill_place(i), f"{i} {self.skill(i).name}") for i in skills)
        entries = [self._index_entry(place, self.words(name)) for place, name in names]
        title = self.chapter("annex:index-skills", _("Index of skills"))
        return joined([title, call("index-of", joined(entries))])

    def _index_entry(self, name: str, shown: str) -> str:
        self.translator.places.page(name)
        return call("entry", string(name), shown)

    def _note_index(self) -> str:
        handbook = self.translator.handbook
        notes = sorted(
            (handbook.notes[p] for p in self.notes), key=lambda n: (_key(n.title), n.path)
        )
        entries: list[str] = []
        initial = ""
        for note in notes:
            letter = _key(note.title)[:1].upper()
            if letter != initial and len(notes) > _MANY:
                entries.append(call("initial", self.translator.exact(letter)))
            initial = letter
            entries.append(self._index_entry(note.docname, self.translator.title(note)))
        title = self.chapter("annex:index-notes", _("Index of notes"))
        return joined([title, call("index-of", joined(entries))]) if entries else NOTHING


def _key(title: str) -> str:
    """Return what a title is sorted by: its letters, without accents and opening marks."""
    plain = unicodedata.normalize("NFD", fold(title))
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return kept.lstrip("«“\"'([ \u00a0\u202f") or kept


def _listed(links: list[str]) -> list[str]:
    listed: list[str] = []
    for link in links:
        listed += [string(", "), link]
    return listed[1:]
