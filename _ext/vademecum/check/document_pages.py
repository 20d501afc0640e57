"""Links to a page of a PDF that has fewer pages: for the check alone, which opens the files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

import pikepdf

from vademecum.core.names import NotePath, printed
from vademecum.core.records import Finding
from vademecum.environment.domain import VaultDomain

_PAGE: Final = re.compile(r"page=(\d{1,6})", re.IGNORECASE)
_LARGEST: Final = 50_000_000
"""Bytes of a document beyond which its pages are not counted."""


def page_findings(vault: VaultDomain) -> Iterator[Finding]:
    """Yield the links whose page is beyond the document's last; one that is broken has none."""

    @cache
    def pages(path: NotePath) -> int:
        return _pages(vault, path)

    handbook = vault.handbook
    for note in handbook.notes.values():
        for link, resolution in zip(note.links, handbook.resolutions[note.path], strict=True):
            match = _PAGE.fullmatch(link.wikilink.headings[0]) if link.wikilink.headings else None
            path = resolution.path
            if match is None or path is None or not path.lower().endswith(".pdf"):
                continue
            last = pages(path)
            if last and not 0 < int(match[1]) <= last:
                args = (("name", printed(path)), ("page", match[1]), ("last", str(last)))
                yield Finding("page-missing", note.path, link.line, args, link.raw)


def _pages(vault: VaultDomain, path: NotePath) -> int:
    """Return how many pages a document has; 0 if that cannot be known."""
    file = vault.project.srcdir / path
    try:
        if file.stat().st_size > _LARGEST:
            return 0
        with pikepdf.open(file) as document:
            return len(document.pages)
    except (OSError, RuntimeError, pikepdf.PdfError):
        return 0
