"""All that the handbook has to tell an author: one code each, worded once, always located.

English here, French in ``locale/fr``. Each message says what is the matter and what to write
instead. ``suppress_warnings`` and ``-W`` work on ``vademecum.<code>``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from types import MappingProxyType

from sphinx.environment import BuildEnvironment
from sphinx.locale import get_translation
from sphinx.util import logging

from vademecum.core.records import Finding
from vademecum.lessons import ADVICE, REGISTER

CATALOG = "vademecum"
LOCALE = Path(__file__).parent / "locale"
_NOTED = "vademecum_findings"
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

_ = get_translation(CATALOG)
logger = logging.getLogger(__name__)


class Severity(Enum):
    """``ERROR``: an author must mend it. ``NOTICE``: worth knowing. ``OFF``: never told."""

    ERROR = "error"
    NOTICE = "notice"
    OFF = "off"


class Code(Enum):
    """What can be the matter; the value is the subtype of the warning."""

    CONFIG = "config"
    VAULT_EMPTY = "vault-empty"
    HOME_MISSING = "home-missing"
    OUTSIDE_VAULT = "outside-vault"
    NOTE_ENCODING = "note-encoding"
    NOTE_CONTROLS = "note-controls"
    NOTE_TOO_LONG = "note-too-long"
    NAMES_ALIKE = "names-alike"
    NOTE_FAILED = "note-failed"
    FRONT_MATTER = "front-matter"
    COMMENT_OPEN = "comment-open"
    LINK_MALFORMED = "link-malformed"
    LINK_GHOST = "link-ghost"
    LINK_NOTE = "link-note"
    LINK_FILE = "link-file"
    LINK_HEADING = "link-heading"
    LINK_BLOCK = "link-block"
    LINK_AMBIGUOUS = "link-ambiguous"
    LINK_ALIAS = "link-alias"
    LINK_ALIAS_SHARED = "link-alias-shared"
    LINK_SCHEME = "link-scheme"
    EMBED_CYCLE = "embed-cycle"
    EMBED_DEEP = "embed-deep"
    EMBED_TOO_MUCH = "embed-too-much"
    FILE_REFUSED = "file-refused"
    IMAGE_ELSEWHERE = "image-elsewhere"
    HTML_REFUSED = "html-refused"
    DIRECTIVE_REFUSED = "directive-refused"
    ROLE_REFUSED = "role-refused"
    FILTER_REFUSED = "filter-refused"
    HEADING_TWICE = "heading-twice"
    BLOCK_TWICE = "block-twice"
    SKILL_ID_TWICE = "skill-id-twice"
    SKILL_PROVISIONAL = "skill-provisional"
    SKILL_FIELD = "skill-field"
    SKILLS_NO_DOMAIN = "skills-no-domain"
    SKILLS_NO_LIST = "skills-no-list"
    DOMAIN_TWICE = "domain-twice"
    PARENT_MISSING = "parent-missing"
    PARENT_CYCLE = "parent-cycle"
    REGISTER_CONFLICT = "register-conflict"
    REGISTER_LINE = "register-line"
    REGISTER_TWICE = "register-twice"
    REGISTER_SUCCESSOR = "register-successor"
    SKILL_GONE = "skill-gone"
    SKILL_RETIRED = "skill-retired"
    SKILL_UNREGISTERED = "skill-unregistered"
    IMAGE_NO_ALT = "image-no-alt"
    LINK_NOT_HTTPS = "link-not-https"
    FILE_UNUSED = "file-unused"
    TAG_UNKNOWN = "tag-unknown"
    PROPERTY_UNKNOWN = "property-unknown"
    SKILL_NO_DESCRIPTION = "skill-no-description"
    SKILL_NO_RESOURCE = "skill-no-resource"
    DOMAIN_EMPTY = "domain-empty"
    RESOURCE_UNCITED = "resource-uncited"
    NOTE_ORPHAN = "note-orphan"
    NAME_WINDOWS = "name-windows"
    NAME_DECOMPOSED = "name-decomposed"
    NOTE_LONG = "note-long"


NOTICES = frozenset(
    {
        Code.HOME_MISSING,
        Code.LINK_GHOST,
        Code.LINK_ALIAS,
        Code.IMAGE_ELSEWHERE,
        Code.HTML_REFUSED,
        Code.HEADING_TWICE,
        Code.SKILL_PROVISIONAL,
        Code.SKILL_GONE,
        Code.SKILL_UNREGISTERED,
        *map(Code, ADVICE),
    }
)


def _later(text: str) -> str:
    """Mark a text for the catalogue; it is translated when it is said."""
    return text


_TEXTS = {
    Code.CONFIG: _later("conf.py: %(name)s must be %(wanted)s; its default is used."),
    Code.VAULT_EMPTY: _later(
        "The vault %(folder)s holds no note. Add a Markdown file (.md), "
        "or check the path given after VAULT=."
    ),
    Code.HOME_MISSING: _later(
        "There is no index.md at the root of the vault: a home page has been made. "
        "Write index.md to choose its words."
    ),
    Code.OUTSIDE_VAULT: _later(
        "“%(file)s” is a link that leads out of the vault: it is left out. "
        "Put a copy of the file into the vault."
    ),
    Code.NOTE_ENCODING: _later(
        "This note is not written in UTF-8: it was read as far as possible. Save it again in UTF-8."
    ),
    Code.NOTE_CONTROLS: _later(
        "This note holds characters that cannot be shown (a NUL, for instance): each is "
        "replaced by �. Delete them, or save the note again as plain text."
    ),
    Code.NOTE_TOO_LONG: _later(
        "This note has %(size)s bytes, more than %(limit)s: it is shown as plain text, "
        "without links. Split it into several notes."
    ),
    Code.NOTE_FAILED: _later(
        "This note could not be laid out (%(cause)s): its source is shown instead. "
        "Please tell the maintainers; meanwhile, simplify the note step by step."
    ),
    Code.NAMES_ALIKE: _later(
        "“%(name)s” and “%(other)s” differ only by capitals or by how accents are coded: "
        "some computers take them for one file. Rename one of them."
    ),
    Code.FRONT_MATTER: _later(
        "The properties at the top of this note cannot all be read: %(cause)s (“%(detail)s”). "
        "The others are kept."
    ),
    Code.COMMENT_OPEN: _later(
        "A comment opened by %%%% is never closed: the text is published. "
        "Close it with a second %%%%, or delete the mark."
    ),
    Code.LINK_MALFORMED: _later(
        "“%(raw)s” is not a link. Write [[Name of the note]], on one line."
    ),
    Code.LINK_GHOST: _later("“%(target)s” is a note to write: no note has this name yet."),
    Code.LINK_NOTE: _later("No note is called “%(target)s”. Write “%(suggestion)s”."),
    Code.LINK_FILE: _later(
        "The file “%(target)s” is not in the vault. Add it, or correct its name."
    ),
    Code.LINK_HEADING: _later(
        "“%(note)s” has no heading “%(heading)s”: the link leads to the top of the page. %(hint)s"
    ),
    Code.LINK_BLOCK: _later(
        "“%(note)s” has no block “^%(block)s”: the link leads to the top of the page. %(hint)s"
    ),
    Code.LINK_AMBIGUOUS: _later(
        "“%(target)s” may mean several notes: “%(chosen)s” was chosen, not %(others)s. "
        "Write the path: %(suggestion)s."
    ),
    Code.LINK_ALIAS: _later(
        "“%(target)s” is an alias of “%(note)s”; Obsidian does not follow it. Write %(suggestion)s."
    ),
    Code.LINK_ALIAS_SHARED: _later(
        "“%(target)s” is an alias of several notes (%(others)s): the link leads to none of them. "
        "Write the name of the one that is meant."
    ),
    Code.LINK_SCHEME: _later(
        "The address “%(address)s” is not allowed here: the text is kept, the link is not. "
        "Use an address that starts with https://."
    ),
    Code.EMBED_CYCLE: _later(
        "“%(target)s” shows itself, directly or through another note: it is left out here. "
        "Replace the embed by a link, without the exclamation mark."
    ),
    Code.EMBED_DEEP: _later(
        "“%(target)s” is embedded more than %(depth)s levels deep: a link stands in its "
        "place. Embed it directly where it is needed."
    ),
    Code.EMBED_TOO_MUCH: _later(
        "The embeds of this note would fill more than %(limit)s blocks: a link stands in "
        "the place of “%(target)s”. Use links, without the exclamation mark."
    ),
    Code.FILE_REFUSED: _later(
        "The file “%(target)s” is not published (%(cause)s). "
        "Convert it into a picture, a PDF, a sound or a film."
    ),
    Code.IMAGE_ELSEWHERE: _later(
        "The image “%(address)s” is on another site: a link stands in its place, so that "
        "pages call nobody. Copy the image into the vault to show it."
    ),
    Code.HTML_REFUSED: _later("This HTML is not published: %(names)s. The text around it is kept."),
    Code.DIRECTIVE_REFUSED: _later(
        "The directive “%(name)s” does nothing in a note: it could read files, run code or is "
        "unknown. Delete it, or write the content as plain Markdown."
    ),
    Code.ROLE_REFUSED: _later(
        "The role “%(name)s” does nothing in a note: its text is shown as it is. "
        "Write plain Markdown."
    ),
    Code.FILTER_REFUSED: _later(
        "The filter “%(filter)s” is outside the portable grammar of sphinx-needs: it is not "
        'run. Compare fields with values, as in domain == "curation".'
    ),
    Code.HEADING_TWICE: _later(
        "The heading “%(heading)s” occurs twice (line %(other)s too): links lead to the "
        "first. Give each a name of its own if somebody must link to the second."
    ),
    Code.BLOCK_TWICE: _later(
        "The block id “^%(block)s” occurs twice (line %(other)s too): links lead to the "
        "first. Change one of them."
    ),
    Code.SKILL_ID_TWICE: _later(
        "The skill id “%(id)s” is given twice: here and in %(other)s. The first keeps it. "
        "Delete the mark ^%(block)s here; a new number will be given."
    ),
    Code.SKILL_PROVISIONAL: _later(
        "%(count)s skill(s) of this note have no permanent id yet (the first: “%(title)s”): "
        "their ids are provisional. “make ids” gives them permanent ones."
    ),
    Code.SKILL_FIELD: _later("The field “%(name)s” is unknown: it is shown as it is. %(hint)s"),
    Code.SKILLS_NO_DOMAIN: _later(
        "This note lists skills but has no heading of level 2 (## Domain): no skill can be "
        "read. Put each department's list under a heading such as “## Curation”."
    ),
    Code.SKILLS_NO_LIST: _later(
        "No list stands under any heading of this skills note: no skill can be read. "
        "Write one skill a line, each beginning with “- ”."
    ),
    Code.DOMAIN_TWICE: _later(
        "The domain “%(name)s” has two headings (line %(other)s too): their skills are put "
        "together. Move the lists under one heading."
    ),
    Code.PARENT_MISSING: _later(
        "The parent “%(parent)s” of this note does not exist: the note is placed as if it "
        "had none. %(hint)s"
    ),
    Code.PARENT_CYCLE: _later(
        "“%(parent)s” is both above and below this note: the note is placed as if it had no "
        "parent. Correct the property parent of one of them."
    ),
}


_TEXTS.update((Code(code), text) for code, text in (REGISTER | ADVICE).items())

_CAUSES = {
    "broken": _later("this is no YAML; write one “name: value” a line"),
    "colon": _later("a colon inside a value; put the value between quotation marks"),
    "unclosed-quote": _later("a quotation mark is not closed"),
    "unclosed-bracket": _later("a bracket is not closed"),
    "special-start": _later(
        "a value begins with a sign that means something in YAML; put it between quotation marks"
    ),
    "not-keys": _later("these lines are no “name: value”"),
    "tab": _later("a tab stands before the text; use blanks"),
    "duplicate-key": _later("this name stands twice; delete one of the lines"),
    "unclosed-fence": _later("the closing line “---” is missing"),
    "control-character": _later("characters that cannot be shown; delete them"),
    "too-much": _later("far too many values; keep the properties short"),
}


def severity(code: Code, chosen: Mapping[str, str] = MappingProxyType({})) -> Severity:
    """Return how much a code matters: as ``conf.py`` has chosen, else as it does by itself."""
    if code.value in chosen:
        return Severity(chosen[code.value])
    return Severity.NOTICE if code in NOTICES else Severity.ERROR


def words(finding: Finding) -> str:
    """Return the sentence of a finding in the reader's language; a hint becomes one too."""
    args = {name: _one_line(value) for name, value in finding.args}
    if "hint" in args:
        args["hint"] = _("Write “%(hint)s”.") % args if args["hint"] else ""
    if finding.code == Code.FRONT_MATTER.value:
        args["cause"] = _(_CAUSES[args["kind"]])
    return (_(_TEXTS[Code(finding.code)]) % args).strip()


