"""The words of the findings about fields, levels, matches, roles and resources, by code."""

from __future__ import annotations

from typing import Final

from vademecum.i18n import later
from vademecum.lint.slip_texts import ADVICE_ON_NOTES

NOTATION: Final = {
    "level-alone": later(
        "Which level is meant? Write “%(suggestion)s” and a sentence that says what somebody at "
        "that level can be seen to do."
    ),
    "level-unknown": later("“%(level)s” is no level. Write one of these numbers: %(numbers)s."),
    "field-form": later(
        "“%(text)s” looks like a field but is read as text. Write the name, two colons and a "
        "blank: “%(suggestion)s”."
    ),
    "field-empty": later("The field “%(name)s” says nothing. Fill it in, or delete the line."),
    "field-twice": later(
        "The skill has “%(name)s” twice: the first counts. Delete one of the two lines."
    ),
    "field-value": later("“%(value)s” is no value of “%(name)s”, which takes: %(known)s. %(hint)s"),
    "match-form": later(
        "“%(value)s” is no match with %(name)s. Write one id an item, “%(example)s” for instance, "
        "and before it, if you like, one of: %(relations)s. %(hint)s"
    ),
    "match-twice": later(
        "“%(match)s” and “%(other)s” are the same concept: data keep the first match. Delete one "
        "of the two lines."
    ),
    "role-empty": later(
        "This note is tagged as a role but names no skill. List one skill a line: "
        "“- [[note of skills#^cur-06]] [level:: 2]”, or “- CUR-06 [level:: 2]”."
    ),
    "role-skill-form": later(
        "“%(written)s” names no skill: the line is left out of the role. Write “%(suggestion)s”."
    ),
    "role-skill-missing": later(
        "“%(text)s” gives a level but names no skill: the line is left out of the role. Begin it "
        "with the number of a skill, or with a link to it."
    ),
    "role-skill-unknown": later(
        "No skill has the id %(id)s: the line is left out of the role. Correct the id."
    ),
    "role-skill-retired": later(
        "The skill %(id)s (“%(title)s”) is in no note any more: the line is left out of the role. "
        "%(hint)s"
    ),
    "role-skill-ambiguous": later(
        "Two skills have the id %(id)s: the line is left out of the role. Mend the ids first, or "
        "link to the skill: [[note#^block]]."
    ),
    "role-skill-twice": later(
        "The role names %(id)s twice (line %(other)s too): level %(level)s, the higher, counts. "
        "Delete one of the two lines."
    ),
    "need-id": later(
        "“%(id)s” cannot be an id. Write letters from A to Z, digits and hyphens, as in ROLE-MED."
    ),
    "need-id-twice": later(
        "The id %(id)s is taken already (%(other)s): another one, from the note's name, is used. "
        "Change one of the two."
    ),
    "resource-titles": later(
        "The address %(url)s is called “%(other)s” elsewhere: that title is shown, not "
        "“%(title)s”. Write the same title."
    ),
    "resource-url": later(
        "“%(value)s” is no address that readers can be sent to. After “%(name)s:”, write one that "
        "starts with https://. %(hint)s"
    ),
    "resource-form": later(
        "“%(value)s” is no form of a resource. After “%(name)s:”, write one of: %(known)s. %(hint)s"
    ),
    "resource-date": later(
        "“%(value)s” cannot be read as a date. Write it as in “%(suggestion)s”."
    ),
}


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
        "The skill “%(title)s” rests on no resource yet. Add an indented line “See [[a note]]”."
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
