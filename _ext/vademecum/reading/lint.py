"""Slips that a note's document shows: pictures nobody can hear, links in the clear."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.environment import BuildEnvironment

from vademecum import nodes as vn
from vademecum.environment.domain import declared
from vademecum.lint.codes import Code
from vademecum.lint.warnings import record_finding
from vademecum.markdown.read_context import ReadContext

_PLAIN = (nodes.literal, vn.formula, nodes.raw, vn.wikilink)
"""What shows its text as it stands."""
_MARK = re.compile(r"(?<![*=\w\\])(?:\*\*|==)(?=\w)|(?<=[\w.!?»])(?:\*\*|==)(?![*=\w])")
"""A mark of bold letters or of a highlight, on one side of a word."""
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


def lint(doctree: nodes.document, read_context: ReadContext, env: BuildEnvironment) -> None:
    """Record findings about the document of a note."""
    for image in doctree.findall(nodes.image):
        if not image.get("alt"):
            name = str(image["uri"]).rpartition("/")[2][:80]
            line = int(image.get("lineno") or vn.source_line(image))
            record_finding(env, Code.IMAGE_NO_ALT, line, name=name)
    for paragraph in doctree.findall(nodes.paragraph):
        _open_emphasis(paragraph, read_context, env)
    for reference in doctree.findall(nodes.reference):
        _plain_http(reference, read_context, env)


def _open_emphasis(
    paragraph: nodes.paragraph, read_context: ReadContext, env: BuildEnvironment
) -> None:
    """Remember the marks of bold letters or of a highlight that have stayed in a text."""
    for node in paragraph.findall(nodes.Text):
        text = node.astext()
        match = _MARK.search(text) if "**" in text or "==" in text else None
        if match is None or isinstance(node.parent, _PLAIN):
            continue
        around = text[max(0, match.start() - 20) : match.end() + 20].strip()
        line = _line_with(read_context, vn.source_line(paragraph), match[0])
        written = read_context.line(line)
        if match[0] in written and f"\\{match[0]}" not in written:  # else it was escaped
            record_finding(env, Code.EMPHASIS_OPEN, line, text=around, mark=match[0])
            return


def _plain_http(
    reference: nodes.reference, read_context: ReadContext, env: BuildEnvironment
) -> None:
    address = str(reference.get("refuri", ""))
    if not address.lower().startswith("http://"):
        return
    try:
        host = urlsplit(address).hostname
    except ValueError:  # no address at all; the browser will say so
        return
    line = _line_with(read_context, vn.source_line(reference), f"http://{host}")
    written = f"http://{host}" in read_context.line(line).lower()
    if _is_name(address, env):
        return
    if (
        host and host not in _HERE and written
    ):  # « www.… » alone names no scheme: its reader adds one
        record_finding(
            env,
            Code.LINK_NOT_HTTPS,
            line,
            address=address[:120],
            suggestion="https" + address[4:120],
        )


def _is_name(address: str, env: BuildEnvironment) -> bool:
    """Say whether an address is the name of a concept, which no other address may stand for."""
    return any(framework.accepts(address) for framework in declared(env.config).frameworks)


def _line_with(read_context: ReadContext, start: int, text: str) -> int:
    """Return the line of the paragraph from ``start`` on that holds ``text``, else ``start``."""
    number = start
    while read_context.line(number).strip():
        if text.lower() in read_context.line(number).lower():
            return number
        number += 1
    return start
