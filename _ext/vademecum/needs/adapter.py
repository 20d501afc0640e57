"""Skills, domains, resources and roles as needs: with ``guards``, all that imports sphinx-needs.

They become needs at the event that sphinx-needs emits before it links
and seals them: all notes are read, workers merged, nothing resolved yet. Values go in with their
types, never as text to be parsed: ``[[…]]`` in a title would be run as a dynamic function.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx_needs.api import InvalidNeedException, generate_need
from sphinx_needs.config import NeedsSphinxConfig
from sphinx_needs.data import NeedsMutable, SphinxNeedsData
from sphinx_needs.directives.needlist import Needlist
from sphinx_needs.directives.needtable import Needtable

from vademecum.environment.domain import VaultDomain
from vademecum.handbook import Handbook
from vademecum.needs.declaration import TYPES
from vademecum.skills.catalogue import Domain, PlacedSkill, Resource, Role
from vademecum.vault.names import HOME


def record_needs(env: BuildEnvironment, needs: NeedsMutable, handbook: Handbook, home: str) -> None:
    """Put the skills, domains, resources and roles of ``handbook`` among ``needs``.

    ``home`` is the page on which an unwritten resource is said to stand. A need of the same id
    made otherwise keeps it.
    """
    for stale in [
        i for i, need in needs.items() if need["type"] in TYPES and not need["is_external"]
    ]:
        del needs[stale]
    for arguments in need_arguments(handbook, home):
        if arguments["id"] not in needs:
            needs[arguments["id"]] = _need(env, **arguments)


def _need(env: BuildEnvironment, **arguments: Any) -> Any:
    config = NeedsSphinxConfig(env.config)
    schema = SphinxNeedsData(env).get_schema()
    try:
        # No coercion: a string is taken as it is, not searched for functions to call.
        return generate_need(config, schema, allow_type_coercion=False, doctype=".md", **arguments)
    except InvalidNeedException as error:
        raise ExtensionError(f"conf.py does not declare what skills need: {error}") from error


def need_arguments(handbook: Handbook, home: str) -> Iterator[dict[str, Any]]:
    """Yield what each need is made of."""
    catalogue = handbook.catalogue
    for domain in catalogue.domains.values():
        yield _domain_arguments(handbook, domain)
    for placed in catalogue.skills.values():
        yield _skill_arguments(handbook, placed)
    for resource in catalogue.resources.values():
        yield _resource_arguments(handbook, resource, home)
    for role in catalogue.roles.values():
        yield _role_arguments(handbook, role)


def _domain_arguments(handbook: Handbook, domain: Domain) -> dict[str, Any]:
    path, _, line = domain.places[0]
    return {
        "need_type": "domain",
        "id": domain.id,
        "title": domain.name,
        "docname": handbook.notes[path].docname,
        "lineno": line,
        "domain": domain.slug,
        "theme": " / ".join(domain.themes) or None,
        "see": list(domain.see),
    }


def _skill_arguments(handbook: Handbook, placed: PlacedSkill) -> dict[str, Any]:
    skill = placed.skill
    note_ = handbook.notes[placed.note]
    levels = dict(skill.levels)
    return {
        "need_type": "skill",
        "id": placed.id,
        "title": skill.title,
        "content": skill.description,
        "docname": note_.docname,
        "lineno": skill.line,
        "sections": [placed.heading, note_.title],
        "domain": placed.domain,
        "provisional": not placed.permanent,
        "part_of": [handbook.catalogue.domains[placed.domain].id],
        "see": list(placed.see),
        "short_title": skill.short_title or None,
        **{f"level_{number}": levels.get(number) for number in range(1, 5)},
        "synonyms": list(skill.synonyms),
        "acquisition": list(skill.values("acquisition")),
        "status": dict(skill.fields).get("status"),
        "matches": [str(match) for match in skill.matches],
        "origin": placed.origin,
    }


def _resource_arguments(handbook: Handbook, resource: Resource, home: str) -> dict[str, Any]:
    written = handbook.note_of(resource)
    return {
        "need_type": "resource",
        "id": resource.id,
        "title": written.title if written is not None else resource.name,
        "docname": written.docname if written is not None else home,
        "lineno": 1,
        "status": resource.status if written is not None or resource.path is None else "missing",
        **{f.name: getattr(resource.record, f.name) or None for f in fields(resource.record)},
    }


def _role_arguments(handbook: Handbook, role: Role) -> dict[str, Any]:
    # By id: needs.json sorts links, and the levels are in the order of the links.
    requirements = sorted(role.requirements, key=lambda requirement: requirement.skill)
    return {
        "need_type": "role",
        "id": role.id,
        "title": role.name,
        "content": handbook.notes[role.note].lead,
        "docname": handbook.notes[role.note].docname,
        "lineno": 1,
        "requires": [requirement.skill for requirement in requirements],
        "levels": [requirement.level for requirement in requirements],
        "see": list(role.see),
    }


def pages_with_needs(env: BuildEnvironment) -> frozenset[str]:
    """Return the pages that hold a directive or role of sphinx-needs: they show any need."""
    return frozenset(SphinxNeedsData(env).get_or_create_docs().get("all", ()))


def is_query(node: nodes.Node) -> bool:
    """Say whether a node is what a directive of sphinx-needs leaves, to be filled at the end."""
    return isinstance(node, Needtable | Needlist)


def _prune(app: Sphinx, _error: Exception | None) -> None:
    """Take out two files that sphinx-needs leaves in a site.

    ``permalink.html`` is an English page that no page leads to (skills have pages of their own);
    ``schema_violations.json`` holds the seconds that a check took: no two builds would be alike.
    """
    if not VaultDomain.of(app.env).whole:
        return
    for name in ("permalink.html", "schema_violations.json"):
        (Path(app.outdir) / name).unlink(missing_ok=True)


def _record(app: Sphinx, needs: NeedsMutable) -> None:
    """Give sphinx-needs the skills, domains, resources and roles before it links and seals."""
    vault = VaultDomain.of(app.env)
    home = HOME if vault.whole else str(app.config.root_doc)
    record_needs(app.env, needs, vault.handbook, home)


def setup(app: Sphinx) -> None:
    """Listen to sphinx-needs."""
    app.setup_extension("sphinx_needs")
    app.connect("needs-before-post-processing", _record)
    app.connect("build-finished", _prune, priority=900)  # after those that write them
