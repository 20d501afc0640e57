"""Compiles the message catalogues: ``python tools/catalogs.py``.

Only the sources (``.po``) are under version control. Whoever makes a package compiles them once;
in a checkout, `make` and the tests do. The package itself never writes into its own folder: it
may be read-only, and several builds may run at once.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[1] / "_ext" / "vademecum" / "locale"


def compile_catalogs(locale: Path = LOCALE) -> list[Path]:
    """Compile each catalogue that is missing or older than its source; return what was written."""
    stale = list(_stale(locale))
    for source in stale:
        _compile(source)
    return [source.with_suffix(".mo") for source in stale]


def _stale(locale: Path) -> Iterator[Path]:
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime_ns <= source.stat().st_mtime_ns:
            yield source


def _compile(source: Path) -> None:
    """Write aside, then replace: another process reads the old catalogue or the new one."""
    language = source.parents[1].name
    with source.open("rb") as file:
        catalog = read_po(file, locale=language)
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=source.parent)
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            write_mo(file, catalog)
        aside.chmod(0o644)
        aside.replace(source.with_suffix(".mo"))
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


if __name__ == "__main__":
    compile_catalogs()
