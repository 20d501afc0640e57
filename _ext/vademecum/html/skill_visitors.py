"""How a skill looks in HTML: a card with its number, its domain, its fields and its resources."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from vademecum import nodes as vn
from vademecum.environment.domain import VaultDomain, declared
from vademecum.html.contexts import page_contexts
from vademecum.html.facets import card_lists
from vademecum.html.host_layout import our_templates
from vademecum.html.translator import unbroken
from vademecum.i18n import _
from vademecum.presentation.skill_words import field_pairs, value_label
from vademecum.skills.catalogue import PlacedSkill


@cache
def _shared(language: str) -> Any:
    """Return the macros of what a skill's card and its page show alike, as functions."""
    template = our_templates().get_template("_skill.html")
    return template.make_module({"unbroken": unbroken} if language.startswith("fr") else {})


def placed(self: HTML5Translator, node: vn.skill) -> PlacedSkill:
    """Return the skill that a node shows."""
    catalogue = VaultDomain.of(self.builder.env).handbook.catalogue
    return catalogue.skills[catalogue.by_place[node["note"], node["ordinal"]]]


def visit_skill_list(self: HTML5Translator, node: vn.skill_list) -> None:
    self.body.append('<div class="skills">\n')


def visit_skill(self: HTML5Translator, node: vn.skill) -> None:
    """A card: number, title, domain; then description, fields and references."""
    skill = placed(self, node)
    catalogue = VaultDomain.of(self.builder.env).handbook.catalogue
    domain = catalogue.domains[skill.domain]
    spans = "".join(f'<span id="{escape(name)}"></span>' for name in node["ids"])
    anchor = "" if node.get("copy") else f' id="{escape(skill.id)}"'
    tag = "details" if node.get("folded") else "article"
    uri = self.builder.get_relative_uri(
        self.builder.current_docname, VaultDomain.of(self.builder.env).addresses.skill(skill.id)
    )
    self.body.append(
        f'<{tag} class="skill domain-{escape(domain.slug)}"{anchor}{_filters(self, skill)}>{spans}'
    )
    head = "summary" if node.get("folded") else "div"
    count = len(skill.see)
    name, more = f'<a class="skill-id" href="{escape(uri)}">{escape(skill.id)}</a>', ""
    if node.get("folded"):  # a summary is a control already: its link goes into the body
        name = f'<span class="skill-id">{escape(skill.id)}</span>'
        page = escape(_("Page of skill %(id)s") % {"id": skill.id})
        more = f'<p class="skill-more"><a href="{escape(uri)}">{page}</a></p>\n'
    self.body.append(f'<{head} class="skill-head">{name} ')
    if skill.skill.short_title:
        short = escape(skill.skill.short_title)
        self.body.append(f'<span class="skill-title">{short}</span> ')
    self.context.append(
        f' <span class="skill-domain">{escape(domain.name)}</span>'
        f' <span class="skill-count">{escape(resource_count(count))}</span></{head}>\n'
        '<div class="skill-body">\n'
    )
    end = "" if _first_reference(node) else _facts(self, skill)
    self.context.append(f"{end}{more}</div></{tag}>\n")


def _first_reference(node: vn.skill) -> vn.skill_reference | None:
    return next((c for c in node.children if isinstance(c, vn.skill_reference)), None)


def _facts(self: HTML5Translator, skill: PlacedSkill) -> str:
    """Return what stands between what a skill means and where it is learnt."""
    macros = _shared(str(self.config.language))
    steps = page_contexts(self.builder.env).ladder(skill)
    pairs = list(field_pairs(skill.skill, declared(self.config)))
    ladder = f"{macros.ladder(steps)}\n" if steps else ""
    return ladder + (f"{macros.fields(pairs)}\n" if pairs else "")


def resource_count(count: int) -> str:
    """Say how many resources a skill has."""
    if not count:
        return _("no resource")
    return _("1 resource") if count == 1 else _("%(count)s resources") % {"count": count}


def _filters(self: HTML5Translator, skill: PlacedSkill) -> str:
    """Return what the catalogue's filters look at."""
    values = dict(skill.skill.fields)
    names = (spec.key for spec in declared(self.config).fields)
    shown = {f"data-{name}": values[name] for name in names if name in values}
    if skill.skill.synonyms:
        shown["data-words"] = ", ".join(skill.skill.synonyms)
    shown |= {"data-domain": skill.domain, "data-resources": str(len(skill.see))}
    shown |= card_lists(skill, VaultDomain.of(self.builder.env).handbook.catalogue)
    return "".join(f' {name}="{escape(value)}"' for name, value in sorted(shown.items()))


def visit_role_item(self: HTML5Translator, node: vn.role_item) -> None:
    """How well a role needs a skill; nothing if the item names none."""
    notation = declared(self.config)
    extra = ", ".join(
        value_label("acquisition", value, notation) for value in node["acquisition"].split(", ")
    )
    level = page_contexts(self.builder.env).level(node["level"])
    shown = _shared(str(self.config.language)).level(level, f" ({extra})" if extra else "")
    self.body.append(shown)
    raise nodes.SkipNode


def visit_skill_name(self: HTML5Translator, node: vn.skill_name) -> None:
    """A link to the skill's page, with its name; what the note says, if there is no such skill."""
    catalogue = VaultDomain.of(self.builder.env).handbook.catalogue
    identifier = catalogue.by_item.get((node["note"], node["ordinal"]))
    if identifier is None:
        return
    uri = self.builder.get_relative_uri(
        self.builder.current_docname, VaultDomain.of(self.builder.env).addresses.skill(identifier)
    )
    name = escape(catalogue.skills[identifier].name)
    self.body.append(f'<a href="{escape(uri)}">{name}</a>')
    raise nodes.SkipNode


def depart_skill_name(self: HTML5Translator, node: vn.skill_name) -> None:
    """Nothing to close."""


def depart_skill(self: HTML5Translator, node: vn.skill) -> None:
    self.body.append(self.context.pop())


def visit_skill_title(self: HTML5Translator, node: vn.skill_title) -> None:
    short = isinstance(node.parent, vn.skill) and placed(self, node.parent).skill.short_title
    self.body.append(f'<span class="{"skill-official" if short else "skill-title"}">')


def depart_skill_title(self: HTML5Translator, node: vn.skill_title) -> None:
    end = self.context.pop()
    self.body.append("</span>" + self.context.pop())
    self.context.append(end)


def depart_skill_list(self: HTML5Translator, node: vn.skill_list) -> None:
    self.body.append("</div>\n")


def visit_skill_reference(self: HTML5Translator, node: vn.skill_reference) -> None:
    """Below the first words on a skill: its levels and fields come before where it is learnt."""
    card = node.parent
    if isinstance(card, vn.skill) and node is _first_reference(card):
        self.body.append(_facts(self, placed(self, card)))
    self.body.append('<div class="skill-reference">')


def depart_skill_reference(self: HTML5Translator, node: vn.skill_reference) -> None:
    self.body.append("</div>")


def setup(app: Sphinx) -> None:
    """Register the visitors of skills."""
    app.add_node(vn.skill_list, html=(visit_skill_list, depart_skill_list))
    app.add_node(vn.skill, html=(visit_skill, depart_skill))
    app.add_node(vn.skill_title, html=(visit_skill_title, depart_skill_title))
    app.add_node(vn.skill_name, html=(visit_skill_name, depart_skill_name))
    app.add_node(vn.role_item, html=(visit_role_item, None))
    app.add_node(vn.skill_reference, html=(visit_skill_reference, depart_skill_reference))
