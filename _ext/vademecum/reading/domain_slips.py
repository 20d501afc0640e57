"""Domains of a skills note that no heading of level 2 names: a level off, or in bold letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx.environment import BuildEnvironment

from vademecum import nodes as vn
from vademecum.lint.codes import Code
from vademecum.lint.warnings import record_mend
from vademecum.markdown.read_context import ReadContext
from vademecum.reading.item_text import is_list
from vademecum.skills.notation import match_domain, parse_domain_heading

_DOMAIN_LEVEL = 2
_HEADING = re.compile(r"\s{0,3}#{1,6}\s++(?P<text>.*)", re.DOTALL)
_CLOSING = re.compile(r"(?<!\S)#++\s*$")


def tell_domains(doctree: nodes.document, read_context: ReadContext, env: BuildEnvironment) -> bool:
    """Tell of the known domains whose list stands below no heading of level 2; say if any is."""
    places = [*_headings(doctree), *_paragraphs(doctree)]
    domains = read_context.settings.domains
    any_slip = False
    for line, text in places:
        if match_domain(parse_domain_heading(text).name, domains) is not None:
            source = read_context.line(line)
            heading = _HEADING.fullmatch(source)
            words = _CLOSING.sub("", heading["text"]) if heading else text
            instead = f"## {words.strip().rstrip(':').rstrip()}"
            args = {"name": text, "suggestion": instead}
            record_mend(env, Code.DOMAIN_LEVEL, line, (source, instead), **args)
            any_slip = True
    return any_slip


def _headings(doctree: nodes.document) -> Iterator[tuple[int, str]]:
    """Yield line and text of the headings of another level right above a list."""
    for section in doctree.findall(nodes.section):
        level = section.get("source_level")
        follows = len(section) > 1 and is_list(section[1])
        if level and level != _DOMAIN_LEVEL and follows:
            yield section.line or 1, vn.without_markup(section[0]).strip()


def _paragraphs(doctree: nodes.document) -> Iterator[tuple[int, str]]:
    """Yield line and text of the paragraphs of one line right above a list."""
    for paragraph in doctree.findall(nodes.paragraph):
        parent = paragraph.parent
        if not isinstance(parent, nodes.section | nodes.document):
            continue
        after = parent.index(paragraph) + 1
        text = vn.without_markup(paragraph).strip()
        plain = "\n" not in text and not text.startswith("#")  # heading-form tells of those
        if after < len(parent) and is_list(parent[after]) and plain:
            yield paragraph.line or 1, text
