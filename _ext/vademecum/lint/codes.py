"""The code of each finding, and its severity.

``suppress_warnings`` and ``-W`` work on ``vademecum.<code>``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from vademecum.lint.skill_texts import ADVICE
from vademecum.vault.records import Finding


class Severity(Enum):
    """``ERROR``: an author must mend it. ``NOTICE``: worth knowing. ``OFF``: not reported."""

    ERROR = "error"
    NOTICE = "notice"
    OFF = "off"


class Code(Enum):
    """A kind of finding; the value is the subtype of the warning."""

    CONFIG = "config"
    RULE_FAILED = "rule-failed"
    VAULT_FILE_BROKEN = "vault-file-broken"
    VAULT_FILE_KEY = "vault-file-key"
    VAULT_FILE_RESERVED = "vault-file-reserved"
    VAULT_FILE_VALUE = "vault-file-value"
    SETTING_REMOVED = "setting-removed"
    VAULT_EMPTY = "vault-empty"
    HOME_MISSING = "home-missing"
    OUTSIDE_VAULT = "outside-vault"
    NAME_ENCODING = "name-encoding"
    NOT_READABLE = "not-readable"
    PATH_LONG = "path-long"
    NOTE_ENCODING = "note-encoding"
    NOTE_CONTROLS = "note-controls"
    NOTE_TOO_LONG = "note-too-long"
    NOTE_TOO_MANY = "note-too-many"
    NAMES_ALIKE = "names-alike"
    NOTE_FAILED = "note-failed"
    FRONT_MATTER = "front-matter"
    COMMENT_OPEN = "comment-open"
    DIAGRAM_BROKEN = "diagram-broken"
    EXTRA_MISSING = "extra-missing"
    DIAGRAM_NOT_DRAWN = "diagram-not-drawn"
    MATH_NOT_DRAWN = "math-not-drawn"
    QUERY_UNANSWERED = "query-unanswered"
    FIELD_UNDECLARED = "field-undeclared"
    DRAWING_NO_PICTURE = "drawing-no-picture"
    MAP_LINKED = "map-linked"
    CANVAS_BROKEN = "canvas-broken"
    CANVAS_TOO_MUCH = "canvas-too-much"
    BASE_BROKEN = "base-broken"
    BASE_PARTLY = "base-partly"
    LINK_MALFORMED = "link-malformed"
    LINK_GHOST = "link-ghost"
    LINK_NOTE = "link-note"
    LINK_FILE = "link-file"
    LINK_UNPUBLISHED = "link-unpublished"
    LINK_HEADING = "link-heading"
    LINK_BLOCK = "link-block"
    LINK_AMBIGUOUS = "link-ambiguous"
    LINK_ALIAS = "link-alias"
    LINK_ALIAS_SHARED = "link-alias-shared"
    LINK_NO_SCHEME = "link-no-scheme"
    ADDRESS_DEAD = "address-dead"
    ADDRESS_MOVED = "address-moved"
    ADDRESS_SILENT = "address-silent"
    ADDRESS_CERTIFICATE = "address-certificate"
    ADDRESS_PRIVATE = "address-private"
    LINK_SCHEME = "link-scheme"
    HANDBOOK_NAME = "handbook-name"
    HANDBOOK_MISSING = "handbook-missing"
    HANDBOOK_OLD = "handbook-old"
    EMBED_CYCLE = "embed-cycle"
    EMBED_DEEP = "embed-deep"
    EMBED_TOO_MUCH = "embed-too-much"
    FILE_REFUSED = "file-refused"
    IMAGE_ELSEWHERE = "image-elsewhere"
    HTML_REFUSED = "html-refused"
    DIRECTIVE_REFUSED = "directive-refused"
    OPTION_TOO_GREAT = "option-too-great"
    ROLE_REFUSED = "role-refused"
    FILTER_REFUSED = "filter-refused"
    VIEWS_MANY = "views-many"
    TAGS_MANY = "tags-many"
    HEADING_TWICE = "heading-twice"
    BLOCK_TWICE = "block-twice"
    SKILL_ID_TWICE = "skill-id-twice"
    SKILL_PROVISIONAL = "skill-provisional"
    SKILL_FIELD = "skill-field"
    LEVEL_ALONE = "level-alone"
    LEVEL_UNKNOWN = "level-unknown"
    FIELD_FORM = "field-form"
    FIELD_EMPTY = "field-empty"
    FIELD_TWICE = "field-twice"
    FIELD_VALUE = "field-value"
    MATCH_FORM = "match-form"
    MATCH_TWICE = "match-twice"
    ROLE_EMPTY = "role-empty"
    ROLE_SKILL_UNKNOWN = "role-skill-unknown"
    ROLE_SKILL_RETIRED = "role-skill-retired"
    ROLE_SKILL_AMBIGUOUS = "role-skill-ambiguous"
    ROLE_SKILL_TWICE = "role-skill-twice"
    NEED_ID = "need-id"
    NEED_ID_TWICE = "need-id-twice"
    RESOURCE_TITLES = "resource-titles"
    RESOURCE_URL = "resource-url"
    RESOURCE_FORM = "resource-form"
    RESOURCE_DATE = "resource-date"
    RESOURCE_UNVERIFIED = "resource-unverified"
    SKILLS_NO_DOMAIN = "skills-no-domain"
    SKILLS_NO_LIST = "skills-no-list"
    DOMAIN_TWICE = "domain-twice"
    PARENT_MISSING = "parent-missing"
    PARENT_CYCLE = "parent-cycle"
    REGISTER_CONFLICT = "register-conflict"
    REGISTER_LINE = "register-line"
    REGISTER_TWICE = "register-twice"
    REGISTER_TOO_LONG = "register-too-long"
    REGISTER_SECOND = "register-second"
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
    TITLE_TWICE = "title-twice"
    NOTE_COPY = "note-copy"
    NOTE_EMPTY = "note-empty"
    HEADING_FORM = "heading-form"
    LIST_FORM = "list-form"
    FIELD_INDENT = "field-indent"
    MARK_FORM = "mark-form"
    MARK_NUMBER = "mark-number"
    DOMAIN_NEAR = "domain-near"
    SKILLS_LOST = "skills-lost"
    REFERENCE_EMPTY = "reference-empty"
    REFERENCE_WORD = "reference-word"
    FENCE_OPEN = "fence-open"
    HTML_OPEN = "html-open"
    MERGE_CONFLICT = "merge-conflict"
    PROPERTY_DATE = "property-date"
    PROPERTY_VALUE = "property-value"
    CALLOUT_FORM = "callout-form"
    FOOTNOTE_MISSING = "footnote-missing"
    LINK_DRIVE = "link-drive"
    LINK_EMPTY = "link-empty"
    LINK_FORM = "link-form"
    LINK_IN_TABLE = "link-in-table"
    TABLE_FORM = "table-form"
    LINK_RENAMED = "link-renamed"
    LINK_RETIRED = "link-retired"
    CALLOUT_KIND = "callout-kind"
    ADDRESS_FORM = "address-form"
    FOOTNOTE_TWICE = "footnote-twice"
    FENCE_FORM = "fence-form"
    HEADING_UNDERLINED = "heading-underlined"
    EMPHASIS_OPEN = "emphasis-open"
    TEMPLATE_LEFT = "template-left"
    TABLE_PASTED = "table-pasted"
    TABLE_CELLS = "table-cells"
    MARK_TWICE = "mark-twice"
    MARK_PLACE = "mark-place"
    ITEM_BELOW = "item-below"
    DOMAIN_LEVEL = "domain-level"
    REFERENCE_BARE = "reference-bare"
    ROLE_SKILL_FORM = "role-skill-form"
    ROLE_SKILL_MISSING = "role-skill-missing"
    NAME_LINK = "name-link"
    NAME_ACCENTS = "name-accents"
    NOTE_SUFFIX = "note-suffix"
    FILE_BIG = "file-big"
    SKILL_TITLE_TWICE = "skill-title-twice"
    ADDRESS_TRACKED = "address-tracked"
    NOTATION_FOREIGN = "notation-foreign"
    CODE_INDENTED = "code-indented"
    HEADING_BOLD = "heading-bold"
    HEADING_EMPTY = "heading-empty"


NOTICES = frozenset(
    {
        Code.HOME_MISSING,
        Code.EXTRA_MISSING,
        Code.LINK_GHOST,
        Code.ADDRESS_MOVED,
        Code.ADDRESS_SILENT,
        Code.LINK_UNPUBLISHED,
        Code.LINK_ALIAS,
        Code.IMAGE_ELSEWHERE,
        Code.HTML_REFUSED,
        Code.HEADING_TWICE,
        Code.QUERY_UNANSWERED,
        Code.FIELD_UNDECLARED,
        Code.DRAWING_NO_PICTURE,
        Code.BASE_PARTLY,
        Code.MAP_LINKED,
        Code.HANDBOOK_OLD,
        Code.SKILL_PROVISIONAL,
        Code.CALLOUT_KIND,
        Code.HEADING_UNDERLINED,
        Code.EMPHASIS_OPEN,
        Code.ADDRESS_TRACKED,
        Code.NOTATION_FOREIGN,
        Code.CODE_INDENTED,
        Code.HEADING_BOLD,
        Code.HEADING_EMPTY,
        Code.REFERENCE_BARE,
        Code.SKILL_UNREGISTERED,
        Code.FIELD_FORM,
        Code.ROLE_EMPTY,
        Code.RESOURCE_TITLES,
        *map(Code, ADVICE),
    }
)


def severity(code: Code, chosen: Mapping[str, str] = MappingProxyType({})) -> Severity:
    """Return the severity of a code: as the settings choose, else its own."""
    if code.value in chosen:
        return Severity(chosen[code.value])
    return Severity.NOTICE if code in NOTICES else Severity.ERROR


@dataclass(frozen=True, slots=True)
class RuleFinding(Finding):
    """What a rule of another extension has found: it brings its words and its severity."""

    message: str = ""
    level: str = Severity.ERROR.value


def severity_of(finding: Finding, chosen: Mapping[str, str] = MappingProxyType({})) -> Severity:
    """Return the severity of a finding, whoever found it."""
    if isinstance(finding, RuleFinding):
        return Severity(finding.level)
    return severity(Code(finding.code), chosen)
