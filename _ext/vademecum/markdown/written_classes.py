"""Classes that a note writes at a directive: an allow-list, for the pages' style sheets are ours.

A class of the theme lays what bears it over the page, or hides it; one that is only looks may stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from docutils import nodes

_CLASSED = frozenset({"container", "div", "class", "cssclass", "rst-class"})
"""Directives whose argument is a list of classes."""

_ALLOWED = re.compile(
    r"(?:note|tip|hint|important|warning|caution|danger|error|attention|seealso|dropdown|toggle"
    r"|epigraph|highlights|pull-quote|compact|centered|numbered|longtable|borderless"
    r"|align-(?:left|center|right)|colwidths-(?:auto|given)"
    r"|sd-(?:text|bg|bg-text|outline|border|rounded|shadow|fs|font|[mp][tblrxy]?|w|col|row-cols"
    r"|g[xy]?|align-(?:major|minor)|btn|btn-outline|badge)(?:-[a-z0-9-]+)?)"
)


def refused_classes(name: str, first_line: str, options: Mapping[str, object]) -> frozenset[str]:
    """Return the classes that a directive names, in its argument or options, and may not have."""
    written: list[str] = first_line.split() if name in _CLASSED else []
    for option, value in options.items():
        if option.startswith("class"):
            written += value if isinstance(value, list) else str(value).split()
    names = {*written, *(nodes.make_id(each) for each in written)}
    return frozenset(each for each in names if not _ALLOWED.fullmatch(each))


def without_classes(produced: Iterable[nodes.Node], refused: frozenset[str]) -> None:
    """Take classes from what a directive has made, and from what it leaves to be done later."""
    if not refused:
        return
    for top in produced:
        for node in top.findall(nodes.Element):
            for name, value in node.attributes.items():
                if name.endswith("classes") and isinstance(value, list):  # a dropdown has three
                    node[name] = [each for each in value if each not in refused]
            if isinstance(node, nodes.pending) and isinstance(node.details.get("class"), list):
                kept = [name for name in node.details["class"] if name not in refused]
                node.details = {**node.details, "class": kept}
