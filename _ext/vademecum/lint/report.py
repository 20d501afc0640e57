"""The report of the check: findings as rows; for people, for GitHub's pages, as SARIF."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from vademecum.environment.domain import VaultDomain
from vademecum.findings import Severity, printable
from vademecum.i18n import _
from vademecum.lint.rulebook import Rulebook
from vademecum.lint.run import advice, all_findings, line_reader, read_vault
from vademecum.settings import Settings
from vademecum.vault.names import NotePath, printed
from vademecum.vault.records import Finding

_RAW: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding in the report; ``path`` is as on disk, ``filename`` as shown.

    ``replaces``: the suggestion takes the place of ``raw``, word for word.
    """

    code: str
    severity: str
    path: str
    filename: str
    lineno: int
    column: int | None
    raw: str
    message: str
    suggestion: str | None
    url: str | None
    replaces: bool = False

    @property
    def is_error(self) -> bool:
        """Whether an author must mend it."""
        return self.severity == Severity.ERROR.value

    def row(self) -> dict[str, Any]:
        """Return what ``findings.jsonl`` says of it."""
        return {
            name: value for name, value in asdict(self).items() if name not in {"path", "replaces"}
        }


def finding_rows(vault: VaultDomain) -> list[FindingRow]:
    """Return all findings that are not switched off: the vault's own first, then by place."""
    collected = list(all_findings(vault))
    if vault.handbook.notes:
        collected += advice(read_vault(vault), Rulebook.of_build(vault.env))
    return rows_of(vault, collected)


def rows_of(vault: VaultDomain, collected: Iterable[Finding]) -> list[FindingRow]:
    """Return findings as rows, by place, but those that are switched off."""
    settings, source = Settings.of(vault.env.config), line_reader(vault)
    rules, base = Rulebook.of_build(vault.env), vault.env.config.html_baseurl
    url = base + settings.guide_url if settings.guide_url else ""
    by_place = sorted(collected, key=lambda f: (printed(NotePath(f.path)), f.line))
    rows = (_row(finding, rules, source, url) for finding in by_place)
    return [row for row in rows if row.severity != Severity.OFF.value]


def _row(
    finding: Finding, rules: Rulebook, source: Callable[[str], Sequence[str]], url: str
) -> FindingRow:
    raw, column = _written(finding, rules, source)
    args = dict(finding.args)
    suggestion = finding.suggestion or args.get("suggestion") or args.get("hint")
    return FindingRow(
        code=finding.code,
        severity=rules.severity(finding.code).value,
        path=finding.path,
        filename=printed(NotePath(finding.path)),
        lineno=finding.line,
        column=column,
        raw=raw,
        message=rules.words(finding),
        suggestion=suggestion or None,
        url=url.replace("{code}", finding.code) or None,
        replaces=bool(finding.raw and finding.suggestion),
    )


def _written(
    finding: Finding, rules: Rulebook, source: Callable[[str], Sequence[str]]
) -> tuple[str, int | None]:
    """Return what was written, and in which column it begins (from 1), if that can be said."""
    if rules.rules[finding.code].whole_file:
        return printed(NotePath(finding.path)), None
    lines = source(finding.path)
    line = lines[finding.line - 1] if 0 < finding.line <= len(lines) else ""
    raw = finding.raw or line.strip()[:_RAW]
    place = line.find(raw)
    return raw, place + 1 if raw and place >= 0 else None


SHOWN: Final = 5
"""How many notices of one code people are shown; the file for machines has all."""


def for_people(findings: Sequence[FindingRow], others: int) -> Iterator[str]:
    """Yield what to mend, note by note, then what is worth knowing, by code."""
    errors = [finding for finding in findings if finding.is_error]
    notices = [finding for finding in findings if not finding.is_error]
    yield from _by_note(errors)
    if notices:
        yield _("Worth knowing (nothing is wrong):")
        yield from _by_code(notices)
    if others:
        yield _("Told above by Sphinx, to mend as well: %(count)s") % {"count": others}
    if errors:
        counts = {"count": len(errors), "notes": len({finding.filename for finding in errors})}
        yield _("To mend: %(count)s, in %(notes)s file(s).") % counts
    elif not others:
        yield _("Nothing to mend.")


