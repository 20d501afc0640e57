"""The pages that no note has: which there are, and the writing of those that have changed.

Catalogue, a page per domain and per skill, retired ones too, lists of questions, resources and
notes to write, the table of contents, skills against roles, plan and team. ``site_pages`` alone
says which: what is written and what is taken away both follow it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import partial

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from vademecum.environment.domain import VaultDomain
from vademecum.extras import has
from vademecum.handbook import Handbook
from vademecum.html.contexts import page_contexts
from vademecum.html.host_layout import has_own_theme
from vademecum.html.made_facts import Context, Facts
from vademecum.html.made_texts import Texts
from vademecum.html.public_address import NOT_FOUND
from vademecum.vault.addresses import Addresses
from vademecum.vault.names import NotePath
from vademecum.vault.tags import pieces, tags

LEADING_ON = frozenset({"moved.html", "retired.html", "notfound.html"})
"""Templates of pages that nobody looks for."""


def _no_texts(_texts: Texts) -> Context:
    return {}


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page that no note has: its address, its template, and what makes its context.

    ``sources``: the notes of which it shows parts.
    """

    name: str
    template: str
    facts: Callable[[Facts], Context]
    texts: Callable[[Texts], Context] = _no_texts
    sources: frozenset[NotePath] = field(default=frozenset())


def site_pages(vault: VaultDomain) -> Iterator[MadePage]:
    """Yield every page that the site has beside those of notes.

    Where a renamed note once stood, a page leads on to it, if no other page stands there.
    """
    taken = set(vault.env.found_docs)
    own_theme = has_own_theme(vault.env.config)
    pages = [*made_pages(vault.handbook, vault.addresses, own_theme=own_theme), *_tag_pages(vault)]
    if vault.whole and own_theme:
        pages.append(MadePage(NOT_FOUND, "notfound.html", Facts.not_found))
        pages.append(MadePage(vault.addresses.offline, "moved.html", Facts.offline))
    for page in pages:
        taken.add(page.name)
        yield page
    for added in page_contexts(vault.env).added:
        if added.name not in taken:
            taken.add(added.name)
            yield MadePage(added.name, "added.html", partial(Facts.added, page=added))
    for former, docname in vault.former_addresses.items():
        if former not in taken:
            yield MadePage(former, "moved.html", partial(Facts.moved, docname=docname))


def _tag_pages(vault: VaultDomain) -> Iterator[MadePage]:
    for key, tag in tags(vault.handbook.in_order(), vault.addresses.tags).items():
        for number, piece in enumerate(pieces(tag, vault.handbook.notes)):
            yield MadePage(piece.address, "tag.html", partial(Facts.tag, key=key, number=number))


def made_pages(
    handbook: Handbook, addresses: Addresses, *, own_theme: bool = True
) -> Iterator[MadePage]:
    """Yield the pages that follow from the handbook.

    ``own_theme``: whether the site has ours, whose scripts and styles graph, roles and plans need.
    """
    skills = handbook.catalogue.skills
    everywhere = frozenset(placed.note for placed in skills.values())
    yield MadePage(
        addresses.catalogue, "catalogue.html", Facts.catalogue, Texts.catalogue, everywhere
    )
    for domain in handbook.catalogue.domains.values():
        named = (path for path, _anchor, _line in domain.places)
        yield MadePage(
            addresses.domain(domain.slug),
            "domain.html",
            partial(Facts.domain, domain=domain),
            partial(Texts.domain, domain=domain),
            frozenset((*(skills[i].note for i in domain.skills), *named)),
        )
    for placed in skills.values():
        yield MadePage(
            addresses.skill(placed.id),
            "skill.html",
            partial(Facts.skill, placed=placed),
            partial(Texts.skill, placed=placed),
            frozenset({placed.note}),
        )
    for gone in handbook.retired.values():
        yield MadePage(addresses.skill(gone.id), "retired.html", partial(Facts.retired, gone=gone))
    yield from _lists(handbook, addresses)
    if own_theme:
        yield from _pages_of_our_theme(handbook, addresses)
    yield MadePage(addresses.contents, "contents.html", Facts.contents)
    if has("data"):
        yield MadePage(addresses.data, "data.html", Facts.data)
    yield MadePage(addresses.ghosts, "notebook.html", Facts.notebook)


def _lists(handbook: Handbook, addresses: Addresses) -> Iterator[MadePage]:
    """Yield the lists of notes of a kind."""
    yield MadePage(addresses.questions, "notes.html", Facts.questions)
    yield MadePage(addresses.resources, "notes.html", Facts.resources)
    if handbook.catalogue.roles:
        yield MadePage(addresses.roles, "notes.html", Facts.roles)


def _pages_of_our_theme(handbook: Handbook, addresses: Addresses) -> Iterator[MadePage]:
    """Yield the graph, and the pages with which readers act: roles, a plan, a team's plans."""
    yield MadePage(addresses.graph, "graph.html", Facts.graph)
    if handbook.catalogue.roles:
        yield MadePage(addresses.matrix, "matrix.html", Facts.matrix)
    if handbook.catalogue.skills:
        yield MadePage(addresses.plan, "plan.html", Facts.plan, Texts.plan)
        yield MadePage(addresses.team, "team.html", Facts.team, Texts.team)


@dataclass(frozen=True)
class PagesToWrite:
    """Pages with their contexts, which are made as one asks for them: name, context, template."""

    env: BuildEnvironment
    builder: StandaloneHTMLBuilder
    pages: Sequence[MadePage]

    def __iter__(self) -> Iterator[tuple[str, Context, str]]:
        """Yield each page as Sphinx wants it."""
        if self.pages:
            contexts = page_contexts(self.env)
            facts, texts = Facts(contexts), Texts(self.env, self.builder, contexts)
            for page in self.pages:
                yield page.name, page.facts(facts) | page.texts(texts), page.template

    def share(self, first: int, step: int) -> PagesToWrite:
        """Return every ``step``-th page, as several processes deal them out."""
        return replace(self, pages=self.pages[first::step])

    def divide(self, notes: Set[NotePath]) -> tuple[PagesToWrite, PagesToWrite]:
        """Return the pages that show parts of some notes, and the others."""
        own = [page for page in self.pages if not notes.isdisjoint(page.sources)]
        rest = [page for page in self.pages if notes.isdisjoint(page.sources)]
        return replace(self, pages=own), replace(self, pages=rest)


def collect(app: Sphinx) -> Iterable[tuple[str, Context, str]]:
    """Return the pages to write."""
    vault = VaultDomain.of(app.env)
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return ()
    pages = [
        page
        for page in site_pages(vault)
        if page.name in vault.stale_pages or not builder.get_output_path(page.name).exists()
    ]
    return PagesToWrite(app.env, builder, pages)


def setup(app: Sphinx) -> None:
    """Listen to the HTML builder."""
    app.connect("html-collect-pages", collect)
