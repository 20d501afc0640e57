"""What the home page shows: the home note, who one is, where to start, what is new."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from vademecum.environment.domain import VaultDomain
from vademecum.environment.guard import FAILED
from vademecum.handbook import Handbook
from vademecum.html.contexts import PageContexts
from vademecum.html.fragments import as_html
from vademecum.html.note_views import DraftLine, GapLine
from vademecum.html.notebook import DomainState, NotebookState, notebook_state
from vademecum.i18n import _
from vademecum.vault.names import HOME, NotePath, printed
from vademecum.vault.records import Kind, date_of


def home_context(app: Sphinx, contexts: PageContexts, body: str) -> dict[str, Any]:
    """Return what the template of the home page is given; ``body``: the text of its own note.

    A vault without a home note by name shows its first note, which keeps its own address too.
    """
    project = contexts.vault.project
    if project.note_path(HOME) is None:
        body = _first_note(app, contexts) or body
    handbook = contexts.handbook
    opening, rest = _opening(body)
    return {
        "opening": opening,
        "body_rest": rest,
        "roles": contexts.role_targets(handbook.catalogue.roles),
        "start": contexts.start(),
        "newest": contexts.newest(),
        "totals": {
            "skills": len(handbook.catalogue.skills),
            "proposed": sum(bool(s.origin) for s in handbook.catalogue.skills.values()),
            "questions": len(handbook.of_kind(Kind.QUESTION)),
            "resources": len(handbook.catalogue.resources),
            "notes": len(handbook.notes),
        },
    }


def _first_note(app: Sphinx, contexts: PageContexts) -> str:
    """Return the text of the first note as HTML; empty if the vault has none at its root.

    Empty too if it cannot be laid out: its own page says why.
    """
    path = contexts.vault.project.first_note()
    if path is None or not isinstance(app.builder, StandaloneHTMLBuilder):
        return ""
    doctree = app.env.get_doctree(contexts.vault.docname(path))
    try:
        return as_html(app.builder, doctree.children, HOME)  # footnotes stand beside the section
    except FAILED:
        return ""


def _opening(body: str) -> tuple[str, str]:
    """Part the home note after its title and first paragraph: the search stands there."""
    head, end, rest = body.partition("</h1>")
    if rest.lstrip().startswith("<p"):
        paragraph, closed, rest = rest.partition("</p>")
        end += paragraph + closed
    return head + end, rest


FILE: Final = "_static/notebook.json"


def notebook_context(contexts: PageContexts) -> dict[str, Any]:
    """Return what the page shows."""
    state = notebook_state(contexts.handbook)
    return {
        "title": _("State of the notebook"),
        "numbers": list(_numbers(state)),
        "gaps": [_gap(contexts, domain) for domain in state.domains],
        "drafts": [_draft(contexts, path) for path in state.drafts],
        "ghosts": contexts.ghosts(),
        "unreached": contexts.targets(state.unreached),
        "oldest": contexts.note_lines(contexts.handbook.notes[p] for p in state.oldest),
        "data": FILE,
    }


def _numbers(state: NotebookState) -> Iterator[tuple[int, str, str]]:
    """Yield the numbers, what each counts, and the place of its list, if it has one."""
    counted = (
        (len(state.drafts), _("draft"), _("drafts"), "v-drafts"),
        (
            state.without_resource,
            _("skill without resource"),
            _("skills without resource"),
            "v-gaps",
        ),
        (len(state.ghosts), _("note asked for"), _("notes asked for"), "v-ghosts"),
        (
            len(state.unreached),
            _("note that nobody leads to"),
            _("notes that nobody leads to"),
            "v-unreached",
        ),
    )
    for number, one, many, anchor in counted:
        if anchor == "v-gaps" and not state.domains:
            continue
        yield number, one if number == 1 else many, anchor if number else ""


def _gap(contexts: PageContexts, domain: DomainState) -> GapLine:
    total = domain.with_resource + len(domain.without)
    return GapLine(
        contexts.cards[domain.slug],
        domain.with_resource,
        contexts.skill_lines(domain.without),
        100 * domain.with_resource // total if total else 0,
    )


def _draft(contexts: PageContexts, path: NotePath) -> DraftLine:
    return DraftLine(contexts.target(path), contexts.handbook.notes[path].lacks)


def notebook_data(handbook: Handbook) -> dict[str, Any]:
    """Return the state of the notebook as data: notes by path, skills by id, days as written."""
    state = notebook_state(handbook)
    notes = handbook.notes
    return {
        "drafts": [
            {"note": printed(p), "title": notes[p].title, "lacks": list(notes[p].lacks)}
            for p in state.drafts
        ],
        "skills_without_resource": {d.slug: list(d.without) for d in state.domains},
        "notes_asked_for": [
            {"name": ghost.name, "asked_by": [printed(c.source) for c in ghost.citations]}
            for ghost in state.ghosts
        ],
        "unreached": [{"note": printed(p), "title": notes[p].title} for p in state.unreached],
        "oldest": [
            {"note": printed(p), "title": notes[p].title, "date": date_of(notes[p])}
            for p in state.oldest
        ],
    }


def write_data(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the data if any page has changed; no page comes of it."""
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder):
        vault = VaultDomain.of(app.env)
        file = Path(builder.outdir) / FILE
        if vault.stale_pages or not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps(notebook_data(vault.handbook), ensure_ascii=False, indent=1)
            file.write_bytes((text + "\n").encode("utf-8", "replace"))
    yield from ()


def setup(app: Sphinx) -> None:
    """Write beside the pages that no note has."""
    app.connect("html-collect-pages", write_data)
