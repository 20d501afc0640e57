"""The graph of the handbook: its page's list, and the data of its drawing in ``_static/graph``.

The data are a script, which a page may load from a folder too; only who opens the graph loads it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from vademecum.environment.domain import VaultDomain
from vademecum.html.contexts import PageContexts, page_contexts
from vademecum.html.graph_views import GraphGroup, GraphLine, GraphNode
from vademecum.html.host_layout import has_own_theme
from vademecum.html.link_graph import Graph, Group
from vademecum.html.script_text import quoted, replace_files
from vademecum.html.views import Target
from vademecum.i18n import _

FOLDER: Final = "_static/graph"
LISTED: Final = 300
"""Notes and skills up to which the page lists each; above, it lists the groups."""
LED_TO: Final = 12
"""Links of one note or skill in that list."""


def graph_groups(contexts: PageContexts) -> tuple[GraphGroup, ...]:
    """Return the groups of the graph as its page lists them."""
    graph = contexts.graph
    joins = _joins(graph) if _is_large(graph) else {}
    lines = {} if _is_large(graph) else _lines(contexts, graph)
    targets = [_target(contexts, group) for group in graph.groups]
    return tuple(
        GraphGroup(
            targets[place],
            group.domain,
            group.size,
            tuple(lines.get(place, ())),
            tuple((targets[other].title, n) for other, n in joins.get(place, Counter()).items()),
        )
        for place, group in enumerate(graph.groups)
    )


def _is_large(graph: Graph) -> bool:
    return len(graph.group_of) > LISTED


def _lines(contexts: PageContexts, graph: Graph) -> dict[int, list[GraphLine]]:
    nodes = list(_nodes(contexts, graph))
    led_to: list[list[Target]] = [[] for _node in nodes]
    for source, target in graph.edges:
        led_to[source].append(nodes[target].target)
    lines: dict[int, list[GraphLine]] = {}
    for node, group, targets in zip(nodes, graph.group_of, led_to, strict=True):
        shown = tuple(targets[:LED_TO])
        lines.setdefault(group, []).append(GraphLine(node, shown, len(targets) - len(shown)))
    return lines


def _nodes(contexts: PageContexts, graph: Graph) -> Iterator[GraphNode]:
    for path in graph.notes:
        yield contexts.graph_node(path)
    for identifier in graph.skills:
        placed = contexts.handbook.catalogue.skills[identifier]
        target = Target(placed.name, contexts.addresses.skill(identifier))
        yield GraphNode(target, "skill", placed.domain)


def _joins(graph: Graph) -> dict[int, Counter[int]]:
    """Return how many links join each group to others."""
    joins: dict[int, Counter[int]] = {}
    for source, target in graph.edges:
        one, other = graph.group_of[source], graph.group_of[target]
        if one != other:
            joins.setdefault(one, Counter())[other] += 1
            joins.setdefault(other, Counter())[one] += 1
    return joins


def _target(contexts: PageContexts, group: Group) -> Target:
    """Return the name of a group, and the page that lists what is in it."""
    page = contexts.addresses.contents
    name = group.folder or _("Other notes")
    if group.domain:
        card = contexts.cards[group.domain]
        name, page = card.name, card.page
    if group.piece:
        name = _("%(name)s, part %(number)s") % {"name": name, "number": group.piece}
    return Target(name, page)


def write_graph(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the data if anything has changed; there is no page to yield."""
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder) and has_own_theme(app.config):
        folder = Path(builder.outdir) / FOLDER
        if VaultDomain.of(app.env).stale_pages or not (folder / "data.js").exists():
            text = quoted(
                json.dumps(_data(app, builder), ensure_ascii=False, separators=(",", ":"))
            )
            script = f"vademecum.graph = JSON.parse('{text}');\n"
            replace_files(folder, {"data.js": script})
    return iter(())


def _data(app: Sphinx, builder: StandaloneHTMLBuilder) -> dict[str, Any]:
    """Return the groups (name, domain), the nodes and what joins them, each pair once."""
    contexts = page_contexts(app.env)
    graph, page = contexts.graph, contexts.addresses.graph
    nodes = zip(_nodes(contexts, graph), graph.group_of, strict=True)
    return {
        "groups": [[_target(contexts, group).title, group.domain] for group in graph.groups],
        "nodes": [
            [
                node.target.title,
                builder.get_relative_uri(page, node.target.page),
                node.kind,
                node.domain,
                group,
                *filter(None, [node.target.language]),
            ]
            for node, group in nodes
        ],
        "links": sorted({(min(pair), max(pair)) for pair in graph.edges}),
    }


def setup(app: Sphinx) -> None:
    """Beside the pages that no note has."""
    app.connect("html-collect-pages", write_graph)
