"""Walks over a document without a generator for each of its levels.

docutils hands each node up through as many generators as it is deep, and some fifty transforms
walk over the whole of each note. The order is the same, and so is what happens if a node is
changed on the way: the lists of children are walked over as they are.

The place of a child is looked for near the last one: transforms replace one after another, and
ten thousand in one paragraph took their square.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from docutils import nodes

from vademecum.speed.patches import Patch


def of_class(self: nodes.Node, cls: type) -> Iterator[nodes.Node]:
    """Yield the node and what is below it, if it is of a class; in the order of the text."""
    if isinstance(self, cls):
        yield self
    levels = [iter(self.children)]
    while levels:
        for node in levels[-1]:
            if isinstance(node, cls):
                yield node
            if node.children:
                levels.append(iter(node.children))
                break
        else:
            levels.pop()


def every_node(self: nodes.Node) -> Iterator[nodes.Node]:
    """Yield the node and all that is below it, in the order of the text."""
    return of_class(self, nodes.Node)


_general = nodes.Node.findall


def find_all(
    self: nodes.Node,
    condition: type | Callable[[nodes.Node], bool] | None = None,
    include_self: bool = True,
    descend: bool = True,
    siblings: bool = False,
    ascend: bool = False,
) -> Iterator[nodes.Node]:
    """Yield the nodes that docutils would."""
    if not (include_self and descend) or siblings or ascend:
        return _general(self, condition, include_self, descend, siblings, ascend)
    if condition is None or isinstance(condition, type):
        return of_class(self, condition or nodes.Node)
    return _that_meet(self, condition)


def _that_meet(self: nodes.Node, condition: Callable[[nodes.Node], bool]) -> Iterator[nodes.Node]:
    return (node for node in of_class(self, nodes.Node) if condition(node))


_PLACE = "last_place"
_NEAR = 64
"""How many children are looked at near the last place, before all are."""


def index(self: nodes.Element, item: nodes.Node, start: int = 0, stop: int = sys.maxsize) -> int:
    """Return the place of a child.

    :raises ValueError: if it is none.
    """
    children = self.children
    if start or len(children) <= _NEAR or not isinstance(item, nodes.Element):
        return children.index(item, start, stop)
    near = self.__dict__.get(_PLACE, 0)
    try:
        place = children.index(item, max(near - _NEAR, 0), min(near + _NEAR, stop))
    except ValueError:
        place = children.index(item, start, stop)
    self.__dict__[_PLACE] = place
    return place


PATCHES = (Patch(nodes.Node, "findall", find_all), Patch(nodes.Element, "index", index))
