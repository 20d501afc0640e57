"""Which pages are written again because of what they show beyond their own note.

Each page has a fingerprint: a digest of all that surrounds its text; of a page that no note has,
of all that it shows. A page whose fingerprint differs from the last build's is written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from vademecum.environment.domain import VaultDomain
from vademecum.extras import has
from vademecum.handbook import Handbook
from vademecum.html.contexts import PageContexts, page_contexts
from vademecum.html.made_facts import Facts
from vademecum.html.made_pages import site_pages
from vademecum.html.open_graph import open_graph
from vademecum.needs.adapter import pages_with_needs
from vademecum.vault.base_rows import rows
from vademecum.vault.names import HOME, NotePath


def updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name to Sphinx, which goes by time stamps, the notes whose surroundings have changed."""
    if app.builder.format != "html":
        return []
    vault = VaultDomain.of(env)
    contexts = page_contexts(env)
    fingerprints = dict(_of_notes(contexts, pages_with_needs(env)))
    if isinstance(app.builder, StandaloneHTMLBuilder):
        fingerprints |= _of_made_pages(contexts, _of_site(app.builder))
    known = vault.fingerprints
    vault.stale_pages = frozenset(n for n, seal in fingerprints.items() if known.get(n) != seal)
    known.clear()
    known.update(fingerprints)
    stale = vault.stale_pages & env.found_docs
    if vault.stale_pages and not stale:  # Sphinx keeps what is known only if it writes a note
        stale = frozenset({str(app.config.root_doc)})
    return sorted(stale)


def _of_site(builder: StandaloneHTMLBuilder) -> object:
    """Return what has Sphinx write the page of every note: settings and templates."""
    newest = builder.templates.newest_template_mtime() if builder.templates else 0
    return builder.build_info.config_hash, builder.config.language, newest


def _of_notes(contexts: PageContexts, any_need: Iterable[str]) -> Iterator[tuple[str, str]]:
    handbook = contexts.handbook
    whole = _digest(
        [
            handbook.catalogue.skills,
            handbook.catalogue.domains,
            handbook.catalogue.resources,
            handbook.catalogue.roles,
            handbook.retired,
        ]
    )
    digests = [note.digest for note in handbook.notes.values()]
    everything = _digest([whole, digests, handbook.ghosts, handbook.order])
    menu = _digest(_menu(contexts))
    for path, note in handbook.notes.items():
        parts = [_text(handbook, path), contexts.note_part(path), contexts.navigation(path), menu]
        if note.domain_sections or note.docname in any_need:
            parts.append(whole)
        if note.docname == HOME:
            parts.append(everything)
        yield note.docname, _digest(parts)
    if contexts.vault.whole and not any(
        note.docname == HOME for note in handbook.notes.values()
    ):  # one is made
        yield HOME, _digest([everything, menu])


def _of_made_pages(contexts: PageContexts, site: object) -> Iterator[tuple[str, str]]:
    facts, common = Facts(contexts), _digest([_menu(contexts), site])
    texts: dict[NotePath, str] = {}
    for page in site_pages(contexts.vault):
        for path in page.sources - texts.keys():
            texts[path] = _digest(_text(contexts.handbook, path))
        own = sorted(texts[path] for path in page.sources)
        shown = [page.template, page.facts(facts), own, common, contexts.about]
        yield page.name, _digest(shown)


def _menu(contexts: PageContexts) -> object:
    """Return what all pages show alike: domains, the notes about the handbook, the picture."""
    return (
        [(card.name, card.page) for card in contexts.cards.values()],
        sorted(contexts.listed),
        contexts.guides,
        contexts.contributing,
        contexts.menu,
        has("data"),
        bool(contexts.handbook.catalogue.skills),
        bool(contexts.handbook.catalogue.roles),
        open_graph(contexts.vault),
    )


def _text(handbook: Handbook, path: NotePath) -> object:
    """Return what a note's own text becomes, with what it embeds."""
    embedded = sorted(handbook.embeds.shown.get(path, ()))
    count = handbook.embeds.counts.get(path, 0)  # less than before, if other pages show more
    return [_own(handbook, path), count, *(_own(handbook, other) for other in embedded)]


def _own(handbook: Handbook, path: NotePath) -> object:
    """Return a note's version, and where each of its links leads."""
    note, languages = handbook.notes[path], handbook.title_languages
    targets = [
        (handbook.notes[r.path].title, handbook.notes[r.path].docname, languages.get(r.path, ""))
        for r in handbook.resolutions[path]
        if r.path in handbook.notes
    ]
    tables = [rows(base, handbook.notes.values()) for base in note.bases]
    return note.digest, handbook.resolutions[path], targets, tables


def _digest(parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def setup(app: Sphinx) -> None:
    """Listen between reading and writing."""
    app.connect("env-updated", updated)