def _by_note(findings: Iterable[FindingRow]) -> Iterator[str]:
    for name, group in groupby(findings, key=lambda finding: finding.filename):
        yield name or _("The vault")
        for finding in group:
            yield f"  {finding.lineno:>4}  {finding.message} [{finding.code}]"
            if finding.replaces:
                yield "        " + _("Written: %(raw)s") % {"raw": printed(finding.raw)}
                yield "        " + _("Better:  %(suggestion)s") % {"suggestion": finding.suggestion}
        yield ""


def _by_code(findings: Sequence[FindingRow]) -> Iterator[str]:
    ordered = sorted(findings, key=lambda finding: finding.code)  # stable: by place within a code
    for code, group in groupby(ordered, key=lambda finding: finding.code):
        same = list(group)
        yield f"{code} ({len(same)})"
        for finding in same[:SHOWN]:
            place = f"{finding.filename}:{finding.lineno}" if finding.filename else _("The vault")
            yield f"  {place}  {finding.message} [{finding.code}]"
        if len(same) > SHOWN:
            yield "  " + _("… and %(count)s more") % {"count": len(same) - SHOWN}
    yield ""


def for_github(findings: Iterable[FindingRow], vault: Path) -> Iterator[str]:
    """Yield a workflow command a finding: GitHub shows it beside the line, errors first."""
    for finding in sorted(findings, key=lambda finding: not finding.is_error):
        kind = "error" if finding.is_error else "notice"
        parts = {"file": _from_here(vault, finding.path), "line": str(max(finding.lineno, 1))}
        if finding.column is not None:
            parts["col"] = str(finding.column)
        parts["title"] = finding.code
        properties = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in parts.items())
        yield f"::{kind} {properties}::{_escaped(_with_more(finding))}"


def _with_more(finding: FindingRow) -> str:
    lines = [finding.message]
    if finding.replaces:
        lines.append(_("Better:  %(suggestion)s") % {"suggestion": finding.suggestion})
    if finding.url and "://" in finding.url:
        lines.append(finding.url)
    return "\n".join(lines)


def _escaped(text: str, more: str = "") -> str:
    """Escape what would end a workflow command, so that no note can write one."""
    text = printable(text).replace("%", "%25").replace("\n", "%0A").replace("##[", "# #[")
    for sign in more:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def _from_here(vault: Path, path: str) -> str:
    """Return the path of a file of the vault from this folder; whole, if on another drive."""
    try:
        return os.path.relpath(vault / path).replace(os.sep, "/")
    except ValueError:
        return (vault / path).as_posix()


def sarif(findings: Sequence[FindingRow], vault: Path, version: str) -> dict[str, Any]:
    """Return the findings as a SARIF 2.1.0 log."""
    codes = sorted({finding.code for finding in findings})
    urls = {finding.code: finding.url for finding in findings}
    driver = {
        "name": "vademecum",
        "version": version,
        "rules": [_rule(code, urls[code]) for code in codes],
    }
    results = [_result(finding, codes.index(finding.code), vault) for finding in findings]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
        ],
    }


def _rule(code: str, url: str | None) -> dict[str, Any]:
    return {"id": code, **({"helpUri": url} if url and "://" in url else {})}


def _result(finding: FindingRow, rule: int, vault: Path) -> dict[str, Any]:
    region = {"startLine": max(finding.lineno, 1)}
    if finding.column is not None:
        region["startColumn"] = finding.column
    uri = _from_here(vault, finding.path)
    place = {"artifactLocation": {"uri": quote(uri)}, "region": region}
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": "error" if finding.is_error else "note",
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place}],
    }
