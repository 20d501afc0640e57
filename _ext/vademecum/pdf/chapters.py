"""A note as a chapter: title, kind, status, date, text, skills that rest on it, citations."""

from __future__ import annotations

from docutils import nodes

from vademecum import nodes as vn
from vademecum.i18n import _
from vademecum.pdf.plan import Entry, Plan
from vademecum.pdf.skills import skill_place
from vademecum.pdf.syntax import NOTHING, boolean, call, joined, string
from vademecum.pdf.translator import TypstTranslator
from vademecum.pdf.typography import POINT
from vademecum.presentation.skill_words import record_pairs
from vademecum.presentation.words import long_date, shown_properties
from vademecum.skills.resource_record import ResourceRecord
from vademecum.skills.resources import Resource
from vademecum.vault.names import NotePath, fold
from vademecum.vault.records import Kind, Note, date_of, status_of

_HEAD = 62
"""Signs of a title that fit the head of a page."""


_SHORT = 600
"""Signs of a last block that is kept on one page with what follows it."""
_MANY = 12
"""Links printed below a note: the site has them all."""


class Chapters:
    """Writes the notes of one PDF as chapters."""

    def __init__(self, plan: Plan, translator: TypstTranslator) -> None:
        self.translator = translator
        self.notes = frozenset(plan.notes)
        self.domains = frozenset(domain.slug for domain in plan.domains)
        self.resources: dict[NotePath, list[Resource]] = {}
        for resource in translator.handbook.catalogue.resources.values():
            if resource.path is not None:
                self.resources.setdefault(resource.path, []).append(resource)

    def chapter(self, entry: Entry, doctree: nodes.document) -> str:
        """Return a note as a chapter."""
        translator, note = self.translator, self.translator.handbook.notes[entry.path]
        translator.start(note.docname, entry.level, french=_is_french(note, translator))
        collect_footnotes(doctree, translator)
        title = self._title(doctree)
        running = self._words(shortened(note.title))
        translator.running = running
        facts = self._facts(note)
        head = (
            translator.part(note.docname, title)
            if entry.level == 1
            else self._head(entry, title, running, facts)
        )
        after = joined([self._resting(note), self._citations(note)])
        last = _last_block(doctree) if after != NOTHING else None
        body = [self._record(note), translator.show(doctree)]
        if last is not None:
            after = call("together", joined([translator.show(last), after]))
        shown = joined([head, *body, after])
        return call("foreign", shown) if not translator.french else shown

    def _head(self, entry: Entry, title: str, running: str, facts: str) -> str:
        name = self.translator.handbook.notes[entry.path].docname
        self.translator.places.place(name)
        return call(
            "chapter",
            string(name),
            title,
            level=str(entry.level),
            fresh=boolean(entry.fresh),
            running_title=running,
            facts=facts if facts != NOTHING else None,
        )

    def plain(self, entry: Entry, text: str) -> str:
        """Return a note as its bare text, if its chapter cannot be laid out."""
        translator, note = self.translator, self.translator.handbook.notes[entry.path]
        translator.start(note.docname, entry.level, french=False)
        paragraphs = [call("par", translator.exact(p)) for p in text.split("\n\n") if p.strip()]
        level = str(max(2, entry.level))
        return joined(
            [
                call("chapter", string(note.docname), translator.exact(note.title), level=level),
                *paragraphs,
            ]
        )

    def _title(self, doctree: nodes.document) -> str:
        section = next(iter(doctree.findall(nodes.section)), None)
        title = section[0] if section is not None and len(section) else None
        shown = self._rich(title) if isinstance(title, nodes.title) else NOTHING
        return shown if shown != NOTHING else self.translator.exact(doctree.get("docname", "…"))

    def _rich(self, title: nodes.title) -> str:
        """Return a title for the contents and bookmarks: no footnotes, no page numbers."""
        self.translator.last, self.translator.plain = "", True
        shown = self.translator.all(title.children)
        self.translator.plain = False
        return shown

    def _words(self, text: str) -> str:
        self.translator.last = ""
        return self.translator.text(text)

    def _facts(self, note: Note) -> str:
        kinds = {
            Kind.QUESTION: _("Question"),
            Kind.RESOURCE: _("Resource"),
            Kind.ROLE: _("Role"),
        }
        facts = [kinds.get(note.kind, "") if note.kind else "", status_of(note), self._date(note)]
        return self._words(" · ".join(part for part in facts if part))

    def _date(self, note: Note) -> str:
        return long_date(date_of(note), self.translator.env.config.language)

    def _record(self, note: Note) -> str:
        """Return what is known of a resource, and below it where it is."""
        record = next((r.record for r in self.resources.get(note.path, ())), ResourceRecord())
        language = str(self.translator.env.config.language)
        parts = [
            part
            for key, label, words in record_pairs(record, language)
            for part in (
                string(POINT),
                call("small", string(label + _(": "))),
                self._words(_said(key, words, language)),
            )
        ]
        address = call("address", string(record.url), string(record.url)) if record.url else NOTHING
        lines = [line for line in (joined(parts[1:]), address) if line != NOTHING]
        lines += self._properties(note, has_record=record != ResourceRecord())
        broken = [part for line in lines for part in ("linebreak()", line)]
        return call("record", joined(broken[1:])) if lines else NOTHING

    def _properties(self, note: Note, *, has_record: bool) -> list[str]:
        """Return the properties that readers are to see: a line each."""
        translator = self.translator
        shown = shown_properties(
            note, translator.handbook, translator.settings.shown_properties, has_record=has_record
        )
        return [
            joined(
                [
                    call("small", string(label + _(": "))),
                    self._words(", ".join(word.text for word in words)),
                ]
            )
            for label, words in shown
        ]

    def _resting(self, note: Note) -> str:
        """Return the skills in the PDF that rest on a note."""
        skill_catalogue = self.translator.handbook.catalogue
        skills = [
            i
            for r in self.resources.get(note.path, ())
            for i in r.skills
            if skill_catalogue.skills[i].domain in self.domains
        ]
        links = [
            self.translator.places.link(skill_place(i), call("mono", string(i))) for i in skills
        ]
        return self._after(_("Skills that rest on this note"), links)

    def _citations(self, note: Note) -> str:
        sources = [c.source for c in self.translator.handbook.citations.get(note.path, ())]
        notes = [self.translator.handbook.notes[p] for p in sources if p in self.notes]
        links = [self.translator.places.link(n.docname, self.translator.title(n)) for n in notes]
        return self._after(_("Cited by"), links)

    def _after(self, title: str, links: list[str]) -> str:
        if not links:
            return NOTHING
        separated: list[str] = []
        for link in links[:_MANY]:
            separated += [string(", "), link]
        if len(links) > _MANY:
            more = _(" and %(count)s more") % {"count": len(links) - _MANY}
            separated.append(string(more))
        return call("aftermath", string(title), joined(separated[1:]))


