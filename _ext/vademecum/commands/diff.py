"""``make diff BASE=rev``: what a change does to the skills and the links, for its reviewer."""

from __future__ import annotations

import difflib
import json
import re
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from vademecum.commands.revisions import GitError, commit_of, common_commit, extract
from vademecum.commands.skill_diff import (
    Broken,
    Changes,
    RoleChange,
    RoleChanges,
    RoleState,
    SkillChange,
    SkillState,
    State,
    compare,
    state,
)
from vademecum.commands.vault import conf_folder, read_vault, vault_arguments
from vademecum.environment.project import read_source
from vademecum.findings import safe_lines
from vademecum.i18n import _, later
from vademecum.vault.names import printed

_SIGNS = re.compile(r"([\\`*_\[\]<>#|~&:$]|(?<=www)\.)", re.IGNORECASE)
_WORD = re.compile(r"\s+|[^\s]+")
_NAMES = {
    "short_title": later("short title"),
    "synonyms": later("words looked for"),
    "matches": later("matches"),
    "status": later("status"),
}
_LIMIT = 100
"""How many lines of one kind are shown: GitHub cuts a summary at a megabyte."""


def markdown(changes: Changes) -> Iterator[str]:
    """Yield the report, line by line."""
    yield "## " + _("Skills")
    yield ""
    if changes.lost:
        yield (
            "**"
            + _("Numbers of skills that are lost: %(count)s.") % {"count": len(changes.lost)}
            + "**"
        )
        yield ""
    if changes.skills_changed:
        yield from _skills(changes)
    else:
        yield _("No change to the skills.")
        yield ""
    if changes.roles:
        yield "## " + _("Roles")
        yield ""
        yield from _roles(changes.roles)
    yield "## " + _("Notes and links")
    yield ""
    lines = list(_notes(changes))
    yield from lines or [_("No change to notes or links."), ""]


def _skills(changes: Changes) -> Iterator[str]:
    yield from _section(_("Added"), map(_skill, changes.added))
    yield from _section(_("Numbered"), (_skill(change.after) for change in changes.numbered))
    reworded = [_reworded(change) for change in changes.changed if change.reworded]
    yield from _section(_("Reworded"), reworded)
    levels = [_levels(change) for change in changes.changed if change.levels]
    yield from _section(_("Levels changed"), levels)
    yield from _section(
        _("Moved to another domain"), map(_moved, (c for c in changes.changed if c.moved))
    )
    resources = [_resources(c) for c in changes.changed if c.gained or c.lost]
    yield from _section(_("Resources gained or lost"), resources)
    successors = dict(changes.successors)
    retired = (_retired(skill, successors.get(skill.id, ())) for skill in changes.retired)
    yield from _section(_("Retired skills"), retired)
    numbers = [f"{_skill(skill)} – {_what_to_do(skill)}" for skill in changes.lost]
    yield from _section(_("Lost numbers (to mend)"), numbers)


def _roles(roles: RoleChanges) -> Iterator[str]:
    yield from _section(_("Roles added"), (_role(role) for role in roles.added))
    yield from _section(_("Roles changed"), map(_role_change, roles.changed))
    yield from _section(_("Roles removed"), (f"**{plain(role.name)}**" for role in roles.removed))


def _role(role: RoleState) -> str:
    asked = ", ".join(f"{plain(i)} ({_level(n)})" for i, n in role.levels.items())
    return f"**{plain(role.name)}** : {asked}"


def _level(number: int) -> str:
    return _("level %(number)s") % {"number": number} if number else _("not required")


def _role_change(change: RoleChange) -> str:
    lines = [f"**{_difference(change.before.name, change.after.name)}**"]
    lines += [f"  - + {plain(i)} ({_level(n)})" for i, n in change.gained.items()]
    lines += [f"  - − {plain(i)}" for i in change.lost]
    moves = change.moved.items()
    lines += [f"  - {plain(i)} : {_level(old)} → {_level(new)}" for i, (old, new) in moves]
    return "\n".join(lines)


def _levels(change: SkillChange) -> str:
    lines = [f"**{plain(change.after.id)}** {plain(change.after.title)}"]
    for number, old, new in change.levels:
        lines.append(f"  - {_level(number)} : {_difference(old, new)}")
    return "\n".join(lines)


def _notes(changes: Changes) -> Iterator[str]:
    yield from _section(_("Notes added"), map(plain, changes.notes_added))
    renamed = (f"{plain(old)} → {plain(new)}" for old, new in changes.notes_renamed)
    yield from _section(_("Notes renamed"), renamed)
    yield from _section(_("Notes removed"), map(plain, changes.notes_removed))
    yield from _section(_("Links newly broken"), map(_link, changes.broken))
    yield from _section(_("Links mended"), map(_link, changes.mended))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    items = list(lines)
    if not items:
        return
    yield f"### {title} ({len(items)})"
    yield ""
    yield from (f"- {line}" for line in items[:_LIMIT])
    if len(items) > _LIMIT:
        yield "- " + _("… and %(count)s more") % {"count": len(items) - _LIMIT}
    yield ""


def _skill(skill: SkillState) -> str:
    number = plain(skill.id) if skill.permanent else _("without number")
    return f"**{number}** {plain(skill.title)} ({plain(skill.domain)})"


