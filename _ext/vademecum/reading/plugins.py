"""What only a plug-in of Obsidian understands: told once a note, and shown as words."""

from __future__ import annotations

import re
from typing import Final

from docutils import nodes
from sphinx.environment import BuildEnvironment

from vademecum import nodes as vn
from vademecum.diagrams.drawing import Drawing, drawing
from vademecum.environment.embedded_copies import put_block
from vademecum.extras import command
from vademecum.findings import record_finding
from vademecum.reading.items import replace_spans, visible

BASES = "Bases"
_KEY = r"[^\W\d_][\w \u00a0’'·-]{0,39}?"
_LINE_FIELD = re.compile(rf"(?:^|(?<=\n))({_KEY})::[ \t\u00a0]+(?=\S)")
_BRACKETED = re.compile(
    rf"\[({_KEY})::[ \t\u00a0]++([^\[\]\n]*+)\]|\(({_KEY})::[ \t]++([^()\n]*+)\)"
)


def lift_blocks(doctree: nodes.document) -> None:
    """Take maps and tables out of their paragraphs; a heading keeps the name."""
    for node in list(doctree.findall(nodes.Element)):
        if isinstance(node, vn.canvas | vn.base):
            parent = node.parent
            if isinstance(parent, nodes.paragraph):
                put_block(node, node.deepcopy())
            elif isinstance(parent, nodes.TextElement):
                name = node["name"] if isinstance(node, vn.canvas) else node["base"].name
                node.replace_self(nodes.inline("", name))


def tell_queries(doctree: nodes.document, env: BuildEnvironment) -> None:
    """Tell of the queries of a note, at the first."""
    queries = [q for q in doctree.findall(vn.query) if q["plugin"] != BASES]  # told already
    if queries:
        record_finding(
            env,
            "query-unanswered",
            vn.source_line(queries[0]),
            count=len(queries),
            plugin=queries[0]["plugin"],
        )


def show_fields(doctree: nodes.document, env: BuildEnvironment) -> None:
    """Show inline fields as words, and tell of them, at the first."""
    fields: list[tuple[int, str]] = []
    for paragraph in doctree.findall(nodes.paragraph):
        if "::" in paragraph.astext():
            line = vn.source_line(paragraph)
            fields += [(line, key) for key in _shown(paragraph)]
    if fields:
        line, key = fields[0]
        record_finding(env, "field-undeclared", line, count=len(fields), key=key)


def _shown(paragraph: nodes.paragraph) -> list[str]:
    """Put words in the place of the fields of a paragraph; return their names."""
    text = visible(paragraph)
    keys: list[str] = []
    spans: list[tuple[int, int, list[nodes.Node]]] = []
    for match in sorted(
        (*_LINE_FIELD.finditer(text), *_BRACKETED.finditer(text)), key=lambda m: m.start()
    ):
        key, value = _parts(match)
        if spans and match.start() < spans[-1][1]:
            continue
        keys.append(key)
        words = [nodes.Text(value)] if value else []
        spans.append((match.start(), match.end(), [vn.inline_field("", "", *words, key=key)]))
    if spans:
        replace_spans(paragraph, spans)
    return keys


def _parts(match: re.Match[str]) -> tuple[str, str]:
    groups = [group for group in match.groups() if group is not None]
    return groups[0].strip(), groups[1].strip() if len(groups) > 1 else ""


MOST_IN_A_NOTE: Final = 15
"""How many different diagrams of a note are drawn: each costs a process and about a second."""


def draw(doctree: nodes.document, env: BuildEnvironment) -> tuple[str, ...]:
    """Draw the diagrams of a document; return the names of the pictures."""
    files: dict[str, None] = {}
    sources: set[str] = set()
    for node in list(doctree.findall(vn.mermaid)):
        sources.add(node["source"])
        if len(sources) > MOST_IN_A_NOTE:
            record_finding(env, "diagram-not-drawn", node["lines"][0])
            text = node["source"]
            node.replace_self(nodes.literal_block(text, text, language="none"))
            continue
        drawn = drawing(env, node["source"])
        if drawn.file:
            files[drawn.file] = None
        else:
            _tell(node, drawn, env)
    return tuple(files)


def _tell(node: vn.mermaid, drawn: Drawing, env: BuildEnvironment) -> None:
    first, last = node["lines"]
    if drawn.problem == "broken":
        line = min(first + drawn.line, max(first, last - 1))  # the fences are no part of it
        record_finding(env, "diagram-broken", line, message=drawn.message)
    elif drawn.problem == "missing":
        record_finding(env, "extra-missing", first, command=command("diagrams"))
    else:
        record_finding(env, "diagram-not-drawn", first)
