"""What MyST can do and a note may not: directives and roles by an allow-list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.parsers.rst.states import MarkupError
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.parsers.directives import parse_directive_text

from vademecum.findings.codes import Code
from vademecum.markdown import allow_list
from vademecum.markdown.bounds import TooDeepError
from vademecum.markdown.renderer_maps import MapRenderer
from vademecum.markdown.written_classes import refused_classes, without_classes

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
            self.record(Code.DIRECTIVE_REFUSED, position, name=name)
            return []
        options = self._options(name, first_line, content)
        great = next((n for n, value in options.items() if allow_list.is_too_great(value)), None)
        if great is not None:
            self.record(Code.OPTION_TOO_GREAT, position, name=f"{name} :{great}:")
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
        self.record(Code.DIRECTIVE_REFUSED, token_line(token, 0), name="eval-rst")

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        name = token.meta["name"]
        if name in allow_list.ROLES:
            super().render_myst_role(token)
            return
        if name in allow_list.KNOWN_ROLES:
            self.record(Code.ROLE_REFUSED, token_line(token, 0), name=name)
        self.current_node.append(nodes.Text("{" + name + "}"))
        self.current_node.append(nodes.literal("", token.content))
