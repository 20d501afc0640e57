"""``needpie``, ``needflow`` and ``needextract`` in notes: tables and lists, in every output.

sphinx-needs draws them with matplotlib, Graphviz and PlantUML, which read and run more than a
note may ask for. The directives take the same options; what they show is plain nodes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx_needs.config import NeedsSphinxConfig
from sphinx_needs.data import SphinxNeedsData
from sphinx_needs.directives.needextract import NeedextractDirective
from sphinx_needs.directives.needflow import NeedflowDirective
from sphinx_needs.directives.needpie import NeedpieDirective
from sphinx_needs.filter_common import filter_needs_view
from sphinx_needs.need_item import NeedItem
from sphinx_needs.utils import add_doc

from vademecum.i18n import _
from vademecum.needs.declaration import FIELDS, LINKS
from vademecum.needs.guards import Guarded, head, is_portable

_SPLIT: Final = re.compile(r"[;,]")
_NUMBER: Final = re.compile(r"[0-9]{1,9}")


class need_view(nodes.General, nodes.Element):  # noqa: N801  as docutils names nodes
    """A view to be filled when all needs are known.

    ``kind``: ``pie``, ``flow`` or ``extract``; ``caption``; ``parts``: label and filter of each
    slice of a pie; ``options``: those of the directive.
    """


class _View(Guarded):
    """Leaves a placeholder; its options have been checked by ``Guarded``."""

    kind = ""

    def view(self) -> list[nodes.Node]:
        add_doc(self.env, self.env.docname)
        caption = self.arguments[0] if self.arguments else ""
        options = {name: str(value or "") for name, value in self.options.items()}
        node = need_view(kind=self.kind, caption=caption, options=options, parts=self.parts())
        self.set_source_info(node)
        return [node]

    def parts(self) -> list[tuple[str, str]]:
        """Return label and filter of each line of the content."""
        labels = [label.strip() for label in str(self.options.get("labels", "")).split(",")]
        lines = [line.strip() for line in self.content if line.strip()]
        labels += [""] * len(lines)
        return [(labels[place] or line, line) for place, line in enumerate(lines)]


class Needpie(_View, NeedpieDirective):
    """``needpie`` for notes: a table of numbers and shares."""

    kind = "pie"

    def refused_content(self) -> str | None:
        """Return the first line that is neither a number nor a portable filter."""
        lines = [line.strip() for line in self.content if line.strip()]
        return next((x for x in lines if not _NUMBER.fullmatch(x) and not is_portable(x)), None)


class Needflow(_View, NeedflowDirective):
    """``needflow`` for notes: a table of what leads to what."""

    kind = "flow"


class Needextract(_View, NeedextractDirective):
    """``needextract`` for notes: each need with all that is known of it."""

    kind = "extract"


class _Filler:
    """Fills the views of one page."""

    def __init__(self, app: Sphinx, docname: str) -> None:
        self.app = app
        self.docname = docname
        self.config = NeedsSphinxConfig(app.config)
        self.needs = SphinxNeedsData(app.env).get_needs_view()

    def filled(self, view: need_view) -> list[nodes.Node]:
        """Return what takes the place of a view."""
        selected = self._selected(view["options"])
        fill = {"pie": self._pie, "flow": self._flow, "extract": self._extract}[view["kind"]]
        shown = fill(view, selected)
        if not shown:
            return [nodes.paragraph("", _("Nothing meets this filter."))]
        caption = [nodes.rubric("", view["caption"])] if view["caption"] else []
        return [*caption, *shown]

    def _matching(self, condition: str) -> list[NeedItem]:
        matching = filter_needs_view(
            self.needs, self.config, condition, origin_docname=self.docname
        )
        return list(matching)

    def _selected(self, options: Mapping[str, str]) -> list[NeedItem]:
        """Return the needs that the options of a view choose, by id."""
        selected = self._matching(options.get("filter", ""))
        for name, field in (("types", "type"), ("status", "status")):
            wanted = _listed(options.get(name, ""))
            selected = [need for need in selected if not wanted or need[field] in wanted]
        return sorted(selected, key=lambda need: str(need["id"]))

    # --- pie ---------------------------------------------------------------------------------

    def _pie(self, view: need_view, selected: Sequence[NeedItem]) -> list[nodes.Node]:
        among = {need["id"] for need in selected}
        counts = [(label, self._count(line, among)) for label, line in view["parts"]]
        whole = sum(count for _label, count in counts)
        rows: list[list[nodes.Node]] = [
            [nodes.Text(label), nodes.Text(str(count)), nodes.Text(_share(count, whole))]
            for label, count in counts
        ]
        return [_table((_("What"), _("Number of them"), _("Share")), rows)] if rows else []

    def _count(self, line: str, among: set[str]) -> int:
        if _NUMBER.fullmatch(line):
            return int(line)
        return sum(need["id"] in among for need in self._matching(line))

    # --- flow --------------------------------------------------------------------------------

    def _flow(self, view: need_view, selected: Sequence[NeedItem]) -> list[nodes.Node]:
        options = view["options"]
        kinds = [k for k in _listed(options.get("link_types", "")) if k in LINKS] or list(LINKS)
        by_id = {str(need["id"]): need for need in selected}
        if options.get("root_id"):
            by_id = _around(options, by_id, kinds)
        rows = [
            [self._link(need), nodes.Text(_(LINKS[kind][0])), self._link(by_id[target])]
            for need in by_id.values()
            for kind in kinds
            for target in _targets(need, kind)
            if target in by_id
        ]
        return [_table((_("From"), _("Link"), _("To")), rows)] if rows else []

    # --- extract -----------------------------------------------------------------------------

    def _extract(self, _view: need_view, selected: Sequence[NeedItem]) -> list[nodes.Node]:
        return [block for need in selected for block in self._one(need)]

    def _one(self, need: NeedItem) -> Iterator[nodes.Node]:
        yield nodes.paragraph("", "", nodes.strong("", "", self._link(need)))
        if need["content"]:
            yield nodes.paragraph("", need["content"])
        lines = [
            nodes.list_item("", nodes.paragraph("", "", *self._line(name, need)))
            for name in (*FIELDS, *LINKS)
            if name != "provisional" and need[name]
        ]
        if lines:
            yield nodes.bullet_list("", *lines)

    def _line(self, name: str, need: NeedItem) -> list[nodes.Node]:
        label: list[nodes.Node] = [nodes.Text(head(name) + _(": "))]
        if name not in LINKS:
            return [*label, nodes.Text(_words(need[name]))]
        for place, target in enumerate(_targets(need, name)):
            known = self.needs.get(target)
            shown = self._link(known) if known is not None else nodes.Text(target)
            label += [nodes.Text(", "), shown] if place else [shown]
        return label

    def _link(self, need: NeedItem) -> nodes.Node:
        """Return a need's id and title, as a link if it has a page of its own."""
        title = need["short_title"] or need["title"]
        text = f"{need['id']} {title}" if need["type"] == "skill" else str(title)
        if need["status"] == "missing":
            return nodes.Text(text)
        if need["status"] == "external":
            return nodes.reference("", text, refuri=need["url"])
        anchor = f"#{need['id']}" if need["type"] == "skill" else ""
        uri = self.app.builder.get_relative_uri(self.docname, str(need["docname"])) + anchor
        return nodes.reference("", text, internal=True, refuri=uri)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in _SPLIT.split(text) if part.strip()]


