"""The report for contributors, as a builder in the manner of ``linkcheck``.

Writes ``output.jsonl``, a line for each wikilink and embed, ``findings.jsonl``, a line for each
finding, and ends with status 1 if an author must fix one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder

from vademecum.compat import application, warning_count
from vademecum.environment.domain import VaultDomain
from vademecum.findings import safe_lines
from vademecum.handbook import Handbook
from vademecum.i18n import _
from vademecum.lint.report import FindingRow, finding_rows, for_github, for_people, sarif
from vademecum.settings import Settings
from vademecum.vault.names import printed
from vademecum.vault.records import Link, Note, Origin
from vademecum.vault.resolve import Resolution

OUTPUT = "output.jsonl"
FINDINGS = "findings.jsonl"
SARIF = "findings.sarif"


class CheckBuilder(Builder):
    """Writes no page; reports the findings and where each link leads."""

    name = "check"
    tells_findings = True
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
        findings = finding_rows(vault)
        write_rows(Path(self.outdir) / OUTPUT, rows(vault.handbook))
        write_rows(Path(self.outdir) / FINDINGS, (finding.row() for finding in findings))
        others = warning_count(application(self.env))  # of Sphinx and its libraries
        for line in report(application(self.env), findings, others):
            print(line)
        if Settings.of(self.config).report != "github":
            print(_("Where each link leads: %(file)s") % {"file": Path(self.outdir) / OUTPUT})
        application(self.env).statuscode = 1 if others or any(f.is_error for f in findings) else 0


def report(app: Sphinx, findings: Sequence[FindingRow], others: int) -> Iterator[str]:
    """Yield findings in the form that the settings name; ``others``: what Sphinx warned of."""
    outdir, vault = Path(app.outdir), Path(app.srcdir)
    form = Settings.of(app.config).report
    if form == "github":
        yield from for_github(findings, vault)
        # GitHub runs any line that starts with « :: », the name of a note as well.
        yield from ("│ " + safe_lines(line) for line in for_people(findings, others))
        return
    if form == "sarif":
        log = sarif(findings, vault, app.extensions["vademecum"].version)
        (outdir / SARIF).write_text(json.dumps(log, ensure_ascii=False, indent=1), encoding="utf-8")
    yield from map(safe_lines, for_people(findings, others))
    if findings:
        yield _("Every finding, one a line: %(file)s") % {"file": outdir / FINDINGS}


def write_rows(path: Path, lines: Iterable[Mapping[str, Any]]) -> None:
    """Write records as JSON, one a line."""
    with path.open("w", encoding="utf-8") as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")


def rows(handbook: Handbook) -> Iterator[dict[str, Any]]:
    """Yield what ``output.jsonl`` says of each wikilink and embed, by note and line."""
    for path, note in handbook.notes.items():
        pairs = zip(note.links, handbook.resolutions[path], strict=True)
        for link, resolution in sorted(pairs, key=lambda pair: pair[0].line):
            if link.origin is not Origin.MARKDOWN:
                yield {
                    **_row(note, link, resolution),
                    "published": path not in handbook.unpublished,
                }


def _row(note: Note, link: Link, resolution: Resolution) -> dict[str, Any]:
    return {
        "filename": printed(note.path),
        "lineno": link.line,
        "raw": link.raw,
        "status": resolution.status.value,
        "target": _target(resolution),
        "suggestion": resolution.suggestion,
        "embed": link.embed,
        "shown": link.wikilink.shown,
        "anchor": resolution.anchor,
        "candidates": [printed(other) for other in resolution.others],
    }


def _target(resolution: Resolution) -> str | None:
    """Return the path in the vault, or the address in another handbook; None if nowhere."""
    if resolution.foreign is not None:
        return resolution.foreign.address
    return printed(resolution.path) if resolution.path is not None else None


def setup(app: Sphinx) -> None:
    """Add the builder."""
    app.add_builder(CheckBuilder)
