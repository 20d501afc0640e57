"""Where a formula begins, as Obsidian has it: ``$$`` needs no blank line before it."""

from __future__ import annotations

from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.dollarmath.index import math_block_dollar, math_inline_dollar

_BLOCK: Final = math_block_dollar(allow_labels=False, allow_blank_lines=True)
_INLINE: Final = math_inline_dollar(allow_space=False, allow_digits=False, allow_double=True)
_INLINE_FIRST: Final = math_inline_dollar(allow_space=False, allow_digits=True, allow_double=True)
_UNCLOSED: Final = "unclosed_formulas"


def math_plugin(md: MarkdownIt) -> None:
    """Put the rules in the place of the plug-in's, which MyST has added."""
    ends = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.at("math_block", _math_block, {"alt": ends})
    md.inline.ruler.at("math_inline", _math_inline)


def _math_block(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Parse a displayed formula, which may end a paragraph. One that nothing closes is text.

    What nothing closes is remembered: each ``$$`` after it would look through the same lines.
    """
    start = state.bMarks[first] + state.tShift[first]
    if not state.src.startswith("$$", start):
        return False
    unclosed = state.env.setdefault(_UNCLOSED, set())
    alone = "$$" not in state.src[start + 2 : state.eMarks[first]]
    if alone and (end, state.level) in unclosed:
        return False
    tokens, line = len(state.tokens), state.line
    closed = _BLOCK(state, first, end, silent)
    if alone and not closed and not state.is_code_block(first):
        unclosed.add((end, state.level))
    if silent:  # the plug-in does not ask
        del state.tokens[tokens:]
        state.line = line
    return closed


def _math_inline(state: StateInline, silent: bool) -> bool:
    """Parse a formula in a text. At its start the plug-in looks for a digit at the text's end."""
    if state.pos:
        return _INLINE(state, silent)
    if not _INLINE_FIRST(state, True):
        return False
    end, state.pos = state.pos, 0
    return not state.src[end : end + 1].isdigit() and _INLINE_FIRST(state, silent)
