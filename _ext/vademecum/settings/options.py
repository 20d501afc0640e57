"""The options of ``conf.py``: default, check, scope and help of each, declared once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from typing import Any, Final

from sphinx.config import Config

from vademecum.findings import Severity
from vademecum.i18n import _, later
from vademecum.languages import words
from vademecum.settings import checks
from vademecum.settings.checks import Check, Problem, Wanted, WantedError
from vademecum.skills.notation import DomainSpec
from vademecum.vault.schema import (
    FIELDS,
    FRAMEWORKS,
    LANGUAGES,
    REFERENCE_WORDS,
    FieldSpec,
    FrameworkSpec,
    LevelSpec,
)

PREFIX: Final = "vademecum_"
REPORTS: Final = ("people", "github", "sarif")

REMOVED: Final = {
    "maps": later("the graph of links, with nothing to set"),
    "sharing": later("one picture for all pages, “social_picture”"),
    "offline": later("nothing: pages are read from the network, or from a copy of the folder"),
}
"""Names of settings of what an earlier version did, and what stands in its place now."""

READING: Final = "env"
"""Scope of what changes how a note is read: all notes are read again."""
PAGES: Final = "html"
"""Scope of what changes how pages look: all pages are written again."""
NEITHER: Final = ""
"""Scope of what changes neither."""


LEVELS: Final = (
    LevelSpec(
        1,
        later("Explore"),
        later(
            "Does the simple task with somebody's help or written steps, and says whom to ask "
            "when it gets harder."
        ),
    ),
    LevelSpec(
        2,
        later("Practise"),
        later(
            "Does the usual work alone from start to end, and checks the result before handing "
            "it over."
        ),
    ),
    LevelSpec(
        3,
        later("Adapt"),
        later(
            "Handles a new or difficult case, explains the choice and helps a colleague make "
            "theirs."
        ),
    ),
    LevelSpec(
        4,
        later("Pass on"),
        later(
            "Sets how the house does it, writes it down, trains others and revises it when it "
            "no longer fits."
        ),
    ),
)


def in_words(levels: tuple[LevelSpec, ...]) -> tuple[LevelSpec, ...]:
    """Return the levels of the project in the handbook's language; others as they are written."""
    if levels != LEVELS:
        return levels
    return tuple(LevelSpec(level.number, _(level.name), _(level.sentence)) for level in levels)


def _option(
    default: Any, check: Check, scope: str, description: str, *, of_vault: bool = False
) -> Any:
    """Declare an option; ``of_vault``: whether ``vademecum.toml`` may set it."""
    metadata = {
        "check": check,
        "scope": scope,
        "help": description,
        "default": default,
        "of_vault": of_vault,
    }
    return field(default_factory=lambda: check(default), metadata=metadata)