def _one_line(text: str) -> str:
    """Return what a note or a file name says without line breaks and signs to the terminal."""
    return _CONTROL.sub(" ", text)


def tell(code: Code, location: tuple[str, int] | str | None, **args: object) -> None:
    """Warn at once, for what is found outside any note (``location``: a place or None)."""
    text = _(_TEXTS[code]) % {name: str(value) for name, value in args.items()}
    logger.warning(text, location=location, type=CATALOG, subtype=code.value)


def note(env: BuildEnvironment, code: Code, line: int, **args: object) -> None:
    """Remember a finding about the note that is being read, to be told with all others."""
    if _NOTED not in env.temp_data:
        env.temp_data[_NOTED] = []
    env.temp_data[_NOTED].append((code.value, line, tuple((k, str(v)) for k, v in args.items())))


def noted(env: BuildEnvironment, path: str) -> tuple[Finding, ...]:
    """Return what ``note`` remembered while the note ``path`` was read, in the order of lines."""
    found = (
        Finding(code, path, line, args) for code, line, args in env.temp_data.get(_NOTED) or ()
    )
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: finding.line))


def report(
    finding: Finding, docname: str | None, chosen: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Warn of a finding of severity ``ERROR`` where it stands, or say a notice quietly."""
    place = f"{_one_line(finding.path)}:{finding.line}" if finding.path else None
    location = (docname, finding.line) if docname is not None else place
    code = Code(finding.code)
    level = severity(code, chosen)
    if level is Severity.ERROR:
        logger.warning(words(finding), location=location, type=CATALOG, subtype=code.value)
    elif level is Severity.NOTICE:
        logger.verbose("%s:%s: %s", finding.path, finding.line, words(finding))
