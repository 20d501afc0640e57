"""The reference page of all settings, made from their declarations: ``OPTIONS.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from vademecum.settings.options import KEYS, LEVELS, OF_SPHINX, PREFIX, declared_default, options
from vademecum.settings.vault_file import FILE_NAME

_SCOPES: Final = {
    "env": "all notes are read again",
    "html": "all pages are written again",
    "": "nothing is built again",
}
_SHORT: Final = 60

EXAMPLE: Final = """\
title = "Digital skills in our museum"
language = "en"
author = "The museum's staff"
institution = "Museum of the Town"
contact = "skills@museum.example"
licence = "CC BY 4.0"
site_url = "https://museum.example/skills/"
repository_url = "https://github.com/museum/skills"

skills_notes = ["Our skills"]
excluded_folders = ["Archive"]
social_picture = "pictures/museum.jpg"
reference_words = ["Cf."]
synonyms = [["website", "site", "web page"]]

[[domains]]
slug = "visitors"
code = "VIS"
name = "Visitor services"
aliases = ["Front of house"]
colour = "#2f6f4e"

[[skill_fields]]
key = "acquisition"
name = { en = "acquisition", fr = "acquisition" }
values = ["training", { key = "provider", name = { en = "by a provider", fr = "prestataire" } }]
multiple = true

[[levels]]
name = "Explore"
sentence = "Does the simple task with written steps."

[[levels]]
name = "Practise"
sentence = "Does the usual work alone."

[[frameworks]]
key = "sfia"
name = "SFIA"
pattern = "[A-Z]{4}"
url = "https://sfia.example/{id}"
"""
"""A file with every key."""


def reference() -> str:
    """Return the page, in Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield "# Settings"
    yield ""
    yield "Made from the declarations: `python -m vademecum.settings.reference OPTIONS.md`."
    yield ""
    yield f"## {FILE_NAME}"
    yield ""
    yield "Beside the notes, at the root of the vault: what the vault says of itself. It wins over"
    yield "`conf.py`, which may keep keys for itself (`vademecum_reserved_keys`). A key that is not"
    yield "here, or a value that does not fit, is reported with its line and ignored."
    yield ""
    yield "| key | in `conf.py` | what |"
    yield "|---|---|---|"
    helps = {option.name: option.metadata["help"] for option in options()}
    for key in KEYS:
        own = OF_SPHINX.get(key)
        there, words = (own.names[0], own.help) if own else (PREFIX + key, helps[key])
        yield f"| `{key}` | `{there}` | {words} |"
    yield ""
    yield "```toml"
    yield EXAMPLE.rstrip()
    yield "```"
    yield ""
    yield "## conf.py"
    yield ""
    for option in options():
        metadata = option.metadata
        yield f"### `{PREFIX}{option.name}`"
        yield ""
        yield metadata["help"]
        default, scope = _default(declared_default(option)), _SCOPES[metadata["scope"]]
        yield f"Default: {default}. After a change {scope}."
        yield ""


def _default(value: object) -> str:
    if value == LEVELS:
        return "the four levels Explore, Practise, Adapt, Pass on, in the handbook's language"
    written = repr(list(value) if isinstance(value, tuple | frozenset) else value)
    if len(written) <= _SHORT:
        return f"`{written}`"
    assert isinstance(value, tuple)
    names = [getattr(entry, "key", entry) for entry in value]
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference() + "\n", encoding="utf-8")
