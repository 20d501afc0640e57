"""What is wrong with the links of notes, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from vademecum.skills.register import Register
from vademecum.vault.citations import ghost_name, is_elsewhere, is_ghost
from vademecum.vault.index import VaultIndex, Via
from vademecum.vault.names import NotePath, fold, note_name, printed
from vademecum.vault.records import Finding, Link, Note, Origin
from vademecum.vault.resolve import OtherKind, Resolution, Status, without_suffix


def replacement(link: Link, resolution: Resolution, source: NotePath, index: VaultIndex) -> str:
    """Return the whole link as it should be written; empty if there is no single clear answer."""
    if link.origin is Origin.MARKDOWN or not _is_faulty(resolution):
        return ""
    wanted = _parts(link, resolution, source, index)
    if wanted is None:
        return ""
    old, new = wanted
    place = link.raw.find(old)
    if place < 0 or not old:
        return ""
    written = link.raw[:place] + new + link.raw[place + len(old) :]
    return written if written != link.raw else ""


def _is_faulty(resolution: Resolution) -> bool:
    return resolution.status is not Status.OK or resolution.via is Via.ALIAS


def _parts(
    link: Link, resolution: Resolution, source: NotePath, index: VaultIndex
) -> tuple[str, str] | None:
    """Return the part of the link that is to be replaced, and its replacement."""
    target, suggestion = link.wikilink.target, resolution.suggestion
    match resolution.status:
        case Status.MISSING_NOTE if resolution.via is Via.REVERSED:
            bar = "\\|" if "\\|" in link.raw else "|"
            return link.raw[2:-2], f"{suggestion}{bar}{target}"
        case Status.MISSING_NOTE if suggestion and "#" in suggestion:
            return target, suggestion
        case Status.MISSING_NOTE if suggestion:
            return target, _note_target(link, suggestion, source, index)
        case Status.MISSING_HEADING if suggestion and len(link.wikilink.headings) == 1:
            return link.wikilink.headings[-1], suggestion
        case Status.MISSING_BLOCK if suggestion:
            return f"^{link.wikilink.block}", f"^{suggestion}"
        case Status.AMBIGUOUS if resolution.path is not None:
            path = printed(without_suffix(resolution.path))
            return (target, _by_path(link, resolution.path)) if path != target else None
        case Status.OK if resolution.path is not None:
            return target, _with_label(link, note_name(resolution.path))
    return None


def _note_target(link: Link, name: str, source: NotePath, index: VaultIndex) -> str:
    """Write a note's name; an alias as Obsidian follows it, a name that two notes bear by path."""
    match = index.resolve(name, source)
    if match.path is None:
        return name
    if match.others:
        return _by_path(link, match.path)
    return _with_label(link, note_name(match.path), name) if match.via is Via.ALIAS else name


def _by_path(link: Link, path: NotePath) -> str:
    return _with_label(link, printed(without_suffix(path)), note_name(path))


def _with_label(link: Link, target: str, shown: str | None = None) -> str:
    """Return a target with the text that readers see; one with a heading or block has none."""
    wikilink = link.wikilink
    if link.embed or wikilink.label is not None or wikilink.headings or wikilink.block:
        return target
    bar = "\\|" if "\\|" in link.raw else "|"
    label = shown or wikilink.target
    return f"{target}{bar}{label}" if label != target else target


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
