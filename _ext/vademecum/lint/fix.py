"""Which findings may be fixed by writing what they say, and which fixes do harm.

Pure: what is written, and read again, is the command's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from vademecum.findings import Severity
from vademecum.lint.rulebook import Rulebook
from vademecum.lint.rules import Fix
from vademecum.vault.records import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFix:
    """A change to a line of a note, ``times`` in it; ``code``: of the finding that it answers."""

    code: str
    path: str
    line: int
    old: str
    new: str
    times: int = 1


def fixes_of(findings: Iterable[Finding], rules: Rulebook) -> list[LineFix]:
    """Return one fix a line and finding: the same finding twice in a line is two, or none."""
    places = Counter(
        (f.code, f.path, f.line, f.raw, f.suggestion)
        for f in findings
        if rules.rules[f.code].fix is not Fix.NONE and f.raw and f.suggestion
    )
    return [
        LineFix(code=code, path=path, line=line, old=old, new=new, times=times)
        for (code, path, line, old, new), times in places.items()
    ]


def reveals(fix: LineFix, rules: Rulebook) -> bool:
    """Say whether lines are read after a fix that were text before."""
    return rules.rules[fix.code].fix is Fix.REVEALING


def next_fixes(
    findings: Iterable[Finding], left: Collection[LineFix], rules: Rulebook
) -> list[LineFix]:
    """Return the fixes of the next round, without those that have been tried in vain.

    What lets lines be read goes first: then these lines are read, and fixed as well.
    """
    fixes = [fix for fix in fixes_of(findings, rules) if fix not in left]
    return [fix for fix in fixes if reveals(fix, rules)] or fixes


def harmful(
    before: Sequence[Finding], after: Sequence[Finding], fixes: Sequence[LineFix], rules: Rulebook
) -> list[LineFix]:
    """Return the fixes after which the check is no cleaner, each judged by itself.

    A fix does harm if its own finding is still there, or if there is an error that was not: in
    its line, or, of one that lets lines be read which nothing could read (a heading that was
    none), in another note. What such lines hold may have faults of its own: these were there.
    No fix moves a line.
    """
    new = _errors(after, rules) - _errors(before, rules)
    still = {(finding.code, finding.path, finding.line, finding.raw) for finding in after}
    lines = {(path, line) for path, line, _code, _raw in new}
    elsewhere = {path for path, _line, _code, _raw in new} - {fix.path for fix in fixes}
    touched = {(fix.path, fix.line) for fix in fixes}
    revealing = {fix.path for fix in fixes if reveals(fix, rules)}
    # Notes with a new error in a line that no fix touches, and that none lets be read.
    worse = {path for path, line in lines if (path, line) not in touched} - revealing
    harm, beside = [], []
    for fix in fixes:
        still_there = (fix.code, fix.path, fix.line, fix.old) in still
        spoils_line = not reveals(fix, rules) and (fix.path, fix.line) in lines
        if still_there or spoils_line or elsewhere:
            harm.append(fix)
        elif fix.path in worse:
            beside.append(fix)
    return harm + beside


def _errors(findings: Iterable[Finding], rules: Rulebook) -> Counter[tuple[str, int, str, str]]:
    """Count the errors by place, code and link: a fixed one is not set off by a new one."""
    errors = (f for f in findings if rules.severity(f.code) is Severity.ERROR)
    return Counter((f.path, f.line, f.code, f.raw) for f in errors)
