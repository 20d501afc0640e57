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
from sphinx.registry import SphinxComponentRegistry

from vademecum import nodes as vn
from vademecum.compat import application
from vademecum.environment.history import last_commit
from vademecum.handbook import Handbook
from vademecum.i18n import _
from vademecum.pdf import blocks, boxes, inline, markup, skills, tables
from vademecum.pdf.annex import DomainChapters, Indexes
from vademecum.pdf.chapters import Chapters
from vademecum.pdf.compiler import CompilerError, Sources, compiled
from vademecum.pdf.pictures import Pictures
from vademecum.pdf.places import Places
from vademecum.pdf.plan import Entry, Plan
from vademecum.pdf.problems import Problem, warn
from vademecum.pdf.syntax import array, call, joined, string
from vademecum.pdf.translator import SphinxHandlers, TypstTranslator
from vademecum.pdf.typography import Glyphs
from vademecum.presentation.words import long_date
from vademecum.settings import Settings
from vademecum.skills.catalogue import Domain
from vademecum.tokens import typst_tokens

MOST_PAGES = 1_000
"""Pages of a PDF: the compiler takes nearly 2 MB for each, until the last is laid out."""
_SIGNS_A_PAGE = 3_300
"""Signs of code that make a page, about."""
_BYTES_A_SIGN = 100
"""Bytes of a picture that take the compiler the memory of one sign of code, about."""
_LISTED = 3
"""The lowest level of headings that the contents list."""


_HANDLERS = {
    kind: handler
    for module in (blocks, boxes, inline, markup, skills, tables)
    for kind, handler in module.HANDLERS.items()
}
"""How each class of node is printed."""


class AssemblyError(Exception):
    """The compiler made no PDF; ``args[0]`` says why."""


class TooLargeError(Exception):
    """It is not even tried: ``args[0]`` pages, about."""


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
        self.places = Places(
            {handbook.notes[e.path].docname for e in self.entries},
            str(builder.config.html_baseurl or ""),
            _idle(handbook),
        )

    def pdf(self) -> bytes:
        """Return the PDF.

        :raises AssemblyError: if the compiler makes none.
        :raises TooLargeError: if it would have far too many pages.
        """
        vault, pixels = Path(self.env.srcdir), Settings.of(self.env.config).picture_pixels
        with (
            tempfile.TemporaryDirectory(prefix="vademecum-") as folder,
            closing(Pictures(Path(folder), vault, pixels)) as pictures,
        ):
            self.translator = TypstTranslator(
                self.env,
                self.handbook,
                self.places,
                pictures,
                Glyphs(),
                _HANDLERS,
                _added_handlers(application(self.env).registry, self.builder),
            )
            self.sources = Sources(Path(folder))
            self.chapters = Chapters(self.plan, self.translator)
            self.domains = DomainChapters(self.plan, self.translator, self._cards)
            self.indexes = Indexes(self.plan, self.translator)
            timestamp = _timestamp(vault)
            body = joined(self._body(timestamp))
            pages = (self.sources.signs + pictures.bytes // _BYTES_A_SIGN) // _SIGNS_A_PAGE
            if pages > MOST_PAGES:
                raise TooLargeError(pages)
            if pictures.without_words:
                self._report_pictures(len(set(pictures.without_words)))
            return self._compiled(body, timestamp)

    def _compiled(self, body: str, timestamp: int) -> bytes:
        self.sources.data("places", self.places.table())
        self.sources.data("words", self._words())
        domains = Settings.of(self.env.config).domains
        self.sources.data("tokens", typst_tokens({spec.slug: spec.colour for spec in domains}))
        code = call("handbook", body, **self._about(timestamp))
        try:
            return compiled(self.sources, code, timestamp, len(self.entries), self._give_up)
        except CompilerError as error:
            nameless = "" if error.diagnostic else " " + _("The compiler names no note.")
            raise AssemblyError(error.message + nameless) from None

    def _report_pictures(self, count: int) -> None:
        words = _("Pictures without a description: %(count)s. Write one: ![[file|description]].")
        print(words % {"count": count})

    # --- text -------------------------------------------------------

    def _body(self, timestamp: int) -> Iterator[str]:
        """Yield what the PDF shows, in order."""
        empty = not self.plan.whole and not self.plan.parts and not self._any_skill()
        if not empty:  # else one page says why there is no more
            yield self._cover(timestamp)
            yield call("contents", string(_("Contents")), str(_LISTED))
        yield from self._text()
        if not empty:
            yield self.sources.write("back", joined(self.indexes.back()))

    def _text(self) -> Iterator[str]:
        numbers = iter(range(len(self.entries)))
        if self.plan.home is not None:
            yield self._note(next(numbers))
            yield self.sources.write("overview", self.domains.overview())
        if not self.plan.whole:
            yield self._domains()
        for part in self.plan.parts:
            yield self.translator.part(f"part:{part.title}", self.translator.exact(part.title))
            for _entry in part.entries:
                yield self._note(next(numbers))
        if self.plan.whole:
            yield self._domains()

    def _domains(self) -> str:
        return self.sources.write("domains", joined(self.domains.chapters()))

    def _any_skill(self) -> bool:
        return any(domain.skills for domain in self.plan.domains)

    def _note(self, number: int) -> str:
        entry = self.entries[number]
        doctree = self._resolved(self.handbook.notes[entry.path].docname)
        self.translator.glyphs.replaced.clear()
        shown = self.sources.write(f"notes/{number}", self.chapters.chapter(entry, doctree))
        if self.translator.glyphs.replaced:
            signs = " ".join(sorted(self.translator.glyphs.replaced)[:20])
            warn(Problem.SIGNS, doctree["docname"], signs=signs)
        return shown

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

    def _give_up(self, number: int, cause: str) -> None:
        """Have the plain text of a note in the place of its layout."""
        entry = self.entries[number]
        docname = self.handbook.notes[entry.path].docname
        text = vn.without_markup(self._resolved(docname))
        self.sources.write(f"notes/{number}", self.chapters.plain(entry, text))
        warn(Problem.NOTE, docname, cause=cause[:120])

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


def _added_handlers(registry: SphinxComponentRegistry, builder: Builder) -> SphinxHandlers:
    """Return what extensions have registered for a builder's name, else for its format.

    The order is Sphinx's own, in ``SphinxComponentRegistry.create_translator``.
    """
    handlers = registry.translation_handlers
    return handlers.get(builder.name) or handlers.get(builder.format) or {}
