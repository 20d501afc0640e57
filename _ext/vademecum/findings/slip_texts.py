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
        "(%(code)s-01, %(code)s-02…). Delete the mark and run “make ids”. %(hint)s"
    ),
    "domain-near": later(
        "“%(name)s” makes a domain of its own. If “%(suggestion)s” is meant, write so; "
        "else name the new domain among the settings."
    ),
    "skills-lost": later(
        "%(count)s numbers of the register are in no note any more (%(ids)s…): a note of skills "
        "has been deleted, emptied or broken. Put it back (git checkout), or, if all these skills "
        "are to be retired, run “make ids”."
    ),
    "reference-empty": later(
        "“%(text)s” refers to nothing: a link is missing. Write “Voir [[name of the note]]”, "
        "or begin the sentence with another word."
    ),
    "reference-word": later(
        "“%(word)s” before a link is read as a description. Write “%(suggestion)s” to refer to it."
    ),
    "fence-open": later(
        "The code that begins here is never closed: all that follows would be code. "
        "Write “%(mark)s” alone on a line where it ends."
    ),
    "html-open": later(
        "The comment that begins here (<!--) is never closed: all that follows is left out. "
        "Write --> where it ends."
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
    "note-empty": later("“%(name)s” is empty. Write it, or delete it."),
}
