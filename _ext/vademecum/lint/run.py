"""When rules run: a note's when it is read, the handbook's when all are, advice in the check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from vademecum.environment.domain import VaultDomain, declared, today
from vademecum.environment.former_names import with_note
from vademecum.environment.project import read_source
from vademecum.environment.social_picture import named_picture
from vademecum.findings import FINDING_EVENT, Severity, plain_line, recorded_findings
from vademecum.i18n import CATALOG, _
from vademecum.lint.rulebook import Rulebook
from vademecum.lint.rules import On
from vademecum.lint.sources import ReadNote, ReadVault
from vademecum.lint.vault_rules import option_line, vault_findings
from vademecum.markdown.read_context import ReadContext
from vademecum.settings import (
    PREFIX,
    REMOVED,
    ParsedSettings,
    Settings,
    domains,
    is_set,
)
from vademecum.settings.checks import Problem, Wanted
from vademecum.vault.names import NotePath, printed
from vademecum.vault.records import Finding

MANY: Final = 500
"""Findings of one kind in one note that a build tells one by one; the check lists them all."""
_AFTER_RECORD: Final = 410
"""The record is made at 400; from 500 on Sphinx's collectors listen, which need no finding."""

logger = logging.getLogger(__name__)


def lint_note(app: Sphinx, _doctree: nodes.document) -> None:
    """Put into the record of the note that has just been read what is wrong with it."""
    env = app.env
    vault, read = VaultDomain.of(env), ReadContext.current(env)
    if read is None:  # a page of the host that is not Markdown
        return
    trusted = vault.project.trusts(env.docname)
    note = ReadNote(vault.notes[env.docname], read, declared(env.config), trusted)
    findings = note_findings(note, Rulebook.of_build(env), recorded_findings(env))
    vault.notes[env.docname] = replace(note.note, findings=findings)


def note_findings(
    note: ReadNote, rules: Rulebook, recorded: Sequence[Finding] = ()
) -> tuple[Finding, ...]:
    """Return what is wrong with one note, by line; ``recorded``: what its reading has seen."""
    source = note.source
    collected = [*recorded, *rules.find(On.NOTE, note)]
    collected += rules.find(On.SOURCE, source) if source is not None else ()
    # What the parser and a rule both see is told once; the report sorts by line, not by rule.
    unique = dict.fromkeys(replace(finding, path=note.note.path) for finding in collected)
    return tuple(sorted(unique, key=lambda finding: finding.line))


def read_vault(vault: VaultDomain) -> ReadVault:
    """Return what rules look at in a vault whose notes are all read."""
    config = vault.env.config
    return ReadVault(
        handbook=vault.handbook,
        index=vault.project.index,
        domains=domains(config),
        declared=declared(config),
        register=vault.register,
        unpublished=vault.project.unpublished,
        settings=Settings.of(config),
        today=today(),
        picture=named_picture(vault),
        lines=line_reader(vault),
        sizes=lambda path: vault.project.stamp(path)[1],
    )


def line_reader(vault: VaultDomain) -> Callable[[str], Sequence[str]]:
    """Return a reader of lines: of notes and of the register, never of another file."""
    register = vault.register.path

    @cache
    def lines(path: str) -> Sequence[str]:
        known = path in vault.handbook.notes or path == register
        file = vault.project.srcdir / path
        if not (known and file.is_file()):
            return ()
        return read_source(file, vault.project.limit).text.split("\n")

    return lines


def handbook_findings(vault: ReadVault, rules: Rulebook) -> tuple[Finding, ...]:
    """Return what is wrong with all notes, by place; then what rules of other extensions find."""
    findings = [*settled(vault, rules), *rules.find(On.HANDBOOK, vault)]
    return (*sorted(findings, key=by_place), *rules.find(On.RECORDS, vault.handbook))


def settled(vault: ReadVault, rules: Rulebook) -> Iterator[Finding]:
    """Yield what is wrong with each note by itself, in the light of the others."""
    for note in vault.notes.values():
        for finding in note.findings:
            rule = rules.rules.get(finding.code)
            if rule is None:  # of another extension, as it was when the note was read
                continue
            known = rule.settle(finding, vault) if rule.settle is not None else finding
            if known is not None:
                yield known


