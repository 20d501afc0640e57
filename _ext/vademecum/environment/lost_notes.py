"""Which note held a number that is in none any more, as git knows it; asked only then."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

from vademecum.core.records import Finding
from vademecum.environment.former_names import ask_git

_CODE = "skills-lost"


def with_note(finding: Finding, vault: Path) -> Finding:
    """Return a finding about lost skills with the note that held the first of them, if known."""
    if finding.code != _CODE:
        return finding
    ids = dict(finding.args)["ids"]
    try:
        note = note_that_held(vault, ids.partition(",")[0].strip().lower())
    except subprocess.TimeoutExpired:
        note = ""
    return replace(finding, args=(*finding.args, ("note", note)))


def note_that_held(vault: Path, block: str) -> str:
    """Return the path in the vault of the note that last held ``^block``; empty if git is silent.

    First the last commit is asked, then the history: the loss may be committed already.

    :raises subprocess.TimeoutExpired: if git takes too long.
    """
    mark = f"^{block}"
    held = ask_git(vault, "grep", "-l", "-F", "-e", mark, "HEAD", "--", "*.md")
    if held:
        return held.split("\n")[0].partition(":")[2]
    last = ("log", "-n1", "--format=", "--name-only", "--relative", f"-S{mark}")
    past = ask_git(vault, *last, "--", "*.md")
    return past.strip().split("\n")[0]
