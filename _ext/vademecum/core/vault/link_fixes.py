"""The replacement of a link that does not lead where its author meant."""

from __future__ import annotations

from vademecum.core.names import NotePath, note_name, printed
from vademecum.core.records import Link, Origin
from vademecum.core.vault.index import VaultIndex, Via
from vademecum.core.vault.resolve import Resolution, Status, without_suffix


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
