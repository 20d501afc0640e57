"""The words of the findings about fields, levels, matches, roles and resources, by code."""

from __future__ import annotations

from typing import Final

from vademecum.i18n import later

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
        "“- [[note of skills#^cur-06]] [niveau:: 2]”, or “- CUR-06 [niveau:: 2]”."
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
