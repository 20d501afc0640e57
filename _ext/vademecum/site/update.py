"""What happens between reading and writing: findings are told, stale pages are named.

Sphinx writes a page again when its own note has changed. A page also shows what others make of
it (links that now lead somewhere, backlinks, embeds, neighbours, skills): a digest of all that is
kept by page, and a page whose digest differs is written again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from vademecum.bridge.domain import VaultDomain
from vademecum.bridge.needs import pages_with_needs, record_needs
from vademecum.config import Settings
from vademecum.core.handbook import Handbook
from vademecum.core.names import HOME, NotePath, printed
from vademecum.core.records import Finding, Note
from vademecum.messages import Code, _, report
from vademecum.site.context import Contexts


def outdated(
    _app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], _removed: set[str]
) -> list[str]:
    """Name the notes to read again because a file that they show has come, gone or moved."""
    vault = VaultDomain.of(env)
    return [
        docname
        for docname, note in vault.notes.items()
        if docname not in added | changed and _files_moved(vault, note)
    ]


def _files_moved(vault: VaultDomain, note: Note) -> bool:
    index = vault.project.index
    return any(index.resolve(target, note.path).path != path for target, path in note.attachments)


def updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Tell the findings; name the pages whose surroundings have changed."""
    vault = VaultDomain.of(env)
    if app.builder.name not in {"check", "reading"}:  # they tell them by themselves, if at all
        _tell_all(vault)
    prints = dict(_prints(vault, pages_with_needs(env)))
    stale = [name for name, seen in prints.items() if vault.prints.get(name) != seen]
    vault.prints.clear()
    vault.prints.update(prints)
    if stale and app.builder.format == "html":
        for line in _summary(vault):
            print(line)  # said under -q as well: it is for authors, not about Sphinx
    return stale


def findings(vault: VaultDomain) -> tuple[Finding, ...]:
    """Return all findings about the vault, those about its files first."""
    return (*vault_findings(vault), *vault.handbook.findings)


def vault_findings(vault: VaultDomain) -> Iterator[Finding]:
    """Yield what is wrong with the folder itself."""
    for path in vault.project.escaped:
        yield Finding(Code.OUTSIDE_VAULT.value, path, 1, (("file", printed(path)),))
    if not vault.handbook.notes:
        folder = str(vault.project.srcdir)
        yield Finding(Code.VAULT_EMPTY.value, "", 1, (("folder", folder),))
    elif vault.project.note_path(HOME) is None:
        yield Finding(Code.HOME_MISSING.value, "", 1)


def _tell_all(vault: VaultDomain) -> None:
    chosen = Settings.of(vault.env.config).severity
    for finding in findings(vault):
        known = vault.handbook.notes.get(NotePath(finding.path))
        report(finding, known.docname if known is not None else None, chosen)


def _summary(vault: VaultDomain) -> Iterator[str]:
    """Yield what an author should know of a build in which nothing may be wrong."""
    provisional = [s for s in vault.handbook.book.skills.values() if not s.permanent]
    if provisional:
        yield _("Skills without a permanent id: %(count)s. “make check” says which.") % {
            "count": len(provisional)
        }
    if vault.handbook.ghosts:
        yield _("Notes to write: %(count)s. “make check” says which.") % {
            "count": len(vault.handbook.ghosts)
        }


def _prints(vault: VaultDomain, any_need: Iterable[str]) -> Iterator[tuple[str, str]]:
    book = vault.handbook
    whole = _digest([book.book.skills, book.book.domains, book.book.resources, book.retired])
    everything = [whole, [note.digest for note in book.notes.values()], book.ghosts, book.order]
    made = Contexts(vault.env)
    menu = [(card.name, card.page) for card in made.cards.values()]
    for path, note in book.notes.items():
        seen = [_own(book, path), made.note_part(path), made.navigation(path), menu]
        seen.extend(_own(book, other) for other in sorted(book.embeds.shown.get(path, ())))
        if note.departments or note.docname in any_need:
            seen.append(whole)
        if note.docname == HOME:
            seen.append(everything)
        yield note.docname, _digest(seen)
    if HOME not in vault.notes or not vault.notes[HOME].path:  # a home page made for want of one
        yield HOME, _digest(everything)


def _own(book: Handbook, path: NotePath) -> object:
    """What a note's own text becomes: its version, and where each of its links leads."""
    note = book.notes[path]
    targets = [book.notes[r.path] for r in book.resolutions[path] if r.path in book.notes]
    return note.digest, book.resolutions[path], [(t.title, t.docname) for t in targets]


def _digest(parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def add_needs(app: Sphinx, needs: Any) -> None:
    """Give sphinx-needs the skills, domains and resources before it links and seals."""
    record_needs(app.env, needs, VaultDomain.of(app.env).handbook, HOME)


def setup(app: Sphinx) -> None:
    """Listen between reading and writing."""
    app.connect("env-get-outdated", outdated)
    app.connect("env-updated", updated)
    app.connect("needs-before-post-processing", add_needs)
