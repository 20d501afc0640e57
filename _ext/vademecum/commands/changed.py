"""``vademecum check --base``: what a proposal has to mend, and nothing that was there before it.

Told are the findings on the lines that differ from where the proposal began, and those elsewhere
that were not there then: a note that is deleted breaks the links of others.
"""

from __future__ import annotations

import codecs
import re
import tempfile
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from vademecum.commands.diff import plain
from vademecum.commands.revisions import commit_of, common_commit, difference, extract
from vademecum.commands.vault import conf_folder, read_vault
from vademecum.findings import safe_lines
from vademecum.i18n import _
from vademecum.lint.report import FindingRow, finding_rows, for_github, for_people
from vademecum.settings.vault_file import FILE_NAME
from vademecum.skills.register import REGISTER_FILES
from vademecum.vault.names import printed

REPORT = "proposal.md"
SITE = "⟦site⟧"
"""Stands in the report for the address of the site, which only GitHub knows."""
_HUNK = re.compile(r"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_TOLD = tuple(f":(icase)*{end}" for end in (".md", FILE_NAME, *sorted(REGISTER_FILES)))
"""The files that findings are about: what git calls binary is not asked for."""
_SHOWN = 50
"""How many findings of a kind the report for a proposal's page lists."""

Lines = frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class NewFindings:
    """Findings on changed lines, those elsewhere that are new, and how many are older."""

    here: tuple[FindingRow, ...] = ()
    elsewhere: tuple[FindingRow, ...] = ()
    older: int = 0

    @property
    def is_wrong(self) -> bool:
        """Whether the proposal brings something that must be mended."""
        return any(row.is_error for row in (*self.here, *self.elsewhere))


def compared(vault: Path, conf: Path, base: str, head: str = "") -> NewFindings:
    """Say what is to be told of the vault at ``head`` (empty: as it is on disk).

    :raises GitError: if a revision is unknown.
    """
    tip = commit_of(vault, head or "HEAD")
    root = common_commit(vault, commit_of(vault, base), tip)
    with tempfile.TemporaryDirectory(prefix="vademecum-") as folder:
        before = read_vault(extract(vault, root, Path(folder) / "before"), conf)
        after = read_vault(extract(vault, tip, Path(folder) / "after") if head else vault, conf)
        known = {printed(path) for path in before.handbook.notes}
        return sorted_out(
            finding_rows(before), finding_rows(after), changed_lines(vault, root, head), known
        )


def sorted_out(
    before: Sequence[FindingRow], after: Sequence[FindingRow], changed: Lines, known: set[str]
) -> NewFindings:
    """Sort findings; ``known``: the notes that were there before (of others every line is new)."""
    older = Counter(map(_key, before))
    here: list[FindingRow] = []
    elsewhere: list[FindingRow] = []
    count = 0
    for row in after:
        is_new_note = row.filename.lower().endswith(".md") and row.filename not in known
        if is_new_note or (row.filename, row.lineno) in changed:
            here.append(row)
        elif older[_key(row)]:
            older[_key(row)] -= 1
            count += 1
        else:
            elsewhere.append(row)
    return NewFindings(tuple(here), tuple(elsewhere), count)


def _key(row: FindingRow) -> tuple[str, str, str, str]:
    """Return what a finding is known by, wherever the lines above have moved it."""
    return row.code, row.filename, row.raw, row.suggestion or ""


def changed_lines(vault: Path, root: str, head: str) -> Lines:
    """Return the lines, by file and number, that differ from the commit ``root``."""
    return frozenset(_lines(difference(vault, root, head, _TOLD)))


def _lines(output: str) -> Iterator[tuple[str, int]]:
    """Yield file and number of each line; what the lines say is passed over, whatever it is."""
    name, left = "", 0
    for line in output.split("\n"):
        if left and not line.startswith("\\"):  # of a file without a line break at its end
            left -= 1
        elif line.startswith("+++ "):
            name = printed(_unquoted(line[4:].rstrip("\t")).removeprefix("b/"))
        elif hunk := _HUNK.match(line):
            first, count = int(hunk[2]), int(hunk[3] or 1)
            left = int(hunk[1] or 1) + count
            yield from ((name, first + i) for i in range(count))


def _unquoted(name: str) -> str:
    """Return a name that git writes between quotation marks, since a sign in it is no letter."""
    if not (name.startswith('"') and name.endswith('"')):
        return name
    raw, _length = codecs.escape_decode(name[1:-1].encode())
    return bytes(raw).decode("utf-8", "replace")


def report(result: NewFindings) -> Iterator[str]:
    """Yield the report for the page of a proposal."""
    yield from _section(_("To mend or to know, on the lines of this proposal"), result.here)
    yield from _section(_("New elsewhere, because of this proposal"), result.elsewhere)
    if not result.here and not result.elsewhere:
        yield _("Nothing to mend in what this proposal changes.")
        yield ""
    yield _("The site of this proposal, to look at: %(address)s") % {"address": SITE}


def _section(title: str, rows: Sequence[FindingRow]) -> Iterator[str]:
    if not rows:
        return
    yield f"### {title} ({len(rows)})"
    yield ""
    ordered = sorted(rows, key=lambda row: not row.is_error)
    for row in ordered[:_SHOWN]:
        place = {"file": plain(row.filename), "line": row.lineno}
        where = _("%(file)s, line %(line)s") % place
        words = f"{where} : {plain(row.message)}"
        yield f"- **{words}**" if row.is_error else f"- {words}"
    if len(rows) > _SHOWN:
        yield "- " + _("… and %(count)s more") % {"count": len(rows) - _SHOWN}
    yield ""


def run(options: Namespace) -> int:
    """Tell, keep the report, and return 1 if the proposal brings an error.

    :raises GitError: if a revision is unknown.
    """
    result = compared(options.vault, conf_folder(options), options.base, options.head)
    out = Path(options.build) / "check"
    out.mkdir(parents=True, exist_ok=True)
    (out / REPORT).write_text("\n".join(report(result)) + "\n", encoding="utf-8")
    rows = (*result.here, *result.elsewhere)
    if options.format == "github":
        for line in for_github(result.here, options.vault):
            print(line)
    for line in for_people(rows, 0):
        print(("│ " if options.format == "github" else "") + safe_lines(line))
    if result.older:
        print(_("Not told, because they were there before: %(count)s") % {"count": result.older})
    return int(result.is_wrong)
