"""Bounds on what the grammar makes of one note, and rules that would read it again and again.

What is bounded is counted, not timed: the same note is laid out, or not, on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination, parseLinkLabel, parseLinkTitle
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.myst_role.index import myst_role

MAX_PARTS: Final = 100_000
"""Parts of a note, most of them tokens: 16,000 items of lists, 20,000 paragraphs, 7,500 headings.

A hundred thousand take three to four seconds of an idle processor, and a fourth of a gigabyte.
"""

PARTS: Final = {
    "block_id": 3,
    "callout_open": 6,
    "code_block": 12,
    "code_inline": 3,
    "dd_open": 3,
    "dt_open": 3,
    "em_open": 2,
    "embed": 12,
    "fence": 12,
    "footnote_ref": 2,
    "footnote_reference_open": 4,
    "heading_open": 10,
    "highlight_open": 2,
    "html_block": 6,
    "html_inline": 4,
    "image": 8,
    "inline_footnote_open": 16,
    "link_open": 6,
    "math_block": 7,
    "math_block_label": 7,
    "math_inline": 6,
    "myst_role": 13,
    "myst_target": 6,
    "s_open": 2,
    "softbreak": 2,
    "strong_open": 2,
    "table_open": 20,
    "tr_open": 4,
    "wikilink": 5,
}
"""What costs more than a token, in parts: what it takes to read it and to write it twice."""

_DIRECTIVE: Final = 40
"""What a directive costs, in parts, whatever it holds."""

_READ: Final = 12
"""What it costs to read a text within a note, in parts: that of a directive or of an entry."""

_SO_FAR: Final = "vademecum_parts"

_NO_DESTINATION: Final = re.compile(r"(?!<)(?:[^\x00-\x20\x7f()\\]*\(){33}")
"""More brackets open than the parser follows in an address (its limit is CommonMark's, 32)."""


SOME_PARTS: Final = MAX_PARTS // 10
"""What is said to people: most of what they write takes six to twelve parts."""


class TooManyError(ValueError):
    """A note has more parts than can be laid out in a bounded time."""


class TooDeepError(ValueError):
    """Blocks stand in one another beyond what is followed: what is below would be dropped."""


def bounds_plugin(md: MarkdownIt) -> None:
    """Put the bounds into ``md``."""
    many, also = "vademecum_many_blocks", ["paragraph"]
    md.block.ruler.before("table", many, _many_blocks, {"alt": also})
    md.core.ruler.after("block", "vademecum_count", _count_blocks)
    md.core.ruler.at("inline", _inline)
    md.inline.ruler.before("text", "vademecum_many_inline", _many_inline)
    if "myst_role" in md.get_all_rules()["inline"]:
        md.inline.ruler.at("myst_role", _role_at_brace)
    md.helpers = SimpleNamespace(  # type: ignore[assignment]  # a module there, shared by all
        parseLinkDestination=_destination,
        parseLinkLabel=parseLinkLabel,
        parseLinkTitle=parseLinkTitle,
    )


def parts_of(env: Mapping[str, Any]) -> int:
    """Return how many parts the parser has counted in a note."""
    return int(env.get(_SO_FAR, 0))


def check_count(count: int) -> None:
    """Refuse to go on.

    :raises TooManyError: the caller shows the note's source, so that nothing is lost.
    """
    if count > MAX_PARTS:
        raise TooManyError(f"> {MAX_PARTS}")


def _many_blocks(state: StateBlock, line: int, _end: int, _silent: bool) -> bool:
    """Begin nothing; count the blocks, and the lines of the paragraph that goes on (four each)."""
    check_count(len(state.tokens) + 4 * (line - state.line))
    return False


def _many_inline(state: StateInline, _silent: bool) -> bool:
    """Begin nothing; a text's tokens are counted while it is read."""
    check_count(len(state.tokens))
    return False


def _count_blocks(state: StateCore) -> None:
    """Count the blocks of a text, with those of the note's texts that were read before."""
    count = state.env.get(_SO_FAR)
    _add(state, state.tokens, 0 if count is None else _READ)


def _inline(state: StateCore) -> None:
    """Read the texts of blocks, as the parser does; count what is in them one after another."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = token.children or []
            state.md.inline.parse(token.content, state.md, state.env, token.children)
            _add(state, token.children)


def _add(state: StateCore, tokens: list[Token], more: int = 0) -> None:
    count = state.env.get(_SO_FAR, 0) + more + sum(map(_parts, tokens))
    check_count(count)
    state.env[_SO_FAR] = count


def _parts(token: Token) -> int:
    """Return what a token costs."""
    if token.info.startswith("{") and token.type in {"fence", "colon_fence"}:
        return _DIRECTIVE
    return PARTS.get(token.type, 1)


def _role_at_brace(state: StateInline, silent: bool) -> bool:
    """Look for a role where one can begin: the plug-in's rule copies the rest of the text."""
    return state.src[state.pos] == "{" and myst_role(state, silent)


def _destination(text: str, pos: int, maximum: int) -> Any:
    """Read the address of a link; where too many brackets open, all at once is no address."""
    if _NO_DESTINATION.match(text, pos, maximum):
        maximum = pos
    return parseLinkDestination(text, pos, maximum)
