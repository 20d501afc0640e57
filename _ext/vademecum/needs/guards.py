"""The directives and roles of sphinx-needs that a note may use, made unable to run code.

sphinx-needs gives a filter outside its portable grammar to Python's ``eval``, and runs ``[[…]]`` in
an option or in the text of a role as a function.
"""

from __future__ import annotations

from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective
from sphinx_needs.directives.needlist import NeedlistDirective
from sphinx_needs.directives.needtable import Needtable, NeedtableDirective
from sphinx_needs.directives.utils import get_title
from sphinx_needs.exceptions import NeedsInvalidException
from sphinx_needs.roles import NeedsXRefRole
from sphinx_needs.roles.need_count import NeedCount
from sphinx_needs.roles.need_ref import NeedRef
from sphinx_needs.ubquery import try_build_simple_predicate

from vademecum.environment.project import is_trusted
from vademecum.findings import record_finding
from vademecum.i18n import _, later

_HEADS: Final = {
    "id": later("Number"),
    "title": later("Title"),
    "short_title": later("Short title"),
    "type": later("Type"),
    "type_name": later("Type"),
    "status": later("Status"),
    "tags": later("Tags"),
    "content": later("Description"),
    "docname": later("Page"),
    "domain": later("Domain"),
    "theme": later("Theme"),
    "synonyms": later("Words looked for"),
    "acquisition": later("Acquisition"),
    "matches": later("Matches"),
    "origin": later("Origin"),
    "provisional": later("Provisional"),
    "levels": later("Levels"),
    "level_1": later("Level 1"),
    "level_2": later("Level 2"),
    "level_3": later("Level 3"),
    "level_4": later("Level 4"),
    "author": later("Author"),
    "provider": later("Provider"),
    "url": later("Address"),
    "language": later("Language"),
    "form": later("Form"),
    "extent": later("Length"),
    "price": later("Price"),
    "year": later("Year"),
    "verified": later("Address verified on"),
    "part_of": later("Belongs to"),
    "part_of_back": later("Gathers"),
    "see": later("See"),
    "see_back": later("Serves"),
    "requires": later("Requires"),
    "requires_back": later("Required by"),
    "outgoing": later("Leads to"),
    "incoming": later("Led to by"),
}


def head(field: str) -> str:
    """Return a field's name in the reader's language; of an unknown one, the name as it is."""
    name = field.lower().strip()
    return _(_HEADS[name]) if name in _HEADS else name.replace("_", " ").capitalize()


MOST_IN_A_NOTE: Final = 30
"""How many views and counts of a note are made: each goes through all needs."""
_ASKED = "vademecum_views"
_RUN_BY_PYTHON = ("filter-func", "export_id")
_FUNCTION = "[["
"""What sphinx-needs runs as a function, or as a template, in an option or the text of a role."""


def is_portable(text: str) -> bool:
    """Say whether a filter is inside the portable grammar; any other is run by ``eval``."""
    return try_build_simple_predicate(text) is not None


def too_many(env: BuildEnvironment, line: int, filters: int = 1) -> bool:
    """Say whether a note asks for more filters than it may, and tell the first that is too much."""
    before: int = env.temp_data.get(_ASKED) or 0
    env.temp_data[_ASKED] = before + filters
    if before <= MOST_IN_A_NOTE < before + filters:
        record_finding(env, "views-many", line, limit=str(MOST_IN_A_NOTE))
    return before + filters > MOST_IN_A_NOTE


class Guarded(SphinxDirective):
    """Takes a filter only inside the portable grammar, and no filter code at all."""

    def run(self) -> list[nodes.Node]:
        """Make the view, or record why not."""
        if is_trusted(self.env):
            return list(super().run())
        refused = next((o for o in _RUN_BY_PYTHON if o in self.options), None)
        filters = [self.options["filter"]] if self.options.get("filter") else []
        refused = refused or self.refused_content()
        refused = refused or next((f for f in filters if not is_portable(f)), None)
        refused = refused or next((v for v in self.options.values() if _FUNCTION in str(v)), None)
        if refused is not None:
            return self._refuse(refused)
        if too_many(self.env, self.lineno, max(len(self.content), 1)):
            return []
        try:
            return self.view()
        except (NeedsInvalidException, ValueError) as error:  # columns and widths that do not fit
            return self._refuse(str(error))

    def refused_content(self) -> str | None:
        """Return what of the content may not stand there: filter code, that is all of it."""
        return "\n".join(self.content) if any(line.strip() for line in self.content) else None

    def view(self) -> list[nodes.Node]:
        """Return what the directive leaves in the document."""
        return list(super().run())

    def _refuse(self, what: str) -> list[nodes.Node]:
        record_finding(self.env, "filter-refused", self.lineno, filter=what[:120])
        return []


class GuardedNeedtable(Guarded, NeedtableDirective):
    """``needtable`` for notes; its headers are in the reader's language."""

    def view(self) -> list[nodes.Node]:
        """Make the table; a column that the note names keeps that name."""
        view_nodes = super().view()
        for node in view_nodes:
            if isinstance(node, Needtable):
                node["columns"] = [(name, _shown(name, title)) for name, title in node["columns"]]
        return view_nodes


def _shown(name: str, title: str) -> str:
    """Return the head of a column that sphinx-needs would call ``title``."""
    return head(name) if get_title(name.lower())[1] == title else title


class GuardedNeedlist(Guarded, NeedlistDirective):
    """``needlist`` for notes."""


class GuardedNeed(NeedsXRefRole):
    """``need`` for notes: its text is text, not a template."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Make the link, or the text alone."""
        if _FUNCTION in self.text and not is_trusted(self.env):
            record_finding(self.env, "filter-refused", self.lineno, filter=self.text[:120])
            return [nodes.literal("", self.text)], []
        return super().run()


class GuardedNeedCount(NeedsXRefRole):
    """``need_count`` for notes."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Make the count, or show the filter."""
        parts = [part for part in self.target.split(" ? ") if part.strip()]
        if is_trusted(self.env):
            return super().run()
        if len(parts) > 2 or not all(is_portable(part) for part in parts):
            record_finding(self.env, "filter-refused", self.lineno, filter=self.target[:120])
            return [nodes.literal("", self.target)], []
        if too_many(self.env, self.lineno):
            return [nodes.literal("", self.target)], []
        return super().run()


def setup(app: Sphinx) -> None:
    """Put the guarded directives and roles in the place of those of sphinx-needs."""
    app.setup_extension("sphinx_needs")
    app.add_directive("needtable", GuardedNeedtable, override=True)
    app.add_directive("needlist", GuardedNeedlist, override=True)
    role = GuardedNeedCount(nodeclass=NeedCount, innernodeclass=nodes.inline, warn_dangling=True)
    app.add_role("need_count", role, override=True)
    link = GuardedNeed(nodeclass=NeedRef, innernodeclass=nodes.emphasis, warn_dangling=True)
    app.add_role("need", link, override=True)
