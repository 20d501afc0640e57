"""The formulas of a note, read while it is parsed: what cannot be drawn is code, and told.

Every output shows the same ones. Formulas are nodes of our own, not docutils': a host's renderer
of math never meets them, and no script of MathJax comes to their page.
"""

from __future__ import annotations

import re
from typing import Final

from docutils import nodes
from sphinx.environment import BuildEnvironment

from vademecum import nodes as vn
from vademecum.findings import record_finding
from vademecum.formulas.reader import FormulaReader, UndrawableError

_NO_TEXT: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
"""Signs that nobody types: a file that is no text has them between its dollars."""


def read_formulas(document: nodes.document, env: BuildEnvironment) -> None:
    """Put what draws it in the place of each formula of a note."""
    reader = FormulaReader()
    for node in [*document.findall(_is_formula)]:
        assert isinstance(node, nodes.math | nodes.math_block)
        node.replace_self(_read(node, reader, env) or [])


def _is_formula(node: nodes.Node) -> bool:
    return isinstance(node, nodes.math | nodes.math_block)


def _read(
    node: nodes.math | nodes.math_block, reader: FormulaReader, env: BuildEnvironment
) -> nodes.Element | None:
    """Return what is shown for a formula; None if it only defines words for the next ones."""
    source = node.astext().strip()
    block = isinstance(node, nodes.math_block)
    inside = isinstance(node.parent, nodes.TextElement)
    shown: nodes.Element
    try:
        mathml = reader.mathml(source, block=block)
    except UndrawableError:
        if not _NO_TEXT.search(source):  # else the encoding is told
            record_finding(env, "math-not-drawn", vn.source_line(node), source=source[:60])
        shown = nodes.literal("", source)
        if block and not inside:
            shown = nodes.literal_block(source, source, language="none")
    else:
        if not mathml:
            return None
        kind = vn.formula_block if block and not inside else vn.formula
        shown = kind("", source, mathml=mathml)
    shown.source, shown.line = node.source, node.line
    shown["ids"] = node["ids"]
    return shown
