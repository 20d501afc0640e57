"""Which pages are written again because of what they show beyond their own note.

Each page has a fingerprint: a digest of all that surrounds its text. A page whose fingerprint
differs from the last build's is named to Sphinx, which goes by time stamps otherwise.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from vademecum.core.handbook import Handbook
from vademecum.core.names import HOME, NotePath
from vademecum.environment.domain import VaultDomain
from vademecum.environment.vault_findings import warn_all
from vademecum.html.contexts import page_contexts
from vademecum.i18n import _
from vademecum.needs.adapter import pages_with_needs


def updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Tell the findings; name the pages whose surroundings have changed."""
    vault = VaultDomain.of(env)
    if app.builder.name not in {"check", "reading"}:  # they tell them by themselves, if at all
        warn_all(vault)
    fingerprints = dict(_fingerprints(vault, pages_with_needs(env)))
    stale = [name for name, seen in fingerprints.items() if vault.fingerprints.get(name) != seen]
    vault.fingerprints.clear()
    vault.fingerprints.update(fingerprints)
    if stale and app.builder.format == "html":
        for line in _summary(vault):
            print(line)  # said under -q as well: it is for authors, not about Sphinx
    return stale


def _summary(vault: VaultDomain) -> Iterator[str]:
    """Yield what an author should know of a build in which nothing may be wrong."""
    provisional = [s for s in vault.handbook.catalogue.skills.values() if not s.permanent]
    if provisional:
        yield _("Skills without a permanent id: %(count)s. “make check” says which.") % {
            "count": len(provisional)
        }
    if vault.handbook.ghosts:
        yield _("Notes to write: %(count)s. “make check” says which.") % {
            "count": len(vault.handbook.ghosts)
        }


def _fingerprints(vault: VaultDomain, any_need: Iterable[str]) -> Iterator[tuple[str, str]]:
    handbook = vault.handbook
    whole = _digest(
        [
            handbook.catalogue.skills,
            handbook.catalogue.domains,
            handbook.catalogue.resources,
            handbook.catalogue.roles,
            handbook.retired,
        ]
    )
    everything = [
        whole,
        [note.digest for note in handbook.notes.values()],
        handbook.ghosts,
        handbook.order,
    ]
    made = page_contexts(vault.env)
    menu = [(card.name, card.page) for card in made.cards.values()]
    for path, note in handbook.notes.items():
        seen = [_own(handbook, path), made.note_part(path), made.navigation(path), menu]
        seen.extend(_own(handbook, other) for other in sorted(handbook.embeds.shown.get(path, ())))
        if note.domain_sections or note.docname in any_need:
            seen.append(whole)
        if note.docname == HOME:
            seen.append(everything)
        yield note.docname, _digest(seen)
    if HOME not in vault.notes or not vault.notes[HOME].path:  # a home page made for want of one
        yield HOME, _digest(everything)


def _own(handbook: Handbook, path: NotePath) -> object:
    """What a note's own text becomes: its version, and where each of its links leads."""
    note = handbook.notes[path]
    targets = [
        handbook.notes[r.path] for r in handbook.resolutions[path] if r.path in handbook.notes
    ]
    return note.digest, handbook.resolutions[path], [(t.title, t.docname) for t in targets]


def _digest(parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def setup(app: Sphinx) -> None:
    """Listen between reading and writing."""
    app.connect("env-updated", updated)
