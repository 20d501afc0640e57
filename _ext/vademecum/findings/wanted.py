"""What a setting must be, in words."""

from __future__ import annotations

from typing import Final

from vademecum.core.settings.wanted import Wanted
from vademecum.i18n import later

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
    Wanted.UNIQUE: later("a list in which no slug, code, key or name stands twice"),
    Wanted.VAULT: later("“.” or a folder below the notes’ own, as in “notes”"),
}