def _targets(need: NeedItem, kind: str) -> list[str]:
    return [str(link) for link in need[kind]]


def _around(
    options: Mapping[str, str], needs: Mapping[str, NeedItem], kinds: Sequence[str]
) -> dict[str, NeedItem]:
    """Return the needs that can be reached from ``root_id``, in its direction, within its depth."""
    direction, depth = options.get("root_direction") or "both", options.get("root_depth", "")
    steps = int(depth) if depth.isdigit() else len(needs)
    edges = [(i, t) for i, need in needs.items() for kind in kinds for t in _targets(need, kind)]
    reached = edge = {options["root_id"]} & set(needs)
    while edge and steps:
        out = {t for i, t in edges if i in edge and direction != "incoming"}
        back = {i for i, t in edges if t in edge and direction != "outgoing"}
        edge = ((out | back) & set(needs)) - reached
        reached, steps = reached | edge, steps - 1
    return {i: need for i, need in needs.items() if i in reached}


def _share(count: int, whole: int) -> str:
    return _("%(share)s %%") % {"share": round(100 * count / whole)} if whole else "–"


def _words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _table(headers: Sequence[str], rows: Iterable[Sequence[nodes.Node]]) -> nodes.table:
    group = nodes.tgroup("", cols=len(headers))
    group += [nodes.colspec(colwidth=1) for _head in headers]
    group += nodes.thead("", _row([nodes.Text(text) for text in headers]))
    group += nodes.tbody("", *map(_row, rows))
    return nodes.table("", group)


def _row(cells: Sequence[nodes.Node]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells))


def fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put what is known of needs in the place of a page's views."""
    views = list(doctree.findall(need_view))
    if views:
        filler = _Filler(app, docname)
        for view in views:
            view.replace_self(filler.filled(view))


def setup(app: Sphinx) -> None:
    """Take the places of sphinx-needs' directives."""
    app.setup_extension("sphinx_needs")
    app.add_node(need_view)
    app.add_directive("needpie", Needpie, override=True)
    app.add_directive("needflow", Needflow, override=True)
    app.add_directive("needextract", Needextract, override=True)
    app.connect("doctree-resolved", fill)
