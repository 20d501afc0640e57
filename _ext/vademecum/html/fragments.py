"""Parts of notes as HTML, for pages that are not their own."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes
from docutils.utils import new_document
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

from vademecum.html.security import without_inline_styles


def as_html(builder: StandaloneHTMLBuilder, blocks: Sequence[nodes.Node], page: str) -> str:
    """Return blocks of a note as HTML for the page ``page``, links and all."""
    if not blocks:
        return ""
    document = new_document("", builder.docsettings)
    document.extend(block.deepcopy() for block in blocks)
    builder.env.resolve_references(document, page, builder)
    builder.current_docname = page
    builder.secnumbers, builder.fignumbers = {}, {}
    base = builder.get_target_uri(page)
    builder.imgpath = relative_uri(base, builder.imagedir)
    builder.dlpath = relative_uri(base, "_downloads")
    builder.post_process_images(document)
    visitor = builder.create_translator(document, builder)
    document.walkabout(visitor)
    assert isinstance(visitor, HTML5Translator)
    return without_inline_styles("".join(visitor.fragment))
