"""A note as a chapter: its title, what is known of it, its text, what rests on it."""

from __future__ import annotations

from datetime import date

from babel.core import UnknownLocaleError
from babel.dates import format_date
from docutils import nodes

from vademecum.core.names import fold
from vademecum.core.records import Kind, Note
from vademecum.core.skills.resource_record import ResourceRecord
from vademecum.i18n import _
from vademecum.pdf.plan import Entry, Plan
from vademecum.pdf.skill_cards import skill_place
from vademecum.pdf.syntax import NOTHING, boolean, call, joined, string
from vademecum.pdf.translator import Writer
from vademecum.presentation.dates import note_date
from vademecum.presentation.skill_words import record_pairs

_HEAD = 62
"""Signs of a title that fit the head of a page."""


_MANY = 40
"""Links below a note that may break over pages."""


class Chapters:
    """Writes the notes of a book as chapters."""

    def __init__(self, plan: Plan, writer: Writer) -> None:
        self.writer = writer
        self.notes = frozenset(plan.notes)
        self.domains = frozenset(domain.slug for domain in plan.domains)

    def chapter(self, entry: Entry, doctree: nodes.document) -> str:
        """Return a note as a chapter."""
        writer, note = self.writer, self.writer.handbook.notes[entry.path]
        writer.start(note.docname, entry.level, french=_is_french(note, writer))
        collect_footnotes(doctree, writer)
        writer.places.place(note.docname)
        title = self._title(doctree)
        running = self._words(shortened(note.title)) if entry.level <= 2 else NOTHING
        writer.running = running
        facts = self._facts(note)
        head = (
            call("part", string(note.docname), title)
            if entry.level == 1
            else call(
                "chapter",
                string(note.docname),
                title,
                level=str(entry.level),
                fresh=boolean(entry.fresh),
                running_title=running,
                facts=facts if facts != NOTHING else None,
            )
        )
        body = joined([self._record(note), writer.show(doctree)])
        shown = joined([head, body, self._resting(note), self._citations(note)])
        return call("foreign", shown) if not writer.french else shown

    def plain(self, entry: Entry, text: str) -> str:
        """Return a note as its bare text, if its chapter cannot be laid out."""
        writer, note = self.writer, self.writer.handbook.notes[entry.path]
        writer.start(note.docname, entry.level, french=False)
        paragraphs = [call("par", writer.exact(p)) for p in text.split("\n\n") if p.strip()]
        level = str(max(2, entry.level))
        return joined(
            [
                call("chapter", string(note.docname), writer.exact(note.title), level=level),
                *paragraphs,
            ]
        )

    def _title(self, doctree: nodes.document) -> str:
        section = next(iter(doctree.findall(nodes.section)), None)
        title = section[0] if section is not None and len(section) else None
        shown = self._rich(title) if isinstance(title, nodes.title) else NOTHING
        return shown if shown != NOTHING else self.writer.exact(doctree.get("docname", "…"))

    def _rich(self, title: nodes.title) -> str:
        """A title goes into the contents and bookmarks: no footnotes, no page numbers."""
        self.writer.last, self.writer.plain = "", True
        shown = self.writer.all(title.children)
        self.writer.plain = False
        return shown

    def _words(self, text: str) -> str:
        self.writer.last = ""
        return self.writer.text(text)

    def _facts(self, note: Note) -> str:
        kinds = {
            Kind.QUESTION: _("Question"),
            Kind.RESOURCE: _("Resource"),
            Kind.ROLE: _("Role"),
        }
        status = next(
            (
                str(v)
                for k, v in note.properties.items()
                if fold(k) in {"statut", "status"} and isinstance(v, str)
            ),
            "",
        )
        known = [kinds.get(note.kind, "") if note.kind else "", status, self._date(note)]
        return self._words(" · ".join(part for part in known if part))

    def _date(self, note: Note) -> str:
        found = note_date(note)
        try:
            day = date.fromisoformat(found)
        except ValueError:
            return found
        return long_date(day, self.writer.env.config.language)

    def _record(self, note: Note) -> str:
        """Return what is known of a resource: a line each."""
        resources = self.writer.handbook.catalogue.resources.values()
        record = next((r.record for r in resources if r.path == note.path), ResourceRecord())
        language = str(self.writer.env.config.language)
        lines = [
            joined(
                [call("small", string(label + _(": "))), self._words(_said(key, words, language))]
            )
            for key, label, words in record_pairs(record, language)
        ]
        if record.url:
            lines.append(call("address", string(record.url), string(record.url)))
        broken = [part for line in lines for part in ("linebreak()", line)]
        return call("par", joined(broken[1:])) if lines else NOTHING

    def _resting(self, note: Note) -> str:
        """Return the skills of the book that rest on a note."""
        skill_catalogue = self.writer.handbook.catalogue
        resources = [r for r in skill_catalogue.resources.values() if r.path == note.path]
        skills = [
            i
            for r in resources
            for i in r.skills
            if skill_catalogue.skills[i].domain in self.domains
        ]
        links = [self.writer.places.link(skill_place(i), call("mono", string(i))) for i in skills]
        return self._after(_("Skills that rest on this note"), links)

    def _citations(self, note: Note) -> str:
        sources = [c.source for c in self.writer.handbook.citations.get(note.path, ())]
        notes = [self.writer.handbook.notes[p] for p in sources if p in self.notes]
        links = [self.writer.places.link(n.docname, self._words(n.title)) for n in notes]
        return self._after(_("Cited by"), links)

    def _after(self, title: str, links: list[str]) -> str:
        if not links:
            return NOTHING
        separated: list[str] = []
        for link in links:
            separated += [string(", "), link]
        return call(
            "aftermath", string(title), joined(separated[1:]), whole=boolean(len(links) < _MANY)
        )


def _said(key: str, words: str, language: str) -> str:
    """Return a line of a record, a day in words."""
    return long_date(date.fromisoformat(words), language) if key == "verified" else words


def long_date(day: date, language: str) -> str:
    """Return a day in words."""
    try:
        return format_date(day, format="long", locale=language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return day.isoformat()


def shortened(title: str) -> str:
    """Return a title that fits the head of a page."""
    return title if len(title) <= _HEAD else title[:_HEAD].rpartition(" ")[0].rstrip(" ,;:") + " …"


def _is_french(note: Note, writer: Writer) -> bool:
    """Say whether French typography is right: the note says another language, or the book's is."""
    for key, value in note.properties.items():
        if fold(key) == "lang" and isinstance(value, str) and value.strip():
            return fold(value).startswith("fr")
    return str(writer.env.config.language).startswith("fr")


def collect_footnotes(doctree: nodes.document, writer: Writer) -> None:
    """Remember the footnotes of a note by id, and which are called."""
    notes: list[nodes.Element] = [*doctree.findall(nodes.footnote)]
    notes += doctree.findall(nodes.citation)
    for footnote in notes:
        writer.footnotes.update(dict.fromkeys(footnote["ids"], footnote))
    for call_ in doctree.findall(nodes.footnote_reference):
        writer.called.add(str(call_.get("refid", "")))
