"""A chapter for each domain, with its skills and their resources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from docutils import nodes

from vademecum.i18n import _
from vademecum.nodes import put_language
from vademecum.pdf.annex import AnnexWriter
from vademecum.pdf.plan import Plan
from vademecum.pdf.skill_cards import skill_place
from vademecum.pdf.syntax import NOTHING, call, joined, string
from vademecum.pdf.tables import Cell, table
from vademecum.pdf.translator import TypstTranslator
from vademecum.skills.catalogue import Domain, PlacedSkill

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
