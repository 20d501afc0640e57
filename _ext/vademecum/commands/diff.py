"""``make diff BASE=rev``: what a change does to the skills and the links, for its reviewer."""

from __future__ import annotations

import json
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from vademecum.commands.diff_report import markdown
from vademecum.commands.revisions import GitError, commit_of, common_commit, extract
from vademecum.commands.vault import conf_folder, read_vault, vault_arguments
from vademecum.core.names import printed
from vademecum.core.skills.diff import Changes, SkillChange, State, compare, state
from vademecum.environment.project import read_source
from vademecum.findings.log_lines import safe_lines
from vademecum.i18n import _


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
