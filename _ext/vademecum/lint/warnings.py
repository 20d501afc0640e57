"""Findings recorded while a note is read, and findings as warnings of Sphinx."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from vademecum.i18n import CATALOG, _
from vademecum.lint.codes import Code, Severity, severity_of
from vademecum.lint.texts import TEXTS, plain_line, words
from vademecum.vault.records import Finding

_RECORDED = "vademecum_findings"

logger = logging.getLogger(__name__)


def warn(code: Code, location: tuple[str, int] | str | None, **args: object) -> None:
    """Warn at once, outside the reading of notes (``location``: a place or None)."""
    text = _(TEXTS[code]) % {name: str(value) for name, value in args.items()}
    logger.warning(text, location=location, type=CATALOG, subtype=code.value)


def record_finding(env: BuildEnvironment, code: Code, line: int, **args: object) -> None:
    """Record a finding about the note that is being read; it is reported with all others."""
    record_mend(env, code, line, ("", ""), **args)


def record_mend(
    env: BuildEnvironment, code: Code, line: int, replaces: tuple[str, str], **args: object
) -> None:
    """Record a finding and its mend.

    ``replaces``: what is written in the line, word for word, and what to write in its place.
    """
    if _RECORDED not in env.temp_data:
        env.temp_data[_RECORDED] = []
    values = tuple((name, str(value)) for name, value in args.items())
    env.temp_data[_RECORDED].append((code.value, line, values, replaces))


def recorded_findings(env: BuildEnvironment, path: str) -> tuple[Finding, ...]:
    """Return the findings recorded of the note ``path``, in the order of lines."""
    findings = (
        Finding(code, path, line, args, *replaces)
        for code, line, args, replaces in env.temp_data.get(_RECORDED) or ()
    )
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.line))


def warn_finding(
    finding: Finding, docname: str | None, chosen: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Warn of a finding of severity ``ERROR`` at its place; log a notice (``-v`` shows it)."""
    place = f"{plain_line(finding.path)}:{finding.line}" if finding.path else None
    location = (docname, finding.line) if docname is not None else place
    level = severity_of(finding, chosen)
    if level is Severity.ERROR:
        logger.warning(words(finding), location=location, type=CATALOG, subtype=finding.code)
    elif level is Severity.NOTICE:
        logger.verbose("%s:%s: %s", finding.path, finding.line, words(finding))


def warn_of_more(finding: Finding, docname: str | None, chosen: Mapping[str, str]) -> None:
    """Warn, where a note has very many findings of a kind, that there are more."""
    if severity_of(finding, chosen) is Severity.ERROR:
        text = _(
            "There are more like this in this note, from here on: “make check” lists them all."
        )
        location = (docname, finding.line) if docname is not None else None
        logger.warning(text, location=location, type=CATALOG, subtype=finding.code)
