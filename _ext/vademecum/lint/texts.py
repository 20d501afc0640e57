"""The text of each finding: what is wrong, and what to write instead."""

from __future__ import annotations

import re
from collections import defaultdict

from vademecum.i18n import _, later
from vademecum.lint.codes import Code, RuleFinding
from vademecum.lint.link_texts import LINKS, OBSIDIAN
from vademecum.lint.skill_texts import ADVICE, NOTATION, REGISTER
from vademecum.lint.slip_texts import SLIPS
from vademecum.vault.records import Finding

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

_UNSEEN = re.compile("[\u00ad\u200b\u200c\u2060\ufeff]")

TEXTS = {
    Code.CONFIG: later("conf.py: %(name)s must be %(wanted)s; its default is used."),
    Code.RULE_FAILED: later(
        "The rule %(rule)s of the check has failed (%(cause)s): what it looks for is not told. "
        "Tell those who wrote it."
    ),
    Code.VAULT_FILE_BROKEN: later(
        "vademecum.toml cannot be read (%(detail)s): all of it is ignored. Correct this line; "
        "a text stands between quotation marks."
    ),
    Code.VAULT_FILE_KEY: later(
        "vademecum.toml has no key “%(key)s”: it is ignored. Delete it. %(hint)s"
    ),
    Code.VAULT_FILE_RESERVED: later(
        "“%(key)s” is set by the maintainers in conf.py: it is ignored here. Delete it."
    ),
    Code.VAULT_FILE_VALUE: later("“%(key)s” must be %(wanted)s. It is ignored as it stands."),
    Code.SETTING_REMOVED: later(
        "The setting “%(key)s” is gone; in its place: %(instead)s. Delete it."
    ),
    Code.VAULT_EMPTY: later(
        "The vault %(folder)s holds no note. Add a Markdown file (.md), "
        "or check the path given after VAULT=."
    ),
    Code.HOME_MISSING: later(
        "There is no index.md at the root of the vault: a home page has been made. "
        "Write index.md to choose its words."
    ),
    Code.OUTSIDE_VAULT: later(
        "“%(file)s” is a link that leads out of the vault, or to what is not published: it is "
        "left out. "
        "Put a copy of the file into the vault."
    ),
    Code.NAME_ENCODING: later(
        "The name “%(file)s” is not written in UTF-8: this file or folder is left out. Rename it."
    ),
    Code.NOT_READABLE: later(
        "The system does not let “%(file)s” be read: this file or folder is left out. Give "
        "yourself the right to read it."
    ),
    Code.OPTION_TOO_GREAT: later(
        "“%(name)s” asks for more than a page can hold: the block is left out. "
        "Write a smaller number."
    ),
    Code.PATH_LONG: later(
        "The path of this note has %(length)s characters: its address is shortened, and other "
        "computers may not open it. Put it into fewer folders."
    ),
    Code.NOTE_ENCODING: later(
        "This note is not written in UTF-8: it was read as far as possible. Save it again in UTF-8."
    ),
    Code.NOTE_CONTROLS: later(
        "This note holds characters that cannot be shown (a NUL, for instance): each is "
        "replaced by �. Delete them, or save the note again as plain text."
    ),
    Code.NOTE_TOO_LONG: later(
        "This note has %(size)s bytes, more than %(limit)s: it is shown as plain text, "
        "without links. Split it into several notes."
    ),
    Code.NOTE_TOO_MANY: later(
        "This note has too many parts to be laid out (more than some %(limit)s lines, items, cells "
        "or links): it is shown as plain text, without links. Split it into several notes."
    ),
    Code.NOTE_FAILED: later(
        "This note could not be laid out (%(cause)s): its source is shown instead. "
        "Please tell the maintainers; meanwhile, simplify the note step by step."
    ),
    Code.NAMES_ALIKE: later(
        "“%(name)s” and “%(other)s” differ only by capitals or by how accents are coded: "
        "some computers take them for one file. Rename one of them."
    ),
    Code.FRONT_MATTER: later(
        "The properties at the top of this note cannot all be read: %(cause)s (“%(detail)s”). "
        "The others are kept."
    ),
    Code.COMMENT_OPEN: later(
        "A comment opened by %%%% is never closed: the text is published. "
        "Close it with a second %%%%, or delete the mark."
    ),
    Code.HTML_REFUSED: later("This HTML is not published: %(names)s. The text around it is kept."),
    Code.DIRECTIVE_REFUSED: later(
        "The directive “%(name)s” does nothing in a note: it could read files, run code or is "
        "unknown. Delete it, or write the content as plain Markdown."
    ),
    Code.ROLE_REFUSED: later(
        "The role “%(name)s” does nothing in a note: its text is shown as it is. "
        "Write plain Markdown."
    ),
    Code.FILTER_REFUSED: later(
        "The filter “%(filter)s” is outside the portable grammar of sphinx-needs: it is not "
        'run. Compare fields with values, as in domain == "curation".'
    ),
    Code.VIEWS_MANY: later(
        "This note asks for more than %(limit)s views of the skills: this one and those below are "
        "left out. Spread them over several notes."
    ),
    Code.TAGS_MANY: later(
        "This note bears %(count)s tags: those after the first %(limit)s get no page. Delete the "
        "tags that nobody will follow, or spread them over several notes."
    ),
    Code.HEADING_TWICE: later(
        "The heading “%(heading)s” occurs twice (line %(other)s too): links lead to the "
        "first. Give each a name of its own if somebody must link to the second."
    ),
    Code.BLOCK_TWICE: later(
        "The block id “^%(block)s” occurs twice (line %(other)s too): links lead to the "
        "first. Change one of them."
    ),
    Code.SKILL_ID_TWICE: later(
        "The skill id “%(id)s” is given twice: here and in %(other)s. Run “make ids”: the skill "
        "that the register names keeps it, the other gets a new number."
    ),
    Code.SKILL_PROVISIONAL: later(
        "%(count)s skill(s) of this note have no permanent id yet (the first: “%(title)s”): "
        "their ids are provisional. “make ids” gives them permanent ones."
    ),
    Code.SKILL_FIELD: later("The field “%(name)s” is unknown: it is shown as it is. %(hint)s"),
    Code.SKILLS_NO_DOMAIN: later(
        "This note lists skills but has no heading of level 2 (## Domain): no skill can be "
        "read. Put each department's list under a heading such as “## Curation”."
    ),
    Code.SKILLS_NO_LIST: later(
        "No list stands under any heading of this skills note: no skill can be read. "
        "Write one skill a line, each beginning with “- ”."
    ),
    Code.DOMAIN_TWICE: later(
        "The domain “%(name)s” has two headings (line %(other)s too): their skills are put "
        "together. Move the lists under one heading."
    ),
    Code.PARENT_MISSING: later(
        "The parent “%(parent)s” of this note does not exist: the note is placed as if it "
        "had none. %(hint)s"
    ),
    Code.PARENT_CYCLE: later(
        "“%(parent)s” is both above and below this note: the note is placed as if it had no "
        "parent. Correct the property parent of one of them."
    ),
}