def _retired(skill: SkillState, successors: tuple[str, ...]) -> str:
    arrow = f" → {', '.join(map(plain, successors))}" if successors else ""
    return _skill(skill) + arrow


def _reworded(change: SkillChange) -> str:
    lines = [f"**{plain(change.after.id)}** {_difference(change.before.title, change.after.title)}"]
    if change.before.description != change.after.description:
        words = _difference(change.before.description, change.after.description)
        lines.append("  - " + _("description: %(words)s") % {"words": words})
    for name, old, new in _fields(change):
        label = _(_NAMES[name]) if name in _NAMES else name
        lines.append(f"  - {plain(label)} : {_difference(old, new)}")
    return "\n".join(lines)


def _fields(change: SkillChange) -> Iterator[tuple[str, str, str]]:
    old, new = dict(change.before.fields), dict(change.after.fields)
    for name in dict.fromkeys((*old, *new)):
        if old.get(name, "") != new.get(name, ""):
            yield name, old.get(name, ""), new.get(name, "")


def _moved(change: SkillChange) -> str:
    domains = f"{plain(change.before.domain)} → {plain(change.after.domain)}"
    return f"**{plain(change.after.id)}** {plain(change.after.title)} : {domains}"


def _resources(change: SkillChange) -> str:
    signs = [f"+ {plain(name)}" for name in change.gained] + [
        f"− {plain(name)}" for name in change.lost
    ]
    return f"**{plain(change.after.id)}** {plain(change.after.title)} : {', '.join(signs)}"


def _what_to_do(skill: SkillState) -> str:
    return _("put ^%(block)s back, or run “make ids” to retire it") % {"block": skill.id.lower()}


def _link(link: Broken) -> str:
    return f"{plain(link.path)}:{link.line} {plain(link.raw)}"


def _difference(old: str, new: str) -> str:
    """Return both texts in one: old words struck out, new ones in bold."""
    if old == new:
        return plain(new)
    before, after = _WORD.findall(old), _WORD.findall(new)
    parts = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            parts.append(plain("".join(after[c:d])))
            continue
        parts.append(_marked("".join(before[a:b]), "~~"))
        parts.append(_marked("".join(after[c:d]), "**"))
    return re.sub(r" {2,}", " ", "".join(parts)).strip()


def _marked(text: str, sign: str) -> str:
    """Put a text between marks, which no blank may touch."""
    return f" {sign}{plain(text.strip())}{sign} " if text.strip() else ""


def plain(text: str) -> str:
    """Return a text of a note so that GitHub shows it letter for letter."""
    text = _SIGNS.sub(r"\\\1", " ".join(text.split()))
    return text.replace("@", "@\u2060")  # a word joiner: nobody is called by a note


def state_of(vault: Path, conf: Path) -> State:
    """Read a vault for comparison."""
    domain = read_vault(vault, conf)
    limit = domain.project.limit
    texts = {printed(path): read_source(vault / path, limit).text for path in domain.handbook.notes}
    return state(domain.handbook, texts, domain.register)


def changes(vault: Path, conf: Path, base: str, head: str = "") -> Changes:
    """Compare the vault at ``head`` (empty: as it is on disk) with where it left ``base``.

    :raises GitError: if a revision is unknown.
    """
    tip = commit_of(vault, head or "HEAD")
    root = common_commit(vault, commit_of(vault, base), tip)
    with tempfile.TemporaryDirectory(prefix="vademecum-") as folder:
        before = state_of(extract(vault, root, Path(folder) / "before"), conf)
        after = extract(vault, tip, Path(folder) / "after") if head else vault
        return compare(before, state_of(after, conf))


def as_json(difference: Changes) -> dict[str, Any]:
    """Return the changes for machines."""
    rows = asdict(difference)
    rows["skills_changed"] = difference.skills_changed
    for name in ("changed", "numbered"):
        rows[name] = [_change(change) for change in getattr(difference, name)]
    return rows


def _change(change: SkillChange) -> dict[str, Any]:
    flags = {"reworded": change.reworded, "moved": change.moved}
    resources = {"gained": change.gained, "lost": change.lost}
    return {"id": change.after.id, **flags, **resources, **asdict(change)}


def arguments(line: ArgumentParser) -> None:
    """Declare the options."""
    vault_arguments(line)
    base, head = (
        _("revision to compare with (%(default)s)"),
        _("revision to compare (the notes as they are now)"),
    )
    line.add_argument("--base", default="origin/main", metavar=_("REVISION"), help=base)
    line.add_argument("--head", default="", metavar=_("REVISION"), help=head)


def run(options: Namespace) -> int:
    """Compare, print the report and keep it for machines too."""
    try:
        difference = changes(options.vault, conf_folder(options), options.base, options.head)
    except GitError as error:
        print(
            _("git has no answer for “%(what)s”. Give a branch or a commit: make diff BASE=main")
            % {"what": error},
            file=sys.stderr,
        )
        return 2
    out = Path(options.build) / "diff"
    out.mkdir(parents=True, exist_ok=True)
    text = json.dumps(as_json(difference), ensure_ascii=False, indent=1, sort_keys=True)
    (out / "diff.json").write_text(text + "\n", encoding="utf-8")
    said = "\n".join(markdown(difference))
    (out / "diff.md").write_text(said + "\n", encoding="utf-8")
    print(safe_lines(said))
    return 0
