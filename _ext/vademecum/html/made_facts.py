"""What pages that no note has show beside the texts of notes, as records.

Cheap to make: they tell whether a page has changed.
"""

from __future__ import annotations

from typing import Any

from vademecum.handbook import Handbook
from vademecum.html.catalogue_pieces import piece_names
from vademecum.html.contexts import PageContexts
from vademecum.html.facets import facets
from vademecum.html.graph import graph_groups
from vademecum.html.home import notebook_context
from vademecum.html.plan_contexts import data_part, plan_facts, skill_json_ld
from vademecum.html.search.words import synonym_table, synonyms
from vademecum.html.views import AddedPage, Target
from vademecum.i18n import _
from vademecum.presentation.skill_words import field_label, field_pairs
from vademecum.skills.catalogue import Domain, PlacedSkill
from vademecum.skills.notation import SkillId
from vademecum.skills.retired import RetiredSkill
from vademecum.vault.names import HOME, DocName
from vademecum.vault.records import Kind
from vademecum.vault.tags import pieces

Context = dict[str, Any]

CARDS = 50
"""Skills up to which a domain's page has their cards; above, a line each."""


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
            "synonyms": synonym_table(
                (*synonyms(self.contexts.language), *self.contexts.settings.synonyms)
            ),
            "fields": self._fields(),
            "facets": facets(self.handbook.catalogue, self.contexts.declared),
            "pieces": piece_names(self.handbook.catalogue),
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
            "in_lines": len(domain.skills) > CARDS,
            "rows": [
                (
                    self.contexts.skill_line(catalogue.skills[i]),
                    [r in catalogue.skills[i].see for r in users],
                )
                for i in (domain.skills if len(domain.skills) <= CARDS else ())
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

    def tag(self, key: str, number: int) -> Context:
        """Return the notes of one page of a tag, its other pages, and the tags around it."""
        contexts = self.contexts
        tag = contexts.tags[key]
        parts = pieces(tag, self.handbook.notes)
        notes = (self.handbook.notes[path] for path in parts[number].notes)
        above = key.rpartition("/")[0]
        title = _("Tag “%(name)s”") % {"name": tag.name}
        if number:
            title += _(" (%(number)s of %(total)s)") % {"number": number + 1, "total": len(parts)}
        return {
            "title": title,
            "parts": [
                (Target(part.first, part.address, current=place == number), part.last)
                for place, part in enumerate(parts)
            ]
            if len(parts) > 1
            else [],
            "tag": tag.name,
            "above": contexts.tag_target(above) if above else None,
            "below": [contexts.tag_target(name) for name in tag.below],
            "notes": contexts.note_lines(notes),
        }

    def not_found(self) -> Context:
        """Return what is shown for an address that is none."""
        return {"title": _("Page not found")}

    def offline(self) -> Context:
        """Return where the page leads that version 0.1 showed without a network; until 0.3."""
        title = str(self.contexts.vault.env.config.project)
        return {"title": title, "moved_to": Target(title, HOME)}

    def moved(self, docname: DocName) -> Context:
        """Return where a note stands that has another name now."""
        note = self.contexts.vault.notes[docname]
        return {"title": note.title, "moved_to": self.contexts.target(note.path)}

    def retired(self, gone: RetiredSkill) -> Context:
        """Return what the page of a skill that is gone shows: its address goes on answering."""
        title = f"{gone.id} – {gone.title or _('Retired skill')}"
        return {"title": title, "retired": self._retired_line(gone)}

    def _retired_line(self, gone: RetiredSkill) -> Context:
        return {
            "id": gone.id,
            "title": gone.title,
            "page": self.addresses.skill(gone.id),
            "successors": [self._successor(s) for s in self.handbook.successors(gone)],
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

    def graph(self) -> Context:
        """Return the groups of the graph as its page lists them."""
        return {"title": _("Map of the handbook"), "groups": graph_groups(self.contexts)}

    def data(self) -> Context:
        """Return what the page of open data shows."""
        return {"title": _("Open data"), "data": data_part(self.contexts.vault.env)}

    def added(self, page: AddedPage) -> Context:
        """Return what the page of another extension shows."""
        return {"title": page.title, "html": page.html}

    def notebook(self) -> Context:
        """Return the state of the notebook."""
        return notebook_context(self.contexts)
