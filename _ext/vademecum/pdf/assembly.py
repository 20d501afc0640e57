"""One PDF: notes translated, the annex added, all sources given to the compiler."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from docutils import nodes
from sphinx.builders import Builder

from vademecum import nodes as vn
from vademecum.environment.history import last_commit
from vademecum.handbook import Handbook
from vademecum.i18n import _
from vademecum.pdf.chapters import Chapters
from vademecum.pdf.compiler import CompilerError, Sources
from vademecum.pdf.domain_chapters import DomainChapters
from vademecum.pdf.glyphs import Glyphs
from vademecum.pdf.handlers import HANDLERS, added_handlers
from vademecum.pdf.indexes import Indexes
from vademecum.pdf.pictures import Pictures
from vademecum.pdf.places import Places
from vademecum.pdf.plan import Entry, Plan
from vademecum.pdf.problems import Problem, warn
from vademecum.pdf.syntax import array, call, joined, string
from vademecum.pdf.translator import LISTED, TypstTranslator
from vademecum.pdf.typesetting import Typesetting
from vademecum.pdf.volumes import Piece, volumes
from vademecum.presentation.words import long_date
from vademecum.settings import Settings
from vademecum.skills.catalogue import Domain


class AssemblyError(Exception):
    """The compiler made no PDF; ``args[0]`` says why."""


class Assembly:
    """The sources of one PDF, in a temporary folder of their own."""

    def __init__(self, builder: Builder, handbook: Handbook, plan: Plan) -> None:
        self.builder = builder
        self.env = builder.env
        self.handbook = handbook
        self.plan = plan
        self.entries = [
            *([Entry(plan.home, 1, True)] if plan.home is not None else []),
            *(entry for part in plan.parts for entry in part.entries),
        ]
        self.titles: dict[str, str] = {note.docname: note.title for note in handbook.notes.values()}
        self.places = Places(
            {handbook.notes[e.path].docname for e in self.entries},
            str(builder.config.html_baseurl or ""),
            _idle(handbook),
        )

    def pdf(self) -> bytes:
        """Return the PDF.

        :raises AssemblyError: if the compiler makes none.
        """
        vault, pixels = Path(self.env.srcdir), Settings.of(self.env.config).picture_pixels
        with (
            tempfile.TemporaryDirectory(prefix="vademecum-") as folder,
            closing(Pictures(Path(folder), vault, pixels)) as pictures,
        ):
            root = Path(folder)
            self.translator = TypstTranslator(
                self.env,
                self.handbook,
                self.places,
                pictures,
                Glyphs(),
                HANDLERS,
                added_handlers(self.builder._registry, self.builder),
            )
            self.sources = Sources(root)
            self.chapters = Chapters(self.plan, self.translator)
            self.domains = DomainChapters(self.plan, self.translator, self._cards)
            self.indexes = Indexes(self.plan, self.translator)
            timestamp = _timestamp(vault)
            typesetting = self._typesetting(list(self._pieces(timestamp)), timestamp)
            if pictures.without_words:
                self._report_pictures(len(set(pictures.without_words)))
            try:
                typesetting.run()
            except CompilerError as error:
                raise AssemblyError(error.message) from None
            return self._joined(typesetting)

    def _typesetting(self, pieces: list[Piece], timestamp: int) -> Typesetting:
        """Return the volumes of the PDF with the sources that they are made from."""
        parted = volumes(pieces)
        about = self._about(timestamp)
        self.sources.begin()
        self.sources.data("words", self._words())
        for volume in parted:
            body = joined([piece.code for piece in volume.pieces])
            code = call("handbook", body, **about, above=str(volume.above))
            self.sources.write(f"volumes/{volume.name}", code)
        links = self.places.table()
        processes = max(1, self.builder._app.parallel)
        return Typesetting(self.sources, parted, links, self._plain_note, timestamp, processes)

    def _joined(self, typesetting: Typesetting) -> bytes:
        from vademecum.pdf.joining import Joining, Target  # noqa: PLC0415 (what a PDF alone needs)

        files = [(self.sources.result(v.name), v.above) for v in typesetting.volumes]
        result = self.sources.root / "whole.pdf"
        targets = [Target(*place) for place in typesetting.places]
        Joining(targets, self._said).join(files, result)
        return result.read_bytes()

    def _said(self, name: str, page: int) -> str:
        """Return what a link says to whoever cannot see it: the note that it leads to, the page."""
        number = f"{_('p.')} {page}"
        title = self.titles.get(name.partition("#")[0])
        return f"{title}, {number}" if title else number

    def _report_pictures(self, count: int) -> None:
        words = _("Pictures without a description: %(count)s. Write one: ![[file|description]].")
        print(words % {"count": count})

    # --- text -------------------------------------------------------

    def _pieces(self, timestamp: int) -> Iterator[Piece]:
        """Yield the pieces of the PDF in order; the contents are written when all are known."""
        text = list(self._text())
        if not self.plan.whole and not self.plan.parts and not self._any_skill():
            yield from text  # one page that says why there is no more
            return
        back = list(self._back())
        contents = call(
            "contents", string(_("Contents")), str(LISTED), array(self.translator.contents)
        )
        code = joined([self._cover(timestamp), contents])
        listed = self.places.listed()
        yield Piece(code, len(code), begins=True, level=1, wanted=listed)
        yield from (*text, *back)

    def _back(self) -> Iterator[Piece]:
        for number, chapter in enumerate(self.indexes.back()):
            level = 1 if number == 0 else 2
            yield self._piece(f"back/{number}", chapter, begins=level == 1, level=level)

    def _text(self) -> Iterator[Piece]:
        numbers = iter(range(len(self.entries)))
        if self.plan.home is not None:
            yield self._note(next(numbers))
            overview = self.domains.overview()
            yield self._piece("overview", overview)
        if not self.plan.whole:
            yield from self._domains()
        for number, part in enumerate(self.plan.parts):
            title = self.translator.exact(part.title)
            head = self.translator.part(f"part:{part.title}", title)
            yield self._piece(f"parts/{number}", head, begins=True, level=1)
            for _entry in part.entries:
                yield self._note(next(numbers))
        if self.plan.whole:
            yield from self._domains()

    def _domains(self) -> Iterator[Piece]:
        for number, shown in enumerate(self.domains.chapters()):
            level = 1 if number == 0 or not self.plan.whole else 2
            yield self._piece(f"domains/{number}", shown, begins=level == 1, level=level)

    def _piece(self, name: str, code: str, *, begins: bool = False, level: int = 0) -> Piece:
        """Return what a file shows, once it is written."""
        shown = self.sources.write(name, code)
        wanted, placed = self.places.recent()
        weight = len(code) + self.translator.pictures.weight()
        return Piece(shown, weight, begins, level, wanted, placed)

    def _any_skill(self) -> bool:
        return any(domain.skills for domain in self.plan.domains)

    def _note(self, number: int) -> Piece:
        entry = self.entries[number]
        doctree = self._resolved(self.handbook.notes[entry.path].docname)
        self.translator.glyphs.replaced.clear()
        code = self.chapters.chapter(entry, doctree)
        begins = entry.fresh or entry.level == 1
        piece = self._piece(f"notes/{number}", code, begins=begins, level=entry.level)
        if self.translator.glyphs.replaced:
            signs = " ".join(sorted(self.translator.glyphs.replaced)[:20])
            warn(Problem.SIGNS, doctree["docname"], signs=signs)
        return piece

    def _resolved(self, docname: str) -> nodes.document:
        try:
            doctree = self.env.get_and_resolve_doctree(
                docname, self.builder, tags=self.builder.tags
            )
        except Exception as error:  # an extension's own pass over one note must not stop the others
            warn(Problem.NOTE, docname, cause=f"{type(error).__name__}: {error}"[:120])
            doctree = self.env.get_doctree(docname)
        doctree["docname"] = docname
        return doctree

    def _plain_note(self, number: int) -> tuple[str, str]:
        entry = self.entries[number]
        docname = self.handbook.notes[entry.path].docname
        text = vn.without_markup(self._resolved(docname))
        return self.chapters.plain(entry, text), docname

    def _cards(self, domain: Domain) -> list[nodes.Node]:
        """Return the cards of a domain, resolved in the notes that hold them."""
        catalogue = self.handbook.catalogue
        cards: dict[object, nodes.Node] = {}
        for path in dict.fromkeys(place[0] for place in domain.places):
            doctree = self._resolved(self.handbook.notes[path].docname)
            for skill in doctree.findall(vn.skill):
                if not skill.get("copy"):
                    cards.setdefault(
                        catalogue.by_place.get((skill["note"], skill["ordinal"])), skill
                    )
        return [cards[i] for i in domain.skills if i in cards]

    # --- about -------------------------------------------------------

    def _about(self, timestamp: int) -> dict[str, str]:
        config = self.builder.config
        day = datetime.fromtimestamp(timestamp, UTC).date()
        names = [d.name for d in self.plan.domains]
        about = self.plan.title or ", ".join(names)
        title = config.project if self.plan.whole else f"{config.project} – {about}"
        return {
            "title": string(title),
            "author": string(config.author),
            "date": call("datetime", year=str(day.year), month=str(day.month), day=str(day.day)),
            "description": string(self._version(day)),
            "keywords": array(map(string, names)),
            "lang": string(str(config.language).partition("_")[0]),
        }

    def _version(self, day: date) -> str:
        words = long_date(day.isoformat(), self.builder.config.language)
        return _("Version of %(date)s") % {"date": words}

    def _cover(self, timestamp: int) -> str:
        config = self.builder.config
        day = datetime.fromtimestamp(timestamp, UTC).date()
        settings = Settings.of(config)
        lines = [
            *dict.fromkeys((settings.institution, config.author)),
            self._version(day),
            str(config.html_baseurl or ""),
        ]
        domains = array(array([string(d.slug), string(d.name)]) for d in self.plan.domains)
        return call(
            "cover",
            self.translator.text(config.project),
            subtitle=None
            if self.plan.whole
            else self.translator.exact(self.plan.title or _("Booklet")),
            domains=domains,
            about=array(self.translator.exact(line) for line in lines if line),
        )

    def _words(self) -> dict[str, str]:
        config = self.builder.config
        french = str(config.language).startswith("fr")
        return {
            "page-short": _("p."),
            "colon": "\u202f:" if french else ":",
            "title": config.project,
        }


def _idle(handbook: Handbook) -> set[str]:
    """Return the headings that no link leads to; a place costs the compiler memory."""
    headings = {f"{n.docname}#{h.anchor}" for n in handbook.notes.values() for h in n.outline}
    return headings - {
        f"{handbook.notes[resolution.path].docname}#{resolution.anchor}"
        for resolutions in handbook.resolutions.values()
        for resolution in resolutions
        if resolution.path in handbook.notes
    }


def _timestamp(vault: Path) -> int:
    """Return the PDF's time: SOURCE_DATE_EPOCH, else the day of the last commit, else now."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdecimal():
        return int(given)
    day = last_commit(vault).get("revision_date")
    moment = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else datetime.now(UTC)
    return int(moment.timestamp())
