"""What a setting must be, in words."""

from __future__ import annotations

from enum import Enum
from typing import Final

from vademecum.i18n import later


class Wanted(Enum):
    """What a setting must be; the words of each are with the findings."""

    TEXT = "text"
    TEXTS = "texts"
    TABLE = "table"
    COUNT = "count"
    FLAG = "flag"
    REPORT = "report"
    SEVERITIES = "severities"
    LANGUAGE = "language"
    ADDRESS = "address"
    CONTACT = "contact"
    DOMAINS = "domains"
    FIELDS = "fields"
    LEVELS = "levels"
    FRAMEWORKS = "frameworks"
    GROUPS = "groups"
    FOLDERS = "folders"
    HOSTS = "hosts"
    PICTURE = "picture"
    WITH_SITE = "with-site"
    UNIQUE = "unique"
    KNOWN = "known"
    VAULT = "vault"
    RESERVED = "reserved"
    TOML = "toml"
    SIZE = "size"
    HANDBOOKS = "handbooks"


class WantedError(TypeError):
    """A value is not what is wanted; ``entry``: which of a list of tables, counted from 0."""

    def __init__(self, wanted: Wanted, entry: int | None = None) -> None:
        super().__init__(wanted.value)
        self.wanted = wanted
        self.entry = entry


WANTED: Final = {
    Wanted.TEXT: later("a text of one line"),
    Wanted.TEXTS: later('a list of texts, as in ["one", "two"]'),
    Wanted.TABLE: later("a table of names and texts"),
    Wanted.COUNT: later("a whole number above 0"),
    Wanted.REPORT: later("“people”, “github” or “sarif”"),
    Wanted.SEVERITIES: later("a table of codes of the check, each with “error”, “notice” or “off”"),
    Wanted.LANGUAGE: later("the code of a language, such as “fr” or “de_CH”"),
    Wanted.FLAG: later("True or False"),
    Wanted.HANDBOOKS: later("a table of keys (a to z, digits, hyphens) and addresses of the web"),
    Wanted.ADDRESS: later("an address that starts with https://"),
    Wanted.CONTACT: later("an address of e-mail, or one that starts with https://"),
    Wanted.DOMAINS: later(
        "a list of tables with slug (“curation”), code (“CUR”), name, and perhaps aliases "
        "(a list) and colour (“#2f6f4e”)"
    ),
    Wanted.FIELDS: later(
        "a list of tables with key, and perhaps name, values (a list) and multiple (true or false)"
    ),
    Wanted.LEVELS: later("a list of one to four tables with name and perhaps sentence"),
    Wanted.FRAMEWORKS: later(
        "a list of tables with key, name, pattern (a regular expression without brackets and "
        "alternatives), and perhaps url and ids"
    ),
    Wanted.GROUPS: later('a list of groups of words, as in [["website", "site"]]'),
    Wanted.FOLDERS: later('a list of folders of the vault, as in ["Archive", "Notes/Old"]'),
    Wanted.HOSTS: later('a list of hosts, as in ["www.youtube-nocookie.com"]'),
    Wanted.PICTURE: later(
        "a picture of the vault that is published (.png, .jpg or .webp), named by its path from "
        "the vault’s root, as in “pictures/museum.jpg”"
    ),
    Wanted.WITH_SITE: later(
        "accompanied by the address of the site (“site_url”): other sites fetch the picture there"
    ),
    Wanted.UNIQUE: later("a list in which no slug, code, key or name stands twice"),
    Wanted.VAULT: later("“.” or a folder below the notes’ own, as in “notes”"),
}
