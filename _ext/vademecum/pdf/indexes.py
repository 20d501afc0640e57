"""The part at the end: what roles need, notes to write, indexes of skills and notes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from vademecum.environment.domain import declared
from vademecum.i18n import _
from vademecum.pdf.annex import AnnexWriter
from vademecum.pdf.plan import Plan
from vademecum.pdf.roles import role_tables
from vademecum.pdf.skill_cards import skill_place
from vademecum.pdf.syntax import NOTHING, call, joined, string
from vademecum.pdf.translator import TypstTranslator
from vademecum.skills.register import order_key
from vademecum.vault.citations import Ghost
from vademecum.vault.names import NotePath, fold

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
