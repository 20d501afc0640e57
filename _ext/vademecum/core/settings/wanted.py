"""What a setting must be, and the error of one that is not."""

from __future__ import annotations

from enum import Enum


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
