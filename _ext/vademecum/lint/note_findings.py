"""What is wrong with one note among others: names that are alike, headings and blocks twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from vademecum.lint.links import NAMED
from vademecum.vault.index import VaultIndex, Via
from vademecum.vault.names import NotePath, fold, note_name, printed
from vademecum.vault.outline import heading_key
from vademecum.vault.records import Finding, Note


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


_QUOTES: Final = " \t\u00a0\u202f«»“”„\"‘’'.:()"
_FIRST: Final = re.compile(r"(?P<word>\S+?)[\s:.\u00a0]+(?P<rest>\S.*)", re.DOTALL)


def with_names(findings: Iterable[Finding], index: VaultIndex) -> Iterator[Finding]:
    """Yield findings, those about a name that no note bears left out, the others with the name."""
    for finding in findings:
        args = dict(finding.args)
        if NAMED in args and finding.code == "link-form":
            if _note(args[NAMED], finding.path, index):
                yield finding
        elif finding.code == "reference-empty":
            yield _referring(finding, args, index)
        else:
            yield finding


def _referring(finding: Finding, args: dict[str, str], index: VaultIndex) -> Finding:
    """Return « Voir Note » with the link that it means, if a note bears that name."""
    match = _FIRST.fullmatch(args["text"])
    name = match["rest"].strip(_QUOTES) if match is not None else ""
    known = _note(name, finding.path, index) if name and "…" not in name else ""
    if match is None or not known:
        return finding
    return replace(finding, raw=match["rest"], suggestion=f"[[{known}]]")


def _note(name: str, source: str, index: VaultIndex) -> str:
    """Return the name of the one note, or the path and name, that *name* leads to; else empty."""
    match = index.resolve(name, NotePath(source))
    if match.path is None or match.others or match.via in {Via.ALIAS, Via.FORMER}:
        return ""
    return name if "/" in name else note_name(match.path)
