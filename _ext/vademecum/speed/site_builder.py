"""Sphinx's builder of sites, with its repeated work done once and all of it in the writers.

Sphinx resolves each document in its main process and hands it on to one writer less than there
are processors. Here a writer resolves what it writes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from types import FunctionType
from typing import Any, Final

from docutils import nodes
from sphinx.builders import _write_docname
from sphinx.builders.html import INVENTORY_FILENAME, StandaloneHTMLBuilder
from sphinx.util.parallel import ParallelTasks

from vademecum.environment.domain import VaultDomain
from vademecum.html.host_layout import has_own_theme
from vademecum.html.made_pages import PagesToWrite
from vademecum.html.translator import Translator, unbroken
from vademecum.needs.adapter import pages_with_needs
from vademecum.speed.patches import known_versions
from vademecum.speed.templates import Templates

_SEAL: Final = "inventory.seal"
"""Beside the environment: a digest of what the inventory was made of."""
FEW: Final = 24
"""Pages that are written sooner than processes start."""
_KNOWN: Final = ("vademecum.", "sphinx.", "sphinx_needs.", "sphinx_design.", "myst_parser.")
"""Packages of which it is known that resolving a page changes nothing that others need."""

Pages = Iterable[tuple[str, dict[str, Any], str]]
"""Name, context and template of each page, as extensions give them to Sphinx."""


@dataclass
class _Share:
    """What one process writes: pages of notes by name, and pages that no note has."""

    names: list[str]
    pages: list[Pages] = field(default_factory=list)


class SiteBuilder(StandaloneHTMLBuilder):
    """The builder ``html`` where all of the source folder is one vault."""

    _visitors: type[nodes.NodeVisitor] | None = None
    _collected = False

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
        """Return a title as HTML; one that is mere words needs no document and no visitor.

        The table of contents of a page, which our theme makes from the note's record, is left out.
        """
        if isinstance(node, nodes.bullet_list) and self._in_our_layout:
            return {"fragment": "", "title": ""}
        mere = isinstance(node, nodes.title) and all(
            isinstance(child, nodes.Text) for child in node.children
        )
        if node is not None and mere and self._in_our_words:
            return {"fragment": "", "title": unbroken(node.astext())}
        return super().render_partial(node)

    @property
    def _in_our_layout(self) -> bool:
        return has_own_theme(self.config) and not self.config.templates_path

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
            first = [n for n in names if n in here] or names[:1]  # compiles the templates for all
            self._write_serial(first)
            self._write_shares(sorted(docnames - set(first)), here)

    def gen_pages_from_extensions(self) -> None:
        """Write the pages that no note has, if the processes that wrote the notes have not."""
        if not self._collected:
            super().gen_pages_from_extensions()
        self._collected = False

    def dump_inventory(self) -> None:
        """Write what other projects may cite, unless the file holds it: packing takes longest."""
        file, known = Path(self.outdir) / INVENTORY_FILENAME, Path(self.doctreedir) / _SEAL
        objects = [(d.name, sorted(d.get_objects())) for d in self.env.domains.sorted()]
        about = (self.config.project, self.config.version, self.get_target_uri("page"))
        seal = hashlib.sha256(repr((about, objects)).encode("utf-8", "surrogatepass")).hexdigest()
        if not (file.is_file() and known.is_file() and known.read_text(encoding="ascii") == seal):
            known.unlink(missing_ok=True)
            super().dump_inventory()
            known.write_text(seal, encoding="ascii")

    def _can_share(self) -> bool:
        """Say whether what resolves a page leaves nothing behind that another process needs."""
        listeners = [
            listener.handler.__module__
            for event in ("doctree-resolved", "html-collect-pages")
            for listener in self.events.listeners.get(event, ())
        ]
        transforms = [t.__module__ for t in self.env._registry.get_post_transforms()]
        return (
            known_versions()
            and has_own_theme(self.config)
            and self.indexer is None
            and all(f"{name}.".startswith(_KNOWN) for name in (*listeners, *transforms))
        )

    def _write_shares(self, names: Sequence[str], here: Set[str]) -> None:
        """Write pages in as many processes as are allowed; each brings back its images.

        Pages that no note has are among them, but those that show notes which are written ``here``.
        """
        count = self._app.parallel
        shares = [_Share(list(names[start::count])) for start in range(count)]
        paths = {n.path for n in VaultDomain.of(self.env).notes.values() if n.docname in here}
        for number, pages in enumerate(self.events.emit("html-collect-pages")):
            if isinstance(pages, PagesToWrite):
                own, others = pages.divide(paths)
                self._write_made(own)
                for start, share in enumerate(shares):
                    share.pages.append(others.share(start, count))
            else:
                shares[number % count].pages.append(pages)
        tasks = ParallelTasks(count)
        for share in shares:
            tasks.add_task(self._write_share, share, self._take_images)
        tasks.join()
        self._collected = True

    def _write_share(self, share: _Share) -> dict[str, str]:
        for name in share.names:
            _write_docname(name, env=self.env, builder=self, tags=self.tags)
        for pages in share.pages:
            self._write_made(pages)
        return dict(self.images)

    def _write_made(self, pages: Pages) -> None:
        for name, context, template in pages:
            self.handle_page(name, context, template)

    def _take_images(self, _share: _Share, images: dict[str, str]) -> None:
        self.images.update(images)


def _method(handler: Any) -> Any:
    """Return a handler as a function, which a class binds to its objects."""
    if isinstance(handler, FunctionType):
        return handler

    def method(visitor: nodes.NodeVisitor, node: nodes.Node) -> object:
        return handler(visitor, node)

    return method
