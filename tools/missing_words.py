"""Lists what the message catalogues lack: ``python tools/missing_words.py [language …]``.

A message lacks if it is not in the catalogue of a language, or has no translation there. The
exit status is 1 if any lacks, so that whoever translates knows when the work is done.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Set
from functools import cache

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from catalogs import LOCALE

PACKAGE = LOCALE.parent
MAPPING = PACKAGE.parents[1] / "babel.cfg"
KEYWORDS = {"_": None, "later": None, "t": None, "gettext": None}


@cache
def catalog(language: str) -> Catalog:
    """Return the catalogue of a language, an empty one if there is none."""
    source = LOCALE / language / "LC_MESSAGES" / "vademecum.po"
    if not source.is_file():
        return Catalog(locale=language)
    with source.open("rb") as file:
        return read_po(file, locale=language)


def languages() -> list[str]:
    """Return the languages that have a catalogue."""
    return sorted(path.parents[1].name for path in LOCALE.glob("*/LC_MESSAGES/vademecum.po"))


@cache
def messages() -> frozenset[str]:
    """Return every message that pages, commands and reports may say, in English."""
    with MAPPING.open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    extracted = extract_from_dir(str(PACKAGE), methods, options, KEYWORDS)
    return frozenset(message for _file, _line, message, *_ in extracted if isinstance(message, str))


def missing(language: str, wanted: Set[str]) -> Iterator[str]:
    """Yield the messages that the catalogue of a language lacks, sorted."""
    known = catalog(language)
    for message in sorted(wanted - {""}):
        entry = known.get(message)
        if entry is None or not entry.string or entry.fuzzy:
            yield message


def main(asked: list[str]) -> int:
    """Print what lacks; 1 if anything does."""
    wanted = messages()
    lacking = [(lang, message) for lang in asked for message in missing(lang, wanted)]
    for language, message in lacking:
        print(f"{language}: {message}")
    return bool(lacking)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or languages()))
