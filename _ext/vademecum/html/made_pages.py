"""The pages that no note has.

Catalogue, a page per domain and per skill, lists of questions, resources and notes to write, the
table of contents. Their words are in the templates of the theme.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from docutils import nodes
from docutils.utils import new_document
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

from vademecum import nodes as vn
from vademecum.core.handbook import Handbook
from vademecum.core.names import NotePath
from vademecum.core.records import Kind
from vademecum.core.skills.addresses import address_key, is_web_address
from vademecum.core.skills.catalogue import Domain, PlacedSkill
from vademecum.core.skills.notation import SkillId
from vademecum.core.skills.retired import RetiredSkill
from vademecum.data.skos import PAGE as DATA
from vademecum.environment.domain import VaultDomain
from vademecum.html.contexts import page_contexts
from vademecum.html.data_contexts import data_part, skill_json_ld
from vademecum.html.translator import unbroken
from vademecum.html.views import Learning
from vademecum.i18n import _
from vademecum.presentation.addresses import domain_page, skill_page
from vademecum.presentation.skill_words import field_label, field_pairs

ROLES = "profils"
Page = tuple[str, dict[str, Any], str]


def collect(app: Sphinx) -> Iterator[Page]:
    """Yield the pages that no note has: name, context, template.

    All of them follow from the notes: where no page of a note was written, none has changed.
    """
    if isinstance(app.builder, StandaloneHTMLBuilder) and VaultDomain.of(app.env).pages_written:
        yield from _Pages(app, app.builder).all()


def page_names(handbook: Handbook) -> Iterator[str]:
    """Yield the names of the pages that ``collect`` makes."""
    yield from ("catalogue", "questions", "ressources", "sommaire", "a-ecrire", DATA)
    yield from (ROLES,) if handbook.catalogue.roles else ()
    yield from map(domain_page, handbook.catalogue.domains)
    yield from map(skill_page, handbook.catalogue.skills)


class _Pages:
    def __init__(self, app: Sphinx, builder: StandaloneHTMLBuilder) -> None:
        self.env = app.env
        self.builder = builder
        self.vault = VaultDomain.of(app.env)
        self.contexts = page_contexts(app.env)
        self.skills: dict[tuple[NotePath, int], vn.skill] = {}
        self.references: dict[tuple[NotePath, str], list[nodes.Node]] = {}
        self._read_skills()

    def _read_skills(self) -> None:
        for note in self.vault.handbook.notes.values():
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

    def all(self) -> Iterator[Page]:
        catalogue = self.vault.handbook.catalogue
        yield self._catalogue()
        for domain in catalogue.domains.values():
            yield self._domain(domain)
        for placed in catalogue.skills.values():
            yield self._skill(placed)
        for gone in self.vault.handbook.retired.values():
            yield self._retired(gone)
        yield from self._lists()

    def _catalogue(self) -> Page:
        catalogue = self.vault.handbook.catalogue
        groups = [
            {
                "card": self.contexts.cards[domain.slug],
                "html": self._cards(domain.skills, "catalogue", folded=True),
            }
            for domain in catalogue.domains.values()
        ]
        context = {
            "title": _("Catalogue of skills"),
            "groups": groups,
            "total": len(catalogue.skills),
            "fields": self._fields(),
            "retired": [self._retired_line(gone) for gone in self.vault.handbook.retired.values()],
        }
        return "catalogue", context, "catalogue.html"

    def _fields(self) -> list[dict[str, Any]]:
        """Return each declared field that skills fill, with its values."""
        found = []
        for spec in self.contexts.declared.fields:
            values: dict[str, int] = {}
            for placed in self.vault.handbook.catalogue.skills.values():
                for value in placed.skill.values(spec.key):
                    values[value] = values.get(value, 0) + 1
            if values:
                label = field_label(spec.key, self.contexts.declared)
                found.append({"name": spec.key, "label": label, "values": sorted(values.items())})
        return found

    def _domain(self, domain: Domain) -> Page:
        page = domain_page(domain.slug)
        catalogue = self.vault.handbook.catalogue
        own = [
            n
            for path, anchor, _line in domain.places
            for n in self.references.get((path, anchor), ())
        ]
        users = dict.fromkeys(
            identifier
            for source in (domain.see, *(catalogue.skills[i].see for i in domain.skills))
            for identifier in source
        )
        context = {
            "title": domain.name,
            "card": self.contexts.cards[domain.slug],
            "html": self._cards(domain.skills, page),
            "references_html": self._render(own, page),
            "resources": [self.contexts.resource_line(catalogue.resources[i]) for i in users],
            "skills": self.contexts.skill_lines(domain.skills),
            "sources": [self.contexts.target(path) for path, _a, _l in domain.places],
            "rows": [
                (
                    self.contexts.skill_line(catalogue.skills[i]),
                    [r in catalogue.skills[i].see for r in users],
                )
                for i in domain.skills
                if catalogue.skills[i].see
            ],
        }
        return page, context, "domain.html"

    def _skill(self, placed: PlacedSkill) -> Page:
        page = skill_page(placed.id)
        node = self.skills[placed.note, placed.skill.ordinal]
        catalogue = self.vault.handbook.catalogue
        kinds = (vn.skill_title, vn.skill_reference)
        body = [c for c in node.children if not isinstance(c, kinds)]
        line = self.contexts.skill_line(placed)
        context = {
            "title": f"{placed.id} – {placed.name}",
            "skill": line,
            "title_html": self._title(node[0], page),
            "levels": self.contexts.ladder(placed),
            "roles": self.contexts.asking(placed),
            "learning": self._learning(node, page),
            "matches": self.contexts.matches(placed),
            "html": self._render(body, page),
            "fields": list(field_pairs(placed.skill, self.contexts.declared)),
            "resources": [self.contexts.resource_line(catalogue.resources[i]) for i in placed.see],
            "source": self.contexts.target(placed.note),
            "heading": placed.heading,
            "anchor": placed.id,
            "edit_url": self.contexts.edit_url(placed.note),
            "defined_term": skill_json_ld(self.env, placed.id, self.builder),
        }
        return page, context, "skill.html"

    def _learning(self, node: vn.skill, page: str) -> list[Learning]:
        """Return the references of a skill as its author words them, free and French ones first."""
        catalogue = self.vault.handbook.catalogue
        found = []
        for reference in node.findall(vn.skill_reference):
            named = (self._named(link) for link in reference.findall(nodes.Element))
            identifiers = dict.fromkeys(i for i in named if i in catalogue.resources)
            lines = self.contexts.learning(str(i) for i in identifiers)
            found.append(Learning(self._render([reference], page), lines))
        return sorted(found, key=lambda one: min((r.rank for r in one.resources), default=3))

    def _named(self, link: nodes.Element) -> str | None:
        """Return the resource that a link of a skill refers to."""
        catalogue = self.vault.handbook.catalogue
        if isinstance(link, vn.wikilink):
            return catalogue.by_link.get((link["note"], link["link"]))
        address = str(link.get("refuri", ""))
        return catalogue.by_address.get(address_key(address)) if is_web_address(address) else None

    def _retired(self, gone: RetiredSkill) -> Page:
        """The page of a skill that is gone: its address goes on answering."""
        line = self._retired_line(gone)
        title = f"{gone.id} – {gone.title or _('Retired skill')}"
        return skill_page(gone.id), {"title": title, "retired": line}, "retired.html"

    def _retired_line(self, gone: RetiredSkill) -> dict[str, Any]:
        known = self.vault.handbook
        successors = [
            s for s in gone.successors if s in known.catalogue.skills or s in known.retired
        ]
        return {
            "id": gone.id,
            "title": gone.title,
            "page": skill_page(gone.id),
            "successors": [self._successor(s) for s in successors],
        }

    def _successor(self, identifier: str) -> dict[str, str]:
        placed = self.vault.handbook.catalogue.skills.get(SkillId(identifier))
        gone = self.vault.handbook.retired.get(identifier)
        title = placed.name if placed is not None else gone.title if gone is not None else ""
        return {"id": identifier, "title": title, "page": skill_page(identifier)}

    def _title(self, title: nodes.Node, page: str) -> str:
        """Return the title of a skill as HTML; one without markup needs no writer."""
        if all(isinstance(child, nodes.Text) for child in title.children):
            return unbroken(title.astext())
        return self._render([nodes.inline("", "", *title.children)], page)

    def _lists(self) -> Iterator[Page]:
        contexts, handbook = self.contexts, self.vault.handbook
        questions = contexts.note_lines(handbook.of_kind(Kind.QUESTION))
        yield "questions", {"title": _("Questions"), "notes": questions}, "notes.html"
        resources = contexts.note_lines(handbook.of_kind(Kind.RESOURCE))
        others = [
            contexts.resource_line(resource)
            for resource in handbook.catalogue.resources.values()
            if resource.path not in handbook.notes
            or handbook.notes[resource.path].kind is not Kind.RESOURCE
        ]
        context = {"title": _("Resources"), "notes": resources, "others": others}
        yield "ressources", context, "notes.html"
        roles = contexts.note_lines(handbook.of_kind(Kind.ROLE))
        if roles:
            yield ROLES, {"title": _("Roles"), "notes": roles}, "notes.html"
        everything = contexts.note_lines(contexts.in_order())
        yield "sommaire", {"title": _("All notes"), "notes": everything}, "contents.html"
        yield DATA, {"title": _("Open data"), "data": data_part(self.env)}, "data.html"
        yield "a-ecrire", {"title": _("To write"), "ghosts": contexts.ghosts()}, "ghosts.html"

    def _cards(self, identifiers: Sequence[str], page: str, *, folded: bool = False) -> str:
        catalogue = self.vault.handbook.catalogue
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
        return "".join(visitor.fragment)


def setup(app: Sphinx) -> None:
    """Listen to the HTML builder."""
    app.connect("html-collect-pages", collect)
