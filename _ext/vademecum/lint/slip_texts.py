"""The words of the findings about slips of the pen, by code."""

from __future__ import annotations

from typing import Final

from vademecum.i18n import later

SLIPS: Final = {
    "heading-form": later(
        "“%(written)s” is no heading: after the signs # comes one plain blank. "
        "Write “%(suggestion)s”."
    ),
    "list-form": later(
        "“%(written)s” is no item of a list: it begins with a hyphen and one plain blank. "
        "Write “%(suggestion)s”."
    ),
    "field-indent": later(
        "The field “%(name)s” stands beside its skill, not below it, and says nothing. "
        "Indent the line by a tab."
    ),
    "mark-form": later(
        "The number at the end of “%(written)s” cannot be read. A mark is the very last thing in "
        "the line, after one blank: “%(suggestion)s”."
    ),
    "mark-number": later(
        "“^%(block)s” is no number that this handbook gave to a skill of this domain "
        "(%(code)s-01, %(code)s-02…). Correct it; or, if the skill is new, delete the mark and run "
        "“make ids”. %(hint)s"
    ),
    "mark-twice": later(
        "This skill has more than one number (%(marks)s): the last one counts, the others are read "
        "as words. Keep one; if the line holds two skills, begin a new one with “- ”."
    ),
    "mark-place": later(
        "The number “^%(block)s” stands below its skill, which has none then. Move it to the end "
        "of the skill's own line."
    ),
    "item-below": later(
        "“%(written)s” stands beside its skill, not below it, and is read as part of its title or "
        "as another skill. Indent the line by a tab: “%(suggestion)s”."
    ),
    "domain-level": later(
        "“%(name)s” is a domain, but not by its heading: the list below it belongs to another one, "
        "or to none. Write “%(suggestion)s”."
    ),
    "domain-near": later(
        "“%(name)s” makes a domain of its own. If “%(suggestion)s” is meant, write so; "
        "else name the new domain among the settings."
    ),
    "skills-lost": later(
        "%(count)s numbers of the register are in no note any more (%(ids)s…): a note of skills "
        "has been deleted, emptied or broken.%(note)s Put it back (git checkout), or, if all "
        "these skills are to be retired, run “make ids”."
    ),
    "reference-empty": later(
        "“%(text)s” refers to nothing: a link is missing. Write “%(word)s [[name of the note]]”, "
        "or begin the sentence with another word."
    ),
    "reference-bare": later(
        "“%(text)s” is read as a description: the note is no resource of the skill. Write "
        "“%(word)s” before the link if that is meant."
    ),
    "reference-word": later(
        "“%(word)s” before a link is read as a description. Write “%(suggestion)s” to refer to it."
    ),
    "fence-open": later(
        "What begins here is never closed: all that follows would belong to it. "
        "Write “%(mark)s” alone on a line where it ends."
    ),
    "fence-form": later(
        "“%(written)s” begins no code: these signs only look like backquotes. "
        "Write “%(suggestion)s”."
    ),
    "html-open": later(
        "The comment that begins here (<!--) is never closed: readers see it, or nothing of what "
        "follows. Write --> where it ends."
    ),
    "emphasis-open": later(
        "In “%(text)s” the signs %(mark)s are shown as they are: they come in pairs, with no blank "
        "inside. Add the second pair, or delete the first."
    ),
    "template-left": later(
        "“%(text)s” is a gap of a template that nobody has filled: readers see it as it is. "
        "Write what belongs there."
    ),
    "address-tracked": later(
        "“%(address)s” goes by way of another site, or tells it who follows the link. Write "
        "“%(suggestion)s”."
    ),
    "notation-foreign": later(
        "“%(text)s” is written for another program: here, readers see it as it is. Delete it, or "
        "write what it stands for. %(hint)s"
    ),
    "code-indented": later(
        "“%(text)s” begins with four blanks, or a tab, and is shown as code. Delete these blanks."
    ),
    "heading-bold": later(
        "“%(text)s” looks like a heading but is none: it is in no table of contents, and nobody "
        "can link to it. Write “%(suggestion)s”, and so with the others."
    ),
    "heading-empty": later(
        "This heading (“%(written)s”) has no words. Write some after the signs, or delete the line."
    ),
    "heading-underlined": later(
        "The line of dashes below “%(text)s” makes a heading of it. If a rule is meant, leave a "
        "blank line before it."
    ),
    "merge-conflict": later(
        "Git has left a conflict here (<<<<<<<, =======, >>>>>>>, up to line %(end)s). "
        "Keep the right lines and delete these three."
    ),
    "property-date": later(
        "“%(value)s” is no day. After “%(name)s:”, write year, month and day: “%(suggestion)s”."
    ),
    "property-value": later("“%(value)s” means nothing after “%(name)s:”. Write “%(suggestion)s”."),
    "callout-form": later(
        "“%(written)s” is shown as a plain quotation. Write the kind between brackets, then a "
        "blank: “> [!tip] Title”."
    ),
    "callout-kind": later(
        "Obsidian knows no frame of the kind “%(kind)s” and shows a note. Write “%(suggestion)s”."
    ),
    "footnote-missing": later(
        "The footnote [^%(label)s] stands nowhere. At the end of the note, write "
        "“[^%(label)s]: its text”."
    ),
    "footnote-twice": later(
        "The footnote [^%(label)s] stands twice (line %(other)s too): one of the two is not shown. "
        "Give the second a label of its own."
    ),
    "address-form": later(
        "“%(address)s” leads nowhere: its beginning is misspelt. Write “%(suggestion)s”."
    ),
    "link-empty": later(
        "“%(written)s” leads nowhere. Write the address between the parentheses, or take the "
        "brackets away."
    ),
    "link-drive": later(
        "“%(address)s” is a file of one computer: nobody else can open it. Put a copy into the "
        "vault, and link to that: [[name of the file.pdf]]."
    ),
    "link-form": later("“%(written)s” is no link. Write “%(suggestion)s”."),
    "link-in-table": later(
        "In a table the bar of “%(written)s” begins another cell. Put a backslash before it: "
        "“%(suggestion)s”."
    ),
    "table-form": later(
        "These lines are no table: the second one must be made of dashes. Below the first line, "
        "write “%(row)s”."
    ),
    "table-pasted": later(
        "These lines look like cells of a spreadsheet: without bars they run into each other. "
        "Write “%(row)s”, below it “%(dashes)s”, and so on."
    ),
    "table-cells": later(
        "This row has %(count)s cells, the table %(columns)s columns: “%(text)s” and what follows "
        "is not shown. Add a column to the first two lines, or take a bar away."
    ),
    "link-renamed": later("“%(target)s” is now called “%(suggestion)s”. Write the new name."),
    "link-retired": later(
        "The skill %(id)s (“%(title)s”) is retired: the link leads to the top of the page. %(hint)s"
    ),
}

