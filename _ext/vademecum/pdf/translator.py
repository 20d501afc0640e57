"""From document nodes to Typst: what is common to all nodes, and the one who carries the state.

Each kind of node has a function registered with ``show`` (``blocks``, ``inline``, ``tables``,
``cards``…); a node that none of them knows prints its text and is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch

from docutils import nodes
from sphinx.environment import BuildEnvironment

from vademecum.core.handbook import Handbook
from vademecum.nodes import without_markup
from vademecum.pdf.glyphs import Glyphs
from vademecum.pdf.pictures import Pictures
from vademecum.pdf.places import Places
from vademecum.pdf.problems import Problem, warn
from vademecum.pdf.syntax import NOTHING, joined, string
from vademecum.pdf.typography import blanks, breakable, french
from vademecum.settings import Settings

DEEPEST = 24
"""Levels of nodes inside one another; the compiler gives up at about twice as many blocks."""


class Writer:
    """Writes the notes of one book, one after another.

    ``docname``: the note in hand; ``level``: that of its title among the book's headings;
    ``plain``: inside a heading or a table's head, where no footnote may stand.
    """

    def __init__(
        self,
        env: BuildEnvironment,
        handbook: Handbook,
        places: Places,
        pictures: Pictures,
        glyphs: Glyphs,
    ) -> None:
        self.env = env
        self.handbook = handbook
        self.settings = Settings.of(env.config)
        self.places = places
        self.pictures = pictures
        self.glyphs = glyphs
        self.domain_heads = {
            f"{handbook.notes[path].docname}#{anchor}": domain
            for domain in handbook.catalogue.domains.values()
            for path, anchor, _line in domain.places
        }
        self.start("", 1, french=True)

    def start(self, docname: str, level: int, *, french: bool) -> None:
        """Begin a note."""
        self.docname = docname
        self.level = level
        self.french = french
        self.plain = False
        self.depth = 0
        self.last = ""
        self.footnotes: dict[str, nodes.Element] = {}
        self.addresses: set[str] = set()
        self.called: set[str] = set()
        self.told_deep = False
        self.running = NOTHING

    def show(self, node: nodes.Node) -> str:
        """Return a node as Typst; too deep, it is its text."""
        if self.depth >= DEEPEST:
            if not self.told_deep:
                self.told_deep = True
                self.warn(Problem.DEEP, node, limit=DEEPEST)
            return self.text(without_markup(node))
        self.depth += 1
        try:
            return show(node, self)
        finally:
            self.depth -= 1

    def all(self, children: Iterable[nodes.Node]) -> str:
        """Return nodes one after another."""
        return joined([self.show(child) for child in children])

    def inside(self, node: nodes.Element) -> str:
        """Return the children of a node, its anchors in front of them."""
        return joined([self.anchors(node), *map(self.show, node.children)])

    def anchors(self, node: nodes.Element) -> str:
        """Return the places that a node's ids name."""
        return joined([self.places.place(f"{self.docname}#{name}") for name in node["ids"]])

    def text(self, text: str) -> str:
        """Return words of a note as they are printed."""
        text = self.glyphs.shown(blanks(text))
        if self.french:
            text = french(text, self.last)
        self.last = text[-1:] or self.last
        return string(breakable(text))

    def exact(self, text: str) -> str:
        """Return a name, an id or code as it is."""
        self.last = text[-1:]
        return string(breakable(self.glyphs.shown(text)))

    def warn(self, problem: Problem, node: nodes.Node, **args: object) -> None:
        """Tell something about the note in hand, at the line of a node or of what holds it."""
        found: nodes.Node | None = node
        while found is not None and found.line is None:
            found = found.parent
        line = found.line if found is not None else None
        warn(problem, (self.docname, line) if line else self.docname, **args)


@singledispatch
def show(node: nodes.Node, writer: Writer) -> str:
    """Return a node that nobody knows: its text, and a word to the maintainers."""
    if isinstance(node, nodes.Element):
        warn(Problem.NODE, writer.docname, kind=type(node).__name__)
    if isinstance(node, nodes.Element) and node.children:
        return writer.inside(node)
    return writer.text(without_markup(node))
