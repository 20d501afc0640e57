"""From document nodes to Typst: what is common to all nodes, and the state of the note in print.

The handlers of each kind of node stand in the modules that ``handlers`` lists. Another extension
adds its own as Sphinx has it: ``app.add_node(kind, typst=(handler, None))``, where
``handler(translator, node)`` returns Typst code (made with ``pdf.syntax``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from docutils import nodes
from sphinx.environment import BuildEnvironment

from vademecum.handbook import Handbook
from vademecum.nodes import language_of, without_markup
from vademecum.pdf.pictures import Pictures
from vademecum.pdf.places import Places
from vademecum.pdf.problems import Problem, warn
from vademecum.pdf.syntax import NOTHING, call, joined, string
from vademecum.pdf.typography import Glyphs, blanks, breakable, french
from vademecum.settings import Settings
from vademecum.vault.records import Note

DEEPEST = 24
"""Levels of nodes inside one another; the compiler gives up at about twice as many blocks."""

Handler = Callable[[Any, "TypstTranslator"], str]
"""Takes a node of the kind that it is registered for; returns it as Typst code."""

Handlers = Mapping[type, Handler]
"""Handlers by class of node; a node without its own takes that of its nearest base class."""

SphinxHandlers = Mapping[str, tuple[Callable[..., Any], Callable[..., Any] | None]]
"""What extensions have given to ``app.add_node``: by name of the class, visit and depart."""


class TypstTranslator:
    """Translates the notes of one PDF, one after another.

    ``docname``: the note being translated; ``level``: that of its title among the headings of the
    PDF; ``plain``: inside a heading or a table's head, where no footnote may stand; ``last``: the
    last sign printed; ``added``: handlers of other extensions, which go before our own.
    """

    def __init__(
        self,
        env: BuildEnvironment,
        handbook: Handbook,
        places: Places,
        pictures: Pictures,
        glyphs: Glyphs,
        handlers: Handlers,
        added: SphinxHandlers = MappingProxyType({}),
    ) -> None:
        self.env = env
        self.handbook = handbook
        self.settings = Settings.of(env.config)
        self.places = places
        self.pictures = pictures
        self.glyphs = glyphs
        self._handlers = handlers
        self._added = {name: _guarded(visit) for name, (visit, _depart) in added.items()}
        self._found: dict[type[nodes.Node], Handler] = {}
        self.domain_sections = {
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
        self.warned_deep = False
        self.running = NOTHING

    def part(self, name: str, title: str, **named: str | None) -> str:
        """Return the title of a part, a place of its own."""
        self.places.place(name)
        return call("part", string(name), title, **named)

    def show(self, node: nodes.Node) -> str:
        """Return a node as Typst; too deep, it is its text."""
        if self.depth >= DEEPEST:
            if not self.warned_deep:
                self.warned_deep = True
                self.warn(Problem.DEEP, node, limit=DEEPEST)
            return self.text(without_markup(node))
        self.depth += 1
        try:
            language = language_of(node)
            if language:
                return self._in(language, lambda: self._handler(type(node))(node, self))
            return self._handler(type(node))(node, self)
        finally:
            self.depth -= 1

    def _in(self, language: str, show: Callable[[], str]) -> str:
        """Return what *show* returns, in another language: spoken so, and set without our marks."""
        before, self.french = self.french, language[:2] == "fr"
        shown = show()
        self.french = before
        return call("text", shown, lang=string(language[:2])) if shown != NOTHING else NOTHING

    def title(self, note: Note) -> str:
        """Return the title of a note, in its language."""
        self.last = ""
        language = self.handbook.title_language(note.path)
        if language:
            return self._in(language, lambda: self.text(note.title))
        return self.text(note.title)

    def _handler(self, kind: type[nodes.Node]) -> Handler:
        """Return the handler of a class of nodes or of its nearest base class that has one."""
        if kind not in self._found:
            self._found[kind] = next(
                filter(None, map(self._own_handler, kind.__mro__)), show_unknown
            )
        return self._found[kind]

    def _own_handler(self, kind: type) -> Handler | None:
        return self._added.get(kind.__name__) or self._handlers.get(kind)

    def all(self, children: Iterable[nodes.Node]) -> str:
        """Return nodes one after another."""
        return joined([self.show(child) for child in children])

    def inside(self, node: nodes.Element) -> str:
        """Return the children of a node, its anchors in front of them."""
        return joined([self.anchors(node), *map(self.show, node.children)])

    def anchors(self, node: nodes.Element) -> str:
        """Return the places that a node's ids name; of what may be printed twice, none."""
        if self.plain:
            return ""
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
        """Warn about the note being translated, at the line of a node or of what holds it."""
        located: nodes.Node | None = node
        while located is not None and located.line is None:
            located = located.parent
        line = located.line if located is not None else None
        warn(problem, (self.docname, line) if line else self.docname, **args)


def _guarded(visit: Callable[..., Any]) -> Handler:
    """Return the handler of another extension; a failure costs its node's layout, not the note."""

    def handler(node: nodes.Element, translator: TypstTranslator) -> str:
        try:
            code = visit(translator, node)
        except nodes.SkipNode:
            return NOTHING
        except Exception:  # another extension's code must not stop the PDF
            code = None
        return code if isinstance(code, str) else show_unknown(node, translator)

    return handler


def show_unknown(node: nodes.Node, translator: TypstTranslator) -> str:
    """Print the text of a node that has no handler, with a warning for the maintainers."""
    if isinstance(node, nodes.Element):
        warn(Problem.NODE, translator.docname, kind=type(node).__name__)
    if isinstance(node, nodes.Element) and node.children:
        return translator.inside(node)
    return translator.text(without_markup(node))
