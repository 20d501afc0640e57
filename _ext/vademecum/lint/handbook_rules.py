"""What is wrong with notes beside one another, with skills, roles, resources, and the register."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from vademecum.findings import plain_line
from vademecum.i18n import _
from vademecum.lint.rules import NOTICE, On, Rule, found_by
from vademecum.lint.sources import ReadVault
from vademecum.skills.catalogue import PlacedSkill
from vademecum.skills.notation import SkillId
from vademecum.skills.register import Entry, Register
from vademecum.skills.statements import concepts
from vademecum.vault.names import NotePath, fold, printed
from vademecum.vault.outline import heading_key
from vademecum.vault.records import Finding, Note, SkillMatch


def note_findings(vault: ReadVault) -> Iterator[Finding]:
    """Yield what is wrong with the names of notes and with what stands twice in one."""
    alike: dict[str, NotePath] = {}
    for path, note in vault.notes.items():
        first = alike.setdefault(fold(path), path)
        if first != path:
            args = {"name": printed(path), "other": printed(first)}
            yield Finding.of("names-alike", path, 1, **args)
        yield from _duplicates(note)


def _duplicates(note: Note) -> Iterator[Finding]:
    headings: dict[str, int] = {}
    for heading in note.outline:
        first = headings.setdefault(heading_key(heading.text), heading.line)
        if first != heading.line:
            args = {"heading": heading.text, "other": first}
            yield Finding.of("heading-twice", note.path, heading.line, **args)
    blocks: dict[str, int] = {}
    skills = {fold(s.block) for d in note.domain_sections for s in d.skills if s.block}
    for block in note.blocks:
        if fold(block.block) in skills:  # skill-id-twice tells it
            continue
        first = blocks.setdefault(fold(block.block), block.line)
        if first != block.line:
            args = {"block": block.block, "other": first}
            yield Finding.of("block-twice", note.path, block.line, **args)


def computed_findings(vault: ReadVault) -> Iterator[Finding]:
    """Yield what the making of the catalogue and of the order has met, and cannot do otherwise."""
    yield from vault.handbook.catalogue.findings
    yield from vault.handbook.order.findings


def match_findings(vault: ReadVault) -> Iterator[Finding]:
    """Yield each match that data leave out because an earlier one is the same concept."""
    for path, note in vault.notes.items():
        for skill in (skill for section in note.domain_sections for skill in section.skills):
            for match, _address, first in concepts(skill, vault.declared):
                if first is not None:
                    args = {"match": _words(match), "other": _words(first)}
                    yield Finding.of("match-twice", path, skill.line, **args)


def _words(match: SkillMatch) -> str:
    return f"{match.framework}:: {match.identifier}"


_CODES: Final = {
    "conflict": "register-conflict",
    "unreadable": "register-line",
    "twice": "register-twice",
    "too-long": "register-too-long",
    "second": "register-second",
}

_MANY: Final = 4
"""More numbers than this that are gone at once are told in one finding."""


def register_findings(vault: ReadVault) -> Iterator[Finding]:
    """Yield what is wrong with the register, or with the notes in its light."""
    register, catalogue = vault.register, vault.handbook.catalogue
    for problem in register.problems:
        args = {"text": problem.text[:80], "other": problem.detail}
        yield Finding.of(_CODES[problem.kind], register.path, problem.line, **args)
    if register.exists:
        unpublished = (number for held in vault.unpublished.values() for number in held)
        known = {*catalogue.skills, *catalogue.roles, *unpublished}
        yield from _of_entries(register, known)
        yield from _lost(register, known)
        yield from _of_skills(register, catalogue.skills)


def _of_entries(register: Register, known: Collection[str]) -> Iterator[Finding]:
    for entry in register.entries.values():
        for successor in entry.successors:
            if successor not in known and successor not in register.entries:
                args = {"id": entry.id, "successor": successor}
                yield Finding.of("register-successor", register.path, entry.line, **args)
        if not entry.retired and entry.id not in known and not _many(register, known):
            args = {"id": entry.id, "title": entry.title, "block": entry.id.lower()}
            yield Finding.of("skill-gone", register.path, entry.line, **args)


def _gone(register: Register, known: Collection[str]) -> list[Entry]:
    return [e for e in register.entries.values() if not e.retired and e.id not in known]


def _many(register: Register, known: Collection[str]) -> bool:
    """Say whether so many numbers are gone that a note must be: one finding tells them all."""
    return len(_gone(register, known)) > _MANY


def _lost(register: Register, known: Collection[str]) -> Iterator[Finding]:
    gone = _gone(register, known)
    if len(gone) > _MANY:
        shown = ", ".join(entry.id for entry in gone[:_MANY])
        args = {"count": str(len(gone)), "ids": shown}
        yield Finding.of("skills-lost", register.path, gone[0].line, **args)


def _of_skills(register: Register, skills: Mapping[SkillId, PlacedSkill]) -> Iterator[Finding]:
    unknown: dict[NotePath, list[PlacedSkill]] = {}
    for placed in skills.values():
        entry = register.entries.get(placed.id)
        if entry is not None and entry.retired:
            args = {"id": placed.id, "block": placed.skill.block or "", "line": str(entry.line)}
            yield Finding.of("skill-retired", placed.note, placed.skill.line, **args)
        elif entry is None and placed.permanent:
            unknown.setdefault(placed.note, []).append(placed)
    for path, unregistered in unknown.items():
        args = {"count": str(len(unregistered)), "id": unregistered[0].id}
        yield Finding.of("skill-unregistered", path, unregistered[0].skill.line, **args)


def _with_note(args: Mapping[str, str]) -> Mapping[str, str]:
    """Say which note held the skills that are lost, if that is known."""
    note = plain_line(args.get("note", ""))
    return {"note": " " + _("It was “%(note)s”.") % {"note": note} if note else ""}


RULES: Final = (
    *found_by(
        note_findings,
        On.HANDBOOK,
        Rule(
            "names-alike",
            "“%(name)s” and “%(other)s” differ only by capitals or by how accents are coded: some "
            "computers take them for one file. Rename one of them.",
            whole_file=True,
        ),
        Rule(
            "heading-twice",
            "The heading “%(heading)s” occurs twice (line %(other)s too): links lead to the first. "
            "Give each a name of its own if somebody must link to the second.",
            severity=NOTICE,
        ),
        Rule(
            "block-twice",
            "The block id “^%(block)s” occurs twice (line %(other)s too): links lead to the first. "
            "Change one of them.",
        ),
    ),
    *found_by(
        computed_findings,
        On.HANDBOOK,
        Rule(
            "skill-id-twice",
            "The skill id “%(id)s” is given twice: here and in %(other)s. Run “make ids”: the "
            "skill that the register names keeps it, the other gets a new number.",
        ),
        Rule(
            "skill-provisional",
            "%(count)s skill(s) of this note have no permanent id yet (the first: “%(title)s”): "
            "their ids are provisional. “make ids” gives them permanent ones.",
            severity=NOTICE,
        ),
        Rule(
            "domain-twice",
            "The domain “%(name)s” has two headings (line %(other)s too): their skills are put "
            "together. Move the lists under one heading.",
        ),
        Rule(
            "role-empty",
            "This note is tagged as a role but names no skill. List one skill a line: “- [[note of "
            "skills#^cur-06]] [level:: 2]”, or “- CUR-06 [level:: 2]”.",
            severity=NOTICE,
        ),
        Rule(
            "role-skill-unknown",
            "No skill has the id %(id)s: the line is left out of the role. Correct the id.",
        ),
        Rule(
            "role-skill-retired",
            "The skill %(id)s (“%(title)s”) is in no note any more: the line is left out of the "
            "role. %(hint)s",
        ),
        Rule(
            "role-skill-ambiguous",
            "Two skills have the id %(id)s: the line is left out of the role. Mend the ids first, "
            "or link to the skill: [[note#^block]].",
        ),
        Rule(
            "role-skill-twice",
            "The role names %(id)s twice (line %(other)s too): level %(level)s, the higher, "
            "counts. Delete one of the two lines.",
        ),
        Rule(
            "need-id",
            "“%(id)s” cannot be an id. Write letters from A to Z, digits and hyphens, as in "
            "ROLE-MED.",
        ),
        Rule(
            "need-id-twice",
            "The id %(id)s is taken already (%(other)s): another one, from the note's name, is "
            "used. Change one of the two.",
        ),
        Rule(
            "resource-titles",
            "The address %(url)s is called “%(other)s” elsewhere: that title is shown, not "
            "“%(title)s”. Write the same title.",
            severity=NOTICE,
        ),
        Rule(
            "resource-url",
            "“%(value)s” is no address that readers can be sent to. After “%(name)s:”, write one "
            "that starts with https://. %(hint)s",
        ),
        Rule(
            "resource-form",
            "“%(value)s” is no form of a resource. After “%(name)s:”, write one of: %(known)s. "
            "%(hint)s",
        ),
        Rule(
            "resource-date",
            "“%(value)s” cannot be read as a date. Write it as in “%(suggestion)s”.",
        ),
        Rule(
            "parent-missing",
            "The parent “%(parent)s” of this note does not exist: the note is placed as if it had "
            "none. %(hint)s",
        ),
        Rule(
            "parent-cycle",
            "“%(parent)s” is both above and below this note: the note is placed as if it had no "
            "parent. Correct the property parent of one of them.",
        ),
    ),
    *found_by(
        match_findings,
        On.HANDBOOK,
        Rule(
            "match-twice",
            "“%(match)s” and “%(other)s” are the same concept: data keep the first match. Delete "
            "one of the two lines.",
        ),
    ),
    *found_by(
        register_findings,
        On.HANDBOOK,
        Rule(
            "register-conflict",
            "Git has left a conflict here (<<<<<<<, =======, >>>>>>>): two branches have changed "
            "the register. Run “make ids”: it keeps the lines of both, and gives a number of its "
            "own to a skill that got another's.",
        ),
        Rule(
            "register-line",
            "This line of the register cannot be read: “%(text)s”. Write it as “CUR-06 = active : "
            "Title” or “CUR-09 = retired → CUR-12 : Title”.",
        ),
        Rule(
            "register-twice",
            "The number %(text)s stands twice in the register (line %(other)s too): two branches "
            "may have given it. Run “make ids”: one line stays, and if two skills carry the "
            "number, the second gets another.",
        ),
        Rule(
            "register-too-long",
            "The register has %(text)s bytes, more than the %(other)s that are read: no number is "
            "given, lest one be given twice. Take out what is no line of the register, or have the "
            "maintainers raise vademecum_note_limit in conf.py.",
        ),
        Rule(
            "register-second",
            "The vault has a second register, “%(text)s”: no number is given, lest one that stands "
            "there be given again. Put its lines into %(other)s and delete it.",
        ),
        Rule(
            "register-successor",
            "The register says that %(id)s is replaced by %(successor)s, which does not exist. "
            "Correct the number after the arrow.",
        ),
        Rule(
            "skill-gone",
            "%(id)s (“%(title)s”) is in no note any more: its page says that it is retired, and "
            "“make ids” will write so here. If that was not meant, put the mark ^%(block)s back.",
        ),
        Rule(
            "skill-retired",
            "The number %(id)s is retired (line %(line)s of the register): no number is given "
            "twice. Delete the mark ^%(block)s and run “make ids”; if the old skill is back, write "
            "“active” in the register.",
        ),
        Rule(
            "skill-unregistered",
            "%(count)s number(s) of this note are not in the register yet (the first: %(id)s). Run "
            "“make ids”.",
            severity=NOTICE,
        ),
        Rule(
            "skills-lost",
            "%(count)s numbers of the register are in no note any more (%(ids)s…): a note of "
            "skills has been deleted, emptied or broken.%(note)s Put it back (git checkout), or, "
            "if all these skills are to be retired, run “make ids”.",
            fill=_with_note,
        ),
    ),
)
