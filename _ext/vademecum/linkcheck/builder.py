"""The builder of ``make links``: asks every public address once, tells the bad ones as findings."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.dummy import DummyBuilder
from sphinx.builders.linkcheck import CheckResult, Hyperlink, _Status

from vademecum.check.builder import FINDINGS, write_rows
from vademecum.check.formats import for_github, for_people
from vademecum.check.rows import FindingRow, rows_of
from vademecum.environment.domain import VaultDomain
from vademecum.i18n import _
from vademecum.linkcheck.checker import ROBOTS, Checker
from vademecum.linkcheck.collect import BUILDER, Place, property_addresses
from vademecum.linkcheck.history import Answer, History
from vademecum.linkcheck.session import REFUSED
from vademecum.lint.codes import Code
from vademecum.settings import Settings
from vademecum.vault.records import Finding

_CERTIFICATE = re.compile(r"certificate|SSL", re.IGNORECASE)
_PERMANENT = frozenset({301, 308})
_GOOD = frozenset({_Status.WORKING, _Status.UNCHECKED})


class LinksBuilder(DummyBuilder):
    """Writes no page; ``places`` holds where each address stands."""

    name = BUILDER
    epilog = ""

    def init(self) -> None:
        """Begin with no address."""
        self.places: dict[str, dict[Place, None]] = {}

    def add_address(self, address: str, docname: str, line: int) -> None:
        """Note an address in the text of the note at ``docname``."""
        note = VaultDomain.of(self.env).notes.get(docname)
        if note is not None:
            self.places.setdefault(address, {})[note.path, line] = None

    def finish(self) -> None:
        """Ask, write ``findings.jsonl`` and the history, say the result; status 1 on an error."""
        vault = VaultDomain.of(self.env)
        for path in vault.handbook.notes:
            for address, line in property_addresses(vault.project.headers[path].front):
                self.places.setdefault(address, {})[path, line] = None
        outdir = Path(self.outdir)
        findings = [f for result in self._results(outdir) for f in self._findings(result)]
        rows = rows_of(vault, findings)
        write_rows(outdir / FINDINGS, (row.row() for row in rows))
        for words in self._report(rows):
            print(words)
        self._app.statuscode = 1 if any(row.is_error for row in rows) else 0

    def _results(self, outdir: Path) -> list[CheckResult]:
        """Ask the addresses that did not answer well of late; return the bad answers, in order."""
        settings = Settings.of(self.config)
        history = History.read(outdir)
        today = datetime.now(UTC).date()
        links = {
            uri: Hyperlink(uri, "", self.env.doc2path(self.config.root_doc), 0)
            for uri in self.places
            if not history.still_good(uri, today, settings.links_fresh_days)
        }
        checker = Checker(
            self.config, pause=settings.links_pause / 1000, allow_private=settings.links_private
        )
        results = []
        for result in checker.ask(links, history):
            answer = Answer(str(result.status), result.message, result.code, today.isoformat())
            history.answers[result.uri] = answer
            results.append(result)
            _show_progress(len(results), len(links))
        history.write(outdir)
        return sorted((r for r in results if r.status not in _GOOD), key=lambda r: r.uri)

    def _findings(self, result: CheckResult) -> Iterator[Finding]:
        code = _code(result)
        if code is None:
            return
        reason = str(result.code or "") or result.message[:160]
        moved = result.message if code is Code.ADDRESS_MOVED else ""
        args = (("address", result.uri[:200]), ("reason", reason), ("suggestion", moved))
        for path, line in self.places[result.uri]:
            yield Finding(code.value, path, line, args, result.uri, moved)

    def _report(self, rows: Sequence[FindingRow]) -> Iterator[str]:
        yield _("Addresses: %(count)s.") % {"count": len(self.places)}
        if Settings.of(self.config).report == "github":
            yield from for_github(rows, Path(self.srcdir))
            # GitHub runs any line that starts with « :: »: a note's words never begin one.
            yield from ("│ " + line for line in for_people(rows, 0))
        else:
            yield from for_people(rows, 0)


def _code(result: CheckResult) -> Code | None:
    """Return what is the matter with an address; None if nothing is that its author can mend."""
    match result.status:
        case _Status.REDIRECTED:
            return Code.ADDRESS_MOVED if result.code in _PERMANENT else None
        case _Status.TIMEOUT:
            return Code.ADDRESS_SILENT
        case _Status.IGNORED if result.message != ROBOTS:
            return Code.ADDRESS_SILENT
        case _Status.BROKEN if REFUSED in result.message:
            return Code.ADDRESS_PRIVATE
        case _Status.BROKEN if _CERTIFICATE.search(result.message):
            return Code.ADDRESS_CERTIFICATE
        case _Status.BROKEN:
            return Code.ADDRESS_DEAD
    return None


def _show_progress(done: int, total: int) -> None:
    """Say on a terminal how far the asking has come."""
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        print(f"\r{done}/{total}", end=end, file=sys.stderr, flush=True)


def setup(app: Sphinx) -> None:
    """Add the builder."""
    app.add_builder(LinksBuilder)