def _known_keys(value: object) -> frozenset[str]:
    """Check keys of ``vademecum.toml``; those are known when all options are declared."""
    return frozenset(checks.some_of(KEYS)(value))


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``conf.py`` and the vault may say, checked; a field is the option ``vademecum_<field>``.

    What is of the vault (``KEYS``) may stand in ``vademecum.toml`` as well.
    """

    vault: str = _option(
        "",
        checks.vault_folder,
        READING,
        "The folder of notes that are not trusted, treated as Obsidian would: “.” if all of the "
        "source folder is one vault; empty: all Markdown is the project's own.",
    )
    reserved_keys: frozenset[str] = _option(
        (),
        _known_keys,
        NEITHER,
        "Keys of vademecum.toml that the vault may not set.",
    )
    institution: str = _option(
        "",
        checks.text,
        PAGES,
        "Who publishes the handbook.",
        of_vault=True,
    )
    contact: str = _option(
        "",
        checks.contact,
        PAGES,
        "Where readers write to: an address of mail or of the web.",
        of_vault=True,
    )
    licence: str = _option(
        "", checks.text, PAGES, "Under which licence the handbook is.", of_vault=True
    )
    repository_url: str = _option(
        "", checks.address, PAGES, "Where the notes are kept: an address of the web.", of_vault=True
    )
    domains: tuple[DomainSpec, ...] = _option(
        (),
        checks.domains,
        PAGES,
        "The domains known by name: slug, code, name, aliases, colour.",
        of_vault=True,
    )
    skills_notes: frozenset[str] = _option(
        (),
        checks.text_set,
        READING,
        "Names or titles of the notes whose lists are skills.",
        of_vault=True,
    )
    skill_fields: tuple[FieldSpec, ...] = _option(
        FIELDS,
        checks.fields,
        READING,
        "The fields that a skill may have: key, names by language, values, multiple.",
        of_vault=True,
    )
    levels: tuple[LevelSpec, ...] = _option(
        LEVELS,
        checks.levels,
        READING,
        "The levels of a skill: name and sentence, lowest first.",
        of_vault=True,
    )
    frameworks: tuple[FrameworkSpec, ...] = _option(
        FRAMEWORKS,
        checks.frameworks,
        READING,
        "Frameworks that skills are matched with: key, name, pattern of an id, url, ids.",
        of_vault=True,
    )
    reference_words: tuple[str, ...] = _option(
        REFERENCE_WORDS,
        checks.reference_words,
        READING,
        "Words with which an item begins that gives references; those of our languages stay.",
        of_vault=True,
    )
    synonyms: tuple[tuple[str, ...], ...] = _option(
        (),
        checks.groups,
        PAGES,
        "Groups of words that mean the same when somebody searches.",
        of_vault=True,
    )
    excluded_folders: tuple[str, ...] = _option(
        (), checks.folders, READING, "Folders of the vault whose notes are left out.", of_vault=True
    )
    social_picture: str = _option(
        "",
        checks.file,
        PAGES,
        "The picture that other sites show of a page that somebody shares: its path in the vault "
        "(png, jpg or webp; 1200 by 630 pixels suit most). It needs the address of the site.",
        of_vault=True,
    )
    link_schemes: frozenset[str] = _option(
        ("http", "https", "mailto", "obsidian", "tel"),
        checks.text_set,
        READING,
        "Schemes that a link may lead to.",
    )
    frame_hosts: frozenset[str] = _option(
        (),
        checks.hosts,
        READING,
        "Hosts whose films a reader may load in the page, by a button; all others stay links.",
    )
    directives: frozenset[str] = _option(
        (),
        checks.text_set,
        READING,
        "Directives allowed in notes beside those known to be harmless.",
    )
    title_property: str = _option(
        "",
        checks.text,
        READING,
        "Property that gives a page its title before the first H1 does.",
    )
    edit_url: str = _option(
        "",
        checks.text,
        PAGES,
        "Where a note is edited: an address in which {path} stands for the note. Empty: as the "
        "repository’s address and git say.",
    )
    show_authors: bool = _option(
        False,
        checks.flag,
        PAGES,
        "Whether a note's page names who changed it last, as git has it.",
    )
    note_limit: int = _option(
        1_000_000, checks.count, READING, "Bytes beyond which a note is shown as plain text."
    )
    code_limit: int = _option(
        20_000, checks.count, READING, "Characters beyond which a block of code is not coloured."
    )
    file_limit: int = _option(
        50_000_000, checks.count, READING, "Bytes beyond which an attachment is not published."
    )
    picture_pixels: int = _option(
        60_000_000, checks.count, READING, "Pixels beyond which a picture is not published."
    )
    note_seconds: int = _option(
        8,
        checks.count,
        NEITHER,
        "Seconds of the processor beyond which a note being read or written is shown as its "
        "source.",
    )
    note_megabytes: int = _option(
        1000,
        checks.count,
        NEITHER,
        "Megabytes of memory beyond which a note being read or written is shown as its source.",
    )
    handbooks: dict[str, str] = _option(  # noqa: RUF009  it gives a field
        {},
        checks.handbooks,
        NEITHER,
        "Other handbooks that notes may cite, as in [[key:Note]]: a key and the address of each.",
    )
    handbooks_loopback: bool = _option(
        False, checks.flag, NEITHER, "Whether refresh may ask this computer, as tests do."
    )
    severity: dict[str, str] = _option(  # noqa: RUF009  it gives a field
        {},
        checks.table_of([level.value for level in Severity], Wanted.SEVERITIES),
        NEITHER,
        "How much each code of the check matters: error, notice or off.",
    )
    report: str = _option(
        "people",
        checks.one_of(REPORTS, Wanted.REPORT),
        NEITHER,
        "How the check speaks: people, github or sarif.",
    )
    guide_url: str = _option(
        "",
        checks.text,
        NEITHER,
        "Where a code of the check is explained: an address with {code} in it.",
    )
    shown_properties: frozenset[str] = _option(
        words("other_properties", "shown"),
        checks.text_set,
        PAGES,
        "Properties that readers see at the head of a note.",
    )
    long_note: int = _option(
        4000, checks.count, NEITHER, "Words beyond which the check calls a note long."
    )
    links_private: bool = _option(
        False,
        checks.flag,
        NEITHER,
        "Whether `links` may ask addresses that are not public: for a network of one's own.",
    )
    links_fresh_days: int = _option(
        7, checks.count, NEITHER, "Days for which an address that answered well is not asked again."
    )
    links_pause: int = _option(
        1000, checks.count, NEITHER, "Milliseconds between two questions to one site."
    )
    tags: frozenset[str] = _option((), checks.text_set, NEITHER, "Tags that the check knows.")
    properties: frozenset[str] = _option(
        (), checks.text_set, NEITHER, "Properties of notes that the check knows."
    )

    @classmethod
    def of(cls, config: Config) -> Settings:
        """Return the settings of a build, read once; a bad value is the default."""
        return ParsedSettings.of(config).settings


@dataclass(frozen=True, slots=True)
class ParsedSettings:
    """The settings of a build, and the options that could not be read."""

    settings: Settings
    problems: tuple[Problem, ...]

    @classmethod
    def of(cls, config: Config) -> ParsedSettings:
        """Return what a configuration says; parsed at the first call and kept with it."""
        parsed = config.__dict__.get("_vademecum_settings")
        if not isinstance(parsed, cls):
            parsed = config.__dict__["_vademecum_settings"] = _parsed(config)
        return parsed

    @staticmethod
    def forget(config: Config) -> None:
        """Have the settings read again: an option has been set meanwhile."""
        config.__dict__.pop("_vademecum_settings", None)


def options() -> tuple[Field[Any], ...]:
    """Return the declaration of each option, in order."""
    return fields(Settings)


@dataclass(frozen=True, slots=True)
class SphinxKey:
    """A key of the vault that is a setting of Sphinx, under one name or several."""

    names: tuple[str, ...]
    check: Check
    help: str


OF_SPHINX: Final = {
    "title": SphinxKey(
        ("project",), checks.text, "The title of the handbook; without it, that of the home note."
    ),
    "language": SphinxKey(
        ("language",),
        checks.language,
        "The language of pages and messages: " + ", ".join(f"`{code}`" for code in LANGUAGES) + ".",
    ),
    "author": SphinxKey(("author", "copyright"), checks.text, "Who wrote the handbook."),
    "site_url": SphinxKey(
        ("html_baseurl",), checks.address, "Where the site stands: an address of the web."
    ),
}
"""They hold where the project is the vault."""

KEYS: Final[Mapping[str, Check]] = {
    **{key: said.check for key, said in OF_SPHINX.items()},
    **{o.name: o.metadata["check"] for o in options() if o.metadata["of_vault"]},
}
"""The keys that a vault may set in ``vademecum.toml``, each with its check."""


def _parsed(config: Config) -> ParsedSettings:
    values: dict[str, Any] = {}
    problems = []
    for option in options():
        name = PREFIX + option.name
        try:
            values[option.name] = option.metadata["check"](_raw(config, option, name))
        except WantedError as error:
            problems.append(Problem(name, error.wanted))
    values["levels"] = in_words(values.get("levels", LEVELS))
    return ParsedSettings(Settings(**values), tuple(problems))


def _raw(config: Config, option: Field[Any], name: str) -> object:
    """Return the value of an option; one of the command line is text and is told apart."""
    value = config[name]
    written = config.overrides.get(name)
    if value is not written or not isinstance(written, str):
        return value
    default = option.metadata["default"]
    if isinstance(default, int):
        return int(written) if written.isdecimal() and len(written) < 20 else written
    if isinstance(default, tuple | list):
        return [part.strip() for part in written.split(",") if part.strip()]
    return written


def declared_default(option: Field[Any]) -> Any:
    """Return the default that Sphinx is told of an option."""
    assert option.default_factory is not MISSING
    return option.metadata["default"]
