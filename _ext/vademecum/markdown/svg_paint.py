"""Parts of a drawing that are painted with parts: a few lines can make one that never ends.

A pattern, mask, clip path or marker of eight shapes, each painted with another such part, and that
again: twelve levels are more shapes than a browser or a compiler can draw. What is painted with
what is said by attributes, by rules of style, or by what stands around.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from typing import Final

MOST_PAINTED: Final = 1000
"""How many parts of a drawing may go into the painting of one."""
_DEEPEST: Final = 8
_PAINTING: Final = frozenset({"pattern", "mask", "clipPath", "marker"})
_INHERITED: Final = ("fill", "stroke", "marker", "--")
"""What the names of properties begin with whose value holds for all that is inside."""
_PART: Final = re.compile(r"url\(\s*+['\"]?#([^)'\"]++)", re.IGNORECASE)
_LAST: Final = re.compile(r"[^\s>+~]++\s*+$")
_NAMES: Final = re.compile(r"[.#]?+[\w-]++")

Paint = tuple[str, bool]
"""A part that something is painted with, and whether all that is inside is too."""
Rules = dict[str, list[Paint]]
"""By tag, ``.class``, ``#id`` or ``*`` what rules of style paint with."""


def is_painted_too_often(root: ET.Element) -> bool:
    """Say whether a part is painted with more parts than are worth it."""
    inside = _painted_with(root)
    counts = dict.fromkeys(inside, 1)
    for _round in range(_DEEPEST):  # a part that leads back to itself grows at each
        counts = {
            name: 1 + sum(counts.get(part, 0) * times for part, times in parts.items())
            for name, parts in inside.items()
        }
        if max(counts.values(), default=0) > MOST_PAINTED:
            return True
    return False


def _painted_with(root: ET.Element) -> dict[str, Counter[str]]:
    """Return for each part how often it is painted with which."""
    rules, sizes = _rules(root), _sizes(root)
    inside: dict[str, Counter[str]] = {}
    waiting: list[tuple[ET.Element, str, tuple[str, ...]]] = [(root, "", ())]
    while waiting:
        element, holder, around = waiting.pop()
        if _tag(element) in _PAINTING and element.get("id"):
            holder = element.get("id", "")
            inside.setdefault(holder, Counter()).update(dict.fromkeys(around, sizes[element]))
        own = list(_paints(element, rules))
        for part, inherited in own if holder else ():
            inside[holder][part] += sizes[element] if inherited else 1
        inner = (*around, *dict.fromkeys(part for part, inherited in own if inherited))
        waiting += [(child, holder, inner) for child in element]
    return inside


def _paints(element: ET.Element, rules: Rules) -> Iterator[Paint]:
    """Yield what an element is painted with."""
    for attribute, value in element.attrib.items():
        yield from _declared(value if attribute == "style" else f"{attribute}:{value}")
    if rules:
        classes = (f".{name}" for name in element.get("class", "").split())
        for key in ("*", _tag(element), f"#{element.get('id')}", *classes):
            yield from rules.get(key, ())


def _declared(body: str) -> Iterator[Paint]:
    """Yield what declarations (``fill: url(#a); …``) paint with."""
    if "#" in body:
        for declaration in body.split(";"):
            inherited = declaration.strip().lower().startswith(_INHERITED)
            yield from ((part, inherited) for part in _PART.findall(declaration))


def _rules(root: ET.Element) -> Rules:
    rules: Rules = {}
    for element in root.iter():
        if _tag(element).lower() == "style":
            for selectors, body in _each_rule("".join(element.itertext())):
                if paints := list(_declared(body)):
                    for key in _keys(selectors):
                        rules.setdefault(key, []).extend(paints)
    return rules


def _each_rule(text: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations of each rule, those inside ``@media`` too."""
    first, *rest = text.split("/*")
    bare = first + "".join(part.partition("*/")[2] for part in rest)
    for rule in bare.split("}"):
        before, _brace, body = rule.rpartition("{")
        yield before.rpartition("{")[2], body


def _keys(selectors: str) -> Iterator[str]:
    """Yield what a rule may hold for; of what is not followed (``[x]``, ``:x``), everything."""
    for selector in selectors.split(","):
        last = _LAST.search(selector)
        names = _NAMES.findall(last[0]) if last else []
        yield from names if names and last and not set(last[0]) & set("[:*") else ("*",)


def _sizes(root: ET.Element) -> dict[ET.Element, int]:
    """Return how many elements each holds, itself among them."""
    order = list(root.iter())
    sizes: dict[ET.Element, int] = {}
    for element in reversed(order):  # children stand behind what holds them
        sizes[element] = 1 + sum(sizes[child] for child in element)
    return sizes


def _tag(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]