def _last_block(doctree: nodes.document) -> nodes.Element | None:
    """Take the last block of a note out of it, if it is short: what follows stands with it."""
    section: nodes.Element = doctree
    while section.children and isinstance(section[-1], nodes.section):
        section = section[-1]
    last = section[-1] if len(section) > 1 else None
    if not isinstance(last, nodes.paragraph | nodes.bullet_list | vn.callout):
        return None
    if len(last.astext()) > _SHORT:
        return None
    section.remove(last)
    return last


def _said(key: str, words: str, language: str) -> str:
    """Return a line of a record, a day in words."""
    return long_date(words, language) if key == "verified" else words


def shortened(title: str) -> str:
    """Return a title that fits the head of a page."""
    return title if len(title) <= _HEAD else title[:_HEAD].rpartition(" ")[0].rstrip(" ,;:") + " …"


def _is_french(note: Note, translator: TypstTranslator) -> bool:
    """Return whether French typography is right: the note's language, else the PDF's."""
    for key, value in note.properties.items():
        if fold(key) == "lang" and isinstance(value, str) and value.strip():
            return fold(value).startswith("fr")
    return str(translator.env.config.language).startswith("fr")


def collect_footnotes(doctree: nodes.document, translator: TypstTranslator) -> None:
    """Collect the footnotes of a note by id, and which are called."""
    notes: list[nodes.Element] = [*doctree.findall(nodes.footnote)]
    notes += doctree.findall(nodes.citation)
    for footnote in notes:
        translator.footnotes.update(dict.fromkeys(footnote["ids"], footnote))
    for call_ in doctree.findall(nodes.footnote_reference):
        translator.called.add(str(call_.get("refid", "")))
