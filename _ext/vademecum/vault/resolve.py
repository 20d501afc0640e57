"""Where each link of a note leads, now that all notes are known.

Rules: NOTATION.md, « Links », after Obsidian help, « Internal links ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import Final

from vademecum.vault.index import Match, VaultIndex, Via
from vademecum.vault.names import NotePath, note_name
from vademecum.vault.other_handbooks import NONE, ForeignTarget, OtherHandbooks, cited_handbook
from vademecum.vault.places import places
from vademecum.vault.records import Link, Note, Origin


class Status(Enum):
    """How the look-up of a link ended; the values are those of the contributors' report."""

    OK = "ok"
    MISSING_NOTE = "missing-note"
    MISSING_HEADING = "missing-heading"
    MISSING_BLOCK = "missing-block"
    AMBIGUOUS = "ambiguous"


class OtherKind(Enum):
    """Whether a link names another handbook, and whether what that publishes could be read."""

    NONE = "none"
    KNOWN = "known"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where a link leads: ``path`` None if nowhere, ``anchor`` None if to the top.

    ``suggestion``: what to write instead; ``others``: what else it may have meant; ``foreign``:
    the page of another handbook; ``other``: whether the link names another handbook at all, and
    whether that is known.
    """

    status: Status
    path: NotePath | None = None
    anchor: str | None = None
    suggestion: str | None = None
    others: tuple[NotePath, ...] = ()
    via: Via = Via.MISSING
    foreign: ForeignTarget | None = None
    other: OtherKind = OtherKind.NONE


ExplicitTargets = Mapping[str, tuple[NotePath, str]]
"""Explicit targets of MyST, ``(name)=``: the note and the anchor of each."""


_SUFFIX: Final = re.compile(r"\.(?:markdown|mdown|txt|docx?|html?|md\.md)$", re.IGNORECASE)
_EXPORTED: Final = re.compile(r" [0-9a-f]{32}(?:\.md)?$")
"""What Notion adds to the name of each page that it exports."""
_DIGIT: Final = re.compile(r"(?<=[^\W\d_])[01](?=[^\W\d_])")
_APART: Final = re.compile(r"[:>/§]|[–—→]")
_LONGEST: Final = 500
"""Characters of a target beyond which no slip is looked for: a name of a file has 255 at most."""
_MOST_APART: Final = 8
"""Signs at which a target is parted: each part before one is looked up."""


def resolve(
    link: Link,
    source: NotePath,
    index: VaultIndex,
    notes: Mapping[NotePath, Note],
    targets: ExplicitTargets,
    others: OtherHandbooks = NONE,
) -> Resolution:
    """Look up one link of the note ``source``; what it is not to Obsidian it may be to MyST.

    A note of the vault wins over another handbook.
    """
    resolution = _in_vault(link, source, index, notes)
    if resolution.status is Status.MISSING_NOTE and not resolution.others:
        elsewhere = _elsewhere(link, others)
        if elsewhere is not None:
            return elsewhere
    if link.origin is Origin.MARKDOWN and resolution.status is not Status.OK:
        names = (link.wikilink.target, *link.wikilink.headings)
        path, anchor = targets.get(next(filter(None, names), ""), (None, ""))
        if path is not None:
            return Resolution(Status.OK, path, anchor, via=Via.LABEL)
    return resolution


def _elsewhere(link: Link, others: OtherHandbooks) -> Resolution | None:
    """Look up a link in the handbook that it names; None if it names none."""
    cited = cited_handbook(link.wikilink.target, others)
    if cited is None:
        return None
    handbook, name = cited
    kind = OtherKind.KNOWN if handbook.known else OtherKind.UNKNOWN
    target = handbook.look_up(name)
    if target is not None:
        return Resolution(Status.OK, foreign=target, other=kind)
    return Resolution(Status.MISSING_NOTE, suggestion=handbook.suggest(name), other=kind)


def _in_vault(
    link: Link, source: NotePath, index: VaultIndex, notes: Mapping[NotePath, Note]
) -> Resolution:
    match = index.resolve(link.wikilink.target, source)
    if match.path is None:
        odd = _misspelt_form(link, source, index, notes) if not match.others else None
        return odd or _missing(link.wikilink.target, index, source, match)
    target = notes.get(match.path)
    if target is not None and link.wikilink.block is not None:
        return _in_block(link.wikilink.block, match, target)
    if target is not None and link.wikilink.headings:
        return _in_heading(link, match, target)
    return _resolved(match, None, link)


def _misspelt_form(
    link: Link, source: NotePath, index: VaultIndex, notes: Mapping[NotePath, Note]
) -> Resolution | None:
    r"""Look up a target whose signs are wrong: ``folder\Note``, ``Note^id``, ``[[text|Note]]``."""
    if len(link.wikilink.target) > _LONGEST:
        return None
    target, label = link.wikilink.target, link.wikilink.label
    slashes = target.replace("\\", "/")
    before, _, block = target.partition("^")
    for name in dict.fromkeys(_without_slips(target)):
        if name and index.resolve(name, source).path is not None:
            return Resolution(Status.MISSING_NOTE, suggestion=name)
    if slashes != target and index.resolve(slashes, source).path is not None:
        return Resolution(Status.MISSING_NOTE, suggestion=slashes)
    if slashes != target and index.resolve(note_name(slashes), source).path is not None:
        return Resolution(Status.MISSING_NOTE, suggestion=note_name(slashes))
    if place := _heading_apart(target, source, index, notes):
        return Resolution(Status.MISSING_NOTE, suggestion=place)
    if block and before.strip() and index.resolve(before, source).path is not None:
        return Resolution(Status.MISSING_NOTE, suggestion=f"{before.strip()}#^{block}")
    is_label = link.origin is Origin.WIKI and not link.embed and label
    if (
        is_label
        and index.seen_from(source).suggest(target) is None
        and index.resolve(label or "", source).path
    ):
        return Resolution(Status.MISSING_NOTE, suggestion=label, via=Via.REVERSED)
    return None


def _without_slips(target: str) -> Iterator[str]:
    """Yield a target without what other programs and hasty fingers add to a name."""
    name = target.strip().rstrip("/")
    if name != target:
        yield name
    yield _SUFFIX.sub("", name) if _SUFFIX.search(name) else ""
    yield _EXPORTED.sub("", name) if _EXPORTED.search(name) else ""
    letters = _DIGIT.sub(lambda digit: "ol"[int(digit[0])], name)
    yield letters if letters != name else ""


def _heading_apart(
    target: str, source: NotePath, index: VaultIndex, notes: Mapping[NotePath, Note]
) -> str:
    """Return ``Note#Heading`` for ``Note:Heading``, ``Note > Heading``, ``Note/Heading``."""
    for match in islice(_APART.finditer(target), _MOST_APART):
        name, heading = target[: match.start()].strip(), target[match.end() :].strip()
        note = notes.get(index.resolve(name, source).path or NotePath("")) if name else None
        if note is not None and heading and places(note).heading((heading,)):
            return f"{name}#{heading}"
    return ""


