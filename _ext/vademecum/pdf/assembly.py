"""One PDF: notes translated, the annex added, all sources given to the compiler."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from docutils import nodes
from sphinx.builders import Builder

from vademecum import nodes as vn
from vademecum.core.handbook import Handbook
from vademecum.core.skills.catalogue import Domain
from vademecum.i18n import _
from vademecum.pdf.chapters import Chapters
from vademecum.pdf.compiler import Compiler, CompilerError
from vademecum.pdf.domain_chapters import DomainChapters
from vademecum.pdf.glyphs import Glyphs
from vademecum.pdf.handlers import HANDLERS, added_handlers
from vademecum.pdf.indexes import Indexes
from vademecum.pdf.pictures import Pictures
from vademecum.pdf.places import Places
from vademecum.pdf.plan import Entry, Plan
from vademecum.pdf.problems import Problem, warn
from vademecum.pdf.syntax import array, call, joined, string
from vademecum.pdf.translator import TypstTranslator
from vademecum.presentation.dates import long_date
from vademecum.presentation.revision import last_commit
from vademecum.settings import Settings


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
        self.places = Places(
            {handbook.notes[e.path].docname for e in self.entries},
            str(builder.config.html_baseurl or ""),
            _idle(handbook),
        )

    def pdf(self) -> bytes:
        """Return the PDF.

        :raises AssemblyError: if the compiler makes none.
        """
        with tempfile.TemporaryDirectory(prefix="vademecum-") as folder:
            root = Path(folder)
            pictures = Pictures(
                root, Path(self.env.srcdir), Settings.of(self.env.config).picture_pixels
            )
            self.translator = TypstTranslator(
                self.env,
                self.handbook,
                self.places,
                pictures,
                Glyphs(),
                HANDLERS,
                added_handlers(self.builder._registry, self.builder),
            )
            self.chapters = Chapters(self.plan, self.translator)
            self.domains = DomainChapters(self.plan, self.translator, self._cards)
            self.indexes = Indexes(self.plan, self.translator)
            compiler = Compiler(root, self._plain_note, _timestamp(Path(self.env.srcdir)))
            body = self._body(compiler)
            compiler.write("main", call("handbook", body, **self._about(compiler.timestamp)))
            compiler.data("places", self.places.table())
            compiler.data("words", self._words())
            if pictures.without_words:
                self._report_pictures(len(set(pictures.without_words)))
            try:
                return compiler.pdf()
            except CompilerError as error:
                raise AssemblyError(error.message) from None

    def _report_pictures(self, count: int) -> None:
        words = _("Pictures without a description: %(count)s. Write one: ![[file|description]].")
        print(words % {"count": count})

    # --- text -------------------------------------------------------

    def _body(self, compiler: Compiler) -> str:
        numbers = iter(range(len(self.entries)))
        parts = []
        if self.plan.home is not None:
            parts += [self._note(compiler, next(numbers)), self.domains.overview()]
        domains = "" if self.plan.whole else compiler.write("domains", self.domains.write())
        for part in self.plan.parts:
            head = call("part", string(f"part:{part.title}"), self.translator.exact(part.title))
            parts += [head, *(self._note(compiler, next(numbers)) for _entry in part.entries)]
        if self.plan.whole:
            domains = compiler.write("domains", self.domains.write())
            parts = [*parts, domains]
        else:
            parts = [domains, *parts]
        if not self.plan.whole and not self.plan.parts and not self._any_skill():
            return joined(parts)  # one page that says why there is no more
        back = compiler.write("back", self.indexes.back())
        contents = call("contents", string(_("Contents")), "3")
        return joined([self._cover(compiler.timestamp), contents, *parts, back])

    def _any_skill(self) -> bool:
        return any(domain.skills for domain in self.plan.domains)

    def _note(self, compiler: Compiler, number: int) -> str:
        entry = self.entries[number]
        doctree = self._resolved(self.handbook.notes[entry.path].docname)
        self.translator.glyphs.replaced.clear()
        shown = compiler.write(f"notes/{number}", self.chapters.chapter(entry, doctree))
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
