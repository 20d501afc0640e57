"""What the home page shows: the home note, who one is, where to start, what is new."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from vademecum.core.names import HOME
from vademecum.core.records import Kind
from vademecum.environment.guard import FAILED
from vademecum.html.contexts import PageContexts
from vademecum.html.fragments import as_html


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
