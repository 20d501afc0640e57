"""What the pages of plan and team know of the handbook, as data for their scripts.

The data stand in the page itself, so that the page works from a folder without a server. Keys are
those of needs.json where it has them; a plan that somebody saved names skills, roles, domains and
ways of learning by the same keys.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from vademecum.data.builder import FILES, FOLDER, publication, rows
from vademecum.data.defined_term import defined_term
from vademecum.data.rows import Dataset, level_place
from vademecum.environment.domain import VaultDomain
from vademecum.html.contexts import PageContexts
from vademecum.html.skill_contexts import SkillContexts
from vademecum.html.views import DataLine, DataPart
from vademecum.i18n import _
from vademecum.presentation.skill_words import record_line, value_label
from vademecum.skills.catalogue import PlacedSkill, Resource, Role

Address = Callable[[str], str]
"""From a docname to what a link to it says."""


def plan_facts(contexts: PageContexts) -> dict[str, Any]:
    """Return what the templates of plan and team show, and all that their data rest on."""
    spec = contexts.declared.field("acquisition")
    values = spec.values if spec is not None else ()
    return {
        "roles": [(r.id, r.name, r.note) for r in contexts.handbook.catalogue.roles.values()],
        "ways": [(one.key, one.label(contexts.declared.language)) for one in values],
        "levels": [contexts.level(number) for number in contexts.declared.numbers],
        "data": plan_data(contexts, str),
    }


def plan_json(contexts: PageContexts, builder: StandaloneHTMLBuilder, page: str) -> str:
    """Return the data of a page as JSON that may stand in a script element."""
    data = plan_data(contexts, lambda target: builder.get_relative_uri(page, target))
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def plan_data(contexts: SkillContexts, address: Address) -> dict[str, Any]:
    """Return skills, roles, resources, levels and retired numbers."""
    catalogue = contexts.handbook.catalogue
    return {
        "handbook": {"title": contexts.site.title, "address": contexts.site.address},
        "levels": [{"number": s.number, "name": s.name} for s in contexts.declared.levels],
        "domains": [{"slug": d.slug, "name": d.name} for d in catalogue.domains.values()],
        "skills": [_skill(contexts, s, address) for s in catalogue.skills.values()],
        "resources": {
            r.id: _resource(contexts, r, address) for r in catalogue.resources.values() if r.skills
        },
        "roles": [_role(contexts, role, address) for role in catalogue.roles.values()],
        "retired": {
            gone.id: {"title": gone.title, "successors": gone.successors}
            for gone in contexts.handbook.retired.values()
        },
    }


def _skill(contexts: SkillContexts, placed: PlacedSkill, address: Address) -> dict[str, Any]:
    line, declared = contexts.skill_line(placed), contexts.declared
    return {
        "id": line.id,
        "title": line.title,
        "page": address(line.page),
        "domain": placed.domain,
        "levels": dict(placed.skill.levels),
        "see": sorted(placed.see, key=lambda i: _rank(contexts, i)),
        "acquisition": [
            value_label("acquisition", value, declared)
            for value in placed.skill.values("acquisition")
        ],
    }


def _rank(contexts: SkillContexts, identifier: str) -> int:
    """Free ones and those in the handbook's language first; what nobody has written yet last."""
    resource = contexts.handbook.catalogue.resources[identifier]
    return 3 if resource.status == "missing" else resource.record.rank(contexts.language)


def _resource(contexts: SkillContexts, resource: Resource, address: Address) -> dict[str, str]:
    note = contexts.handbook.note_of(resource)
    href = address(note.docname) if note is not None else resource.record.url
    about = record_line(resource.record, contexts.declared.language)
    name = note.title if note is not None else resource.name
    language = contexts.handbook.title_language(resource.path)
    return {"name": name, "href": href, "about": about} | ({"lang": language} if language else {})


def _role(contexts: SkillContexts, role: Role, address: Address) -> dict[str, Any]:
    return {
        "id": role.id,
        "name": role.name,
        "page": address(contexts.handbook.notes[role.note].docname),
        "requires": [
            {"skill": one.skill, "level": one.level, "reason": one.reason} for one in role.needed
        ],
    }


def data_part(env: BuildEnvironment) -> DataPart:
    """Return what the page of open data shows."""
    data, about = rows(env), publication(env)
    example = data.skills[0].page if data.skills else ""
    return DataPart(
        tuple(DataLine(f"{FOLDER}/{f.name}", f.name, _(f.form), _(f.holds)) for f in FILES),
        tuple(_counts(data)),
        about.site,
        about.address(example) if example else "",
        about.licence,
        tuple((level_place(one.number), one.number, one.name, one.sentence) for one in data.levels),
    )


def _counts(data: Dataset) -> Iterator[tuple[str, int]]:
    yield _("skills"), len(data.skills)
    yield _("domains"), len(data.domains)
    yield _("roles"), len(data.roles)
    yield _("resources"), len(data.resources)
    yield _("matches with other frameworks"), sum(len(skill.matches) for skill in data.skills)


def skill_json_ld(env: BuildEnvironment, placed: PlacedSkill) -> str:
    """Return a skill as JSON-LD for its page; without a site, addresses count from the page."""
    about, page = publication(env), VaultDomain.of(env).addresses.skill(placed.id)
    if about.site:
        own, scheme = about.address(page), about.address(about.scheme_page)
    else:
        own, scheme = (
            page.rpartition("/")[2] + about.suffix,
            f"../{about.scheme_page}{about.suffix}",
        )
    return defined_term(placed.id, placed.skill, own, scheme, about)
