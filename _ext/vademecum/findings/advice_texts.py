"""The texts of the register's findings and of the check's advice, by code."""

from __future__ import annotations

from typing import Final

from vademecum.findings.slip_texts import ADVICE_ON_NOTES
from vademecum.i18n import later

REGISTER: Final = {
    "register-conflict": later(
        "Git has left a conflict here (<<<<<<<, =======, >>>>>>>): two branches have changed the "
        "register. Run “make ids”: it keeps the lines of both, and gives a number of its own to "
        "a skill that got another's."
    ),
    "register-line": later(
        "This line of the register cannot be read: “%(text)s”. Write it as "
        "“CUR-06 = active : Title” or “CUR-09 = retired → CUR-12 : Title”."
    ),
    "register-twice": later(
        "The number %(text)s stands twice in the register (line %(other)s too): two branches may "
        "have given it. Run “make ids”: one line stays, and if two skills carry the number, the "
        "second gets another."
    ),
    "register-too-long": later(
        "The register has %(text)s bytes, more than the %(other)s that are read: no number is "
        "given, lest one be given twice. Take out what is no line of the register, or have the "
        "maintainers raise vademecum_note_limit in conf.py."
    ),
    "register-second": later(
        "The vault has a second register, “%(text)s”: no number is given, lest one that stands "
        "there be given again. Put its lines into %(other)s and delete it."
    ),
    "register-successor": later(
        "The register says that %(id)s is replaced by %(successor)s, which does not exist. "
        "Correct the number after the arrow."
    ),
    "skill-gone": later(
        "%(id)s (“%(title)s”) is in no note any more: its page says that it is retired, and "
        "“make ids” will write so here. If that was not meant, put the mark ^%(block)s back."
    ),
    "skill-retired": later(
        "The number %(id)s is retired (line %(line)s of the register): no number is given twice. "
        "Delete the mark ^%(block)s and run “make ids”; if the old skill is back, write “active” "
        "in the register."
    ),
    "skill-unregistered": later(
        "%(count)s number(s) of this note are not in the register yet (the first: %(id)s). "
        "Run “make ids”."
    ),
}

ADVICE: Final = {
    **ADVICE_ON_NOTES,
    "image-no-alt": later(
        "The image “%(name)s” has no words for those who cannot see it. "
        "Write them after a bar: ![[%(name)s|what it shows]]."
    ),
    "link-not-https": later(
        "“%(address)s” goes over the network in the clear. Write https:// if the site allows it."
    ),
    "file-unused": later(
        "No note shows or links to the file “%(file)s”. Use it in a note, or delete it."
    ),
    "tag-unknown": later("Nothing else bears the tag “%(name)s”. Did you mean “%(suggestion)s”?"),
    "property-unknown": later(
        "The property “%(name)s” is used nowhere else. Did you mean “%(suggestion)s”?"
    ),
    "skill-no-description": later(
        "The skill “%(title)s” has no description. Add an indented line below it that says what "
        "a person who has it can do."
    ),
    "skill-no-resource": later(
        "The skill “%(title)s” rests on no resource yet. Add an indented line “Voir [[a note]]”."
    ),
    "domain-empty": later(
        "The domain “%(name)s” has no skill yet. Add one below its heading: “- A skill”."
    ),
    "resource-uncited": later(
        "No note cites the resource “%(name)s”. Link to it where it helps: [[%(name)s]]."
    ),
    "resource-unverified": later(
        "The address of “%(name)s” was last opened on %(date)s, more than two years ago. Open it; "
        "if it still answers, write today's date."
    ),
    "page-missing": later(
        "“%(name)s” has no page %(page)s: the last is %(last)s. Correct the number after “#page=”."
    ),
    "note-orphan": later(
        "No note links to “%(name)s”: readers will hardly find it. "
        "Link to it from a note that speaks of the same thing: [[%(name)s]]."
    ),
    "name-windows": later(
        "Windows cannot hold the name “%(name)s” (because of “%(part)s”): nobody could open the "
        "vault there. Rename the file."
    ),
    "name-decomposed": later(
        "The accents of this file name are coded in two parts, as some Macintosh programs do. "
        "Rename it “%(suggestion)s” (“make check FIX=1” does it)."
    ),
    "note-long": later(
        "This note has %(words)s words, more than %(limit)s: few will read it to the end. "
        "Split it into several notes that link to each other."
    ),
}
