"""What machines read of the site beside its pages: the sitemap, and the feed of changed notes.

Both name pages by their whole address: without the address of the site there is neither. For a
version, a script that takes away what the former service worker has left with readers.
"""

from __future__ import annotations

import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from vademecum.environment.domain import VaultDomain
from vademecum.html.contexts import PageContexts, page_contexts
from vademecum.html.host_layout import has_own_theme
from vademecum.html.made_pages import LEADING_ON, site_pages
from vademecum.html.public_address import site_address
from vademecum.vault.names import HOME
from vademecum.vault.records import Note

SITEMAP: Final = "sitemap.xml"
FEED: Final = "feed.xml"
FORMER_WORKER: Final = "sw.js"
ENTRIES: Final = 20
"""Notes that the feed tells of."""

_ATOM: Final = "http://www.w3.org/2005/Atom"
_SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NO_XML: Final = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], " ")
"""Characters that XML cannot hold."""


def write(app: Sphinx, error: Exception | None) -> None:
    """Write them, or take away those of an earlier build."""
    builder = app.builder
    own = has_own_theme(app.config) and VaultDomain.of(app.env).whole
    if error is not None or not isinstance(builder, StandaloneHTMLBuilder) or not own:
        return
    shutil.copyfile(Path(__file__).with_name(FORMER_WORKER), Path(builder.outdir) / FORMER_WORKER)
    contexts, site = page_contexts(app.env), site_address(app.config)
    dated = contexts.changed_last[:ENTRIES]
    files = {
        SITEMAP: _sitemap(builder, contexts, site) if site else None,
        FEED: _feed(builder, contexts, site, dated) if site and dated else None,
    }
    for name, root in files.items():
        path = Path(builder.outdir) / name
        if root is None:
            path.unlink(missing_ok=True)
        else:
            ET.indent(root, space="")
            path.write_bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")


def _sitemap(builder: StandaloneHTMLBuilder, contexts: PageContexts, site: str) -> ET.Element:
    root = ET.Element("urlset", xmlns=_SITEMAP)
    for name, day in _pages(contexts):
        entry = ET.SubElement(root, "url")
        ET.SubElement(entry, "loc").text = site + builder.get_target_uri(name)
        if day:
            ET.SubElement(entry, "lastmod").text = day
    return root


def _pages(contexts: PageContexts) -> Iterator[tuple[str, str]]:
    """Yield each page that somebody may look for, and the day of its last change if known."""
    notes = {n.docname: contexts.changed(n) for n in contexts.handbook.notes.values()}
    yield from sorted(({HOME: ""} | notes).items())
    for page in site_pages(contexts.vault):
        if page.template not in LEADING_ON:
            yield page.name, ""


def _feed(
    builder: StandaloneHTMLBuilder, contexts: PageContexts, site: str, notes: Sequence[Note]
) -> ET.Element:
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": contexts.language.replace("_", "-")})
    _about(root, site, builder.config.project, contexts.changed(notes[0]))
    author = builder.config.author or contexts.settings.institution or builder.config.project
    ET.SubElement(ET.SubElement(root, "author"), "name").text = author.translate(_NO_XML)
    ET.SubElement(root, "link", rel="self", href=site + FEED)
    for note in notes:
        entry = ET.SubElement(root, "entry")
        address = site + builder.get_target_uri(note.docname)
        _about(entry, address, note.title, contexts.changed(note))
        language = contexts.handbook.title_language(note.path)
        if language:
            entry[1].set("xml:lang", language)
        ET.SubElement(entry, "summary").text = note.lead.translate(_NO_XML)
    return root


def _about(element: ET.Element, address: str, title: str, day: str) -> None:
    ET.SubElement(element, "id").text = address
    ET.SubElement(element, "title").text = title.translate(_NO_XML)
    ET.SubElement(element, "updated").text = f"{day}T00:00:00Z"
    ET.SubElement(element, "link", href=address)


def setup(app: Sphinx) -> None:
    """Write when all pages are known."""
    app.connect("build-finished", write)
