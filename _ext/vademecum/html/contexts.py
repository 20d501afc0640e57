"""From the handbook to the records that the templates show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice
from urllib.parse import quote

from sphinx.environment import BuildEnvironment

from vademecum.environment.domain import VaultDomain
from vademecum.handbook import body_language, shows_title
from vademecum.html.graph_views import GraphNode, NeighbourPart
from vademecum.html.link_graph import Graph, Links, domains_of, links, neighbours, whole_graph
from vademecum.html.navigation import Around, around
from vademecum.html.note_views import (
    CitationLine,
    GhostLine,
    NavigationPart,
    NoteLine,
    NotePart,
    SentenceLine,
    TocLine,
)
from vademecum.html.skill_contexts import SkillContexts
from vademecum.html.views import AddedPage, SkillLine, Target
from vademecum.i18n import _
from vademecum.languages import names, word_in
from vademecum.presentation.skill_words import record_pairs
from vademecum.presentation.words import long_date, shown_properties
from vademecum.skills.catalogue import Resource
from vademecum.vault.addresses import contact_address, edit_address, issue_address
from vademecum.vault.citations import Citation
from vademecum.vault.names import HOME, NotePath, fold, printed
from vademecum.vault.records import (
    Kind,
    Note,
    Sentence,
    date_of,
    is_draft,
    stated_change,
    status_of,
)
from vademecum.vault.tags import Shelf, shelf_of, tags

WORDS_A_MINUTE = 220
TOC_LIMIT = 60
NEWEST = 5
START = 3
MOST_GUIDES = 5
"""Notes about the handbook that the foot of every page links to."""


class PageContexts(SkillContexts):
    """Makes the records of a build's pages from its handbook."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._changed: dict[NotePath, str] = {}
        self.added: tuple[AddedPage, ...] = ()
        self.by_note: dict[NotePath, Resource] = {
            r.path: r for r in self.handbook.catalogue.resources.values() if r.path is not None
        }
        self.tags = tags(self.handbook.in_order(), self.addresses.tags)
        self.roles = {role.note: role for role in self.handbook.catalogue.roles.values()}

    def navigation(self, path: NotePath) -> NavigationPart:
        """Return where a note stands."""
        near: Around = around(self.handbook, path)
        return NavigationPart(
            self.targets(near.above),
            self.targets(near.level, path),
            self.targets(near.below),
            self.target(near.previous) if near.previous is not None else None,
            self.target(near.next) if near.next is not None else None,
            near.more_before,
            near.more_after,
            near.more_below,
        )

    def note_part(self, path: NotePath) -> NotePart:
        """Return what the page of a note shows around its text."""
        note = self.handbook.notes[path]
        resource = self.by_note.get(path)
        resting = self.skill_lines(resource.skills) if resource is not None else ()
        named = tuple(self.cards[s] for s in resource.domains) if resource is not None else ()
        domains = dict.fromkeys((*(line.domain for line in resting), *named))
        role = self.roles.get(path)
        return NotePart(
            printed(path),
            note.kind.value if note.kind is not None else "",
            status_of(note),
            is_draft(note),
            self.changed(note),
            max(1, round(note.words / WORDS_A_MINUTE)) if note.words else 0,
            self.tag_targets(note.tags),
            tuple(domains),
            tuple(_toc(note)),
            resting,
            named,
            self.citations(self.handbook.citations.get(path, ()), path),
            self._then(path),
            self.edit_url(path),
            self._record(resource),
            resource.record.url if resource is not None else "",
            self.role_targets(resource.roles) if resource is not None else (),
            self.role_part(role) if role is not None else None,
            self._properties(note, resource),
            self.report_url(note.title),
            self._author(path),
            body_language(note, self.language),
            self.neighbours(path, resting),
        )

    @property
    def about(self) -> str:
        """What the handbook is, in the words that its home note begins with."""
        home = self.vault.notes.get(HOME)
        return home.lead if home is not None else ""

    @cached_property
    def parameters(self) -> dict[str, str]:
        """The words in the address of a search or filtered view, in the handbook's language."""
        return {key: word_in("parameters", key, self.language) for key in names("parameters")}

    @cached_property
    def guides(self) -> tuple[Target, ...]:
        """The first notes that are tagged as saying how to read the handbook."""
        guides = (note.path for note in self.in_order() if shelf_of(note) is Shelf.GUIDE)
        return self.targets(islice(guides, MOST_GUIDES))

    @cached_property
    def contributing(self) -> Target | None:
        """The first note that is tagged as being for those who write the handbook, if one is."""
        notes = (n.path for n in self.in_order() if shelf_of(n) is Shelf.CONTRIBUTING)
        return next((self.target(path) for path in notes), None)

    @cached_property
    def links(self) -> Links:
        """Where the links of each note lead."""
        return links(self.handbook)

    @cached_property
    def note_domains(self) -> dict[NotePath, str]:
        """The domain of each note that skills or links give one, by its slug."""
        return domains_of(self.handbook, self.links)

    @cached_property
    def graph(self) -> Graph:
        """The graph of the handbook."""
        return whole_graph(self.handbook, self.links, self.note_domains)

    def neighbours(self, path: NotePath, resting: Sequence[SkillLine]) -> NeighbourPart | None:
        """Return what is joined to a note by links, if anything is."""
        near = neighbours(self.handbook, path, self.links, [line.id for line in resting])
        to: dict[int, list[int]] = {}
        for source, target in near.across:
            to.setdefault(source, []).append(target)
        nodes = [
            GraphNode(Target(line.title, line.page), "skill", line.domain.slug)
            for line in resting[: len(near.skills)]
        ]
        for place, other in enumerate((*near.leading, *near.followed), len(nodes)):
            nodes.append(self.graph_node(other, to.get(place, ())))
        if not nodes:
            return None
        leading = len(near.skills) + len(near.leading)
        return NeighbourPart(
            self.note_domains.get(path, ""),
            tuple(nodes[:leading]),
            tuple(nodes[leading:]),
            near.more_leading,
            near.more_followed,
        )

    def graph_node(self, path: NotePath, to: Sequence[int] = ()) -> GraphNode:
        """Return a note as a graph shows it."""
        note = self.handbook.notes[path]
        kind = note.kind.value if note.kind is not None else ""
        return GraphNode(self.target(path), kind, self.note_domains.get(path, ""), tuple(to))

    def _properties(
        self, note: Note, resource: Resource | None
    ) -> tuple[tuple[str, tuple[tuple[str, Target | None], ...]], ...]:
        shown = shown_properties(
            note,
            self.handbook,
            self.settings.shown_properties,
            has_record=resource is not None,
        )
        return tuple(
            (label, tuple((w.text, self.target(w.path) if w.path else None) for w in words))
            for label, words in shown
        )

    def tag_target(self, key: str) -> Target:
        """Return the page of a tag."""
        return Target(self.tags[key].name, self.tags[key].address)

    def tag_targets(self, written: Iterable[str]) -> tuple[Target, ...]:
        """Return the pages of a note's tags; those that say its kind have none."""
        keys = dict.fromkeys(fold(tag).strip("/") for tag in written)
        return tuple(self.tag_target(key) for key in keys if key in self.tags)

    def _record(self, resource: Resource | None) -> tuple[tuple[str, str], ...]:
        if resource is None:
            return ()
        language = self.declared.language
        return tuple(
            (label, long_date(words, language) if key == "verified" else words)
            for key, label, words in record_pairs(resource.record, language)
        )

    def changed(self, note: Note) -> str:
        """Return the day of a note's last change: as its author gives it, else as git has it."""
        if note.path not in self._changed:
            change = self.vault.history.changes.get(note.path)
            day = change.day if change is not None else ""
            self._changed[note.path] = stated_change(note) or day or date_of(note)
        return self._changed[note.path]

    def _author(self, path: NotePath) -> str:
        change = self.vault.history.changes.get(path)
        return change.author if change is not None and self.settings.show_authors else ""

    def edit_url(self, path: NotePath) -> str:
        """Return where a note is edited; empty if nothing says."""
        if self.settings.edit_url:
            return self.settings.edit_url.replace("{path}", quote(path))
        known = self.vault.history
        if not known.branch:
            return ""
        return edit_address(self.settings.repository_url, known.branch, known.folder + path)

    def report_url(self, title: str) -> str:
        """Return where a mistake on a page is told: in the repository, else to the contact."""
        subject = _("Mistake on the page “%(title)s”") % {"title": title}
        settings = self.settings
        return issue_address(settings.repository_url, subject) or contact_address(
            settings.contact, subject
        )

    def citations(
        self, several: Sequence[Citation], cited: NotePath | None = None
    ) -> tuple[CitationLine, ...]:
        """Return the pages that cite; ``cited``: the note, if it is written."""
        language = self.handbook.title_language(cited)
        title = self.handbook.notes[cited].title if cited is not None and language else ""

        def line(sentence: Sentence) -> SentenceLine:
            own = language if language and shows_title(sentence.shown, title) else ""
            return SentenceLine(sentence.before, sentence.shown, sentence.after, own)

        return tuple(
            CitationLine(self.target(c.source), tuple(map(line, c.sentences))) for c in several
        )

    def _then(self, path: NotePath) -> tuple[Target, ...]:
        """What to read next: the notes below, else the page that follows."""
        near = around(self.handbook, path)
        if near.below:
            return self.targets(near.below[:START])
        return self.targets((near.next,)) if near.next is not None else ()

    def note_lines(self, notes: Iterable[Note]) -> tuple[NoteLine, ...]:
        """Return notes in a list."""
        return tuple(
            NoteLine(
                self.target(note.path),
                note.kind.value if note.kind is not None else "",
                self.changed(note),
                note.lead,
                status_of(note),
                len(self.handbook.order.ancestors(note.path)),
            )
            for note in notes
        )

    def in_order(self) -> list[Note]:
        """Return all notes but the home page in the reading order."""
        notes = (self.handbook.notes[path] for path in self.handbook.order.sequence)
        return [note for note in notes if note.docname != HOME]

    @cached_property
    def changed_last(self) -> list[Note]:
        """The notes whose last change is known, the latest first."""
        dated = [note for note in self.in_order() if self.changed(note)]
        return sorted(dated, key=self.changed, reverse=True)

    def newest(self) -> tuple[NoteLine, ...]:
        """Return the notes with the latest dates."""
        return self.note_lines(self.changed_last[:NEWEST])

    def start(self) -> tuple[NoteLine, ...]:
        """Return what to begin with: questions, else the first notes in the reading order."""
        shown = self.vault.project.first_note() if self.vault.whole else None
        others = [note for note in self.in_order() if note.path != shown]
        return self.note_lines((self.handbook.of_kind(Kind.QUESTION) or others)[:START])

    @cached_property
    def listed(self) -> frozenset[str]:
        """The lists of the main navigation that have something to show."""
        pages, catalogue = self.addresses, self.handbook.catalogue
        there = {
            pages.questions: bool(self.handbook.of_kind(Kind.QUESTION)),
            pages.resources: bool(catalogue.resources or self.handbook.of_kind(Kind.RESOURCE)),
            pages.roles: bool(catalogue.roles),
            pages.catalogue: bool(catalogue.domains),
            pages.plan: bool(catalogue.skills),
            pages.graph: len(self.handbook.notes) > 1,
        }
        return frozenset(page for page, any_ in there.items() if any_)

    @property
    def menu(self) -> tuple[Target, ...]:
        """The pages of other extensions to which the main navigation leads."""
        return tuple(Target(page.title, page.name) for page in self.added if page.in_menu)

    def ghosts(self) -> tuple[GhostLine, ...]:
        """Return the notes to write."""
        return tuple(
            GhostLine(g.name, g.suggestion, self.citations(g.citations))
            for g in self.handbook.ghosts
        )


def _toc(note: Note) -> Iterable[TocLine]:
    levels: list[int] = []
    shown = [h for h in note.outline if h.level > 1 or h is not note.outline[0]]
    for heading in shown[:TOC_LIMIT]:
        while levels and levels[-1] >= heading.level:
            levels.pop()
        yield TocLine(heading.text, heading.anchor, len(levels))
        levels.append(heading.level)


def page_contexts(env: BuildEnvironment) -> PageContexts:
    """Return the records of this build's pages, made once."""
    vault = VaultDomain.of(env)
    if vault.page_contexts is None:
        vault.page_contexts = PageContexts(env)
    assert isinstance(vault.page_contexts, PageContexts)
    return vault.page_contexts
