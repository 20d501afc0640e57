"""What pages that no note has show of notes: parts of them, laid out anew as HTML.

Made only for a page that is written.
"""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from vademecum import nodes as vn
from vademecum.html.catalogue_pieces import piece_names
from vademecum.html.contexts import PageContexts
from vademecum.html.fragments import as_html
from vademecum.html.made_facts import CARDS, Context
from vademecum.html.plan_contexts import plan_json
from vademecum.html.translator import unbroken
from vademecum.html.views import Learning
from vademecum.skills.catalogue import Domain, PlacedSkill
from vademecum.vault.names import NotePath
from vademecum.vault.urls import address_key, is_web_address


class Texts:
    """Lays out what pages show of notes: the cards of skills, the references of domains."""

    def __init__(
        self, env: BuildEnvironment, builder: StandaloneHTMLBuilder, contexts: PageContexts
    ) -> None:
        self.env = env
        self.builder = builder
        self.contexts = contexts
        self.addresses = contexts.addresses
        self.skills: dict[tuple[NotePath, int], vn.skill] = {}
        self.references: dict[tuple[NotePath, str], list[nodes.Node]] = {}
        self._read_skills()

    def _read_skills(self) -> None:
        for note in self.contexts.handbook.notes.values():
            if not note.domain_sections:
                continue
            doctree = self.env.get_doctree(note.docname)
            for skill in doctree.findall(vn.skill):
                self.skills[skill["note"], skill["ordinal"]] = skill
            for skills in doctree.findall(vn.skill_list):
                section = skills.parent
                while not (isinstance(section, nodes.section) and section.get("source_level") == 2):
                    section = section.parent
                own = [c for c in skills.children if isinstance(c, vn.skill_reference)]
                self.references.setdefault((note.path, section["ids"][0]), []).extend(own)

    def catalogue(self) -> Context:
        """Return the cards of all skills, by domain."""
        domains = self.contexts.handbook.catalogue.domains.values()
        large = bool(piece_names(self.contexts.handbook.catalogue))
        page = self.addresses.catalogue
        groups = [
            {
                "card": self.contexts.cards[domain.slug],
                "html": "" if large else self._cards(domain.skills, page, folded=True),
            }
            for domain in domains
        ]
        return {"groups": groups}

    def plan(self) -> Context:
        """Return the data of the plan's page, with the addresses that it links to."""
        return {"plan_json": plan_json(self.contexts, self.builder, self.addresses.plan)}

    def team(self) -> Context:
        """Return the data of the team's page."""
        return {"plan_json": plan_json(self.contexts, self.builder, self.addresses.team)}

    def domain(self, domain: Domain) -> Context:
        """Return the cards of a domain's skills, and what the domain refers to."""
        page = self.addresses.domain(domain.slug)
        own = [
            node
            for path, anchor, _line in domain.places
            for node in self.references.get((path, anchor), ())
        ]
        return {
            "html": self._cards(domain.skills, page) if len(domain.skills) <= CARDS else "",
            "references_html": self._render(own, page),
        }

    def skill(self, placed: PlacedSkill) -> Context:
        """Return the title of a skill with its markup, and what stands below it."""
        page = self.addresses.skill(placed.id)
        node = self.skills[placed.note, placed.skill.ordinal]
        kinds = (vn.skill_title, vn.skill_reference)
        body = [child for child in node.children if not isinstance(child, kinds)]
        return {
            "title_html": self._title(node[0], page),
            "learning": self._learning(node, page),
            "html": self._render(body, page),
        }

    def _learning(self, node: vn.skill, page: str) -> list[Learning]:
        """Return the references of a skill as its author words them, by what they name."""
        catalogue = self.contexts.handbook.catalogue
        references = []
        for reference in node.findall(vn.skill_reference):
            named = (self._named(link) for link in reference.findall(nodes.Element))
            identifiers = dict.fromkeys(i for i in named if i in catalogue.resources)
            lines = self.contexts.learning(str(i) for i in identifiers)
            references.append(Learning(self._render([reference], page), lines))
        return sorted(references, key=lambda one: min((r.rank for r in one.resources), default=3))

    def _named(self, link: nodes.Element) -> str | None:
        """Return the resource that a link of a skill refers to."""
        catalogue = self.contexts.handbook.catalogue
        if isinstance(link, vn.wikilink):
            return catalogue.by_link.get((link["note"], link["link"]))
        address = str(link.get("refuri", ""))
        return catalogue.by_address.get(address_key(address)) if is_web_address(address) else None

    def _title(self, title: nodes.Node, page: str) -> str:
        """Return the title of a skill as HTML; one without markup needs no writer."""
        if all(isinstance(child, nodes.Text) for child in title.children):
            return unbroken(title.astext())
        return self._render([nodes.inline("", "", *title.children)], page)

    def _cards(self, identifiers: Sequence[str], page: str, *, folded: bool = False) -> str:
        catalogue = self.contexts.handbook.catalogue
        cards = vn.skill_list()
        for identifier in identifiers:
            placed = catalogue.skills[identifier]  # type: ignore[index]
            card = self.skills[placed.note, placed.skill.ordinal].deepcopy()
            card["folded"] = folded
            card["ids"] = []
            cards += card
        return self._render([cards], page)

    def _render(self, blocks: Sequence[nodes.Node], page: str) -> str:
        return as_html(self.builder, blocks, page)
