"""Bounds on what the grammar makes of one note, and rules that would read it again and again.

What is bounded is counted, not timed: the same note is laid out, or not, on every machine.
"""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination, parseLinkLabel, parseLinkTitle
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.newline import newline
from mdit_py_plugins.myst_role.index import myst_role

MAX_TOKENS: Final = 100_000
"""Tokens of a note: 20,000 items of lists, 33,000 paragraphs, 5,800 rows of five cells."""

_NO_DESTINATION: Final = re.compile(r"(?!<)(?:[^\x00-\x20\x7f()\\]*\(){33}")
"""More brackets open than the parser follows in an address (its limit is CommonMark's, 32)."""


SOME_PARTS: Final = MAX_TOKENS // 5
"""What is said to people: an item of a list, a cell or a link takes four or five tokens."""


class TooManyError(ValueError):
    """A note has more parts than can be laid out in a bounded time."""


def bounds_plugin(md: MarkdownIt) -> None:
    """Put the bounds into ``md``."""
    many, also = "vademecum_many_blocks", ["paragraph"]
    md.block.ruler.before("table", many, _many_blocks, {"alt": also})
    md.core.ruler.after("block", "vademecum_many_tokens", _many_tokens)
    md.inline.ruler.at("newline", _bounded_newline)
    if "myst_role" in md.get_all_rules()["inline"]:
        md.inline.ruler.at("myst_role", _role_at_brace)
    md.helpers = SimpleNamespace(  # type: ignore[assignment]  # a module there, shared by all
        parseLinkDestination=_destination,
        parseLinkLabel=parseLinkLabel,
        parseLinkTitle=parseLinkTitle,
    )


def check_count(count: int) -> None:
    """Refuse to go on.

    :raises TooManyError: the caller shows the note's source, so that nothing is lost.
    """
    if count > MAX_TOKENS:
        raise TooManyError(f"> {MAX_TOKENS}")


def _many_blocks(state: StateBlock, line: int, _end: int, _silent: bool) -> bool:
    """Begin nothing; count the blocks, and the lines of the paragraph that goes on (four each)."""
    check_count(len(state.tokens) + 4 * (line - state.line))
    return False


def _many_tokens(state: StateCore) -> None:
    check_count(len(state.tokens))


def _bounded_newline(state: StateInline, silent: bool) -> bool:
    """Read the end of a line; a paragraph's tokens are counted there."""
    if state.src[state.pos] != "\n":
        return False
    check_count(len(state.tokens))
    return newline(state, silent)


def _role_at_brace(state: StateInline, silent: bool) -> bool:
    """Look for a role where one can begin: the plug-in's rule copies the rest of the text."""
    return state.src[state.pos] == "{" and myst_role(state, silent)


def _destination(text: str, pos: int, maximum: int) -> Any:
    """Read the address of a link; where too many brackets open, all at once is no address."""
    if _NO_DESTINATION.match(text, pos, maximum):
        maximum = pos
    return parseLinkDestination(text, pos, maximum)
