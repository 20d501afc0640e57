"""The findings about a vault: those about the folder itself, and all of them as warnings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from vademecum.environment.domain import VaultDomain, today
from vademecum.environment.extending import rule_findings
from vademecum.environment.former_names import with_note
from vademecum.environment.social_picture import social_picture_findings
from vademecum.lint.codes import Code
from vademecum.lint.warnings import warn_finding, warn_of_more
from vademecum.settings import Settings, vault_file_findings
from vademecum.vault.names import ADDRESS_LIMIT, HOME, NotePath, printed
from vademecum.vault.records import Finding

MANY: Final = 500
"""Findings of one kind in one note that a build tells one by one; the check lists them all."""


def findings(vault: VaultDomain) -> tuple[Finding, ...]:
    """Return all findings about the vault, those about its files first."""
    of_notes = (with_note(f, vault.project.srcdir) for f in vault.handbook.findings)
    rules = rule_findings(vault)
    return (*vault_findings(vault), *_of_other_handbooks(vault), *of_notes, *rules)


def vault_findings(vault: VaultDomain) -> Iterator[Finding]:
    """Yield what is wrong with the folder itself."""
    yield from vault_file_findings(vault.env.config)
    yield from social_picture_findings(vault)
    for path in vault.project.escaped:
        yield Finding(Code.OUTSIDE_VAULT.value, path, 1, (("file", printed(path)),))
    for name in sorted(vault.project.unreadable):
        yield Finding(Code.NAME_ENCODING.value, name, 1, (("file", name),))
    for name in sorted(vault.project.closed):
        yield Finding(Code.NOT_READABLE.value, name, 1, (("file", printed(name)),))
    for path in sorted(vault.handbook.notes):
        if len(path) > ADDRESS_LIMIT:
            yield Finding(Code.PATH_LONG.value, path, 1, (("length", str(len(path))),))
    if not vault.whole:
        return
    if not vault.handbook.notes:
        folder = str(vault.project.srcdir)
        yield Finding(Code.VAULT_EMPTY.value, "", 1, (("folder", folder),))
    elif vault.project.note_path(HOME) is None:
        yield Finding(Code.HOME_MISSING.value, "", 1)


def _of_other_handbooks(vault: VaultDomain) -> Iterator[Finding]:
    """Tell what of other handbooks was fetched long ago, or from another address than today's."""
    addresses = Settings.of(vault.env.config).handbooks
    for key, stored in vault.stored.items():
        if stored.handbook.known and stored.is_old(addresses[key], today()):
            args = (("handbook", key), ("day", stored.day or "?"), ("address", stored.source))
            yield Finding(Code.HANDBOOK_OLD.value, "", 1, args)


def warn_all(vault: VaultDomain) -> None:
    """Warn of every finding of a vault."""
    chosen = Settings.of(vault.env.config).severity
    alike: dict[tuple[str, str], int] = {}
    for finding in findings(vault):
        count = alike[finding.path, finding.code] = alike.get((finding.path, finding.code), 0) + 1
        known = vault.handbook.notes.get(NotePath(finding.path))
        docname = known.docname if known is not None else None
        if count <= MANY:
            warn_finding(finding, docname, chosen)
        elif count == MANY + 1:
            warn_of_more(finding, docname, chosen)


def tell(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn when all notes are read, unless the builder tells findings by itself, if at all."""
    if app.builder.name not in {"check", "reading"}:
        warn_all(VaultDomain.of(env))


def setup(app: Sphinx) -> None:
    """Listen between reading and writing."""
    app.connect("env-updated", tell)
