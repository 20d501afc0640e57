"""Directives of docutils and Sphinx that could read a file, made unable to."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.directives.patches import CSVTable

from vademecum.environment.project import is_trusted
from vademecum.findings.codes import Code
from vademecum.findings.warnings import record_finding

_READING = ("file", "url")


class GuardedCSVTable(CSVTable):
    """``csv-table`` for notes: its rows stand in the note."""

    def run(self) -> list[nodes.Node]:  # type: ignore[override]  # as Sphinx's own
        """Make the table, unless its rows are to come from elsewhere."""
        if is_trusted(self.state.document.settings.env):
            return list(super().run())
        reading = next((name for name in _READING if name in self.options), None)
        if reading is not None:
            record_finding(
                self.state.document.settings.env,
                Code.DIRECTIVE_REFUSED,
                self.lineno,
                name=f"csv-table :{reading}:",
            )
            return []
        return list(super().run())


def setup(app: Sphinx) -> None:
    """Put the guarded directives in the place of the others."""
    app.add_directive("csv-table", GuardedCSVTable, override=True)
