"""What is wrong with the links of notes, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from vademecum.core.names import NotePath, fold, note_name, printed
from vademecum.core.records import Finding, Link, Note, Origin
from vademecum.core.skills.register import Register
from vademecum.core.vault.citations import ghost_name, is_elsewhere, is_ghost
from vademecum.core.vault.index import VaultIndex, Via
from vademecum.core.vault.link_fixes import replacement
from vademecum.core.vault.resolve import OtherKind, Resolution, Status, without_suffix

_CodeAndArgs = tuple[str, dict[str, str]]

_NAMED: Final = 10
"""Notes that a finding names: two hundred of one name would be told at each link to it."""


def link_findings(
    notes: Mapping[NotePath, Note],
    resolutions: Mapping[NotePath, tuple[Resolution, ...]],
    index: VaultIndex,
    unpublished: frozenset[NotePath],
    register: Register,
) -> Iterator[Finding]:
    """Yield what is wrong with each link; ``unpublished``: paths of notes not for readers."""
    for path, note in notes.items():
        for link, resolution in zip(note.links, resolutions[path], strict=True):
            if resolution.path in unpublished - {path} and path not in unpublished:
                target = (("target", link.wikilink.target),)
                yield Finding("link-unpublished", path, link.line, target, link.raw)
            finding = _retired_link(link, resolution, register) or _link_finding(
                note, link, resolution
            )
            if finding is not None:
                code, args = finding
                instead = (
                    replacement(link, resolution, path, index) if code != "link-retired" else ""
                )
                yield Finding(code, path, link.line, tuple(args.items()), link.raw, instead)


def _retired_link(link: Link, resolution: Resolution, register: Register) -> _CodeAndArgs | None:
    """Say what replaces a skill that a link leads to and that is in no note any more."""
    entry = register.entries.get((link.wikilink.block or "").upper())
    if resolution.status is not Status.MISSING_BLOCK or entry is None:
        return None
    successors = ", ".join(entry.successors)
    return "link-retired", {"id": entry.id, "title": entry.title, "hint": successors}


def _link_finding(note: Note, link: Link, resolution: Resolution) -> _CodeAndArgs | None:
    match resolution.status:
        case Status.MISSING_NOTE:
            return _missing_note(note, link, resolution)
        case Status.MISSING_HEADING | Status.MISSING_BLOCK:
            return _missing_place(note, link, resolution)
        case Status.AMBIGUOUS:
            return _ambiguous(link, resolution)
        case Status.OK if resolution.via is Via.ALIAS and link.origin is not Origin.MARKDOWN:
            name, suggestion = note_name(resolution.path or ""), resolution.suggestion or ""
            args = {"target": link.wikilink.target, "note": name, "suggestion": suggestion}
            return "link-alias", args
    return None


def _missing_note(note: Note, link: Link, resolution: Resolution) -> _CodeAndArgs | None:
    target, suggestion = link.wikilink.target, resolution.suggestion or ""
    if resolution.other is not OtherKind.NONE:
        return _elsewhere_finding(target, resolution)
    if is_elsewhere(target):
        return None  # the slips of the note tell it
    if not ghost_name(link):
        return "link-malformed", {"raw": link.raw}
    if not is_ghost(note, link, resolution):
        return "link-file", {"target": target, "hint": suggestion}
    if resolution.others:
        others = ", ".join(_some(resolution.others))
        return "link-alias-shared", {"target": target, "others": others}
    if resolution.via is Via.FORMER:
        return "link-renamed", {"target": target, "suggestion": suggestion}
    if suggestion:
        return "link-note", {"target": target, "suggestion": suggestion}
    return "link-ghost", {"target": target}


def _missing_place(note: Note, link: Link, resolution: Resolution) -> _CodeAndArgs | None:
    wikilink, name = link.wikilink, note_name(resolution.path or note.path)
    args = {"note": name, "hint": resolution.suggestion or ""}
    if resolution.status is Status.MISSING_HEADING:
        return "link-heading", args | {"heading": " > ".join(wikilink.headings)}
    return "link-block", args | {"block": wikilink.block or ""}


def _ambiguous(link: Link, resolution: Resolution) -> _CodeAndArgs | None:
    chosen = fold(resolution.path or "")
    if all(fold(path) == chosen for path in resolution.others):
        return None  # names-alike tells it, and no way of writing the link would mend it
    return "link-ambiguous", {
        "target": link.wikilink.target,
        "chosen": without_suffix(printed(resolution.path or "")),
        "others": "\n".join(_some(resolution.others)),
        "suggestion": f"[[{printed(resolution.suggestion or '')}]]",
    }


def _some(paths: Sequence[NotePath]) -> list[str]:
    """Return the first of what a link may mean, as it is written: a message is read by people."""
    return [without_suffix(printed(path)) for path in paths[:_NAMED]]


def _elsewhere_finding(target: str, resolution: Resolution) -> _CodeAndArgs:
    key, _colon, name = target.partition(":")
    args = {"handbook": key.strip(), "name": name.strip()}
    if resolution.other is OtherKind.UNKNOWN:
        return "handbook-missing", args
    return "handbook-name", args | {"hint": resolution.suggestion or ""}
