"""The report for contributors, as a builder in the manner of ``linkcheck``.

Writes ``output.jsonl``, a line for each wikilink and embed, and ends with status 1 if there is
anything that an author must mend.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence, Set
from itertools import groupby
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder

from vademecum.bridge.domain import VaultDomain
from vademecum.core.handbook import Handbook
from vademecum.core.names import printed
from vademecum.core.records import Finding, Link, Note, Origin
from vademecum.core.resolve import Resolution
from vademecum.messages import Code, Severity, _, severity, words
from vademecum.site.update import findings

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
        """Write the report and say the result; status 1 if an author must mend something."""
        vault = VaultDomain.of(self.env)
        output = Path(self.outdir) / OUTPUT
        with output.open("w", encoding="utf-8") as file:
            for row in rows(vault.handbook):
                file.write(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n")
        found = findings(vault)
        errors = [f for f in found if severity(Code(f.code)) is Severity.ERROR]
        others = self._app._warncount  # of Sphinx and its libraries, told while reading
        for line in report(found, errors, others):
            print(line)
        print(_("Where each link leads: %(file)s") % {"file": output})
        self._app.statuscode = 1 if errors or others else 0


def report(found: Sequence[Finding], errors: Sequence[Finding], others: int) -> Iterator[str]:
    """Yield the report for people: what to mend, note by note, then what is worth knowing."""
    yield from _by_note(errors)
    told = set(errors)
    notices = [finding for finding in found if finding not in told]
    if notices:
        yield _("Worth knowing (nothing is wrong):")
        yield from _by_note(notices)
    if others:
        yield _("Told above by Sphinx, to mend as well: %(count)s") % {"count": others}
    if errors:
        notes = len({finding.path for finding in errors})
        yield _("To mend: %(count)s, in %(notes)s file(s).") % {
            "count": len(errors),
            "notes": notes,
        }
    elif not others:
        yield _("Nothing to mend.")


def _by_note(found: Sequence[Finding]) -> Iterator[str]:
    for path, group in groupby(found, key=lambda finding: finding.path):
        yield printed(path) or _("The vault")
        for finding in group:
            yield f"  {finding.line:>4}  {words(finding)} [{finding.code}]"
        yield ""


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
