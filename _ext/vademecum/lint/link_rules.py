"""What is wrong with the links of notes, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from vademecum.findings import plain_line
from vademecum.i18n import _
from vademecum.lint.rules import NOTICE, Fix, On, Rule, found_by
from vademecum.lint.sources import ReadVault
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


def link_findings(vault: ReadVault) -> Iterator[Finding]:
    """Yield what is wrong with each link of the notes."""
    unpublished = vault.handbook.unpublished
    for path, note in vault.notes.items():
        for link, resolution in zip(note.links, vault.handbook.resolutions[path], strict=True):
            if resolution.path in unpublished - {path} and path not in unpublished:
                target = link.wikilink.target
                yield Finding.of("link-unpublished", path, link.line, link.raw, target=target)
            retired = _retired_link(link, resolution, vault.register)
            known = retired or _link_finding(note, link, resolution)
            if known is not None:
                code, args = known
                instead = "" if retired else replacement(link, resolution, path, vault.index)
                yield Finding.of(code, path, link.line, link.raw, instead, **args)


def embed_findings(vault: ReadVault) -> Iterator[Finding]:
    """Yield the embeds that cannot be shown, as the walk through them has met them."""
    return iter(vault.handbook.embeds.findings)


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
        return None  # the rules of brackets tell it
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
        return None  # names-alike tells it, and no way of writing the link would fix it
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


def _in_quotes(args: Mapping[str, str]) -> Mapping[str, str]:
    """Return names, one a line, in quotation marks of the reader's language."""
    names = args["others"].split("\n")
    return {"others": ", ".join(_("“%(name)s”") % {"name": plain_line(name)} for name in names)}


RULES: Final = (
    *found_by(
        link_findings,
        On.HANDBOOK,
        Rule(
            "link-ghost",
            "“%(target)s” is a note to write: no note has this name yet.",
            severity=NOTICE,
        ),
        Rule("link-note", "No note is called “%(target)s”. Write “%(suggestion)s”.", fix=Fix.SAFE),
        Rule(
            "link-file",
            "The file “%(target)s” is not in the vault. Add it, or correct its name. %(hint)s",
            fix=Fix.SAFE,
        ),
        Rule(
            "link-unpublished",
            "“%(target)s” is not published: readers see its name without a link. Publish the note, "
            "or do without the link.",
            severity=NOTICE,
        ),
        Rule(
            "link-heading",
            "“%(note)s” has no heading “%(heading)s”: the link leads to the top of the page. "
            "%(hint)s",
            fix=Fix.SAFE,
        ),
        Rule(
            "link-block",
            "“%(note)s” has no block “^%(block)s”: the link leads to the top of the page. %(hint)s",
            fix=Fix.SAFE,
        ),
        Rule(
            "link-ambiguous",
            "“%(target)s” may mean several notes: “%(chosen)s” was chosen, not %(others)s. Write "
            "the path: %(suggestion)s.",
            fill=_in_quotes,
        ),
        Rule(
            "link-alias",
            "“%(target)s” is an alias of “%(note)s”; Obsidian does not follow it. Write "
            "%(suggestion)s.",
            severity=NOTICE,
        ),
        Rule(
            "link-alias-shared",
            "“%(target)s” is an alias of several notes (%(others)s): the link leads to none of "
            "them. Write the name of the one that is meant.",
        ),
        Rule(
            "link-renamed",
            "“%(target)s” is now called “%(suggestion)s”. Write the new name.",
            fix=Fix.SAFE,
        ),
        Rule(
            "link-retired",
            "The skill %(id)s (“%(title)s”) is retired: the link leads to the top of the page. "
            "%(hint)s",
        ),
        Rule(
            "handbook-name",
            "The handbook “%(handbook)s” has nothing called “%(name)s”: the text is kept, the link "
            "is not. %(hint)s",
        ),
        Rule(
            "handbook-missing",
            "What the handbook “%(handbook)s” publishes is not in the repository, or cannot be "
            "read: “%(name)s” leads nowhere yet. Run “make refresh”.",
        ),
    ),
    *found_by(
        embed_findings,
        On.HANDBOOK,
        Rule(
            "embed-cycle",
            "“%(target)s” shows itself, directly or through another note: it is left out here. "
            "Replace the embed by a link, without the exclamation mark.",
        ),
        Rule(
            "embed-deep",
            "“%(target)s” is embedded more than %(depth)s levels deep: a link stands in its place. "
            "Embed it directly where it is needed.",
        ),
        Rule(
            "embed-too-much",
            "The embeds of this note would fill more than %(limit)s blocks: a link stands in the "
            "place of “%(target)s”. Use links, without the exclamation mark.",
        ),
    ),
)
