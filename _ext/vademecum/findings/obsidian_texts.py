"""The words of the findings about what Obsidian's plug-ins write: diagrams, queries, maps."""

from __future__ import annotations

from typing import Final

from vademecum.i18n import later

OBSIDIAN: Final = {
    "diagram-broken": later(
        "This Mermaid diagram cannot be drawn: “%(message)s”. Its text is shown instead. Correct "
        "this line, or try the diagram in Obsidian."
    ),
    "diagram-not-drawn": later(
        "This Mermaid diagram is not drawn, because it is too long or takes too long: its text is "
        "shown instead. Split it into several diagrams."
    ),
    "query-unanswered": later(
        "%(count)s query(ies) of this note (the first: %(plugin)s) run in Obsidian alone: readers "
        "see one line in their place. Write the list itself, or link to a note that has it."
    ),
    "field-undeclared": later(
        "%(count)s field(s) in the text of this note (the first: “%(key)s::”) mean something to "
        "Dataview alone: they are shown as words. Write a sentence, or a property at the top of "
        "the note."
    ),
    "drawing-no-picture": later(
        "This Excalidraw drawing has no exported picture: readers do not see it. In Excalidraw, "
        "switch on the automatic export as SVG or PNG, which puts “%(name)s.svg” beside it."
    ),
    "map-linked": later(
        "“%(target)s” has no page of its own: readers see its name without a link. To show it "
        "here, write “%(suggestion)s” on a line of its own."
    ),
    "canvas-broken": later(
        "The map “%(target)s” cannot be read: “%(cause)s”. Open it in Obsidian and save it again, "
        "or link to its notes one by one."
    ),
    "canvas-too-much": later(
        "The map “%(target)s” has more than %(limit)s cards or arrows, or very long texts: only "
        "the beginning is shown. Split it into several maps."
    ),
    "base-broken": later(
        "The table “%(target)s” cannot be read: “%(cause)s”. Open it in Obsidian and save it "
        "again, or write the table in the note."
    ),
    "base-partly": later(
        "Of the table “%(target)s” this cannot be shown outside Obsidian: %(parts)s. Keep to "
        "filters by folder, tag or property, or write the table in the note."
    ),
}
