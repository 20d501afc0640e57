"""The diagrams of a note, drawn while it is read: what Mermaid cannot read is told at its line."""

from __future__ import annotations

from typing import Final

from docutils import nodes
from sphinx.environment import BuildEnvironment

from vademecum import nodes as vn
from vademecum.diagrams.drawing import Drawing, drawing
from vademecum.findings.codes import Code
from vademecum.findings.warnings import record_finding

MOST_IN_A_NOTE: Final = 15
"""How many different diagrams of a note are drawn: each costs a process and about a second."""


def draw(doctree: nodes.document, env: BuildEnvironment) -> tuple[str, ...]:
    """Draw the diagrams of a document; return the names of the pictures."""
    files: dict[str, None] = {}
    sources: set[str] = set()
    for node in list(doctree.findall(vn.mermaid)):
        sources.add(node["source"])
        if len(sources) > MOST_IN_A_NOTE:
            record_finding(env, Code.DIAGRAM_NOT_DRAWN, node["lines"][0])
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
        record_finding(env, Code.DIAGRAM_BROKEN, line, message=drawn.message)
    else:
        record_finding(env, Code.DIAGRAM_NOT_DRAWN, first)
