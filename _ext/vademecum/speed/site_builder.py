"""Sphinx's builder of sites, with its repeated work done once and all of it in the writers.

Sphinx resolves each document in its main process and hands it on to one writer less than there
are processors. Here a writer resolves what it writes.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from types import FunctionType
from typing import Any, Final

from docutils import nodes
from sphinx.builders import _write_docname
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.parallel import ParallelTasks

from vademecum.html.host_layout import has_own_theme
from vademecum.html.translator import Translator, unbroken
from vademecum.needs.adapter import pages_with_needs
from vademecum.speed.patches import known_versions
from vademecum.speed.templates import Templates

FEW: Final = 24
"""Pages that are written sooner than processes start."""
_KNOWN: Final = ("vademecum.", "sphinx.", "sphinx_needs.", "sphinx_design.", "myst_parser.")
"""Packages of which it is known that resolving a page changes nothing that others need."""


class SiteBuilder(StandaloneHTMLBuilder):
    """The builder ``html`` where all of the source folder is one vault."""

    _visitors: type[nodes.NodeVisitor] | None = None

    def create_translator(self, *args: Any) -> nodes.NodeVisitor:
        """Return a visitor; the handlers of extensions are put into its class, once."""
        if self._visitors is None:
            self._visitors = self._with_handlers()
        return self._visitors(*args)

    def _with_handlers(self) -> type[nodes.NodeVisitor]:
        registry = self.env._registry
        theirs = registry.get_translator_class(self)
        handlers = registry.translation_handlers.get(
            self.name, registry.translation_handlers.get(self.format, {})
        )
        methods: dict[str, Any] = {}
        for name, (visit, depart) in handlers.items():
            methods[f"visit_{name}"] = _method(visit)
            if depart:
                methods[f"depart_{name}"] = _method(depart)
        return type(theirs.__name__, (theirs,), methods)

    def create_template_bridge(self) -> None:
        """Render our theme without the sandbox, unless the project has chosen a way of its own."""
        if has_own_theme(self.config) and self.config.template_bridge is None:
            self.templates = Templates()
        else:
            super().create_template_bridge()

    def render_partial(self, node: nodes.Node | None) -> dict[str, str]:
        """Return a title as HTML; one that is mere words needs no document and no visitor."""
        mere = isinstance(node, nodes.title) and all(
            isinstance(child, nodes.Text) for child in node.children
        )
        if node is not None and mere and self._in_our_words:
            return {"fragment": "", "title": unbroken(node.astext())}
        return super().render_partial(node)

    @property
    def _in_our_words(self) -> bool:
        french = str(self.config.language).startswith("fr")
        return french and self._visitors is not None and issubclass(self._visitors, Translator)

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the pages, in processes that resolve them too."""
        names = sorted(docnames)
        if not self.parallel_ok or len(names) <= FEW:
            self._write_serial(names)
        elif not self._can_share():
            super().write_documents(docnames)
        else:
            here = pages_with_needs(self.env)  # what they show is counted by sphinx-needs
            self._write_serial([n for n in names if n in here] or names[:1])
            self._write_shares([n for n in names if n not in here])

    def _can_share(self) -> bool:
        """Say whether what resolves a page leaves nothing behind that another process needs."""
        events = self.events.listeners.get("doctree-resolved", ())
        listeners = [listener.handler.__module__ for listener in events]
        transforms = [t.__module__ for t in self.env._registry.get_post_transforms()]
        return (
            known_versions()
            and has_own_theme(self.config)
            and self.indexer is None
            and all(f"{name}.".startswith(_KNOWN) for name in (*listeners, *transforms))
        )

    def _write_shares(self, names: Sequence[str]) -> None:
        """Write pages in as many processes as are allowed; each brings back its images."""
        count = self._app.parallel
        tasks = ParallelTasks(count)
        for start in range(count):
            tasks.add_task(self._write_share, list(names[start::count]), self._take_images)
        tasks.join()

    def _write_share(self, names: list[str]) -> dict[str, str]:
        for name in names:
            _write_docname(name, env=self.env, builder=self, tags=self.tags)
        return dict(self.images)

    def _take_images(self, _names: list[str], images: dict[str, str]) -> None:
        self.images.update(images)


def _method(handler: Any) -> Any:
    """Return a handler as a function, which a class binds to its objects."""
    if isinstance(handler, FunctionType):
        return handler

    def method(visitor: nodes.NodeVisitor, node: nodes.Node) -> object:
        return handler(visitor, node)

    return method
