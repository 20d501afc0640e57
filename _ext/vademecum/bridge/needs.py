"""The adapter to sphinx-needs, which alone imports it.

Skills, domains and resources become needs at the event that sphinx-needs emits before it links
and seals them: all notes are read, workers merged, nothing resolved yet. Values go in with their
types, never as text to be parsed: ``[[…]]`` in a title would be run as a dynamic function.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective
from sphinx_needs.api import InvalidNeedException, generate_need
from sphinx_needs.config import NeedsSphinxConfig
from sphinx_needs.data import NeedsMutable, SphinxNeedsData
from sphinx_needs.directives.needlist import Needlist, NeedlistDirective
from sphinx_needs.directives.needtable import Needtable, NeedtableDirective
from sphinx_needs.exceptions import NeedsInvalidException
from sphinx_needs.roles import NeedsXRefRole
from sphinx_needs.roles.need_count import NeedCount
from sphinx_needs.roles.need_ref import NeedRef
from sphinx_needs.ubquery import try_build_simple_predicate

from vademecum.core.handbook import Handbook
from vademecum.core.skillbook import Domain, PlacedSkill, Resource
from vademecum.core.skillnote import field_key
from vademecum.messages import Code, note

TYPES = frozenset({"skill", "domain", "resource"})
_RUN_BY_PYTHON = ("filter-func", "export_id")
_FUNCTION = "[["
"""What sphinx-needs runs as a function, or as a template, in an option or the text of a role."""


def record_needs(env: BuildEnvironment, needs: NeedsMutable, book: Handbook, home: str) -> None:
    """Put the skills, domains and resources of ``book`` among ``needs``.

    ``home`` is the page on which an unwritten resource is said to stand. A need of the same id
    made otherwise keeps it.
    """
    for stale in [i for i, need in needs.items() if need["type"] in TYPES]:
        del needs[stale]
    for arguments in _arguments(book, home):
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


def _arguments(handbook: Handbook, home: str) -> Iterator[dict[str, Any]]:
    book = handbook.book
    for domain in book.domains.values():
        yield _domain_arguments(handbook, domain)
    for placed in book.skills.values():
        yield _skill_arguments(handbook, placed)
    for resource in book.resources.values():
        yield _resource_arguments(handbook, resource, home)


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
    declared = {field_key(name): value for name, value in skill.fields}
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
        "part_of": [handbook.book.domains[placed.domain].id],
        "see": list(placed.see),
        **{name: declared.get(field_key(name)) for name in ("niveau", "acquisition", "statut")},
    }


def _resource_arguments(handbook: Handbook, resource: Resource, home: str) -> dict[str, Any]:
    written = handbook.notes.get(resource.path) if resource.path is not None else None
    return {
        "need_type": "resource",
        "id": resource.id,
        "title": written.title if written is not None else resource.name,
        "docname": written.docname if written is not None else home,
        "lineno": 1,
        "status": "written" if written is not None else "missing",
    }


def pages_with_needs(env: BuildEnvironment) -> frozenset[str]:
    """Return the pages that hold a directive or role of sphinx-needs: they show any need."""
    return frozenset(SphinxNeedsData(env).get_or_create_docs().get("all", ()))


def is_query(node: nodes.Node) -> bool:
    """Say whether a node is what a directive of sphinx-needs leaves, to be filled at the end."""
    return isinstance(node, Needtable | Needlist)


def is_portable(text: str) -> bool:
    """Say whether a filter is inside the portable grammar; any other is run by ``eval``."""
    return try_build_simple_predicate(text) is not None


class _Guarded(SphinxDirective):
    """Takes a filter only inside the portable grammar, and no filter code at all."""

    def run(self) -> list[nodes.Node]:
        refused = next((o for o in _RUN_BY_PYTHON if o in self.options), None)
        filters = [self.options["filter"]] if self.options.get("filter") else []
        if any(line.strip() for line in self.content):
            refused = "\n".join(self.content)
        refused = refused or next((f for f in filters if not is_portable(f)), None)
        refused = refused or next((v for v in self.options.values() if _FUNCTION in str(v)), None)
        if refused is not None:
            return self._refuse(refused)
        try:
            return list(super().run())
        except (NeedsInvalidException, ValueError) as error:  # columns and widths that do not fit
            return self._refuse(str(error))

    def _refuse(self, what: str) -> list[nodes.Node]:
        note(self.env, Code.FILTER_REFUSED, self.lineno, filter=what[:120])
        return []


class GuardedNeedtable(_Guarded, NeedtableDirective):
    """``needtable`` for notes."""


class GuardedNeedlist(_Guarded, NeedlistDirective):
    """``needlist`` for notes."""


class GuardedNeed(NeedsXRefRole):
    """``need`` for notes: its text is text, not a template."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Make the link, or the text alone."""
        if _FUNCTION in self.text:
            note(self.env, Code.FILTER_REFUSED, self.lineno, filter=self.text[:120])
            return [nodes.literal("", self.text)], []
        return super().run()


class GuardedNeedCount(NeedsXRefRole):
    """``need_count`` for notes."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Make the count, or show the filter."""
        parts = [part for part in self.target.split(" ? ") if part.strip()]
        if len(parts) > 2 or not all(is_portable(part) for part in parts):
            note(self.env, Code.FILTER_REFUSED, self.lineno, filter=self.target[:120])
            return [nodes.literal("", self.target)], []
        return super().run()


def _drop_leftovers(app: Sphinx, _error: Exception | None) -> None:
    """Take out two files that sphinx-needs leaves in a site.

    ``permalink.html`` is an English page that no page leads to (skills have pages of their own);
    ``schema_violations.json`` holds the seconds that a check took: no two builds would be alike.
    """
    for name in ("permalink.html", "schema_violations.json"):
        (Path(app.outdir) / name).unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Put the guarded directives in the place of those of sphinx-needs."""
    app.setup_extension("sphinx_needs")
    app.add_directive("needtable", GuardedNeedtable, override=True)
    app.add_directive("needlist", GuardedNeedlist, override=True)
    role = GuardedNeedCount(nodeclass=NeedCount, innernodeclass=nodes.inline, warn_dangling=True)
    app.add_role("need_count", role, override=True)
    link = GuardedNeed(nodeclass=NeedRef, innernodeclass=nodes.emphasis, warn_dangling=True)
    app.add_role("need", link, override=True)
    app.connect("build-finished", _drop_leftovers, priority=900)  # after those that write them
