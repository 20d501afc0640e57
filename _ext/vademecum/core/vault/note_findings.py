"""What is wrong with one note among others: names that are alike, headings and blocks twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vademecum.core.names import NotePath, fold, printed
from vademecum.core.records import Finding, Note
from vademecum.core.vault.outline import heading_key


def note_findings(notes: Mapping[NotePath, Note]) -> Iterator[Finding]:
    """Yield what is wrong with the names of notes and with what stands twice in one."""
    alike: dict[str, NotePath] = {}
    for path, note in notes.items():
        first = alike.setdefault(fold(path), path)
        if first != path:
            args = (("name", printed(path)), ("other", printed(first)))
            yield Finding("names-alike", path, 1, args)
        yield from _duplicates(note)


def _duplicates(note: Note) -> Iterator[Finding]:
    headings: dict[str, int] = {}
    for heading in note.outline:
        first = headings.setdefault(heading_key(heading.text), heading.line)
        if first != heading.line:
            args = (("heading", heading.text), ("other", str(first)))
            yield Finding("heading-twice", note.path, heading.line, args)
    blocks: dict[str, int] = {}
    skills = {fold(s.block) for d in note.domain_sections for s in d.skills if s.block}
    for block in note.blocks:
        if fold(block.block) in skills:  # skill-id-twice tells it
            continue
        first = blocks.setdefault(fold(block.block), block.line)
        if first != block.line:
            args = (("block", block.block), ("other", str(first)))
            yield Finding("block-twice", note.path, block.line, args)
