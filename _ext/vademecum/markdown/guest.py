"""Markdown of a host project: MyST's own, trusted, with wikilinks, embeds and block ids."""

from __future__ import annotations

from functools import partial

from docutils import nodes
from myst_parser.config.main import (
    MdParserConfig,
    TopmatterReadError,
    merge_file_level,
    read_topmatter,
)
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.warnings_ import MystWarnings, create_warning

from vademecum.markdown.inline_rules import link_plugin
from vademecum.markdown.renderer_links import LinkRenderer


def _tell(document: nodes.document, kind: MystWarnings, message: str) -> None:
    create_warning(document, message, kind, line=1, append_to=document)


def parse_page(text: str, document: nodes.document) -> None:
    """Fill *document* from a page of the host, with its settings and its own front matter."""
    config: MdParserConfig = document.settings.env.myst_config
    try:
        front = read_topmatter(text)
    except TopmatterReadError:
        front = None  # the renderer tells of it
    if front:
        config = merge_file_level(config, front, partial(_tell, document))
    parser = create_md_parser(config, LinkRenderer)
    parser.use(link_plugin)
    parser.options["document"] = document
    parser.render(text)
