"""What the templates of the pages that no note has are given.

``facts`` are records, cheap to make: they tell whether a page has changed. ``texts`` are parts of
notes laid out anew as HTML, made only for a page that is written.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from typing import Any

from docutils import nodes
from docutils.utils import new_document
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

from vademecum import nodes as vn
from vademecum.core.handbook import Handbook
from vademecum.core.names import DocName, NotePath
from vademecum.core.records import Kind
from vademecum.core.skills.addresses import address_key, is_web_address
from vademecum.core.skills.catalogue import Domain, PlacedSkill
from vademecum.core.skills.notation import SkillId
from vademecum.core.skills.retired import RetiredSkill
from vademecum.core.synonyms import SYNONYMS, synonym_table
from vademecum.html.contexts import PageContexts
from vademecum.html.data_contexts import data_part, skill_json_ld
from vademecum.html.facets import facets
from vademecum.html.notebook import notebook_context
from vademecum.html.plan_contexts import plan_facts, plan_json
from vademecum.html.security import without_inline_styles
from vademecum.html.translator import unbroken
from vademecum.html.views import Learning
from vademecum.html.whole_map import part_drawing, parts_drawing, whole_map
from vademecum.i18n import _
from vademecum.presentation.skill_words import field_label, field_pairs

Context = dict[str, Any]


class Facts:
    """Makes what a page shows beside the texts of notes, as records."""

    def __init__(self, contexts: PageContexts) -> None:
        self.contexts = contexts
        self.addresses = contexts.addresses

    @property
    def handbook(self) -> Handbook:
        """The handbook."""
        return self.contexts.handbook

    def catalogue(self) -> Context:
        """Return what the catalogue shows."""
        return {
            "title": _("Catalogue of skills"),
            "total": len(self.handbook.catalogue.skills),
            "synonyms": json.dumps(
                synonym_table((*SYNONYMS, *self.contexts.settings.synonyms)), ensure_ascii=False
            ),
            "fields": self._fields(),
            "facets": facets(self.handbook.catalogue, self.contexts.declared),
            "retired": [self._retired_line(gone) for gone in self.handbook.retired.values()],
        }

    def _fields(self) -> list[Context]:
        """Return each declared field that skills fill, with its values."""
        fields = []
        for spec in self.contexts.declared.fields:
            values: dict[str, int] = {}
            for placed in self.handbook.catalogue.skills.values():
                for value in placed.skill.values(spec.key):
                    values[value] = values.get(value, 0) + 1
            if values:
                label = field_label(spec.key, self.contexts.declared)
                fields.append({"name": spec.key, "label": label, "values": sorted(values.items())})
        return fields

    def domain(self, domain: Domain) -> Context:
        """Return what a domain's page shows."""
        catalogue = self.handbook.catalogue
        users = dict.fromkeys(
            identifier
            for source in (domain.see, *(catalogue.skills[i].see for i in domain.skills))
            for identifier in source
        )
        return {
            "title": domain.name,
            "lead": " / ".join(domain.themes),
            "card": self.contexts.cards[domain.slug],
            "resources": [self.contexts.resource_line(catalogue.resources[i]) for i in users],
            "skills": self.contexts.skill_lines(domain.skills),
            "sources": [self.contexts.target(path) for path, _a, _l in domain.places],
            "rows": [
                (
                    self.contexts.skill_line(catalogue.skills[i]),
                    [r in catalogue.skills[i].see for r in users],
                )
                for i in domain.skills
            ],
        }

    def skill(self, placed: PlacedSkill) -> Context:
        """Return what a skill's page shows."""
        resources = self.handbook.catalogue.resources
        return {
            "title": f"{placed.id} – {placed.name}",
            "lead": placed.skill.description or placed.skill.title,
            "skill": self.contexts.skill_line(placed),
            "levels": self.contexts.ladder(placed),
            "roles": self.contexts.asking(placed),
            "matches": self.contexts.matches(placed),
            "fields": list(field_pairs(placed.skill, self.contexts.declared)),
            "resources": [self.contexts.resource_line(resources[i]) for i in placed.see],
            "source": self.contexts.target(placed.note),
            "heading": placed.heading,
            "anchor": placed.id,
            "edit_url": self.contexts.edit_url(placed.note),
            "report_url": self.contexts.report_url(placed.id),
            **self.contexts.around_skill(placed),
            "defined_term": skill_json_ld(self.contexts.vault.env, placed),
        }

    def tag(self, key: str) -> Context:
        """Return the notes that bear a tag, and the tags around it."""
        contexts = self.contexts
        tag = contexts.tags[key]
        notes = (self.handbook.notes[path] for path in tag.notes)
        above = key.rpartition("/")[0]
        return {
            "title": _("Tag “%(name)s”") % {"name": tag.name},
            "tag": tag.name,
            "above": contexts.tag_target(above) if above else None,
            "below": [contexts.tag_target(name) for name in tag.below],
            "notes": contexts.note_lines(notes),
        }

    def not_found(self) -> Context:
        """Return what is shown for an address that is none."""
        return {"title": _("Page not found")}

    def offline(self) -> Context:
        """Return what is shown for a page that the device has not kept."""
        return {"title": _("No network")}

    def moved(self, docname: DocName) -> Context:
        """Return where a note stands that has another name now."""
        note = self.contexts.vault.notes[docname]
        return {"title": note.title, "moved_to": self.contexts.target(note.path)}

    def retired(self, gone: RetiredSkill) -> Context:
        """Return what the page of a skill that is gone shows: its address goes on answering."""
        title = f"{gone.id} – {gone.title or _('Retired skill')}"
        return {"title": title, "retired": self._retired_line(gone)}

    def _retired_line(self, gone: RetiredSkill) -> Context:
        known = self.handbook
        successors = [
            s for s in gone.successors if s in known.catalogue.skills or s in known.retired
        ]
        return {
            "id": gone.id,
            "title": gone.title,
            "page": self.addresses.skill(gone.id),
            "successors": [self._successor(s) for s in successors],
        }

    def _successor(self, identifier: str) -> dict[str, str]:
        placed = self.handbook.catalogue.skills.get(SkillId(identifier))
        gone = self.handbook.retired.get(identifier)
        title = placed.name if placed is not None else gone.title if gone is not None else ""
        return {"id": identifier, "title": title, "page": self.addresses.skill(identifier)}

    def questions(self) -> Context:
        """Return the list of questions."""
        notes = self.contexts.note_lines(self.handbook.of_kind(Kind.QUESTION))
        return {"title": _("Questions"), "notes": notes}

    def resources(self) -> Context:
        """Return the list of resources: notes that say they are one, and what skills rest on."""
        others = [
            self.contexts.resource_line(resource)
            for resource in self.handbook.catalogue.resources.values()
            if resource.path not in self.handbook.notes
            or self.handbook.notes[resource.path].kind is not Kind.RESOURCE
        ]
        notes = self.contexts.note_lines(self.handbook.of_kind(Kind.RESOURCE))
        return {"title": _("Resources"), "notes": notes, "others": others}

    def roles(self) -> Context:
        """Return the list of roles."""
        notes = self.contexts.note_lines(self.handbook.of_kind(Kind.ROLE))
        return {"title": _("Roles"), "notes": notes}

    def matrix(self) -> Context:
        """Return the table of skills and roles."""
        roles = self.contexts.role_targets(self.handbook.catalogue.roles)
        levels = [self.contexts.level(number) for number in self.contexts.declared.numbers]
        return {
            "title": _("Roles and skills"),
            "roles": roles,
            "parts": self.contexts.matrix(),
            "levels": levels,
        }

    def plan(self) -> Context:
        """Return what the page for one's own plan shows."""
        return {"title": _("My plan"), **plan_facts(self.contexts)}

    def team(self) -> Context:
        """Return what the page for several plans shows."""
        return {"title": _("Team"), **plan_facts(self.contexts)}

    def contents(self) -> Context:
        """Return the table of contents."""
        notes = self.contexts.note_lines(self.contexts.in_order())
        return {"title": _("All notes"), "notes": notes}

    def map(self) -> Context:
        """Return the parts of the handbook."""
        return {"title": _("Map of the handbook"), "whole": whole_map(self.contexts)}

    def data(self) -> Context:
        """Return what the page of open data shows."""
        return {"title": _("Open data"), "data": data_part(self.contexts.vault.env)}

    def notebook(self) -> Context:
        """Return the state of the notebook."""
        return notebook_context(self.contexts)


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
                while not (isinstance(section, nodes.section) and section.get("written") == 2):
                    section = section.parent
                own = [c for c in skills.children if isinstance(c, vn.skill_reference)]
                self.references.setdefault((note.path, section["ids"][0]), []).extend(own)

    def catalogue(self) -> Context:
        """Return the cards of all skills, by domain."""
        domains = self.contexts.handbook.catalogue.domains.values()
        groups = [
            {
                "card": self.contexts.cards[domain.slug],
                "html": self._cards(domain.skills, self.addresses.catalogue, folded=True),
            }
            for domain in domains
        ]
        return {"groups": groups}

    def plan(self) -> Context:
        """Return the data of the plan's page, with the addresses that it links to."""
        return {"plan_json": plan_json(self.contexts, self.builder, self.addresses.plan)}

    def map(self) -> Context:
        """Return the drawings of the map, with the addresses that they link to."""
        whole = whole_map(self.contexts)
        pathto = partial(self.builder.get_relative_uri, self.addresses.map)
        contents = self.addresses.contents
        return {
            "overview": parts_drawing(whole, pathto(contents)),
            "drawings": [part_drawing(part, pathto, contents) for part in whole.parts],
        }

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
            "html": self._cards(domain.skills, page),
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
        """Return the references of a skill as its author words them, free and French ones first."""
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
        """Return blocks of a note as HTML for the page ``page``, links and all."""
        if not blocks:
            return ""
        builder = self.builder
        document = new_document("", builder.docsettings)
        document.extend(block.deepcopy() for block in blocks)
        builder.env.resolve_references(document, page, builder)
        builder.current_docname = page
        builder.secnumbers, builder.fignumbers = {}, {}
        base = builder.get_target_uri(page)
        builder.imgpath = relative_uri(base, builder.imagedir)
        builder.dlpath = relative_uri(base, "_downloads")
        builder.post_process_images(document)
        visitor = builder.create_translator(document, builder)
        document.walkabout(visitor)
        assert isinstance(visitor, HTML5Translator)
        return without_inline_styles("".join(visitor.fragment))
