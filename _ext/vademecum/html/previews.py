"""What a link leads to, in a few words, for the reader who points at it: ``_static/previews``.

The words stand in 64 scripts, of which a page loads one when it needs it: this works from a file
and over http alike, and no page grows. Which of them has a target follows from the target's
address, so that a new note changes one script and no page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from vademecum.html.contexts import PageContexts, page_contexts
from vademecum.html.host_layout import has_own_theme
from vademecum.html.script_text import replace_files
from vademecum.i18n import _
from vademecum.vault.records import Kind

FOLDER: Final = "_static/previews"
SCRIPTS: Final = 64
LONGEST: Final = 240
"""Characters of a preview's sentence."""

Preview = tuple[str, ...]
"""Kind, title, sentence; the language of the title, if it is not the handbook's."""


def script_of(address: str) -> int:
    """Return which script holds the preview of an address (FNV-1a; the browser counts alike)."""
    number = 0x811C9DC5
    for byte in address.encode("utf-8"):
        number = (number ^ byte) * 0x01000193 & 0xFFFFFFFF
    return number % SCRIPTS


def scripts(previews: dict[str, Preview]) -> dict[str, str]:
    """Return the scripts by file name, those that hold nothing left out."""
    held: dict[int, dict[str, Preview]] = {}
    for address, preview in sorted(previews.items()):
        page = address.partition("#")[0]
        held.setdefault(script_of(page), {})[address] = preview
    return {
        f"{number}.js": f"vademecum.previews.put({number},{_literal(some)});\n"
        for number, some in sorted(held.items())
    }


def _literal(value: object) -> str:
    """Return a value as a script reads it; ``<`` cannot end the script if it is ever inlined."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign, code in (("\u2028", "\\u2028"), ("\u2029", "\\u2029"), ("<", "\\u003c")):
        written = written.replace(sign, code)
    return written


def _previews(contexts: PageContexts) -> Iterator[tuple[str, str, Preview]]:
    """Yield docname, place on the page and preview of each note, skill and domain.

    A skill has one at its own page, and one where its note lists it.
    """
    names = {Kind.QUESTION: _("Question"), Kind.RESOURCE: _("Resource"), Kind.ROLE: _("Role")}
    for note in contexts.handbook.notes.values():
        kind = names[note.kind] if note.kind is not None else _("Note")
        language = contexts.handbook.title_language(note.path)
        words = (kind, note.title, _short(note.lead), *filter(None, [language]))
        yield note.docname, "", words
    for placed in contexts.handbook.catalogue.skills.values():
        text = placed.skill.description or placed.skill.title
        where = f"{_('Skill')} {placed.id}, {contexts.cards[placed.domain].name}"
        preview = (where, placed.name, _short(text))
        yield contexts.addresses.skill(placed.id), "", preview
        note = contexts.handbook.notes[placed.note]
        for block in note.blocks:
            if block.block == placed.skill.block:
                yield note.docname, f"#{block.anchor}", preview
    for card in contexts.cards.values():
        yield card.page, "", (_("Domain"), card.name, _short(card.theme))


def _short(text: str) -> str:
    """Return the beginning of a text, cut between words."""
    text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text
    return (text[:LONGEST].rpartition(" ")[0] or text[:LONGEST]) + " …"


def write(app: Sphinx) -> list[tuple[str, dict[str, object], str]]:
    """Write what has changed; no page is added."""
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder) and has_own_theme(app.config):
        uri = builder.get_target_uri
        previews = _previews(page_contexts(app.env))
        files = scripts({uri(docname) + place: words for docname, place, words in previews})
        replace_files(Path(builder.outdir) / FOLDER, files)
    return []


def setup(app: Sphinx) -> None:
    """Write beside the pages that no note has."""
    app.connect("html-collect-pages", write)
