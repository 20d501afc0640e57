"""The report for contributors, as a builder in the manner of ``linkcheck``.

Writes ``output.jsonl``, a line for each wikilink and embed, and ends with status 1 if there is
anything that an author must mend.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util import logging

from vademecum.bridge.domain import VaultDomain
from vademecum.core.handbook import Handbook
from vademecum.core.names import printed
from vademecum.core.records import Link, Note, Origin
from vademecum.core.resolve import Resolution
from vademecum.messages import Code, Severity, _, severity, words
from vademecum.site.update import findings

logger = logging.getLogger(__name__)

OUTPUT = "output.jsonl"


class CheckBuilder(Builder):
    """Writes no page; says what is wrong with the notes and where each link leads."""

    name = "check"
    epilog = ""
    allow_parallel = True

    def get_outdated_docs(self) -> Set[str]:
        """Return every note: the report is always whole."""
        return self.env.found_docs

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return an address for code that asks; no page is written."""
        return docname

    def write_documents(self, docnames: Set[str]) -> None:
        """Write nothing page by page."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write nothing."""

    def finish(self) -> None:
        """Write the report and say the result."""
        vault = VaultDomain.of(self.env)
        output = Path(self.outdir) / OUTPUT
        with output.open("w", encoding="utf-8") as file:
            for row in rows(vault.handbook):
                file.write(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n")
        found = findings(vault)
        errors = [f for f in found if severity(Code(f.code)) is Severity.ERROR]
        notices = [f for f in found if severity(Code(f.code)) is Severity.NOTICE]
        if notices:
            logger.info(_("Worth knowing (nothing is wrong):"))
        for finding in notices:
            where = f"{printed(finding.path)}:{finding.line}: " if finding.path else ""
            logger.info("  %s%s [%s]", where, words(finding), finding.code)
        if errors:
            logger.info(_("To mend: %(count)s place(s), told above."), {"count": len(errors)})
            self._app.statuscode = 1
        else:
            logger.info(_("Nothing to mend."))
        logger.info(_("Where each link leads: %(file)s"), {"file": output})


def rows(book: Handbook) -> Iterator[dict[str, Any]]:
    """Yield what ``output.jsonl`` says of each wikilink and embed, by note and line."""
    for path, note in book.notes.items():
        pairs = zip(note.links, book.resolutions[path], strict=True)
        for link, resolution in sorted(pairs, key=lambda pair: pair[0].line):
            if link.origin is not Origin.MARKDOWN:
                yield _row(note, link, resolution)


def _row(note: Note, link: Link, resolution: Resolution) -> dict[str, Any]:
    return {
        "filename": printed(note.path),
        "lineno": link.line,
        "raw": link.raw,
        "status": resolution.status.value,
        "target": printed(resolution.path) if resolution.path is not None else None,
        "suggestion": resolution.suggestion,
        "embed": link.embed,
        "shown": link.wikilink.shown,
        "anchor": resolution.anchor,
        "candidates": [printed(other) for other in resolution.others],
    }


def setup(app: Sphinx) -> None:
    """Add the builder."""
    app.add_builder(CheckBuilder)
