"""How a skill looks in HTML: a card with its number, its domain, its fields and its resources."""

from __future__ import annotations

from html import escape

from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from vademecum import nodes as vn
from vademecum.core.skills.catalogue import PlacedSkill
from vademecum.core.skills.schema import find_field
from vademecum.environment.domain import VaultDomain
from vademecum.i18n import _
from vademecum.presentation.fields import field_label
from vademecum.settings import Settings


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
    page = VaultDomain.of(self.builder.env).addresses.skill(skill.id)
    uri = self.builder.get_relative_uri(self.builder.current_docname, page)
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
    self.context.append(
        f' <span class="skill-domain">{escape(domain.name)}</span>'
        f' <span class="skill-count">{escape(resource_count(count))}</span></{head}>\n'
        f'<div class="skill-body">\n{_fields(self, skill)}'
    )
    self.context.append(f"{more}</div></{tag}>\n")


def resource_count(count: int) -> str:
    """Say how many resources a skill has."""
    if not count:
        return _("no resource")
    return _("1 resource") if count == 1 else _("%(count)s resources") % {"count": count}


def _filters(self: HTML5Translator, skill: PlacedSkill) -> str:
    """Return what the catalogue's filters look at."""
    declared = Settings.of(self.config).skill_fields
    named = ((find_field(name, declared), value) for name, value in skill.skill.fields)
    shown = {f"data-{spec.key}": value for spec, value in named if spec is not None}
    shown |= {"data-domain": skill.domain, "data-resources": str(len(skill.see))}
    return "".join(f' {name}="{escape(value)}"' for name, value in sorted(shown.items()))


def _fields(self: HTML5Translator, skill: PlacedSkill) -> str:
    if not skill.skill.fields:
        return ""
    settings, language = Settings.of(self.config), str(self.config.language)
    pairs = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>"
        for label, value in (
            (field_label(name, settings, language), value) for name, value in skill.skill.fields
        )
    )
    return f'<dl class="skill-fields">{pairs}</dl>\n'


def depart_skill(self: HTML5Translator, node: vn.skill) -> None:
    self.body.append(self.context.pop())


def visit_skill_title(self: HTML5Translator, node: vn.skill_title) -> None:
    self.body.append('<span class="skill-title">')


def depart_skill_title(self: HTML5Translator, node: vn.skill_title) -> None:
    end = self.context.pop()
    self.body.append("</span>" + self.context.pop())
    self.context.append(end)


def depart_skill_list(self: HTML5Translator, node: vn.skill_list) -> None:
    self.body.append("</div>\n")


def visit_skill_reference(self: HTML5Translator, node: vn.skill_reference) -> None:
    self.body.append('<div class="skill-reference">')


def depart_skill_reference(self: HTML5Translator, node: vn.skill_reference) -> None:
    self.body.append("</div>")


def setup(app: Sphinx) -> None:
    """Register the visitors of skills."""
    app.add_node(vn.skill_list, html=(visit_skill_list, depart_skill_list))
    app.add_node(vn.skill, html=(visit_skill, depart_skill))
    app.add_node(vn.skill_title, html=(visit_skill_title, depart_skill_title))
    app.add_node(vn.skill_reference, html=(visit_skill_reference, depart_skill_reference))
