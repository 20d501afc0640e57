"""Sphinx's builder of sites, whose writing processes do more of the work.

Sphinx resolves each document in its main process and hands it on to one writer less than there
are processors, then writes the pages that no note has. Here a writer resolves what it writes, and
writes its share of those pages as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, Final

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.util.parallel import ParallelTasks

from vademecum.compat import application
from vademecum.environment.domain import VaultDomain
from vademecum.html.host_layout import has_own_theme
from vademecum.html.made_pages import PagesToWrite
from vademecum.html.translator import unbroken
from vademecum.needs.adapter import pages_with_needs

FEW: Final = 24
"""Pages that are written sooner than processes start: Sphinx starts some for a single page."""
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

    _collected = False

    def render_partial(self, node: nodes.Node | None) -> dict[str, str]:
        """Return a title as HTML; one that is mere words needs no document and no visitor.

        The table of contents of a page, which our theme makes from the note's record, is left out.
        """
        if has_own_theme(self.config) and not self.config.templates_path:
            if isinstance(node, nodes.bullet_list):
                return {"fragment": "", "title": ""}
            french = str(self.config.language).startswith("fr")  # as our translator has it
            if french and isinstance(node, nodes.title) and _is_mere_text(node):
                return {"fragment": "", "title": unbroken(node.astext())}
        return super().render_partial(node)

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the pages, in processes that resolve them too."""
        if len(docnames) <= FEW:
            self._write_serial(sorted(docnames))
            return
        if not self.parallel_ok or not self._can_share():
            super().write_documents(docnames)
            return
        here = pages_with_needs(self.env)  # what they show is counted by sphinx-needs
        first = sorted(docnames & here) or [min(docnames)]  # compiles the templates for all
        self._write_serial(first)
        self._write_shares(sorted(docnames - set(first)), here)

    def gen_pages_from_extensions(self) -> None:
        """Write the pages that no note has, if the processes that wrote the notes have not."""
        if not self._collected:
            super().gen_pages_from_extensions()
        self._collected = False

    def _can_share(self) -> bool:
        """Say whether what resolves a page leaves nothing behind that another process needs."""
        listeners = [
            listener.handler.__module__
            for event in ("doctree-resolved", "html-collect-pages")
            for listener in self.events.listeners.get(event, ())
        ]
        transforms = [t.__module__ for t in application(self.env).registry.get_post_transforms()]
        return (
            has_own_theme(self.config)
            and isinstance(self.templates, BuiltinTemplateLoader)
            and self.indexer is None
            and all(f"{name}.".startswith(_KNOWN) for name in (*listeners, *transforms))
        )

    def _write_shares(self, names: Sequence[str], here: Set[str]) -> None:
        """Write pages in as many processes as are allowed; each brings back its images.

        Pages that no note has are among them, but those that show notes which are written ``here``.
        """
        count = application(self.env).parallel
        shares = [_Share(list(names[start::count])) for start in range(count)]
        paths = {n.path for n in VaultDomain.of(self.env).notes.values() if n.docname in here}
        for number, pages in enumerate(self.events.emit("html-collect-pages")):
            if isinstance(pages, PagesToWrite):
                for template in {page.template for page in pages.pages}:
                    self.templates.environment.get_template(template)  # compiled once for all
                own, others = pages.divide(paths)
                self._write_generated(own)
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
        self._write_serial(share.names)
        for pages in share.pages:
            self._write_generated(pages)
        return dict(self.images)

    def _write_generated(self, pages: Pages) -> None:
        for name, context, template in pages:
            self.handle_page(name, context, template)

    def _take_images(self, _share: _Share, images: dict[str, str]) -> None:
        self.images.update(images)


def _is_mere_text(node: nodes.Element) -> bool:
    return all(isinstance(child, nodes.Text) for child in node.children)