ADVICE_ON_NOTES: Final = {
    "title-twice": later(
        "“%(title)s” is the title of “%(other)s” too: readers cannot tell the two apart. "
        "Give each note a title of its own."
    ),
    "note-copy": later(
        "“%(name)s” looks like a copy of “%(other)s”, and would be published beside it. "
        "Delete it, or give it a name that says what it is."
    ),
    "name-link": later(
        "A link cannot name “%(name)s”, because of “%(part)s”: Obsidian reads that sign otherwise, "
        "or drops it. Rename the note."
    ),
    "name-accents": later(
        "“%(name)s” and “%(other)s” differ by accents alone: is one a double of the other? Put "
        "them together, or give each a name of its own."
    ),
    "note-suffix": later(
        "“%(name)s” is no note as it is called: the name of a note ends in .md, once. Rename it "
        "“%(suggestion)s”; if it is none, delete it or cite it."
    ),
    "file-big": later(
        "“%(name)s” has %(size)s MB, more than %(limit)s: pages that show it are slow, and each "
        "version is kept for ever. Make it smaller."
    ),
    "skill-title-twice": later(
        "“%(title)s” is the title of %(id)s too (%(other)s): two skills of one name cannot be told "
        "apart. Delete one, or say what differs."
    ),
    "note-empty": later("“%(name)s” is empty. Write it, or delete it."),
}