def _missing(target: str, index: VaultIndex, source: NotePath, match: Match) -> Resolution:
    near = index.seen_from(source)
    suggestion = near.suggest_file(target) if _names_file(target) else None
    former = None if suggestion else index.renamed(target)
    via = Via.FORMER if former else Via.MISSING
    suggestion = suggestion or former or near.suggest(target)
    return Resolution(Status.MISSING_NOTE, None, None, suggestion, match.others, via)


def _names_file(target: str) -> bool:
    suffix = target.rpartition(".")[2]
    return (
        suffix != target and 2 <= len(suffix) <= 4 and suffix.isalnum() and suffix.lower() != "md"
    )


def _in_block(wanted: str, match: Match, target: Note) -> Resolution:
    known = places(target)
    block = known.block(wanted)
    if block is None:
        near = known.like_block(wanted) or known.same_mark(wanted)
        return Resolution(Status.MISSING_BLOCK, match.path, None, near, match.others, match.via)
    return _resolved(match, block.anchor)


def _in_heading(link: Link, match: Match, target: Note) -> Resolution:
    wanted, known = link.wikilink.headings, places(target)
    heading = known.heading(wanted)
    if heading is None and link.origin is Origin.MARKDOWN and len(wanted) == 1:
        heading = known.github_heading(wanted[0])
    if heading is None:
        near = known.like_heading(wanted[-1]) or known.begins(wanted[-1])
        if near is None and known.block(wanted[-1]) is not None:
            near = f"^{wanted[-1]}"
        return Resolution(Status.MISSING_HEADING, match.path, None, near, match.others, match.via)
    return _resolved(match, heading.anchor)


def _resolved(match: Match, anchor: str | None, link: Link | None = None) -> Resolution:
    assert match.path is not None
    if match.others:
        suggestion = without_suffix(match.path)
        return Resolution(Status.AMBIGUOUS, match.path, anchor, suggestion, match.others, match.via)
    hint = None
    if match.via is Via.ALIAS and link is not None:
        hint = f"[[{note_name(match.path)}|{link.wikilink.shown}]]"
    return Resolution(Status.OK, match.path, anchor, hint, (), match.via)


def without_suffix(path: str) -> str:
    """Return a note's path as a link writes it."""
    return path[:-3] if path.lower().endswith(".md") else path
