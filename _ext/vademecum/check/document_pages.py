"""Links to a page of a PDF that has fewer pages: for the check alone, which opens the files."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from vademecum.environment.domain import VaultDomain
from vademecum.vault.names import NotePath, printed
from vademecum.vault.records import Finding, Link

_PAGE: Final = re.compile(r"page=(\d{1,6})", re.IGNORECASE)
_LARGEST: Final = 50_000_000
"""Bytes of a document beyond which its pages are not counted."""
_WORKER: Final = Path(__file__).with_name("pages_worker.py")
_MOST_LOST: Final = 4
"""How many documents may end the process that counts, before the rest are not counted."""
_PATIENCE: Final = 30
"""Seconds of the clock that it may take, and one more for each document."""


def page_findings(vault: VaultDomain) -> Iterator[Finding]:
    """Yield the links whose page is beyond the document's last; one that is broken has none."""
    asked = list(_links_to_pages(vault))
    paths = dict.fromkeys(path for _note, _link, path, _page in asked)
    last_pages = _page_counts([vault.project.srcdir / path for path in paths])
    last_of = dict(zip(paths, last_pages, strict=True))
    for note, link, path, page in asked:
        last = last_of[path]
        if last and not 0 < page <= last:
            args = (("name", printed(path)), ("page", str(page)), ("last", str(last)))
            yield Finding("page-missing", note, link.line, args, link.raw)


def _links_to_pages(vault: VaultDomain) -> Iterator[tuple[NotePath, Link, NotePath, int]]:
    """Yield each link to a page of a PDF: its note, itself, the document and the page."""
    handbook = vault.handbook
    for note in handbook.notes.values():
        for link, resolution in zip(note.links, handbook.resolutions[note.path], strict=True):
            match = _PAGE.fullmatch(link.wikilink.headings[0]) if link.wikilink.headings else None
            path = resolution.path
            if match is not None and path is not None and path.lower().endswith(".pdf"):
                yield note.path, link, path, int(match[1])


def _page_counts(files: Sequence[Path]) -> list[int]:
    """Return how many pages each document has; 0 if that cannot be known.

    The process that counts is ended by a document that takes too much; another goes on behind it.
    """
    counts: list[int] = []
    for _attempt in range(_MOST_LOST):
        left = [str(file) if _is_small(file) else "" for file in files[len(counts) :]]
        counts += _counted(left) if any(left) else [0] * len(left)
        if len(counts) == len(files):
            return counts
        counts.append(0)
    return counts + [0] * (len(files) - len(counts))


def _counted(paths: Sequence[str]) -> list[int]:
    """Return the pages of documents, as far as the process came."""
    command = [sys.executable, "-P", str(_WORKER)]
    words = "\0".join(paths).encode("utf-8", "surrogateescape")
    patience = _PATIENCE + len(paths)
    try:
        done = subprocess.run(
            command, input=words, capture_output=True, timeout=patience, check=False
        )
        said = done.stdout
    except subprocess.TimeoutExpired as late:
        said = late.stdout or b""
    return [int(line) for line in said.split()][: len(paths)]


def _is_small(file: Path) -> bool:
    try:
        return file.stat().st_size <= _LARGEST and "\n" not in str(file)
    except OSError:
        return False