TEXTS.update(LINKS)
TEXTS.update(
    (Code(code), text) for code, text in (REGISTER | NOTATION | OBSIDIAN | SLIPS | ADVICE).items()
)

_CAUSES = {
    "broken": later("this is no YAML; write one “name: value” a line"),
    "colon": later("a colon inside a value; put the value between quotation marks"),
    "unclosed-quote": later("a quotation mark is not closed"),
    "unclosed-bracket": later("a bracket is not closed"),
    "special-start": later(
        "a value begins with a sign that means something in YAML; put it between quotation marks"
    ),
    "not-keys": later("these lines are no “name: value”"),
    "tab": later("a tab stands before the text; use blanks"),
    "duplicate-key": later("this name stands twice; delete one of the lines"),
    "late-fence": later("they begin below the first line; delete the blank lines above “---”"),
    "long-fence": later("the first line is not exactly “---”; write three dashes and no blank"),
    "odd-fence": later("they stand between other signs; write “---”, above and below them"),
    "misplaced": later("they stand below other lines; move them, with both “---”, to the top"),
    "no-fence": later("the line “---” above them is missing; write it as the first line"),
    "unclosed-fence": later("the closing line “---” is missing"),
    "control-character": later("characters that cannot be shown; delete them"),
    "too-much": later("far too many values; keep the properties short"),
}


def words(finding: Finding) -> str:
    """Return the sentence of a finding in the reader's language; a hint becomes one too."""
    args = defaultdict(str, {name: plain_line(value) for name, value in finding.args})
    if isinstance(finding, RuleFinding):
        return (finding.message % args).strip()
    if finding.code == Code.LINK_AMBIGUOUS.value:
        args["others"] = _listed(dict(finding.args)["others"])
    if "hint" in args:
        args["hint"] = _("Write “%(hint)s”.") % args if args["hint"] else ""
    if finding.code == Code.SKILLS_LOST.value and args["note"]:
        args["note"] = " " + _("It was “%(note)s”.") % args
    if finding.code == Code.FRONT_MATTER.value:
        args["cause"] = _(_CAUSES[args["kind"]])
    return (_(TEXTS[Code(finding.code)]) % args).strip()


def _listed(names: str) -> str:
    """Return names, one a line, in quotation marks of the reader's language."""
    return ", ".join(_("“%(name)s”") % {"name": plain_line(name)} for name in names.split("\n"))


def plain_line(text: str) -> str:
    """Return what a note or a file name says without line breaks and signs to the terminal.

    Signs that nobody sees, by which a name differs from another, are shown as boxes.
    """
    return _UNSEEN.sub("□", _CONTROL.sub(" ", text))
