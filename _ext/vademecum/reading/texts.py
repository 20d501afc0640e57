"""The text of a note, section by section, as the search looks through it and quotes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from docutils import nodes

from vademecum import nodes as vn
from vademecum.core.records import SectionText
from vademecum.core.text import one_line

_UNSAID = (nodes.Invisible, nodes.system_message, nodes.raw)


@dataclass(slots=True)
class _Part:
    heading: str = ""
    anchor: str = ""
    lines: list[str] = field(default_factory=list)


def section_texts(doctree: nodes.document) -> Iterator[SectionText]:
    """Yield the sections of a note that have a heading or a text, in their order."""
    parts = [_Part()]
    _collect(doctree, parts)
    for part in parts:
        if part.heading or part.lines:
            yield SectionText(part.heading, part.anchor, tuple(part.lines))


def _collect(node: nodes.Element, parts: list[_Part]) -> None:
    for child in node.children:
        if not isinstance(child, nodes.Element) or isinstance(child, _UNSAID):
            continue
        if isinstance(child, nodes.section):
            _open(child, parts)
            _collect(child, parts)
        elif isinstance(child, nodes.title) and isinstance(node, nodes.section):
            continue
        elif isinstance(child, nodes.TextElement):
            text = one_line(vn.without_markup(child).replace("\n", " "))
            if text:
                parts[-1].lines.append(text)
        else:
            _collect(child, parts)


def _open(section: nodes.section, parts: list[_Part]) -> None:
    """Begin a part, unless the section is the note itself under its title."""
    if isinstance(section.parent, nodes.document) and len(parts) == 1:
        return
    heading = one_line(vn.without_markup(section[0]))
    parts.append(_Part(heading, section["ids"][0]))