def advice(vault: ReadVault, rules: Rulebook) -> list[Finding]:
    """Return what the check alone says, by place."""
    return sorted(rules.find(On.CHECK, vault), key=by_place)


def by_place(finding: Finding) -> tuple[object, ...]:
    """Return by what findings are sorted."""
    return printed(NotePath(finding.path)), finding.line, finding.code, finding.args


def findings_of(vault: VaultDomain) -> tuple[Finding, ...]:
    """Return what is wrong with the notes of a build; computed once."""
    if vault.findings is None:
        vault.findings = handbook_findings(read_vault(vault), Rulebook.of_build(vault.env))
    return vault.findings


def all_findings(vault: VaultDomain) -> tuple[Finding, ...]:
    """Return all findings about the vault, those about its files first."""
    of_notes = (with_note(f, vault.project.srcdir) for f in findings_of(vault))
    return (*vault_findings(vault), *of_notes)


def warn(finding: Finding, docname: str | None, rules: Rulebook, text: str = "") -> None:
    """Warn of a finding of severity ``ERROR`` at its place; log a notice (``-v`` shows it).

    ``text``: what is said instead of the rule's message.
    """
    place = f"{plain_line(finding.path)}:{finding.line}" if finding.path else None
    location = (docname, finding.line) if docname is not None else place
    level = rules.severity(finding.code)
    if level is Severity.ERROR:
        said = text or rules.words(finding)
        logger.warning(said, location=location, type=CATALOG, subtype=finding.code)
    elif level is Severity.NOTICE and not text:
        logger.verbose("%s:%s: %s", finding.path, finding.line, rules.words(finding))


def warn_all(vault: VaultDomain) -> None:
    """Warn of every finding of a vault; of very many of a kind in one note, that there are more."""
    rules = Rulebook.of_build(vault.env)
    more = _("There are more like this in this note, from here on: “make check” lists them all.")
    alike: dict[tuple[str, str], int] = {}
    for finding in all_findings(vault):
        count = alike[finding.path, finding.code] = alike.get((finding.path, finding.code), 0) + 1
        known = vault.handbook.notes.get(NotePath(finding.path))
        docname = known.docname if known is not None else None
        if count <= MANY + 1:
            warn(finding, docname, rules, more if count > MANY else "")


def warn_at_once(app: Sphinx, finding: Finding, docname: str | None) -> None:
    """Warn of what is found before notes are read, or while pages are written."""
    warn(finding, docname, Rulebook.of(app.events))


def warn_of_options(app: Sphinx, config: Config) -> None:
    """Warn of each option that ``conf.py`` or the command line sets to what it cannot be."""
    problems = [*ParsedSettings.of(config).problems]
    chosen = Settings.of(config).severity
    if not chosen.keys() <= Rulebook.of(app.events).rules.keys():
        problems.append(Problem("vademecum_severity", Wanted.SEVERITIES))
    conf = Path(app.confdir) / "conf.py"
    for problem in problems:
        line = option_line(conf, problem.key) if problem.key not in config.overrides else 0
        args = {"name": problem.key, "wanted": problem.wanted.value}
        warn_at_once(app, Finding.of("config", str(conf) if line else "", line, **args), None)
    for key, instead in REMOVED.items():
        if is_set(config, PREFIX + key):
            line = option_line(conf, PREFIX + key)
            args = {"key": PREFIX + key, "instead": _(instead)}
            place = str(conf) if line else ""
            warn_at_once(app, Finding.of("setting-removed", place, line, **args), None)


def warn_when_read(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn when all notes are read, unless the builder tells findings by itself, if at all."""
    if not getattr(app.builder, "tells_findings", False):
        warn_all(VaultDomain.of(env))


def setup(app: Sphinx) -> None:
    """Listen at the end of a note's reading, and between reading and writing."""
    app.connect("doctree-read", lint_note, priority=_AFTER_RECORD)
    app.connect("config-inited", warn_of_options)
    app.connect("env-updated", warn_when_read)
    app.connect(FINDING_EVENT, warn_at_once)
