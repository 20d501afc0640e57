"""What only the reading of a note sees: what it refuses or cannot show, what stays in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from vademecum.lint.rules import NOTICE, Fix, On, Rule, found_by
from vademecum.lint.sources import ReadNote, at
from vademecum.vault.records import Finding

_MARK: Final = re.compile(r"(?<![*=\w\\])(?:\*\*|==)(?=\w)|(?<=[\w.!?»])(?:\*\*|==)(?![*=\w])")
"""A mark of bold letters or of a highlight, on one side of a word."""
_HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def text_findings(note: ReadNote) -> Iterator[Finding]:
    """Yield pictures nobody can hear, marks that have stayed in a text, links in the clear."""
    for line, source in note.read.pictures:
        yield at("image-no-alt", line, name=source.rpartition("/")[2][:80])
    for line, texts in note.read.marked:
        yield from _open_emphasis(note, line, texts)
    for line, address in note.read.in_clear:
        yield from _in_clear(note, line, address)


def _open_emphasis(note: ReadNote, start: int, texts: list[str]) -> Iterator[Finding]:
    """Yield the first mark of bold letters or of a highlight that has stayed in a paragraph."""
    for text in texts:
        match = _MARK.search(text)
        if match is None:
            continue
        around = text[max(0, match.start() - 20) : match.end() + 20].strip()
        line = _line_with(note, start, match[0])
        written = note.read.line(line)
        if match[0] in written and f"\\{match[0]}" not in written:  # else it was escaped
            yield at("emphasis-open", line, text=around, mark=match[0])
            return


def _in_clear(note: ReadNote, start: int, address: str) -> Iterator[Finding]:
    try:
        host = urlsplit(address).hostname
    except ValueError:  # no address at all; the browser will say so
        return
    line = _line_with(note, start, f"http://{host}")
    # « www.… » alone names no scheme: its reader adds one.
    is_written = f"http://{host}" in note.read.line(line).lower()
    # The name of a concept is no address that another may stand for.
    is_name = any(framework.accepts(address) for framework in note.declared.frameworks)
    if host and host not in _HERE and is_written and not is_name:
        args = {"address": address[:120], "suggestion": "https" + address[4:120]}
        yield at("link-not-https", line, **args)


def _line_with(note: ReadNote, start: int, text: str) -> int:
    """Return the line of the paragraph from ``start`` on that holds ``text``, else ``start``."""
    number = start
    while note.read.line(number).strip():
        if text.lower() in note.read.line(number).lower():
            return number
        number += 1
    return start


RULES: Final = (
    *found_by(
        text_findings,
        On.NOTE,
        Rule(
            "image-no-alt",
            "The image “%(name)s” has no words for those who cannot see it. Write them after a "
            "bar: ![[%(name)s|what it shows]].",
            severity=NOTICE,
        ),
        Rule(
            "link-not-https",
            "“%(address)s” goes over the network in the clear. Write https:// if the site allows "
            "it.",
            severity=NOTICE,
        ),
    ),
    Rule(
        "note-encoding",
        "This note is not written in UTF-8: it was read as far as possible. Save it again in "
        "UTF-8.",
        whole_file=True,
    ),
    Rule(
        "note-controls",
        "This note holds characters that cannot be shown (a NUL, for instance): each is "
        "replaced by �. Delete them, or save the note again as plain text.",
    ),
    Rule(
        "note-too-long",
        "This note has %(size)s bytes, more than %(limit)s: it is shown as plain text, without "
        "links. Split it into several notes.",
        whole_file=True,
    ),
    Rule(
        "note-too-many",
        "This note has too many parts to be laid out (more than some %(limit)s lines, items, "
        "cells or links): it is shown as plain text, without links. Split it into several "
        "notes.",
    ),
    Rule(
        "note-failed",
        "This note could not be laid out (%(cause)s): its source is shown instead. Please tell "
        "the maintainers; meanwhile, simplify the note step by step.",
        whole_file=True,
    ),
    Rule(
        "comment-open",
        "A comment opened by %%%% is never closed: the text is published. Close it with a "
        "second %%%%, or delete the mark.",
    ),
    Rule(
        "html-refused",
        "This HTML is not published: %(names)s. The text around it is kept.",
        severity=NOTICE,
    ),
    Rule(
        "directive-refused",
        "The directive “%(name)s” does nothing in a note: it could read files, run code or is "
        "unknown. Delete it, or write the content as plain Markdown.",
    ),
    Rule(
        "role-refused",
        "The role “%(name)s” does nothing in a note: its text is shown as it is. Write plain "
        "Markdown.",
    ),
    Rule(
        "option-too-great",
        "“%(name)s” asks for more than a page can hold: the block is left out. Write a smaller "
        "number.",
    ),
    Rule(
        "filter-refused",
        "The filter “%(filter)s” is outside the portable grammar of sphinx-needs: it is not "
        'run. Compare fields with values, as in domain == "curation".',
    ),
    Rule(
        "views-many",
        "This note asks for more than %(limit)s views of the skills: this one and those below "
        "are left out. Spread them over several notes.",
    ),
    Rule(
        "tags-many",
        "This note bears %(count)s tags: those after the first %(limit)s get no page. Delete "
        "the tags that nobody will follow, or spread them over several notes.",
    ),
    Rule(
        "file-refused",
        "The file “%(target)s” is not published (%(cause)s). Convert it into a picture, a PDF, "
        "a sound or a film.",
    ),
    Rule(
        "image-elsewhere",
        "The image “%(address)s” is on another site: a link stands in its place, so that pages "
        "call nobody. Copy the image into the vault to show it.",
        severity=NOTICE,
    ),
    Rule(
        "link-scheme",
        "The address “%(address)s” is not allowed here: the text is kept, the link is not. Use "
        "an address that starts with https://.",
    ),
    Rule(
        "link-no-scheme",
        "“%(address)s” looks like an address without its beginning: the text is kept, the link "
        "is not. Write %(suggestion)s.",
        fix=Fix.SAFE,
    ),
    Rule(
        "diagram-broken",
        "This Mermaid diagram cannot be drawn: “%(message)s”. Its text is shown instead. "
        "Correct this line, or try the diagram in Obsidian.",
    ),
    Rule(
        "extra-missing",
        "This Mermaid diagram is shown as text: what draws it is not installed. %(command)s",
        severity=NOTICE,
    ),
    Rule(
        "math-not-drawn",
        "This formula cannot be drawn: its LaTeX is shown as it stands. “%(source)s” Write it with "
        "commands that the handbook knows, or show it as a picture.",
    ),
    Rule(
        "diagram-not-drawn",
        "This Mermaid diagram is not drawn, because it is too long or takes too long: its text "
        "is shown instead. Split it into several diagrams.",
    ),
    Rule(
        "query-unanswered",
        "%(count)s query(ies) of this note (the first: %(plugin)s) run in Obsidian alone: "
        "readers see one line in their place. Write the list itself, or link to a note that "
        "has it.",
        severity=NOTICE,
    ),
    Rule(
        "field-undeclared",
        "%(count)s field(s) in the text of this note (the first: “%(key)s::”) mean something "
        "to Dataview alone: they are shown as words. Write a sentence, or a property at the "
        "top of the note.",
        severity=NOTICE,
    ),
    Rule(
        "drawing-no-picture",
        "This Excalidraw drawing has no exported picture: readers do not see it. In "
        "Excalidraw, switch on the automatic export as SVG or PNG, which puts “%(name)s.svg” "
        "beside it.",
        severity=NOTICE,
    ),
    Rule(
        "map-linked",
        "“%(target)s” has no page of its own: readers see its name without a link. To show it "
        "here, write “%(suggestion)s” on a line of its own.",
        severity=NOTICE,
    ),
    Rule(
        "canvas-broken",
        "The map “%(target)s” cannot be read: “%(cause)s”. Open it in Obsidian and save it "
        "again, or link to its notes one by one.",
    ),
    Rule(
        "canvas-too-much",
        "The map “%(target)s” has more than %(limit)s cards or arrows, or very long texts: "
        "only the beginning is shown. Split it into several maps.",
    ),
    Rule(
        "base-broken",
        "The table “%(target)s” cannot be read: “%(cause)s”. Open it in Obsidian and save it "
        "again, or write the table in the note.",
    ),
    Rule(
        "base-partly",
        "Of the table “%(target)s” this cannot be shown outside Obsidian: %(parts)s. Keep to "
        "filters by folder, tag or property, or write the table in the note.",
        severity=NOTICE,
    ),
)
