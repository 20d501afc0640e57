"""The texts of findings about links, embeds and files, of this vault and elsewhere."""

from __future__ import annotations

from typing import Final

from vademecum.i18n import later
from vademecum.lint.codes import Code

LINKS: Final = {
    Code.LINK_MALFORMED: later("“%(raw)s” is not a link. Write [[Name of the note]], on one line."),
    Code.LINK_GHOST: later("“%(target)s” is a note to write: no note has this name yet."),
    Code.LINK_UNPUBLISHED: later(
        "“%(target)s” is not published: readers see its name without a link. Publish the note, "
        "or do without the link."
    ),
    Code.LINK_NOTE: later("No note is called “%(target)s”. Write “%(suggestion)s”."),
    Code.LINK_FILE: later(
        "The file “%(target)s” is not in the vault. Add it, or correct its name. %(hint)s"
    ),
    Code.LINK_HEADING: later(
        "“%(note)s” has no heading “%(heading)s”: the link leads to the top of the page. %(hint)s"
    ),
    Code.LINK_BLOCK: later(
        "“%(note)s” has no block “^%(block)s”: the link leads to the top of the page. %(hint)s"
    ),
    Code.LINK_AMBIGUOUS: later(
        "“%(target)s” may mean several notes: “%(chosen)s” was chosen, not %(others)s. "
        "Write the path: %(suggestion)s."
    ),
    Code.LINK_ALIAS: later(
        "“%(target)s” is an alias of “%(note)s”; Obsidian does not follow it. Write %(suggestion)s."
    ),
    Code.LINK_ALIAS_SHARED: later(
        "“%(target)s” is an alias of several notes (%(others)s): the link leads to none of them. "
        "Write the name of the one that is meant."
    ),
    Code.LINK_SCHEME: later(
        "The address “%(address)s” is not allowed here: the text is kept, the link is not. "
        "Use an address that starts with https://."
    ),
    Code.HANDBOOK_NAME: later(
        "The handbook “%(handbook)s” has nothing called “%(name)s”: the text is kept, the link is "
        "not. %(hint)s"
    ),
    Code.HANDBOOK_MISSING: later(
        "What the handbook “%(handbook)s” publishes is not in the repository, or cannot be read: "
        "“%(name)s” leads nowhere yet. Run “make refresh”."
    ),
    Code.HANDBOOK_OLD: later(
        "What is kept of the handbook “%(handbook)s” is of %(day)s, from %(address)s. Run “make "
        "refresh”, and see what has changed."
    ),
    Code.LINK_NO_SCHEME: later(
        "“%(address)s” looks like an address without its beginning: the text is kept, the link "
        "is not. Write %(suggestion)s."
    ),
    Code.ADDRESS_DEAD: later(
        "“%(address)s” does not answer any more (%(reason)s). Look for the page's new address, or "
        "take the link away."
    ),
    Code.ADDRESS_MOVED: later(
        "“%(address)s” has moved for good. "
        "Write %(suggestion)s if that is still the page you meant."
    ),
    Code.ADDRESS_SILENT: later(
        "“%(address)s” gave no answer in time (%(reason)s). It is asked again next time; "
        "nothing is to be mended yet."
    ),
    Code.ADDRESS_CERTIFICATE: later(
        "The certificate of “%(address)s” is not valid (%(reason)s): browsers warn their readers. "
        "Tell the site, or take the link away until it is mended."
    ),
    Code.ADDRESS_PRIVATE: later(
        "“%(address)s” is an address of a private network: readers elsewhere cannot open it, and "
        "it is not asked. Write the public address."
    ),
    Code.EMBED_CYCLE: later(
        "“%(target)s” shows itself, directly or through another note: it is left out here. "
        "Replace the embed by a link, without the exclamation mark."
    ),
    Code.EMBED_DEEP: later(
        "“%(target)s” is embedded more than %(depth)s levels deep: a link stands in its "
        "place. Embed it directly where it is needed."
    ),
    Code.EMBED_TOO_MUCH: later(
        "The embeds of this note would fill more than %(limit)s blocks: a link stands in "
        "the place of “%(target)s”. Use links, without the exclamation mark."
    ),
    Code.FILE_REFUSED: later(
        "The file “%(target)s” is not published (%(cause)s). "
        "Convert it into a picture, a PDF, a sound or a film."
    ),
    Code.IMAGE_ELSEWHERE: later(
        "The image “%(address)s” is on another site: a link stands in its place, so that "
        "pages call nobody. Copy the image into the vault to show it."
    ),
}


OBSIDIAN: Final = {
    "diagram-broken": later(
        "This Mermaid diagram cannot be drawn: “%(message)s”. Its text is shown instead. Correct "
        "this line, or try the diagram in Obsidian."
    ),
    "diagram-not-drawn": later(
        "This Mermaid diagram is not drawn, because it is too long or takes too long: its text is "
        "shown instead. Split it into several diagrams."
    ),
    "extra-missing": later(
        "This Mermaid diagram is shown as text: what draws it is not installed. %(command)s"
    ),
    "math-not-drawn": later(
        "This formula cannot be drawn: its LaTeX is shown as it stands. “%(source)s” Write it with "
        "commands that the handbook knows, or show it as a picture."
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
