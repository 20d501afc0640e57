"""Findings as rows of the report: severity, line and column, what was written, the message."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from vademecum.check.advice import AdviceSettings, advice
from vademecum.environment.domain import VaultDomain, today
from vademecum.environment.project import read_source
from vademecum.environment.social_picture import named_picture
from vademecum.environment.vault_findings import findings
from vademecum.lint.codes import Severity, severity_of
from vademecum.lint.texts import words
from vademecum.settings import Settings
from vademecum.vault.names import NotePath, printed
from vademecum.vault.records import Finding

_OF_FILES = frozenset(
    "vault-empty home-missing outside-vault note-encoding note-too-long note-failed names-alike "
    "name-windows name-decomposed name-link name-accents note-suffix file-big note-long "
    "note-orphan resource-uncited file-unused".split()
)
"""Codes about a whole file: no line of it is what was written."""

_RAW = 200


@dataclass(frozen=True, slots=True)
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


Source = Callable[[str], Sequence[str]]


def finding_rows(vault: VaultDomain) -> list[FindingRow]:
    """Return all findings that are not switched off: the vault's own first, then by place."""
    settings = Settings.of(vault.env.config)
    advice_settings = AdviceSettings(
        settings.tags, settings.properties, settings.long_note, today(), named_picture(vault)
    )
    collected = list(findings(vault))
    if vault.handbook.notes:
        index, sizes = vault.project.index, _sizes(vault)
        collected += advice(vault.handbook, index, _source(vault), advice_settings, sizes)
    return rows_of(vault, collected)


def rows_of(vault: VaultDomain, collected: Iterable[Finding]) -> list[FindingRow]:
    """Return findings as rows, by place, but those that are switched off."""
    settings, source = Settings.of(vault.env.config), _source(vault)
    base = vault.env.config.html_baseurl
    url = base + settings.guide_url if settings.guide_url else ""
    rows = (
        _row(finding, severity_of(finding, settings.severity), source, url)
        for finding in sorted(collected, key=lambda f: (printed(f.path), f.line))
    )
    return [finding for finding in rows if finding.severity != Severity.OFF.value]


def _sizes(vault: VaultDomain) -> Callable[[NotePath], int]:
    """Return what says how many bytes a file of the vault has; 0 if that cannot be known."""

    def size(path: NotePath) -> int:
        return vault.project.stamp(path)[1]

    return size


def _source(vault: VaultDomain) -> Source:
    """Return a reader of lines: of notes and of the register, never of another file."""
    register = vault.register.path

    @cache
    def lines(path: str) -> Sequence[str]:
        known = path in vault.handbook.notes or path == register
        file = vault.project.srcdir / path
        return (
            read_source(file, vault.project.limit).text.split("\n")
            if known and file.is_file()
            else ()
        )

    return lines


def _row(finding: Finding, level: Severity, source: Source, url: str) -> FindingRow:
    raw, column = _written(finding, source)
    args = dict(finding.args)
    suggestion = finding.suggestion or args.get("suggestion") or args.get("hint")
    return FindingRow(
        finding.code,
        level.value,
        finding.path,
        printed(finding.path),
        finding.line,
        column,
        raw,
        words(finding),
        suggestion or None,
        url.replace("{code}", finding.code) or None,
        bool(finding.raw and finding.suggestion),
    )


def _written(finding: Finding, source: Source) -> tuple[str, int | None]:
    """Return what was written, and in which column it begins (from 1), if that can be said."""
    if finding.code in _OF_FILES:
        return printed(finding.path), None
    lines = source(finding.path)
    line = lines[finding.line - 1] if 0 < finding.line <= len(lines) else ""
    raw = finding.raw or line.strip()[:_RAW]
    place = line.find(raw)
    return raw, place + 1 if raw and place >= 0 else None
