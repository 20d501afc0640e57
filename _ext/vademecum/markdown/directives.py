"""Directives of docutils and Sphinx that could do harm in a note, made unable to."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.directives.other import TocTree
from sphinx.directives.patches import CSVTable

from vademecum import nodes as vn
from vademecum.core.records import Link, Origin
from vademecum.core.vault.wikilink import parse_wikilink
from vademecum.environment.project import is_trusted
from vademecum.findings.codes import Code
from vademecum.findings.warnings import record_finding
from vademecum.markdown.read_context import ReadContext

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


class ListedLinks(TocTree):
    """``toctree`` for notes: its links, as a list.

    The notes' order is theirs alone. A note that could put others below itself could number them,
    or have all of them walk in circles.
    """

    def run(self) -> list[nodes.Node]:
        """List what the block names; a pattern stays as it is written."""
        env = self.state.document.settings.env
        if is_trusted(env):
            return super().run()
        context, shown = ReadContext.of(env), nodes.bullet_list(bullet="-")
        for offset, entry in enumerate(self.content):
            if entry.strip():
                line = self.lineno + self.content_offset + offset
                paragraph = nodes.paragraph("", "", _linked(entry.strip(), context, line))
                shown += nodes.list_item("", paragraph)
        return [shown] if shown.children else []


def _linked(entry: str, context: ReadContext, line: int) -> nodes.Node:
    """Return an entry of a ``toctree``, ``name`` or ``words <name>``, as a link to a note."""
    words, target = _explicit(entry)
    wikilink = parse_wikilink(target)
    if wikilink is None or "://" in target or set(target) & set("*?[]"):
        return nodes.Text(entry)
    index = context.add(Link(line, entry, wikilink, origin=Origin.MARKDOWN))
    node = vn.wikilink("", words, note=context.path, link=index)
    node.line = line
    return node


def _explicit(entry: str) -> tuple[str, str]:
    """Return words and target of ``words <target>``; of anything else, it and it again."""
    words, opens, target = entry[:-1].rpartition("<")
    if not (opens and words.strip() and entry.endswith(">")):
        return entry, entry
    return words.rstrip(), target


def setup(app: Sphinx) -> None:
    """Put the guarded directives in the place of the others."""
    app.add_directive("csv-table", GuardedCSVTable, override=True)
    app.add_directive("toctree", ListedLinks, override=True)
