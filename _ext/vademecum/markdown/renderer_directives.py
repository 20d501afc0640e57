"""What MyST can do and a note may not: directives and roles by an allow-list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.parsers.rst.states import MarkupError
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.parsers.directives import parse_directive_text
from sphinx.application import Sphinx
from sphinx.directives.other import TocTree
from sphinx.directives.patches import CSVTable

from vademecum import nodes as vn
from vademecum.environment.project import is_trusted
from vademecum.findings import record_finding
from vademecum.markdown import allow_list
from vademecum.markdown.bounds import TooDeepError
from vademecum.markdown.read_context import ReadContext
from vademecum.markdown.renderer_maps import MapRenderer
from vademecum.vault.records import Link, Origin
from vademecum.vault.wikilink import parse_wikilink

_CLASSED = frozenset({"container", "div", "class", "cssclass", "rst-class"})
"""Directives whose argument is a list of classes."""

_ALLOWED = re.compile(
    r"(?:note|tip|hint|important|warning|caution|danger|error|attention|seealso|dropdown|toggle"
    r"|epigraph|highlights|pull-quote|compact|centered|numbered|longtable|borderless"
    r"|align-(?:left|center|right)|colwidths-(?:auto|given)"
    r"|sd-(?:text|bg|bg-text|outline|border|rounded|shadow|fs|font|[mp][tblrxy]?|w|col|row-cols"
    r"|g[xy]?|align-(?:major|minor)|btn|btn-outline|badge)(?:-[a-z0-9-]+)?)"
)


def refused_classes(name: str, first_line: str, options: Mapping[str, object]) -> frozenset[str]:
    """Return the classes that a directive names, in its argument or options, and may not have."""
    written: list[str] = first_line.split() if name in _CLASSED else []
    for option, value in options.items():
        if option.startswith("class"):
            written += value if isinstance(value, list) else str(value).split()
    names = {*written, *(nodes.make_id(each) for each in written)}
    return frozenset(each for each in names if not _ALLOWED.fullmatch(each))


def without_classes(produced: Iterable[nodes.Node], refused: frozenset[str]) -> None:
    """Take classes from what a directive has made, and from what it leaves to be done later."""
    if not refused:
        return
    for top in produced:
        for node in top.findall(nodes.Element):
            for name, value in node.attributes.items():
                if name.endswith("classes") and isinstance(value, list):  # a dropdown has three
                    node[name] = [each for each in value if each not in refused]
            if isinstance(node, nodes.pending) and isinstance(node.details.get("class"), list):
                kept = [name for name in node.details["class"] if name not in refused]
                node.details = {**node.details, "class": kept}


MAX_DIRECTIVES: Final = 20
"""How deep directives may stand in one another."""
_DEPTH: Final = "vademecum_directives_deep"


class DirectiveRenderer(MapRenderer):
    """Runs the directives and roles of the allow-list; any other is text, and reported."""

    def run_directive(
        self,
        name: str,
        first_line: str,
        content: str,
        position: int,
        additional_options: dict[str, str] | None = None,
        *,
        block_text: str | None = None,
    ) -> list[nodes.Element]:
        """Run a directive of the allow-list; any other does nothing and is reported."""
        if name not in allow_list.DIRECTIVES | self.settings.directives:
            self.record("directive-refused", position, name=name)
            return []
        options = self._options(name, first_line, content)
        great = next((n for n, value in options.items() if allow_list.is_too_great(value)), None)
        if great is not None:
            self.record("option-too-great", position, name=f"{name} :{great}:")
            return []
        with self._deeper():
            produced: list[nodes.Element] = super().run_directive(
                name, first_line, content, position, additional_options, block_text=block_text
            )
        without_classes(produced, refused_classes(name, first_line, options))
        return produced

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        """Count how deep directives stand in one another: each is a text of its own to the parser.

        :raises TooDeepError: before Python's own bound, which stands elsewhere in each version.
        """
        depth = self.md_env.get(_DEPTH, 0)
        if depth == MAX_DIRECTIVES:
            raise TooDeepError(MAX_DIRECTIVES)
        self.md_env[_DEPTH] = depth + 1
        try:
            yield
        finally:
            self.md_env[_DEPTH] = depth

    def _options(self, name: str, first_line: str, content: str) -> dict[str, object]:
        """Return the options that stand at the head of a directive."""
        if not content.lstrip().startswith((":", "---")):
            return {}
        kind, _messages = directives.directive(name, self.language_module_rst, self.document)
        if kind is None:
            return {}
        try:
            return parse_directive_text(kind, first_line, content).options
        except MarkupError:  # told when the directive is run
            return {}

    def render_restructuredtext(self, token: SyntaxTreeNode) -> None:
        self.record("directive-refused", token_line(token, 0), name="eval-rst")

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        name = token.meta["name"]
        if name in allow_list.ROLES:
            super().render_myst_role(token)
            return
        if name in allow_list.KNOWN_ROLES:
            self.record("role-refused", token_line(token, 0), name=name)
        self.current_node.append(nodes.Text("{" + name + "}"))
        self.current_node.append(nodes.literal("", token.content))


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
                "directive-refused",
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
